#include "kiosk/i18n.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/log.h"

#define DOMAIN_NAME "foyer"

/* gettext's own switch: it asks LANGUAGE again only when this counter moved. */
extern int _nl_msg_cat_cntr;

static const char wall_lang[] = "zh-CN"; /* what a wall speaks before anybody chose */
static char current[16];

void i18n_start(const char *locale_dir)
{
    /* LANGUAGE is ignored under plain "C"; C.UTF-8 is the one UTF-8 locale that every Debian has. */
    if (!setlocale(LC_ALL, "C.UTF-8"))
        log_warn("i18n: the locale C.UTF-8 is missing; the screens stay in English");
    setlocale(LC_NUMERIC, "C");
    bindtextdomain(DOMAIN_NAME, locale_dir);
    bind_textdomain_codeset(DOMAIN_NAME, "UTF-8");
    textdomain(DOMAIN_NAME);
    i18n_use(wall_lang);
}

/* "zh-CN" is gettext's "zh_CN". */
void i18n_use(const char *lang)
{
    char name[sizeof(current)];
    snprintf(name, sizeof(name), "%s", lang);
    snprintf(current, sizeof(current), "%s", lang);
    char *dash = strchr(name, '-');
    if (dash)
        *dash = '_';
    setenv("LANGUAGE", name, 1);
    _nl_msg_cat_cntr++;
}

const char *i18n_lang(void)
{
    return current[0] ? current : wall_lang;
}

const char *i18n_text(const char *msgid)
{
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
