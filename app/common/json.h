/* jansson, made strict and short: decode from bytes with a size limit, and read fields with an error that names the
 * path ("fee_items[3].unit_price_fen: a whole number is wanted"). Integers are exact 64 bit; reals are refused in
 * published documents. The json_t rules (borrowed from getters, yours from json_decode) are jansson's own. */
#ifndef FOYER_COMMON_JSON_H
#define FOYER_COMMON_JSON_H

#include <jansson.h>
#include "common/buf.h"

#define JSON_DEPTH_MAX 32 /* deeper documents are refused */

/* NULL: not JSON (reason in *why, one sentence, yours to free; why may be NULL). Refuses duplicates, trailing bytes,
 * bad UTF-8, depth > JSON_DEPTH_MAX. A leading BOM is skipped. */
MUST_USE json_t *json_decode(const void *data, size_t len, char **why);
MUST_USE json_t *json_decode_text(const char *text);    /* the same of a string, NULL for NULL */
void json_encode(struct buf *out, const json_t *value); /* compact, keys sorted: same value, same bytes */
void json_free_ref(json_t **value);                     /* for CLEANUP: json_decref */

const char *json_str(const json_t *object, const char *key); /* NULL when absent or no string */
const char *json_str_or(const json_t *object, const char *key, const char *fallback);
int64_t json_int_or(const json_t *object, const char *key, int64_t fallback); /* also when no integer */
bool json_flag(const json_t *object, const char *key);                        /* true only for JSON true */
json_t *json_member(const json_t *object, const char *key);                   /* borrowed; NULL when absent */
/* The first object of an array whose "id" this is. Borrowed; NULL: none, no array, or no id. */
json_t *json_find(const json_t *list, const char *id);

#endif
