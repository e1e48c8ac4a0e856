/* A report that somebody told a clerk: on the telephone, at the desk, on a visit, on paper. It goes the way of every
 * report (number, desk, time, group), only that the clerk wrote it down and its code is made here. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/crypto.h"
#include "common/json.h"
#include "common/utf8.h"
#include "central/accounts/audit.h"
#include "central/cases/handling.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/words/words.h"

static const char *const channels[] = {"phone", "desk", "visit", "paper"};

struct telling {
    struct cases *cases;
    struct cases_told *told;
    char entry_id[UUID_LEN + 1];
    enum cases_carry_result result;
};

static enum cases_carry_result refuse(struct cases_told *told, char *why)
{
    free(told->why);
    told->why = why;
    return CASES_CARRY_REFUSED;
}

static const char *channel_of(const json_t *report)
{
    const char *said = json_str_or(report, "channel", "");
    for (size_t i = 0; i < ARRAY_LEN(channels); i++) {
        if (str_eq(said, channels[i]))
            return channels[i];
    }
    return NULL;
}

static bool has_person(const json_t *report)
{
    return *json_str_or(json_member(report, "contact"), "phone", "") ||
           *json_str_or(json_member(report, "home"), "room", "") || *json_str_or(report, "alias", "");
}

/* NULL, or what is missing. */
static char *refusal(struct db *db, const struct cases_told *told, const json_t *form)
{
    const json_t *report = told->report;
    const char *id = json_str_or(report, "category", ""), *lobby_id = json_str_or(report, "lobby", "");
    const json_t *category = handling_category(form, id);
    struct lobby lobby;
    if (!channel_of(report))
        return xstrdup(_("channel: phone, desk, visit or paper is wanted"));
    if (!category && !str_eq(id, "other"))
        return xstrdup(_("category: the form has no such category"));
    if (*json_str_or(report, "subitem", "") &&
        !json_find(json_member(category, "subitems"), json_str(report, "subitem")))
        return xstrdup(_("subitem: the category has no such matter"));
    if (*lobby_id && (!lobbies_find(db, lobby_id, &lobby) || !str_eq(lobby.site, told->site)))
        return xstrdup(_("lobby: the community has no such lobby"));
    if (has_person(report) && !json_flag(report, "read_aloud_notice"))
        return xstrdup(
            _("read_aloud_notice: name, telephone and room are kept only after the notice about personal data "
              "was read out and agreed to; without them the report is taken all the same"));
    if (utf8_blank(json_str_or(report, "text", "")))
        return xstrdup(_("text: what was said is missing"));
    return NULL;
}

static const char *consent_of(const json_t *form)
{
    const json_t *consent = json_member(form, "consent");
    if (!consent)
        consent = json_member(json_member(form, "form"), "consent");
    const char *version = json_str_or(consent, "version", "");
    return *version ? version : "read-aloud";
}

/* As a screen would have sent it. */
static json_t *entry_document(const struct telling *telling, const json_t *form, const char *month)
{
    static const char *const plain[] = {"category", "subitem", "about", "place", "lobby", "when", "text", "lang"};
    static const char *const person[] = {"contact", "home", "alias"};
    const struct cases_told *told = telling->told;
    json_t *doc = json_pack("{s:i,s:s,s:s,s:s,s:s,s:I,s:s}", "v", 1, "kind", "complaint", "code", told->code, "month",
                            month, "site", told->site, "at", (json_int_t)told->now_s, "clk", "ok");
    for (size_t i = 0; i < ARRAY_LEN(plain); i++) {
        if (json_member(told->report, plain[i]))
            json_object_set(doc, plain[i], json_member(told->report, plain[i]));
    }
    if (!json_flag(told->report, "read_aloud_notice"))
        return doc;
    for (size_t i = 0; i < ARRAY_LEN(person); i++) {
        if (json_member(told->report, person[i]))
            json_object_set(doc, person[i], json_member(told->report, person[i]));
    }
    json_object_set_new(doc, "consent", json_string(consent_of(form)));
    return doc;
}

