#include "central/settings/settings.h"

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/checks/rules.h"
#include "central/words/words.h"

enum type { FLAG, NUMBER, TEXT, CHOICE };
enum group { APPROVAL, LOBBIES, POSTING, DATA, HOOKS, GROUP_COUNT };

struct words {
    const char *zh, *en;
};

static const struct {
    const char *id;
    struct words label, hint;
} groups[GROUP_COUNT] = {
    [APPROVAL] = {"approval",
                  {"审核与值班", "Approval and duty"},
                  {"一份通知要经过谁才能上屏。", "Who must look at a notice before it hangs."}},
    [LOBBIES] = {"lobbies",
                 {"大堂屏", "Lobbies and screens"},
                 {"什么时候提醒您某块屏幕出了问题。", "When you are told that something is wrong with a screen."}},
    [POSTING] = {"posting",
                 {"公示与张贴", "Posting, on screens and on paper"},
                 {"怎样才算公示过，哪些通知还要贴纸。", "What counts as posted, and what hangs on paper, too."}},
    [DATA] = {"data",
              {"数据与备份", "Data and backups"},
              {"机器坏了也不丢东西。", "So that nothing is lost when the machine breaks."}},
    [HOOKS] = {"hooks",
               {"消息推送", "Messages to other programs"},
               {"系统自动发到群里的消息。", "What the server sends to a chat group by itself."}},
};

/* The whole list, group after group. Limits: of a number its value, of a text its bytes. A site has no word of its own
 * in what is `whole`: whether a second pair of eyes is wanted at all, and what there is one of on a server. */
