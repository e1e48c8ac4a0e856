/* What the pictures of a text hide from a reader: the codes in them (files.h decodes them at the upload), and whether a
 * code asks for money. A picture in which nobody could look may ask for it, too, and so may one with more codes than
 * are read: two people look at such a text, also where a text hangs by one call. picture_codes_of reads the uploads'
 * rows, loop thread only; the rest is pure. */
#ifndef FOYER_CENTRAL_PICTURE_CODES_H
#define FOYER_CENTRAL_PICTURE_CODES_H

#include <jansson.h>

#include "common/db.h"

bool picture_codes_has_pictures(const json_t *doc);
/* [{"file","page","text","payment","unread","more"}]; unread: the page could not be read for codes; more: it has more
 * than were read; in both there is no text. Yours. */
MUST_USE json_t *picture_codes_of(struct db *db, const json_t *doc);
enum picture_codes {
    PICTURE_CODES_KNOWN,  /* all are told, and none asks for money */
    PICTURE_CODES_PAY,    /* one asks for money */
    PICTURE_CODES_UNREAD, /* there is a page in which nobody could look */
    PICTURE_CODES_MORE    /* there is a page with more than were read */
};
/* What is the gravest of them; `where` (NULL: no matter) is that entry, borrowed, NULL when all are known. */
enum picture_codes picture_codes_judge(const json_t *codes, const json_t **where);

#endif
