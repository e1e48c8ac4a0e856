/* What staff do to a case: move it on, grant a remedy, leave a note. Each is one transaction with its line in the
 * audit. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "common/utf8.h"
#include "central/accounts/grants.h"
#include "central/accounts/audit.h"
#include "central/cases/handling.h"
#include "central/items/items.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

/* What every act has in common: the case, who acts, and the sentence when it may not be. */
struct deed {
    struct cases *cases;
    const char *site, *number, *who, *posts; /* site NULL: whichever */
    int64_t now_s, expect;
    char **why;
    const void *act;
    bool (*body)(struct deed *deed, struct kase *kase);
    bool judge_only;
    enum cases_move_result result;
};

static bool refuse(struct deed *deed, char *why)
{
    free(*deed->why);
    *deed->why = why;
    deed->result = CASES_MOVE_REFUSED;
    return false;
}

static bool audit(const struct deed *deed, const char *what, const char *before, const char *after)
{
    return case_audit(deed->cases, deed->now_s, deed->who, what, deed->number, before, after);
}

/* Two clerks with the same page open: the second looks again before anything is said twice. */
static bool is_fresh(struct deed *deed, const struct kase *kase)
{
    if (deed->expect == 0)
        return true;
    int64_t version = case_version(deed->cases, kase->number);
    if (version == deed->expect)
        return true;
    (void)refuse(deed, xasprintf(_("expect: %s is %s now, version %lld; look at it again before you act"), kase->number,
                                 words_state(case_state_name(kase->state)), (long long)version));
    deed->result = CASES_MOVE_STALE;
    return false;
}

static bool deed_body(struct db *db UNUSED, void *arg)
{
    struct deed *deed = arg;
    struct kase kase;
    deed->result = CASES_MOVE_UNKNOWN;
    if (!deed->number || !case_load(deed->cases, deed->number, &kase))
        return false;
    /* Whom it is about does not know that it exists, nor does another community. */
    const struct cases_viewer viewer = {.user = deed->who, .posts = deed->posts, .site = deed->site};
    bool ok = !case_is_hidden(deed->cases, &viewer, &kase);
    if (ok) {
        deed->result = CASES_MOVE_FAILED;
        ok = is_fresh(deed, &kase) && deed->body(deed, &kase);
    }
    case_fini(&kase);
    if (ok)
        deed->result = CASES_MOVED;
    return ok && !deed->judge_only;
}

static enum cases_move_result run(struct deed *deed)
{
    bool committed = db_transact(deed->cases->central->db, deed_body, deed);
    if (committed)
        case_tell(deed->cases, deed->number);
    else if (deed->result == CASES_MOVED && !deed->judge_only)
        deed->result = CASES_MOVE_FAILED;
    return deed->result;
}

static bool may_act(struct deed *deed, const struct kase *kase)
{
    const struct cases_viewer viewer = {.user = deed->who, .posts = deed->posts};
    char *why = case_act_refusal(deed->cases, &viewer, kase);
    return why ? refuse(deed, why) : true;
}

/* --- Moving on --- */

static bool check_role(struct deed *deed, const struct kase *kase, const char *role, enum case_state to)
{
    if (!role || !*role)
        return true;
    if (!ids_is_name(role))
        return refuse(deed, xstrdup(_("role: the id of one of the community's roles is wanted")));
    CLEANUP(json_free_ref) json_t *community = items_document(deed->cases->central->db, kase->site, "community");
    const json_t *roles = json_member(community, "roles");
    if (roles && !json_find(roles, role))
        return refuse(deed, xasprintf(_("role: the community has no role %s"), role));
    if (str_eq(role, kase->about))
        return refuse(deed, xasprintf(_("role: the case is about %s; whoever it is about is never given it"), role));
    if (to != CASE_ASSIGNED && !posts_has(deed->posts, role) && grants_hold(deed->cases->central->db, kase->site, role))
        return refuse(
            deed, xasprintf(_("role: %s does not hold the post %s, in whose name it would be said"), deed->who, role));
    return true;
}

/* The resident waited for one desk and now waits for another: somebody must be able to say why. */
static bool check_hand_over(struct deed *deed, const struct kase *kase, const struct cases_move *move)
{
    bool over = move->role && *move->role && *kase->role && !str_eq(move->role, kase->role);
    if (!over || (move->reason && *move->reason))
        return true;
    return refuse(deed,
                  xasprintf(_("reason: say why the case goes from %s to %s; the reason is kept with the case, the "
                              "resident does not read it"),
                            kase->role, move->role));
}

/* Whoever has no desk in it opens its words only with a reason; taking it onto the own desk is no way round that. */
static bool check_taking(struct deed *deed, const struct kase *kase, const struct cases_move *move)
{
    const struct cases_viewer viewer = {.user = deed->who, .posts = deed->posts};
    CLEANUP(json_free_ref) json_t *form = items_document(deed->cases->central->db, kase->site, "form");
    if (!move->role || !posts_has(deed->posts, move->role) || (move->reason && *move->reason) ||
        case_on_desk(&viewer, kase, form))
        return true;
    return refuse(deed,
                  xasprintf(_("reason: the case is on no desk of %s; say why it comes to %s, the reason is kept with "
                              "the case"),
                            deed->who, move->role));
}

