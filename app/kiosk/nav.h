/* The stack of open pages, language and modes of the visit, and what pages asked for. Requests wait until the build is
 * over, so a page is never closed under its own feet. The lowest page ("root": home, or pairing while nothing was
 * received) stays. Pages see the short part of this in page.h. UI thread. */
#ifndef FOYER_KIOSK_NAV_H
#define FOYER_KIOSK_NAV_H

#include "kiosk/page.h"
#include "kiosk/ui/state.h"

#define NAV_DEPTH_MAX 16 /* deeper: the oldest page above the root that is neither private nor dirty makes room */
#define NAV_PATH_MAX  160

struct nav_entry {
    const struct page_ops *ops;
    void *state; /* owned by the page's ops */
    char path[NAV_PATH_MAX];
    struct ui_state ui;
};

MUST_USE struct nav *nav_new(const struct page_ops *const *table, size_t count, const char *lang);
void nav_free(struct nav *nav); /* closes every page */

/* Opens the root; also exchanges it, which ends the visit. false: no such page, nothing changed. */
MUST_USE bool nav_set_root(struct nav *nav, const struct page_env *env, const char *path);
/* Does what was asked for. true: something that shows has changed: page, language, modes or the sheet. */
bool nav_apply(struct nav *nav, const struct page_env *env);
struct nav_entry *nav_top(struct nav *nav);
const struct nav_entry *nav_root(const struct nav *nav);
int nav_depth(const struct nav *nav);        /* 1: the root is on top */
bool nav_is_private(const struct nav *nav);  /* some open page is a form, a receipt or a case */
bool nav_holds_words(const struct nav *nav); /* some open page has something of a resident's own */
/* The topmost open page that holds something that closing would lose, or NULL. */
const struct page_ops *nav_dirty(const struct nav *nav);
const char *nav_lang(const struct nav *nav); /* of this visit */
/* What a fresh visit starts with; the running one keeps what its resident chose. */
void nav_set_default_modes(struct nav *nav, struct modes modes);
bool nav_is_fresh(const struct nav *nav); /* language and modes are those of a fresh visit, and no sheet is open */
void nav_as_usual(struct nav *nav);       /* asks for language and modes of a fresh visit */
bool nav_shows_easier(const struct nav *nav);

/* Every path that the pages offer for this model, in the table's order. */
void nav_list(const struct page_ops *const *table, size_t count, const struct page_env *env,
              void (*emit)(const char *path, void *arg), void *arg);

#endif
