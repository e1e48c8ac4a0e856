#include "central/settings/settings.h"

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/words/words.h"

enum type { FLAG, NUMBER, TEXT };

/* The whole list. Limits: of a number its value, of a text its bytes. */
static const struct known {
    const char *key;
    enum type type;
    int64_t min, max, number; /* number: until it is set, also of a flag */
    const char *text;         /* the same of a text */
    const char *label_zh, *label_en;
} list[] = {
    {"duty_hours", NUMBER, 1, 12, 12, NULL, "值班人员发布的通知最多显示几小时",
     "Hours for which a notice published on duty may hang"},
    {"approval.alone", FLAG, 0, 1, 0, NULL, "本公司只有一个人办公：自己写的由自己发布（公示证明会写明）",
     "One person works here: whoever writes also publishes (the certificates say so)"},
    {"approval.routine", FLAG, 0, 1, 1, NULL, "活动等日常通知也要由另一个人审核",
     "Everyday notices (activities and the like) are approved by a second person, too"},
    {"approval.emergency_alone", FLAG, 0, 1, 0, NULL, "紧急通知可以由一名审核人单独发布，事后由另一人复核",
     "An approver may send out an emergency notice alone; somebody else looks at it afterwards"},
    {"emergency.totp", FLAG, 0, 1, 1, NULL, "发布紧急通知的人须使用动态验证码登录",
     "Whoever sends out emergency notices logs in with a second factor"},
    {"backup.days", NUMBER, 1, 365, 7, NULL, "多少天没有备份就提醒",
     "Days without a backup after which the console asks for one"},
    {"root.kept", TEXT, 0, SETTINGS_TEXT_MAX, 0, "", "根密钥存放的地方（不要写密钥本身）",
     "Where the root key is kept (never the key itself)"},
    {"alerts.quiet_minutes", NUMBER, 6, 10080, 15, NULL, "大堂屏多少分钟没有消息就提醒",
     "Minutes of silence after which a lobby's screen is an alert"},
    {"hooks.private", FLAG, 0, 1, 0, NULL, "消息推送可以发到内部网络的地址",
     "Webhooks may lead to addresses in private networks"},
    {"lobbies.network", TEXT, 0, 100, 0, "", "大堂屏所用网络的名称（屏幕被盗时要改它的密码）",
     "The network of the lobbies' screens: whose password to change when one is stolen"},
    {"posting.minutes", NUMBER, 1, 1440, 480, NULL, "一天中至少有多少分钟能看到，才算公示了一天",
     "Minutes of a day in which a notice could be read, for the day to count as posted"},
    {"paper.rule", FLAG, 0, 1, 1, NULL, "有公示要求的通知，同一天也张贴纸质版",
     "What a rule asks to be posted hangs on paper on the same day, too"},
    {"paper.places", TEXT, 0, SETTINGS_TEXT_MAX, 0, "", "没有屏幕、要贴纸的地方，用逗号分开（如：1号电梯，东门）",
     "Places without a screen where paper hangs, with commas between them (lift 1, east gate)"},
    {"rules_city", TEXT, 0, 40, 0, "", "公示规则用哪个城市的（空：全国通用；beijing、hangzhou、shanghai）",
     "Whose rules of posting hold (empty: nationwide; beijing, hangzhou, shanghai)"},
};
static const char *const type_names[] = {[FLAG] = "flag", [NUMBER] = "number", [TEXT] = "text"};

static const char tables[] = "CREATE TABLE IF NOT EXISTS setting(site TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT "
                             "NULL, PRIMARY KEY(site,key));";

bool settings_prepare(struct db *db)
{
    return db_exec(db, tables);
}

static const struct known *find(const char *key)
{
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        if (str_eq(list[i].key, key))
            return &list[i];
    }
    return NULL;
}

/* --- Reading --- */

static json_t *stored(struct db *db, const char *site, const char *key)
{
    struct db_stmt *stmt = db_prep(db, "SELECT value FROM setting WHERE site=$1 AND key=$2");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, key);
    json_t *doc = db_step(stmt) == DB_ROW ? json_decode_text(db_col_text(stmt, 0)) : NULL;
    json_t *value = json_incref(json_object_get(doc, "v"));
    json_decref(doc);
    db_reset(stmt);
    return value;
}

static json_t *first_value(const struct known *known)
{
    if (known->type == TEXT)
        return json_string(known->text);
    return known->type == FLAG ? json_boolean(known->number != 0) : json_integer(known->number);
}

/* Whether a second pair of eyes is wanted at all is the organisation's word, not that of one community. */
static bool is_of_the_whole(const char *key)
{
    return str_eq(key, "approval.alone");
}

