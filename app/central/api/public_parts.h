/* What public_page.c (the case) and public_forms.c (what can be done) share. Pure. */
#ifndef FOYER_CENTRAL_PUBLIC_PARTS_H
#define FOYER_CENTRAL_PUBLIC_PARTS_H

#include "central/api/public_page.h"
#include "central/api/public_words.h"

const char *public_say(const struct public_page *page, enum public_word word);
const char *public_pick(const struct public_page *page, const json_t *object, const char *key); /* in its language */
void public_put_word(struct buf *out, const struct public_page *page, const char *tag, enum public_word word);

void public_put_note(struct buf *out, const struct public_page *page);
void public_put_door(struct buf *out, const struct public_page *page);

#endif
