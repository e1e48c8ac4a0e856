/* The words that schemas are written in (validate/validate_*.c). A check stops at the first fault: after it, every
 * further call returns "not there" and changes nothing, so a schema reads straight down. Private to validate_*.c. Pure.
 */
#ifndef FOYER_CENTRAL_VALIDATE_CHECK_H
#define FOYER_CENTRAL_VALIDATE_CHECK_H

#include <jansson.h>
#include "common/base.h"

#define CHECK_PATH_MAX 256

struct check {
    char *why; /* owned; NULL while nothing is wrong */
};
/* path "" and key NULL: the document itself. Always false. */
bool check_fail(struct check *check, const char *path, const char *key, const char *fmt, ...) PRINTF(4, 5);

/* "fee_items" + 3 -> "fee_items[3]"; base + key -> "base.key". */
void check_path(char out[static CHECK_PATH_MAX], const char *base, const char *key);
void check_path_at(char out[static CHECK_PATH_MAX], const char *base, const char *key, size_t index);

/* Required unless `_opt`, where absent and null are fine and give NULL/false. */
const char *check_text(struct check *check, const json_t *object, const char *path, const char *key, size_t max_chars);
const char *check_text_opt(struct check *check, const json_t *object, const char *path, const char *key,
                           size_t max_chars);
const char *check_id(struct check *check, const json_t *object, const char *path, const char *key);
bool check_int(struct check *check, const json_t *object, const char *path, const char *key, int64_t lo, int64_t hi,
               int64_t *out);
bool check_int_opt(struct check *check, const json_t *object, const char *path, const char *key, int64_t lo, int64_t hi,
                   int64_t *out); /* true: present and good */
bool check_flag_opt(struct check *check, const json_t *object, const char *path, const char *key);
bool check_time(struct check *check, const json_t *object, const char *path, const char *key,
                int64_t *unix_s); /* RFC 3339 or date */
const json_t *check_object(struct check *check, const json_t *object, const char *path, const char *key);
const json_t *check_object_opt(struct check *check, const json_t *object, const char *path, const char *key);
const json_t *check_list(struct check *check, const json_t *object, const char *path, const char *key, size_t min,
                         size_t max);
const json_t *check_list_opt(struct check *check, const json_t *object, const char *path, const char *key, size_t max);
/* Element `i` of a list of objects; NULL (failed) when it is none. `at` receives its path. */
const json_t *check_entry(struct check *check, const json_t *list, const char *path, const char *key, size_t i,
                          char at[static CHECK_PATH_MAX]);
/* Every element has an `id` of the alphabet, and none twice. */
void check_ids(struct check *check, const json_t *list, const char *path, const char *key);
/* Every element is a name (ids_is_name). */
void check_names(struct check *check, const json_t *list, const char *path, const char *key);

/* A text that may be shown: valid, nothing in it that turns or hides words, no receipt code. */
void check_clean(struct check *check, const char *path, const char *text, size_t len);
/* What holds for every document: an object, not too deep, not too large, whole numbers only, amounts (members ending in
 * _fen, _bp) are whole numbers, every text is clean, none holds what looks like a receipt code. */
void check_document(struct check *check, const json_t *doc);

/* No demonstration number (000-5550-…, in any spelling) anywhere in it. path "" for a whole document. */
void check_own_numbers(struct check *check, const json_t *value, const char *path);

/* validate_accounts.c: members public_revenue and maintenance_fund of a fee document. */
void validate_accounts_check(struct check *check, const json_t *doc);
/* validate_display.c: member display of a notice. */
void validate_display_check(struct check *check, const json_t *doc);

#endif
