/* A case's phone page as HTML: what the receipt code opens, in plain words, and the forms that the PIN opens. No
 * script, nothing from elsewhere. Everything that comes from documents or people is escaped here. Pure. */
#ifndef FOYER_CENTRAL_PUBLIC_PAGE_H
#define FOYER_CENTRAL_PUBLIC_PAGE_H

#include <jansson.h>

#include "common/buf.h"

enum public_door {
    DOOR_READ_ONLY,  /* no PIN was chosen at the terminal */
    DOOR_CLOSED,     /* the PIN is asked for */
    DOOR_LOCKED,     /* too many wrong ones from this address */
    DOOR_LOCKED_ALL, /* and from all together: nobody gets in for a while */
    DOOR_OPEN
};
enum public_note { /* what has just happened */
                   NOTE_NONE,
                   NOTE_WRONG_PIN,
                   NOTE_STALE, /* the form lay open too long, or is none of ours */
                   NOTE_BUSY,
                   NOTE_TROUBLE, /* nothing was kept */
                   NOTE_DONE,
                   NOTE_AS_WORD, /* the state does not allow it; it was kept as a word */
                   NOTE_AGAIN,   /* it was here already */
                   NOTE_NO_WORD,
                   NOTE_LONG_WORD,
                   NOTE_ENOUGH_WORDS,
                   NOTE_PHOTO_KEPT,
                   NOTE_PHOTO_ENOUGH,
                   NOTE_PHOTO_LATE, /* the case ended so long ago that its photographs are erased */
                   NOTE_PHOTO_BAD,
                   NOTE_PHOTO_LARGE,
                   NOTES
};

struct public_page {
    bool english;
    const char *token;       /* of the address; for the forms */
    const json_t *view;      /* the case as its resident may see it; NULL: it has not arrived */
    const json_t *community; /* NULL: the page says its note alone. Documents: names of roles, the address that
                                residents may trust */
    const json_t *form, *standards;
    int64_t now_s;
    int32_t zone_s;
    enum public_door door;
    enum public_note note;
    const char *pass;     /* the signed field of the forms */
    const char *entry_id; /* of what a form sends: sent twice, it is one act */
    int photos;           /* that were sent */
    int photos_left;
};
void public_page_html(struct buf *out, const struct public_page *page);
const char *public_page_style(void); /* what stands in <style>, for the policy's hash */

/* & < > " ' as entities; a line end as <br>. */
void html_text(struct buf *out, const char *text);
bool public_wants_english(const char *query_lang, const char *accept_language); /* either may be NULL */

#endif