static const struct known {
    const char *key;
    enum group group;
    enum type type;
    bool whole;
    int64_t min, max, number; /* number: until it is set, also of a flag */
    const char *text;         /* the same of a text */
    struct words unit, label, hint;
} list[SETTING_COUNT] = {
    [SETTING_APPROVAL_ALONE] = {.key = "approval.alone",
                                .group = APPROVAL,
                                .type = FLAG,
                                .whole = true,
                                .max = 1,
                                .label = {"本公司只有一个人办公：自己写的由自己发布（公示证明会写明）",
                                          "One person works here: whoever writes also publishes (the certificates say "
                                          "so)"},
                                .hint = {"只有确实没有第二个人时才打开。",
                                         "Only where there really is no second person."}},
    [SETTING_APPROVAL_ROUTINE] = {.key = "approval.routine",
                                  .group = APPROVAL,
                                  .type = FLAG,
                                  .max = 1,
                                  .number = 1,
                                  .label = {"活动等日常通知也要由另一个人审核",
                                            "Everyday notices (activities and the like) are approved by a second "
                                            "person, too"},
                                  .hint = {"收费、表决等重要通知总是要审核的，与此无关。",
                                           "What binds residents, fees and votes, is always approved, whatever you "
                                           "choose here."}},
    [SETTING_APPROVAL_EMERGENCY_ALONE] = {.key = "approval.emergency_alone",
                                          .group = APPROVAL,
                                          .type = FLAG,
                                          .max = 1,
                                          .label = {"紧急通知可以由一名审核人单独发布，事后由另一人复核",
                                                    "An approver may send out an emergency notice alone; somebody "
                                                    "else looks at it afterwards"},
                                          .hint = {"夜里爆管时不用等第二个人。",
                                                   "When a pipe bursts at night, nobody waits for a second person."}},
    [SETTING_EMERGENCY_TOTP] =
        {.key = "emergency.totp",
         .group = APPROVAL,
         .type = FLAG,
         .max = 1,
         .number = 1,
         .label = {"发布紧急通知的人须用第二步验证登录",
                   "Whoever sends out emergency notices logs in with a second step"},
         .hint =
             {"别人偷看到密码，也不能用它在所有屏幕上乱发：只有首次登录后一天内才能设第二步验证，过后要由已设好的管理员"
              "发新的一次性密码。请值班同事第一天就设好；“人员”页写着谁还没有设。",
              "A password that somebody saw is not enough to write on every wall: a second step is set up within a day "
              "of the first log-in, later with a new one-time password from an administrator who has one. Whoever is "
              "on duty should set it up on the first day; the page People says who has none."}},
    [SETTING_DUTY_HOURS] = {.key = "duty_hours",
                            .group = APPROVAL,
                            .type = NUMBER,
                            .min = 1,
                            .max = 12,
                            .number = 12,
                            .unit = {"小时", "hours"},
                            .label = {"值班人员发布的通知最多显示几小时",
                                      "Hours for which a notice published on duty may hang"},
                            .hint = {"到时间自动撤下，第二天由审核人决定是否再发。",
                                     "Then it goes by itself; in the morning an approver decides."}},
    [SETTING_ALERTS_QUIET_MINUTES] = {.key = "alerts.quiet_minutes",
                                      .group = LOBBIES,
                                      .type = NUMBER,
                                      .min = 6,
                                      .max = 10080,
                                      .number = 15,
                                      .unit = {"分钟", "minutes"},
                                      .label = {"大堂屏多少分钟没有消息就提醒",
                                                "Minutes of silence after which a lobby's screen is an alert"},
                                      .hint = {"只在屏幕应当亮着的时间里计算。网络时断时续的小区可以设长一些。",
                                               "Only in the hours in which the screen should be lit. Longer where the "
                                               "network comes and goes."}},
    [SETTING_LOBBIES_NETWORK] = {.key = "lobbies.network",
                                 .group = LOBBIES,
                                 .type = TEXT,
                                 .max = 100,
                                 .text = "",
                                 .label = {"大堂屏所用网络的名称（屏幕被盗时要改它的密码）",
                                           "The network of the lobbies' screens: whose password to change when one is "
                                           "stolen"},
                                 .hint = {"只写名称，不要写密码。", "Its name alone, never the password."}},
    [SETTING_RULES_CITY] = {.key = "rules_city",
                            .group = POSTING,
                            .type = CHOICE,
                            .text = "",
                            .label = {"公示规则用哪个城市的", "Whose rules of posting hold"},
                            .hint = {"要提前多久通知、要公示几天，各地规定不同；写通知时按它检查。",
                                     "How long before, and for how many days, differs between cities; notices are "
                                     "checked by it."}},
    [SETTING_POSTING_MINUTES] = {.key = "posting.minutes",
                                 .group = POSTING,
                                 .type = NUMBER,
                                 .min = 1,
                                 .max = 1440,
                                 .number = 480,
                                 .unit = {"分钟", "minutes"},
                                 .label = {"一天中至少有多少分钟能看到，才算公示了一天",
                                           "Minutes of a day in which a notice could be read, for the day to count as "
                                           "posted"},
                                 .hint = {"公示证明按它计算；480 分钟是一个白天。",
                                          "The certificate of posting counts by it; 480 minutes are a working day."}},
    [SETTING_PAPER_RULE] = {.key = "paper.rule",
                            .group = POSTING,
                            .type = FLAG,
                            .max = 1,
                            .number = 1,
                            .label = {"有公示要求的通知，同一天也张贴纸质版",
                                      "What a rule asks to be posted hangs on paper on the same day, too"},
                            .hint = {"“纸质张贴”页会列出今天要打印和张贴的。",
                                     "“Paper” lists what to print and hang today."}},
    [SETTING_PAPER_PLACES] = {.key = "paper.places",
                              .group = POSTING,
                              .type = TEXT,
                              .max = SETTINGS_TEXT_MAX,
                              .text = "",
                              .label = {"没有屏幕、要贴纸的地方，用逗号分开（如：1号电梯，东门）",
                                        "Places without a screen where paper hangs, with commas between them (lift 1, "
                                        "east gate)"},
                              .hint = {"每个地方都会列在要张贴的清单里。",
                                       "Each of them stands on the list of what is to hang."}},
    [SETTING_BACKUP_DAYS] = {.key = "backup.days",
                             .group = DATA,
                             .type = NUMBER,
                             .whole = true,
                             .min = 1,
                             .max = 365,
                             .number = 7,
                             .unit = {"天", "days"},
                             .label = {"多少天没有备份就提醒",
                                       "Days without a backup after which the console asks for one"},
                             .hint = {"机器坏了，最多丢失这么多天的内容。",
                                      "When the machine breaks, at most so many days are lost."}},
    [SETTING_ROOT_KEPT] = {.key = "root.kept",
                           .group = DATA,
                           .type = TEXT,
                           .whole = true,
                           .max = SETTINGS_TEXT_MAX,
                           .text = "",
                           .label = {"根密钥存放的地方（不要写密钥本身）",
                                     "Where the root key is kept (never the key itself)"},
                           .hint = {"写清楚，接班的人才找得到。", "So that whoever comes after you finds it."}},
    [SETTING_HOOKS_PRIVATE] = {.key = "hooks.private",
                               .group = HOOKS,
                               .type = FLAG,
                               .whole = true,
                               .max = 1,
                               .label = {"消息推送可以发到内部网络的地址",
                                         "Webhooks may lead to addresses in private networks"},
                               .hint = {"接收消息的程序就在本单位的电脑上时才打开。",
                                        "Only where the receiving program runs on a computer of your own."}},
};
static const char *const type_names[] = {[FLAG] = "flag", [NUMBER] = "number", [TEXT] = "text", [CHOICE] = "choice"};

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
    switch (known->type) {
    case FLAG:
        return json_boolean(known->number != 0);
    case NUMBER:
        return json_integer(known->number);
    case TEXT:
    case CHOICE:
        return json_string(known->text);
    }
    ASSERT(false);
}