/* Merged into a case that its own subject may read, it would be read by whom it is about. */
static bool check_into(struct deed *deed, const struct kase *kase, const char *into)
{
    struct kase other = {0};
    bool found = into && !str_eq(into, kase->number) && case_load(deed->cases, into, &other);
    const struct cases_viewer viewer = {.user = deed->who, .posts = deed->posts, .site = deed->site};
    if (found && (case_is_hidden(deed->cases, &viewer, &other) || !str_eq(other.site, kase->site))) {
        case_fini(&other);
        found = false;
    }
    if (!found)
        return refuse(deed, xstrdup(_("into: no other case has that number")));
    char *why = NULL;
    if (other.state == CASE_MERGED)
        why = xasprintf(_("into: %s is itself merged into %s; name that one"), into, other.into);
    else if (*kase->about && !str_eq(kase->about, other.about))
        why = xasprintf(_("into: this case is about %s and %s is not; merged, it would be seen by whom it is about"),
                        kase->about, into);
    case_fini(&other);
    return why ? refuse(deed, why) : true;
}

/* Others that were merged into it follow it, so that nobody's answer ends halfway. */
static bool redirect(struct deed *deed, const struct kase *kase, const char *into)
{
    struct db_stmt *stmt = db_prep(deed->cases->central->db, "UPDATE kase SET into_number=$2 WHERE into_number=$1");
    db_bind_text(stmt, 1, kase->number);
    db_bind_text(stmt, 2, into);
    return db_run(stmt);
}

static bool check_reason(struct deed *deed, const char *where, const char *reason)
{
    char *why = reason && *reason ? validate_answer(where, reason, CASES_WHY_MAX) : NULL;
    return why ? refuse(deed, why) : true;
}

static bool may_move(struct deed *deed, const struct kase *kase, enum case_state *to)
{
    const struct cases_move *move = deed->act;
    if (!case_state_parse(move->state ? move->state : "", to))
        return refuse(
            deed,
            xstrdup(_("state: one of received, assigned, in_progress, replied, closed, rejected, merged, withdrawn "
                      "and reopened is wanted")));
    struct case_step step = {
        .from = kase->state, .to = *to, .since_s = move->now_s - kase->since, .text = move->text, .into = move->into};
    char *why = case_move_refusal(&step);
    if (why)
        return refuse(deed, why);
    const struct cases_viewer viewer = {.user = move->who, .posts = move->posts};
    why = case_turn_refusal(deed->cases, &viewer, kase, *to);
    if (why)
        return refuse(deed, why);
    return check_reason(deed, "reason", move->reason) && check_role(deed, kase, move->role, *to) &&
           (*to != CASE_ASSIGNED || (check_taking(deed, kase, move) && check_hand_over(deed, kase, move))) &&
           (*to != CASE_MERGED || check_into(deed, kase, move->into));
}

/* The first post of the writer's from the one that assigns upwards; "": none. */
static const char *post_above(const struct deed *deed, const struct kase *kase, const json_t *form)
{
    const char *outside, *intake = handling_intake(form, kase->about);
    if (posts_has(deed->posts, intake))
        return intake;
    for (int level = 1; level <= CASES_LEVELS_MAX; level++) {
        const char *role = handling_escalation(form, level, kase->about, &outside);
        if (posts_has(deed->posts, role))
            return role;
    }
    return "";
}

/* Whose desk it comes to, or who speaks: the role named; else the desk, or the writer's own post above it; for a case
 * that has no desk the one that the form makes responsible for the category. */
static char *role_of(struct deed *deed, const struct kase *kase, enum case_state to)
{
    const struct cases_move *move = deed->act;
    if (move->role && *move->role)
        return xstrdup(move->role);
    CLEANUP(json_free_ref) json_t *form = items_document(deed->cases->central->db, kase->site, "form");
    const char *desk =
        *kase->role ? kase->role : handling_role(form, handling_category(form, kase->category), kase->about);
    const char *above = to != CASE_ASSIGNED && !posts_has(deed->posts, desk) ? post_above(deed, kase, form) : "";
    return xstrdup(*above ? above : desk);
}

static char *words_of(const struct cases_move *move, enum case_state to)
{
    const char *text = move->text ? move->text : "";
    if (to == CASE_MERGED)
        return xasprintf("%s%s→ %s", text, *text ? " " : "", move->into);
    return xstrdup(text);
}

static bool put_note(struct deed *deed, const struct kase *kase, const char *what, const char *text)
{
    struct case_event event = {.number = kase->number,
                               .at = deed->now_s,
                               .who = deed->who,
                               .state = kase->state,
                               .role = "",
                               .what = what,
                               .text = text};
    return !text || !*text || case_event_put(deed->cases, &event);
}

