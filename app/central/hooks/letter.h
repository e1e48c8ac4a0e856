/* What a webhook says, and how it is signed. Pure; the words are in the language that the thread speaks (words.h).
 *
 * Nothing that a resident wrote and nobody's name is ever in an event: a case is its number, its category, the place
 * and the deadline, and one that is about somebody in the office is not even that. */
#ifndef FOYER_CENTRAL_LETTER_H
#define FOYER_CENTRAL_LETTER_H

#include <jansson.h>

#include "common/buf.h"

/* Of whom the address is.
 * LETTER_JSON: the event itself, {"id","event","at","site","site_name","text", …}; signed, see letter_signature.
 * LETTER_WECOM, LETTER_DINGTALK: the robots of group chats, {"msgtype":"text","text":{"content"}}. */
enum letter_kind { LETTER_JSON, LETTER_WECOM, LETTER_DINGTALK, LETTER_KINDS };
const char *letter_kind_name(enum letter_kind kind); /* "json", "wecom", "dingtalk" */
enum letter_kind letter_kind_of(const char *name);   /* LETTER_KINDS: none */

#define LETTER_SIGNATURE_LEN 71 /* "sha256=" and 64 hex */

/* event: {"event": "case_new|case_late|terminal_quiet|site_quiet|notice_ending|hook_test", "site_name", and where they
 * are known "number", "category" {"zh-CN","en"}, "lobby", "building", "due", "zone", "silent", "expected"}. */
void letter_words(struct buf *out, const json_t *event);
void letter_body(struct buf *out, enum letter_kind kind, const json_t *event);

/* What Foyer-Signature carries: HMAC-SHA256 with the secret over the text of Foyer-Timestamp (unix s), a full stop, and
 * the body. */
void letter_signature(char out[static LETTER_SIGNATURE_LEN + 1], const char *secret, int64_t at_s,
                      const struct buf *body);
/* DingTalk, "custom robot, additional signature": the address with &timestamp= (milliseconds) and &sign=, the
 * percent-encoded Base64 of HMAC-SHA256 with the secret over "timestamp\nsecret". */
void letter_dingtalk_url(struct buf *out, const char *url, const char *secret, int64_t at_ms);

#endif
