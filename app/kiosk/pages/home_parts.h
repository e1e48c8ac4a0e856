/* What the home page is made of: tiles, the strip of today and tomorrow, the entries that the law asks for, telephone
 * numbers where nothing can be touched. home.c says where they stand; here is how each is drawn and how high it is. */
#ifndef FOYER_KIOSK_PAGES_HOME_PARTS_H
#define FOYER_KIOSK_PAGES_HOME_PARTS_H

#include "kiosk/page.h"
#include "kiosk/pages/slide.h"
#include "kiosk/pages/slides.h"

struct home_tile {
    const char *path, *icon, *title, *subtitle; /* words marked with N_ */
    const char *brief;                          /* NULL, or for a key where the title has no room */
};
void home_tiles(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tiles, int count,
                int columns);
void home_keys(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tiles, int count,
               int columns);
/* Top of tiles of height `h` within reach, 800 to 1,200 mm above the floor; `fallback` when the mount is unknown or
 * does not allow it. */
int home_tiles_top(const struct ui *ui, const struct page_env *env, struct rect body, int h, int fallback);

/* The slide, and "here today and tomorrow" below the menu (`lower`, may be empty) or under the slide. */
void home_slide_and_near(struct ui *ui, const struct page_env *env, struct rect upper, struct rect lower,
                         const struct slides *slides, const struct slide *slide);
/* Read aloud: what concerns this house today and tomorrow, else what the slide says. */
void home_tell(const struct page_env *env, const struct slides *slides, const struct slide *slide,
               struct script *script);
int home_near_height(struct ui *ui, const struct page_env *env, int width, const struct slides *slides);

void home_law(struct ui *ui, const struct page_env *env, struct rect rect); /* public by law; about us */
int home_law_height(const struct ui *ui);
void home_freshness(struct ui *ui, const struct page_env *env, struct rect rect); /* one line: how new, connected */
void home_phone_hints(struct ui *ui, const struct page_env *env, struct rect rect, int columns, int rows);

#endif
