/* What the office decides for itself: one typed list of settings (settings.c), each with its limits, what holds until
 * somebody says otherwise, and what it is called in both languages. A value is set for a site or for the organisation
 * ("*"); a site's own comes first. Owns the table setting. A module that has a setting adds its line to the list and
 * its name to the enum. Loop thread only. */
#ifndef FOYER_CENTRAL_SETTINGS_H
#define FOYER_CENTRAL_SETTINGS_H

#include <jansson.h>

#include "common/db.h"

#define SETTINGS_ALL      "*"
#define SETTINGS_TEXT_MAX 500 /* bytes */

/* One name a setting; flag, number, text or choice as its line in settings.c says. Asking with another getter ends the
 * program. */
enum setting {
    SETTING_APPROVAL_ALONE,           /* flag: one person works here, and approves what they wrote */
    SETTING_APPROVAL_ROUTINE,         /* flag: everyday notices want four eyes, too */
    SETTING_APPROVAL_EMERGENCY_ALONE, /* flag: an approver may send out an emergency alone */
    SETTING_EMERGENCY_TOTP,           /* flag: whoever does needs the second factor */
    SETTING_DUTY_HOURS,               /* number: for which a notice published on duty may hang */
    SETTING_ALERTS_QUIET_MINUTES,     /* number: of silence after which a terminal is an alert */
    SETTING_LOBBIES_NETWORK,          /* text: as staff call it: whose password a thief has */
    SETTING_RULES_CITY,               /* choice: whose rules of posting hold; "": nationwide */
    SETTING_POSTING_MINUTES,          /* number: of a day, for it to count as posted */
    SETTING_PAPER_RULE,               /* flag: what a rule asks to be posted hangs on paper, too */
    SETTING_PAPER_PLACES,             /* text: places without a screen */
    SETTING_BACKUP_DAYS,              /* number: without a backup, after which the console asks for one */
    SETTING_ROOT_KEPT,                /* text: where the root key is kept */
    SETTING_HOOKS_PRIVATE,            /* flag: webhooks may lead into private networks */
    SETTING_COUNT
};

MUST_USE bool settings_prepare(struct db *db);

const char *settings_key(enum setting setting); /* as settings_put takes it */
/* What holds in a site (NULL or "": what holds for the organisation). */
bool settings_flag(struct db *db, const char *site, enum setting setting);
int64_t settings_number(struct db *db, const char *site, enum setting setting);
/* Of a choice, too. Yours. */
MUST_USE char *settings_text(struct db *db, const char *site, enum setting setting);

/* [{"key","group","type":"flag|number|text|choice","value","default","min","max","from":"site|organisation|default",
 * "label","hint" and of numbers "unit": {"zh-CN","en"}; "whole":true where only the organisation may say;
 * of a choice "options":[{"value","label"}]}], group after group. Yours. */
MUST_USE json_t *settings_list(struct db *db, const char *site);
/* [{"id","label","hint"}], in the order in which they are read. Yours. */
MUST_USE json_t *settings_groups(void);
/* values: {key: value}; null takes the site's own word back. NULL: kept, with its line in the audit; else one sentence,
 * yours, and nothing has changed. Own transaction. */
MUST_USE char *settings_put(struct db *db, const char *site, const json_t *values, const char *who, int64_t now_s);

#endif
