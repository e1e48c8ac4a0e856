/* What a page is and what it is given. A page has a path ("notice/N-001"), a state of its own, and one function that
 * draws and reacts. Pages keep ids, never pointers into a model: the model is swapped between turns. */
#ifndef FOYER_KIOSK_PAGE_H
#define FOYER_KIOSK_PAGE_H

#include "kiosk/modes.h"
#include "kiosk/ui.h"
#include "terminal/outbox.h"
#include "terminal/termclock.h"

struct model;     /* model.h: everything the bulletin says, immutable */
struct nav;       /* nav.h: the stack of open pages */
struct programme; /* programme.h */
struct aloud;     /* speech/aloud.h: reads what a page says */
struct exposure;  /* exposure.h: which notices this picture shows, to be counted */
struct typing;    /* typing/typing.h: what turns fingers into words; lives as long as the program */
struct desk;      /* desk.h: sealing, the outbox, code look-ups in a worker; lives as long as the program */

struct page_env {
    const struct model *model;
    struct nav *nav;
    struct desk *desk;
    struct pictures *pictures;   /* decoded pictures; NULL in tests: their places say what they would show */
    struct programme *programme; /* of the home page, beyond a visit; NULL: it has one of its own */
    struct typing *typing;       /* NULL: letters and digits alone */
    struct aloud *aloud;         /* NULL: this screen cannot read aloud */
    struct exposure *exposure;   /* NULL: nobody counts */
    int64_t now_ms;              /* best wall clock, read once per turn */
    int64_t mono_ms;
    enum clock_trust trust;
    const char *lang;           /* "zh-CN" | "en" */
    int64_t *redraw_at_mono_ms; /* a page that must change by itself lowers this (count-down, slide) */
};

struct page_leave { /* msgids */
    const char *question, *stay, *leave;
};

/* What of a resident's own a private page has just now. */
enum page_words {
    PAGE_WORDS_NONE, /* nothing was entered yet */
    PAGE_WORDS_HELD, /* something was, but this step shows public text alone: a consent to be read in peace */
    PAGE_WORDS_SHOWN
};
struct page_ops {
    const char *name;    /* first segment of its paths */
    bool is_private;     /* a form, receipt or case: idle wipe with warning, read aloud only after a question */
    bool speaks_always;  /* read aloud at quiet hours too: danger */
    bool waits_for_news; /* new content may come at any moment: nobody reads here */
    bool keeps_height;   /* on a small panel neither strips nor the demonstration's ribbon stand above it */
    bool bare; /* draws the whole screen itself (danger, pairing); else view draws header and footer (frame.h) */
    void *(*open)(const struct page_env *env,
                  const char *arg); /* arg: path after "name/", "" if none. NULL: no such page */
    void (*close)(void *state);     /* wipes what a resident typed */
    void (*build)(void *state, const struct page_env *env, struct ui *ui, struct rect body);
    void (*key)(void *state, const struct page_env *env, const char *utf8 /* "" unless KEYSTROKE_TEXT */,
                enum keystroke key); /* a physical keyboard; may be NULL */
    bool (*back)(void *state,
                 const struct page_env *env); /* may be NULL; true: handled inside the page (a step back in a form) */
    int64_t (*idle_ms)(void *state, const struct page_env *env, const struct ui *ui); /* may be NULL: 90 s */
    bool (*dirty)(void *state);            /* may be NULL; true: leaving would lose something (asks first) */
    enum page_words (*words)(void *state); /* of a private page; NULL: it always shows some */
    const struct page_leave *leave;        /* how it asks; NULL: about words that are not sent yet */
    /* The page that it sent the visitor to says that this is over (nav_back_settled); may be NULL. */
    void (*settled)(void *state, const struct page_env *env);
    /* What is read aloud instead of all words of the page; may be NULL. */
    void (*tell)(void *state, const struct page_env *env, struct script *script);
    void (*list)(const struct page_env *env, void (*emit)(const char *path, void *arg),
                 void *arg); /* all paths of a cache; may be NULL */
};

/* pages/pages.h lists them; nav finds by name. */
const struct page_ops *const *page_table(size_t *count);
/* The lowest page of the stack: home, or how to pair as long as nothing was received. */
const char *page_root(const struct model *model);

/* nav: what a page may ask for. Takes effect after build returns. */
void nav_go(struct nav *nav, const char *path);
void nav_replace(struct nav *nav, const char *path);
void nav_back(struct nav *nav);
void nav_back_settled(struct nav *nav);                       /* back, and its `settled` is called */
bool nav_returns_to(const struct nav *nav, const char *name); /* "back" would show a page of that name */
void nav_home(struct nav *nav);                               /* ends the visit: every state is closed and wiped */
void nav_set_lang(struct nav *nav, const char *lang);
struct modes nav_modes(const struct nav *nav); /* of this visit */
void nav_set_modes(struct nav *nav, struct modes modes);
void nav_set_masked(struct nav *nav, bool masked); /* private pages show bars instead of words, until the visit ends */
bool nav_is_masked(const struct nav *nav);
void nav_show_easier(struct nav *nav, bool shown); /* "easier to read": a sheet over the page, easier.h */

#endif