static bool find(struct telling *telling, char number[static CASES_NUMBER_MAX])
{
    struct db_stmt *stmt = db_prep(telling->cases->central->db, "SELECT number FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, telling->entry_id);
    bool found = db_step(stmt) == DB_ROW;
    str_copy(number, CASES_NUMBER_MAX, found ? db_col_text(stmt, 0) : "");
    db_reset(stmt);
    return found;
}

static bool mark(struct telling *telling, const char *number)
{
    struct db_stmt *stmt = db_prep(telling->cases->central->db, "UPDATE kase SET channel=$2 WHERE number=$1");
    db_bind_text(stmt, 1, number);
    db_bind_text(stmt, 2, channel_of(telling->told->report));
    return db_run(stmt);
}

/* Whom it is about learns no number, also when they took it down themselves. */
static void tell_number(struct telling *telling, const char *number)
{
    struct cases_told *told = telling->told;
    const struct cases_viewer viewer = {.site = told->site, .user = told->who, .posts = told->posts};
    struct kase kase;
    if (cases_hidden(telling->cases, &viewer, number) || !case_load(telling->cases, number, &kase))
        return;
    str_copy(told->number, sizeof(told->number), number);
    told->promised = kase.promised;
    told->answer_due = kase.answer_due;
    case_fini(&kase);
}

static bool telling_body(struct db *db, void *arg)
{
    struct telling *telling = arg;
    struct cases_told *told = telling->told;
    char number[CASES_NUMBER_MAX], month[32];
    const char *code = NULL;
    telling->result = CASES_CARRY_KNOWN;
    if (find(telling, number)) {
        tell_number(telling, number);
        return false;
    }
    telling->result = CASES_CARRY_FAILED;
    CLEANUP(json_free_ref) json_t *form = items_document(db, told->site, "form");
    char *why = refusal(db, told, form);
    if (why) {
        telling->result = refuse(told, why);
        return false;
    }
    clock_format(month, told->now_s, items_zone(db, told->site, told->now_s));
    month[CASECODE_MONTH_LEN] = '\0';
    casecode_mint(told->code);
    CLEANUP(json_free_ref) json_t *doc = entry_document(telling, form, month);
    CLEANUP(buf_wipe) struct buf plain = {0};
    json_encode(&plain, doc);
    enum cases_result result =
        cases_receive(telling->cases->central, "", telling->entry_id, told->now_s, "ok", plain.data, plain.len, &code);
    if (result == CASES_REJECTED)
        telling->result = refuse(told, xasprintf(_("the report is refused: %s"), code ? code : "bad_entry"));
    if (result != CASES_STORED || !find(telling, number) || !mark(telling, number) ||
        !case_audit(telling->cases, told->now_s, told->who, "case.told", number, NULL, channel_of(told->report)))
        return false;
    tell_number(telling, number);
    telling->result = CASES_CARRY_TAKEN;
    return true;
}

enum cases_carry_result cases_take_down(struct cases *cases, struct cases_told *told)
{
    struct telling telling = {.cases = cases, .told = told};
    const char *once = json_str_or(told->report, "once", "");
    if (*once && strlen(once) != UUID_LEN)
        return refuse(told, xstrdup(_("once: a UUID is wanted")));
    if (*once)
        str_copy(telling.entry_id, sizeof(telling.entry_id), once);
    else
        ids_uuid7(telling.entry_id, told->now_s * 1000);
    bool committed = db_transact(cases->central->db, telling_body, &telling);
    if (committed)
        cases_committed(cases->central);
    else if (telling.result == CASES_CARRY_TAKEN)
        telling.result = CASES_CARRY_FAILED;
    if (telling.result != CASES_CARRY_TAKEN)
        explicit_bzero(told->code, sizeof(told->code));
    return telling.result;
}
