/* What the home page is made of: tiles, the strip of today and tomorrow, entries, telephone numbers where nothing can
 * be touched. home.c says where they stand and how many; here each is drawn into the rectangle that it is given. */
#ifndef FOYER_KIOSK_PAGES_HOME_PARTS_H
#define FOYER_KIOSK_PAGES_HOME_PARTS_H

#include "kiosk/page.h"
#include "kiosk/pages/slide.h"
#include "kiosk/slides.h"

struct home_tile {
    const char *path, *icon, *title, *subtitle; /* words marked with N_ */
    const char *brief;                          /* NULL, or for a key where the title has no room */
};
void home_tiles(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tiles, int count,
                int columns);
#define HOME_TILES_MAX 8
/* The most columns, up to `columns`, in which every title stands whole. */
int home_tile_columns(struct ui *ui, int width, const struct home_tile *tiles, int count, int columns);
int home_tile_height(struct ui *ui, int width, const struct home_tile *tiles, int count, int columns);
void home_keys(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tiles, int count,
               int columns);
/* "Here today and tomorrow": always on the page, whatever the slide shows. Height with its first `rows` rows; 0:
 * nothing concerns this house. */
int home_near_height(struct ui *ui, const struct page_env *env, int width, const struct slides *slides, size_t rows);
void home_near(struct ui *ui, const struct page_env *env, struct rect rect, const struct slides *slides, size_t rows);
/* That nothing is announced is worth a line where the strip would stand; nothing where it has no room. */
void home_nothing_near(struct ui *ui, const struct page_env *env, struct rect rect);
/* Read aloud: what concerns this house today and tomorrow, else what the slide says. */
void home_tell(const struct page_env *env, const struct slides *slides, const struct slide *slide,
               struct script *script);

void home_entry(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tile);
void home_freshness(struct ui *ui, const struct page_env *env, struct rect rect); /* one line: how new, connected */
void home_phone_hints(struct ui *ui, const struct page_env *env, struct rect rect, int columns, int rows);

#endif
