/* What every page but the bare ones shares: demonstration ribbon, header (community, date, clock), footer (back, home,
 * easier to read, language, danger). All that is touched stands below: the top of an upright panel is out of reach from
 * a wheelchair.
 */
#ifndef FOYER_KIOSK_FRAME_H
#define FOYER_KIOSK_FRAME_H

#include "kiosk/page.h"

enum frame_tap { FRAME_NONE, FRAME_BACK, FRAME_HOME, FRAME_EASIER, FRAME_ALOUD, FRAME_LANG, FRAME_DANGER };
struct frame {
    bool bare;        /* only the ribbon */
    bool alone;       /* nothing may take height from this page on a small panel, not even the ribbon */
    bool can_back;    /* another page lies below, or the page itself steps back */
    bool is_root;     /* home itself: no home button */
    bool is_veiled;   /* only language, danger and "easier to read" may be touched */
    struct rect name; /* out: where the community's name stands; empty without a header */
};
/* Draws around `screen` and returns the part that is left for the page. Where ui->reach_y lies below the header a page
 * begins there, and its title stands in the room between (ui->head); home and the bare pages mind the line themselves.
 */
struct rect frame_build(struct ui *ui, const struct page_env *env, struct frame *frame, struct rect screen,
                        enum frame_tap *tap);

/* A screen that cannot be touched says the public numbers instead of showing dead buttons. */
void frame_numbers(struct ui *ui, struct rect strip);

/* "There is something new" at the edge of a page that somebody reads; true: touched, show it now. Its place covers as
 * little as can be of what was drawn from `first` on. */
struct rect frame_news_rect(struct ui *ui, size_t first, struct rect body);
bool frame_news(struct ui *ui, struct rect rect);
/* Nothing can be touched while the glass is wiped; whom to call in danger stays readable. */
void frame_cleaning(struct ui *ui, struct rect screen, int left_s);

enum over_tap { OVER_NONE, OVER_STAY, OVER_LEAVE };
/* In the page's place, while nobody knows who stands here: "go on" (OVER_STAY) or "I am someone else" (OVER_LEAVE). */
enum over_tap frame_veil(struct ui *ui, struct rect body);

/* Questions over a page; the page below is drawn but not touchable. */
enum over_tap frame_idle_question(struct ui *ui, struct rect screen, bool is_private, int left_s);
enum over_tap frame_aloud_question(struct ui *ui, struct rect screen); /* OVER_LEAVE: read it */
enum over_tap frame_leave_question(struct ui *ui, struct rect screen, const struct page_leave *words /* may be NULL */);

#endif
