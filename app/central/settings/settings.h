/* What the office decides for itself: one typed list of settings (settings.c), each with its limits, what holds until
 * somebody says otherwise, and what it is called in both languages. A value is set for a site or for the organisation
 * ("*"); a site's own comes first. Owns the table setting. A module that has a setting adds its line to the list and
 * asks for it by its key. Loop thread only. */
#ifndef FOYER_CENTRAL_SETTINGS_H
#define FOYER_CENTRAL_SETTINGS_H

#include <jansson.h>

#include "common/db.h"

#define SETTINGS_ALL      "*"
#define SETTINGS_TEXT_MAX 500 /* bytes */

MUST_USE bool settings_prepare(struct db *db);

/* What holds in a site ("": what holds for the organisation). The key is one of the list. */
bool settings_flag(struct db *db, const char *site, const char *key);
int64_t settings_number(struct db *db, const char *site, const char *key);
MUST_USE char *settings_text(struct db *db, const char *site, const char *key); /* yours */

/* [{"key","type":"flag|number|text","value","default","min","max","label":{"zh-CN","en"},"from":"site|organisation|
 * default"}]. Yours. */
MUST_USE json_t *settings_list(struct db *db, const char *site);
/* values: {key: value}; null takes the site's own word back. NULL: kept, with its line in the audit; else one sentence,
 * yours, and nothing has changed. Own transaction. */
MUST_USE char *settings_put(struct db *db, const char *site, const json_t *values, const char *who, int64_t now_s);

#endif