static json_t *value_of(struct db *db, const char *site, const struct known *known, const char **from)
{
    json_t *value = site && *site && !known->whole ? stored(db, site, known->key) : NULL;
    *from = "site";
    if (value)
        return value;
    value = stored(db, SETTINGS_ALL, known->key);
    *from = value ? "organisation" : "default";
    return value ? value : first_value(known);
}

static json_t *value_now(struct db *db, const char *site, enum setting setting)
{
    const char *from;
    return value_of(db, site, &list[setting], &from);
}

const char *settings_key(enum setting setting)
{
    return list[setting].key;
}

bool settings_flag(struct db *db, const char *site, enum setting setting)
{
    ASSERT(list[setting].type == FLAG);
    CLEANUP(json_free_ref) json_t *value = value_now(db, site, setting);
    return json_is_true(value);
}

int64_t settings_number(struct db *db, const char *site, enum setting setting)
{
    ASSERT(list[setting].type == NUMBER);
    CLEANUP(json_free_ref) json_t *value = value_now(db, site, setting);
    return json_integer_value(value);
}

char *settings_text(struct db *db, const char *site, enum setting setting)
{
    ASSERT(list[setting].type == TEXT || list[setting].type == CHOICE);
    CLEANUP(json_free_ref) json_t *value = value_now(db, site, setting);
    return xstrdup(json_string_value(value) ? json_string_value(value) : "");
}

/* --- The list --- */

static json_t *both(struct words words)
{
    return json_pack("{s:s,s:s}", "zh-CN", words.zh, "en", words.en);
}

/* The tables of rules that the program has: "" is the nationwide one. */
static json_t *cities(void)
{
    CLEANUP(json_free_ref) json_t *shipped = rules_cities();
    json_t *options = json_array(), *table;
    size_t i;
    json_array_foreach(shipped, i, table)
    {
        const char *id = json_str_or(table, "id", ""), *name = json_str_or(table, "name", id);
        struct words words = {name, json_str_or(table, "name_en", name)};
        json_array_append_new(options,
                              json_pack("{s:s,s:o}", "value", str_eq(id, "default") ? "" : id, "label", both(words)));
    }
    return options;
}

static bool is_city(const char *value)
{
    CLEANUP(json_free_ref) json_t *options = cities();
    json_t *option;
    size_t i;
    json_array_foreach(options, i, option)
    {
        if (str_eq(json_str_or(option, "value", ""), value))
            return true;
    }
    return false;
}

static json_t *row_of(struct db *db, const char *site, const struct known *known)
{
    const char *from;
    json_t *value = value_of(db, site, known, &from);
    json_t *row = json_pack("{s:s,s:s,s:s,s:o,s:o,s:I,s:I,s:s,s:o,s:o}", "key", known->key, "group",
                            groups[known->group].id, "type", type_names[known->type], "value", value, "default",
                            first_value(known), "min", (json_int_t)known->min, "max", (json_int_t)known->max, "from",
                            from, "label", both(known->label), "hint", both(known->hint));
    if (known->whole)
        json_object_set_new(row, "whole", json_true());
    if (known->type == NUMBER)
        json_object_set_new(row, "unit", both(known->unit));
    if (known->type == CHOICE)
        json_object_set_new(row, "options", cities());
    return row;
}

json_t *settings_list(struct db *db, const char *site)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < SETTING_COUNT; i++)
        json_array_append_new(rows, row_of(db, site, &list[i]));
    return rows;
}

json_t *settings_groups(void)
{
    json_t *rows = json_array();
    for (size_t i = 0; i < GROUP_COUNT; i++)
        json_array_append_new(rows, json_pack("{s:s,s:o,s:o}", "id", groups[i].id, "label", both(groups[i].label),
                                              "hint", both(groups[i].hint)));
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
    if (*site && !str_eq(site, SETTINGS_ALL) && known->whole)
        return xasprintf(_("%s: this is set for the whole organisation, by an administrator of all of it"), key);
    if (known->type == FLAG)
        return json_is_boolean(value) ? NULL : xasprintf(_("%s: true or false is wanted"), key);
    if (known->type == CHOICE)
        return json_is_string(value) && is_city(json_string_value(value))
                   ? NULL
                   : xasprintf(_("%s: one of the choices is wanted"), key);
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