static bool enter(struct deed *deed, struct kase *kase, enum case_state to, const char *words)
{
    const struct cases_move *move = deed->act;
    CLEANUP(free_ptr) char *role = role_of(deed, kase, to);
    char detail[32];
    if (to == CASE_ASSIGNED)
        str_copy(kase->role, sizeof(kase->role), role);
    if (to == CASE_MERGED)
        str_copy(kase->into, sizeof(kase->into), move->into);
    const char *outcome = case_move_outcome(kase->state, to);
    if (!case_enter(deed->cases, kase, to, outcome, *words != '\0', deed->now_s, detail))
        return false;
    struct case_event event = {.number = kase->number,
                               .at = deed->now_s,
                               .who = deed->who,
                               .state = to,
                               .role = role,
                               .what = "state",
                               .detail = detail,
                               .text = words};
    return case_event_put(deed->cases, &event);
}

static bool move_body(struct deed *deed, struct kase *kase)
{
    const struct cases_move *move = deed->act;
    const char *before = case_state_name(kase->state);
    enum case_state to;
    if (!may_act(deed, kase) || !may_move(deed, kase, &to))
        return false;
    if (deed->judge_only)
        return true;
    CLEANUP(free_ptr) char *words = words_of(move, to);
    return (to != CASE_MERGED || redirect(deed, kase, move->into)) && enter(deed, kase, to, words) &&
           put_note(deed, kase, "note", move->reason) && case_publish_all(deed->cases, kase) &&
           audit(deed, "case.move", before, case_state_name(to));
}

enum cases_move_result cases_move(struct cases *cases, struct cases_move *move)
{
    struct deed deed = {.cases = cases,
                        .site = move->site,
                        .number = move->number,
                        .who = move->who,
                        .posts = move->posts,
                        .now_s = move->now_s,
                        .expect = move->expect,
                        .why = &move->why,
                        .act = move,
                        .body = move_body,
                        .judge_only = move->judge_only};
    return run(&deed);
}

/* --- Remedies --- */

static int64_t granted(struct deed *deed, const char *remedy)
{
    struct db_stmt *stmt = db_prep(deed->cases->central->db, "SELECT COALESCE(SUM(amount_fen),0) FROM case_event WHERE "
                                                             "number=$1 AND what='remedy' AND detail=$2");
    db_bind_text(stmt, 1, deed->number);
    db_bind_text(stmt, 2, remedy);
    return db_one_i64(stmt, 0);
}

static bool remedy_body(struct deed *deed, struct kase *kase)
{
    const struct cases_remedy *remedy = deed->act;
    const char *id = remedy->remedy ? remedy->remedy : "";
    if (*kase->about && !may_act(deed, kase)) /* else who may grant it is asked below */
        return false;
    CLEANUP(json_free_ref) json_t *form = items_document(deed->cases->central->db, kase->site, "form");
    char *why = handling_remedy_refusal(form, id, remedy->amount_fen, granted(deed, id), deed->posts);
    if (!why && remedy->text && *remedy->text)
        why = validate_answer("text", remedy->text, CASES_ANSWER_MAX);
    if (why)
        return refuse(deed, why);
    const json_t *found = json_find(json_member(form, "remedies"), id);
    const char *authority = json_str_or(found, "authority", "");
    struct case_event event = {.number = kase->number,
                               .at = deed->now_s,
                               .who = deed->who,
                               .state = kase->state,
                               .role = authority,
                               .what = "remedy",
                               .detail = id,
                               .text = remedy->text,
                               .amount_fen = remedy->amount_fen};
    char amount[64];
    (void)snprintf(amount, sizeof(amount), "%s %lld", id, (long long)remedy->amount_fen);
    return case_event_put(deed->cases, &event) && case_publish_all(deed->cases, kase) &&
           audit(deed, "case.remedy", NULL, amount);
}

enum cases_move_result cases_remedy(struct cases *cases, struct cases_remedy *remedy)
{
    struct deed deed = {.cases = cases,
                        .site = remedy->site,
                        .number = remedy->number,
                        .who = remedy->who,
                        .posts = remedy->posts,
                        .now_s = remedy->now_s,
                        .expect = remedy->expect,
                        .why = &remedy->why,
                        .act = remedy,
                        .body = remedy_body};
    return run(&deed);
}

/* --- Notes --- */

static bool note_body(struct deed *deed, struct kase *kase)
{
    const struct cases_note *note = deed->act;
    if (!may_act(deed, kase))
        return false;
    if (!note->text || !*note->text)
        return refuse(deed, xstrdup(_("text: a note needs words")));
    char *why = validate_answer("text", note->text, CASES_ANSWER_MAX);
    if (why)
        return refuse(deed, why);
    return put_note(deed, kase, "note", note->text) && audit(deed, "case.note", NULL, NULL);
}

enum cases_move_result cases_note(struct cases *cases, struct cases_note *note)
{
    struct deed deed = {.cases = cases,
                        .site = note->site,
                        .number = note->number,
                        .who = note->who,
                        .posts = note->posts,
                        .now_s = note->now_s,
                        .why = &note->why,
                        .act = note,
                        .body = note_body};
    return run(&deed);
}
