/* Words of the interface: English is what the code says, Chinese, the default on the wall, is gettext's catalogue of
 * it. Content in two languages comes from the content itself: i18n_pick. UI thread. */
#ifndef FOYER_KIOSK_I18N_H
#define FOYER_KIOSK_I18N_H

#include "common/json.h"

#define _(s)  i18n_text(s)
#define N_(s) (s) /* marks for extraction, translated later */

/* Writes the environment (LANGUAGE) and the locale: before any other thread is started. */
void i18n_start(const char *locale_dir);
void i18n_use(const char *lang); /* "zh-CN" or "en" */
const char *i18n_lang(void);
const char *i18n_text(const char *msgid) __attribute__((format_arg(1))); /* so that translated formats are checked */
/* "name_en" beside "name": the member in the current language, else the Chinese one, else "". */
const char *i18n_pick(const json_t *object, const char *key);

#endif
