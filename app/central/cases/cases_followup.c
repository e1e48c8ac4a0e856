/* What residents do after the first report: verdicts, reopening, withdrawing, a further word, the telephone number. It
 * comes from any terminal as an entry with a proof that its sender opened the case, or from the case's phone page. */
#include "central/cases/cases_internal.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "central/accounts/audit.h"

#define RESIDENT   "resident" /* in the audit; events have no name */
#define BEHIND_MAX 64         /* answers of one case that a terminal may have missed */

/* --- Words --- */

/* What was meant, for an act that came without words and could not be done. */
static const char *meaning(enum followup_act act, const char *lang)
{
    static const struct {
        const char *zh, *en;
    } words[FOLLOWUP_ACTS] = {
        [FOLLOWUP_HELPED] = {"（住户表示：有帮助）", "(The resident says: it helped.)"},
        [FOLLOWUP_NOT_HELPED] = {"（住户表示：没有解决）", "(The resident says: it did not help.)"},
        [FOLLOWUP_REOPEN] = {"（住户请求重新办理）", "(The resident asks to reopen the case.)"},
        [FOLLOWUP_WITHDRAW] = {"（住户想撤回）", "(The resident wants to withdraw the case.)"},
        [FOLLOWUP_CONTACT] = {"（住户想留电话；事情已经结束，号码没有保存）",
                              "(The resident left a telephone number after the end; it was not kept.)"},
    };
    const char *text = lang && str_starts(lang, "en") ? words[act].en : words[act].zh;
    return text ? text : "";
}

/* "（关于第1次答复）（住户表示：有帮助）", and what else the resident wrote. Yours. */
static char *outdated_words(const struct resident_act *act)
{
    const char *lang = json_str(act->words, "lang"), *text = json_str_or(act->words, "text", "");
    bool english = lang && str_starts(lang, "en");
    struct buf words = {0};
    buf_printf(&words, english ? "(On answer %lld) " : "（关于第%lld次答复）", (long long)act->replies);
    buf_printf(&words, "%s%s%s", meaning(act->act, lang), *text ? "\n" : "", text);
    return buf_take(&words);
}

static bool can(const struct kase *kase, enum followup_act act, int64_t at_s)
{
    enum case_state to;
    const char *outcome;
    return case_act_allowed(act, kase->state, kase->outcome, at_s - kase->since, &to, &outcome);
}

/* --- One act --- */

/* A verdict on an answer that a newer one has followed says nothing about the newer one. */
static bool is_outdated(const struct kase *kase, const struct resident_act *act)
{
    return followup_is_verdict(act->act) && act->replies >= 0 && act->replies < kase->replies;
}

/* Would it go on without end? Acts that the case goes on by have as many again, and erasing a number is always done. */
static bool is_full(struct cases *cases, const struct kase *kase, const struct resident_act *act)
{
    bool allowed = can(kase, act->act, act->at);
    if (allowed && (act->act == FOLLOWUP_CONTACT || act->act == FOLLOWUP_FORGET_CONTACT))
        return false;
    bool moves = allowed && act->act != FOLLOWUP_ADD && !is_outdated(kase, act);
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT count(*) FROM case_event WHERE number=$1 AND who=''");
    db_bind_text(stmt, 1, kase->number);
    bool full = db_step(stmt) == DB_ROW && db_col_i64(stmt, 0) >= (moves ? 2 : 1) * CASES_WORDS_MAX;
    db_reset(stmt);
    return full;
}

static bool remember(struct cases *cases, const struct kase *kase, const struct resident_act *act)
{
    struct db_stmt *stmt =
        db_prep(cases->central->db, "INSERT INTO case_followup(entry_id,number,act,got) VALUES($1,$2,$3,$4)");
    db_bind_text(stmt, 1, act->entry_id);
    db_bind_text(stmt, 2, kase->number);
    db_bind_text(stmt, 3, followup_act_id(act->act));
    db_bind_i64(stmt, 4, act->now_s);
    return db_run(stmt);
}

static bool apply(struct cases *cases, struct kase *kase, const struct resident_act *act, bool *kept)
{
    const char *text = json_str(act->words, "text");
    bool allowed = can(kase, act->act, act->at), applied;
    if (allowed && act->act == FOLLOWUP_CONTACT)
        return case_contact_replace(cases, kase, json_member(act->words, "contact"),
                                    json_member(act->words, "consent"));
    if (allowed && act->act == FOLLOWUP_FORGET_CONTACT)
        return case_forget_contact(cases, kase, RESIDENT, act->now_s);
    if (allowed && act->act == FOLLOWUP_ADD)
        return case_word(cases, kase, text, act->at);
    if (is_outdated(kase, act)) {
        CLEANUP(free_ptr) char *words = outdated_words(act);
        *kept = true;
        return case_act_as_word(cases, kase, act->act, words, act->at);
    }
    if (!text && !allowed)
        text = meaning(act->act, json_str(act->words, "lang"));
    bool ok = case_act(cases, kase, act->act, text, act->at, act->now_s, &applied);
    *kept = !applied;
    return ok;
}

