/* Signed fields of the phone page's forms, in place of cookies: which page, what it allows, until when. Without the
 * server's key nobody makes one, so another site cannot send a form in a resident's name. Pure. */
#ifndef FOYER_CENTRAL_PUBLIC_PASS_H
#define FOYER_CENTRAL_PUBLIC_PASS_H

#include "common/buf.h"

#define PASS_KEY_LEN 32
#define PASS_OPEN_S  (12 * 3600) /* a page may lie open before the PIN is entered */
#define PASS_WRITE_S (20 * 60)   /* after the PIN was right; each act gives a new one */

enum pass_kind { PASS_OPEN /* asks for the PIN */, PASS_WRITE /* the PIN was right */ };
struct pass {
    const uint8_t *key; /* PASS_KEY_LEN bytes */
    enum pass_kind kind;
    const char *page;  /* the token's hash */
    const char *stamp; /* the PIN's hash: another PIN ends every pass */
};
void pass_make(struct buf *out, const struct pass *pass, int64_t now_s);
bool pass_good(const struct pass *pass, const char *text, int64_t now_s);

#endif