static json_t *value_of(struct db *db, const char *site, const struct known *known, const char **from)
{
    json_t *value = *site && !is_of_the_whole(known->key) ? stored(db, site, known->key) : NULL;
    *from = "site";
    if (value)
        return value;
    value = stored(db, SETTINGS_ALL, known->key);
    *from = value ? "organisation" : "default";
    return value ? value : first_value(known);
}

static json_t *value_now(struct db *db, const char *site, const char *key)
{
    const char *from;
    const struct known *known = find(key);
    ASSERT(known);
    return value_of(db, site, known, &from);
}

bool settings_flag(struct db *db, const char *site, const char *key)
{
    CLEANUP(json_free_ref) json_t *value = value_now(db, site, key);
    return json_is_true(value);
}

int64_t settings_number(struct db *db, const char *site, const char *key)
{
    CLEANUP(json_free_ref) json_t *value = value_now(db, site, key);
    return json_integer_value(value);
}

char *settings_text(struct db *db, const char *site, const char *key)
{
    CLEANUP(json_free_ref) json_t *value = value_now(db, site, key);
    return xstrdup(json_string_value(value) ? json_string_value(value) : "");
}

json_t *settings_list(struct db *db, const char *site)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < ARRAY_LEN(list); i++) {
        const struct known *known = &list[i];
        const char *from;
        json_t *value = value_of(db, site, known, &from);
        json_array_append_new(rows, json_pack("{s:s,s:s,s:o,s:o,s:I,s:I,s:s,s:{s:s,s:s}}", "key", known->key, "type",
                                              type_names[known->type], "value", value, "default", first_value(known),
                                              "min", (json_int_t)known->min, "max", (json_int_t)known->max, "from",
                                              from, "label", "zh-CN", known->label_zh, "en", known->label_en));
    }
    return rows;
}

/* --- Writing --- */

static char *value_refusal(const char *site, const char *key, const json_t *value)
{
    const struct known *known = find(key);
    if (!known)
        return xasprintf(_("%s: there is no such setting"), key);
    if (json_is_null(value))
        return NULL;
    if (*site && !str_eq(site, SETTINGS_ALL) && is_of_the_whole(key))
        return xasprintf(_("%s: this is set for the whole organisation, by an administrator of all of it"), key);
    if (known->type == FLAG)
        return json_is_boolean(value) ? NULL : xasprintf(_("%s: true or false is wanted"), key);
    bool number = known->type == NUMBER;
    int64_t size = number ? json_integer_value(value) : (int64_t)json_string_length(value);
    bool typed = number ? json_is_integer(value) : json_is_string(value);
    if (typed && size >= known->min && size <= known->max)
        return NULL;
    return xasprintf(_("%s: %s from %lld to %lld is wanted"), key, number ? _("a whole number") : _("a text of bytes"),
                     (long long)known->min, (long long)known->max);
}

struct putting {
    const char *site, *who;
    const json_t *values;
    int64_t now_s;
};

static bool put_one(struct db *db, const struct putting *putting, const char *key, json_t *value)
{
    CLEANUP(buf_fini) struct buf text = {0};
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:O}", "v", value);
    struct db_stmt *stmt = db_prep(db, "DELETE FROM setting WHERE site=$1 AND key=$2");
    db_bind_text(stmt, 1, putting->site);
    db_bind_text(stmt, 2, key);
    bool ok = db_run(stmt);
    json_encode(&text, doc);
    if (ok && !json_is_null(value)) {
        stmt = db_prep(db, "INSERT INTO setting(site,key,value) VALUES($1,$2,$3)");
        db_bind_text(stmt, 1, putting->site);
        db_bind_text(stmt, 2, key);
        db_bind_text(stmt, 3, buf_str(&text));
        ok = db_run(stmt);
    }
    const char *site = str_eq(putting->site, SETTINGS_ALL) ? "" : putting->site;
    return ok && audit_append_at(db, putting->now_s, site, putting->who, "setting", key, NULL, buf_str(&text));
}

static bool put_body(struct db *db, void *arg)
{
    const struct putting *putting = arg;
    const char *key;
    json_t *value;
    bool ok = true;
    json_object_foreach((json_t *)putting->values, key, value)
    {
        ok = ok && put_one(db, putting, key, value);
    }
    return ok;
}

char *settings_put(struct db *db, const char *site, const json_t *values, const char *who, int64_t now_s)
{
    struct putting putting = {.site = *site ? site : SETTINGS_ALL, .who = who, .values = values, .now_s = now_s};
    const char *key;
    json_t *value;
    char *why = NULL;
    json_object_foreach((json_t *)values, key, value)
    {
        why = why ? why : value_refusal(site, key, value);
    }
    if (!why && !db_transact(db, put_body, &putting))
        why = xstrdup(_("the settings could not be kept; nothing has changed"));
    return why;
}