bool cases_knows_followup(struct central *central, const char *entry_id)
{
    struct db_stmt *stmt = db_prep(central->db, "SELECT 1 FROM case_followup WHERE entry_id=$1");
    db_bind_text(stmt, 1, entry_id);
    return db_one_row(stmt);
}

enum resident_result case_resident_act(struct cases *cases, struct kase *kase, const struct resident_act *act)
{
    bool kept = false;
    if (cases_knows_followup(cases->central, act->entry_id))
        return RESIDENT_KNOWN;
    if (is_full(cases, kase, act))
        return RESIDENT_FULL;
    CLEANUP(free_ptr) char *what = xasprintf("case.%s", followup_act_id(act->act));
    const char *before = case_state_name(kase->state);
    if (!remember(cases, kase, act) || !apply(cases, kase, act, &kept) || !case_publish(cases, kase) ||
        !case_audit(cases, act->now_s, RESIDENT, what, kase->number, before, case_state_name(kase->state)))
        return RESIDENT_FAILED;
    cases->published = true;
    return kept ? RESIDENT_KEPT : RESIDENT_DONE;
}

void case_tell(struct cases *cases, const char *number)
{
    publish_wake(cases->central->publisher);
    staff_events_tell(cases->central, "cases");
    if (number)
        staff_events_tell(cases->central, "case:%s", number);
}

void cases_committed(struct central *central)
{
    struct cases *cases = central->cases;
    if (cases->published)
        publish_wake(central->publisher);
    staff_events_tell(central, "cases");
    if (cases->erased) {
        if (!case_blobs_remove(cases))
            log_warn("cases: what the lobbies held of something erased stays until the next hour");
        case_empty_journal(cases);
        case_write_forgotten(cases);
    }
    cases->published = cases->erased = false;
}

/* --- From a terminal --- */

static bool keys_of(const struct kase *kase, struct casecode_keys *keys)
{
    if (kase->key.len != sizeof(keys->key))
        return false;
    str_copy(keys->item_id, sizeof(keys->item_id), kase->item_id);
    memcpy(keys->key, kase->key.data, sizeof(keys->key));
    return true;
}

/* A verdict's id is made of the number of answers that its sender saw, so it tells that number. A terminal may be two
 * days behind, hardly ever further. -1: the id is of another make. */
static int64_t replies_seen(const struct kase *kase, const char *entry_id)
{
    struct casecode_keys keys;
    int64_t found = -1;
    if (!keys_of(kase, &keys))
        return -1;
    for (int64_t n = kase->replies; found < 0 && n >= MAX(kase->replies - BEHIND_MAX, 0); n--) {
        char id[UUID_LEN + 1];
        casecode_verdict_id(id, &keys, n);
        found = str_eq(id, entry_id) ? n : -1;
    }
    explicit_bzero(&keys, sizeof(keys));
    return found;
}

static bool proof_right(const struct kase *kase, const struct followup *followup, const char *entry_id)
{
    struct casecode_keys keys;
    if (!keys_of(kase, &keys))
        return false;
    bool right = casecode_proof_right(followup->proof, &keys, entry_id, followup_act_id(followup->act));
    explicit_bzero(&keys, sizeof(keys));
    return right;
}

static enum cases_result act_on(struct cases *cases, struct kase *kase, const struct followup *followup,
                                struct resident_act *act, const char **code)
{
    if (kase->key.len == 0) {
        *code = "no_case"; /* it has left the lobbies; no terminal can have opened it */
        return CASES_REJECTED;
    }
    if (!proof_right(kase, followup, act->entry_id)) {
        *code = "bad_proof";
        return CASES_REJECTED;
    }
    if (followup_is_verdict(act->act))
        act->replies = replies_seen(kase, act->entry_id);
    switch (case_resident_act(cases, kase, act)) {
    case RESIDENT_DONE:
    case RESIDENT_KEPT:
        return CASES_STORED;
    case RESIDENT_KNOWN:
        return CASES_DUPLICATE;
    case RESIDENT_FULL:
        *code = "too_many_words";
        return CASES_REJECTED;
    case RESIDENT_FAILED:
        break;
    }
    return CASES_FAILED;
}

enum cases_result cases_follow_up(struct central *central, const char *terminal UNUSED, const char *entry_id,
                                  int64_t at, const char *clk, const void *plain, size_t len, const char **code)
{
    struct followup followup;
    struct kase kase;
    int64_t now_s = clock_wall_ms() / 1000;
    enum cases_result result = CASES_REJECTED;
    *code = NULL;
    if (cases_knows_followup(central, entry_id))
        return CASES_DUPLICATE;
    if (!followup_parse(&followup, plain, len, code)) {
        followup_fini(&followup);
        return CASES_REJECTED;
    }
    int64_t moment = case_moment(followup.at ? followup.at : at, *followup.clk ? followup.clk : clk, now_s);
    struct resident_act act = {
        .entry_id = entry_id, .act = followup.act, .words = followup.kept, .replies = -1, .at = moment, .now_s = now_s};
    if (case_by_item(central->cases, followup.item, &kase)) {
        result = act_on(central->cases, &kase, &followup, &act, code);
        case_fini(&kase);
    } else {
        *code = "no_case";
    }
    followup_fini(&followup);
    return result;
}
