#include "kiosk/i18n.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/log.h"

#define DOMAIN_NAME "foyer"

#define CATALOGUE "zh_CN" /* English has none: the msgids are English */

static const char wall_lang[] = "zh-CN"; /* what a wall speaks before anybody chose */
static char current[16];

void i18n_start(const char *locale_dir)
{
    /* LANGUAGE is ignored under plain "C"; C.UTF-8 is the one UTF-8 locale that every Debian has. */
    if (!setlocale(LC_ALL, "C.UTF-8"))
        log_warn("i18n: the locale C.UTF-8 is missing; the screens stay in English");
    setlocale(LC_NUMERIC, "C");
    setenv("LANGUAGE", CATALOGUE, 1);
    bindtextdomain(DOMAIN_NAME, locale_dir);
    bind_textdomain_codeset(DOMAIN_NAME, "UTF-8");
    textdomain(DOMAIN_NAME);
    i18n_use(wall_lang);
}

/* The environment stays as it is: the voice and the worker may be reading it. */
void i18n_use(const char *lang)
{
    snprintf(current, sizeof(current), "%s", lang);
}

const char *i18n_lang(void)
{
    return current[0] ? current : wall_lang;
}

const char *i18n_text(const char *msgid)
{
    if (!str_eq(i18n_lang(), wall_lang))
        return msgid;
    return msgid[0] ? dgettext(DOMAIN_NAME, msgid) : "";
}

const char *i18n_pick(const json_t *object, const char *key)
{
    if (!str_starts(i18n_lang(), "zh")) {
        char foreign[96];
        snprintf(foreign, sizeof(foreign), "%s_%.8s", key, i18n_lang());
        const char *s = json_str(object, foreign);
        if (s && s[0])
            return s;
    }
    return json_str_or(object, key, "");
}
