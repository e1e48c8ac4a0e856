/* What the pictures of a text hide from a reader: the codes in them (files.h decodes them at the upload), and whether a
 * code asks for money. A picture in which nobody could look may ask for it, too. picture_codes_of reads the uploads'
 * rows, loop thread only; the rest is pure. */
#ifndef FOYER_CENTRAL_PICTURE_CODES_H
#define FOYER_CENTRAL_PICTURE_CODES_H

#include <jansson.h>

#include "common/db.h"

bool picture_codes_has_pictures(const json_t *doc);
/* [{"file","page","text","payment","unread"}]; unread: the page could not be read for codes, and there is no text.
 * Yours. */
MUST_USE json_t *picture_codes_of(struct db *db, const json_t *doc);
bool picture_codes_pay(const json_t *codes);     /* does any ask for money? */
bool picture_codes_unread(const json_t *codes);  /* is there a page of which nobody knows? */
bool picture_codes_is_payment(const char *text); /* WeChat, Alipay, UnionPay and the digital yuan */

#endif
