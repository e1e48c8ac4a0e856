/* Moving a case on. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/items/items.h"

struct moving {
    struct cases *cases;
    struct cases_move *move;
    enum cases_move_result result;
};

static bool refuse(struct moving *moving, char *why)
{
    free(moving->move->why);
    moving->move->why = why;
    moving->result = CASES_MOVE_REFUSED;
    return false;
}

/* Who speaks: the role named, else the one that the form makes responsible for the category. */
static char *role_of(struct moving *moving, const struct kase *kase)
{
    if (moving->move->role && *moving->move->role)
        return xstrdup(moving->move->role);
    CLEANUP(json_free_ref) json_t *form = items_document(moving->cases->central->db, "form");
    size_t i;
    json_t *category;
    json_array_foreach(json_member(form, "categories"), i, category)
    {
        if (str_eq(json_str(category, "id"), kase->category))
            return xstrdup(json_str_or(category, "responsible_role", ""));
    }
    return xstrdup("");
}

static bool case_exists(struct cases *cases, const char *number)
{
    struct kase kase;
    bool found = number && case_load(cases, number, &kase);
    if (found)
        case_fini(&kase);
    return found;
}

static bool may_move(struct moving *moving, const struct kase *kase, enum case_state *to)
{
    struct cases_move *move = moving->move;
    if (!case_state_parse(move->state ? move->state : "", to))
        return refuse(
            moving,
            xstrdup("state: one of received, assigned, in_progress, replied, closed, rejected, merged, withdrawn "
                    "and reopened is wanted"));
    char *why = case_move_refusal(kase->state, *to, move->now_s - kase->since, move->text, move->into);
    if (why)
        return refuse(moving, why);
    if (move->role && *move->role && !ids_is_name(move->role))
        return refuse(moving, xstrdup("role: the id of one of the community's roles is wanted"));
    if (*to == CASE_MERGED && (!case_exists(moving->cases, move->into) || str_eq(move->into, move->number)))
        return refuse(moving, xstrdup("into: no other case has that number"));
    return true;
}

static bool update(struct moving *moving, struct kase *kase, enum case_state to)
{
    const char *outcome = to == CASE_CLOSED ? "no_word" : "";
    struct db_stmt *stmt =
        db_prep(moving->cases->central->db, "UPDATE kase SET state=$2,since=$3,ended=$4,outcome=$5 WHERE number=$1");
    /* A further word in the same state does not start its time again; a new reply does. */
    if (to != kase->state || to == CASE_REPLIED)
        kase->since = moving->move->now_s;
    kase->ended = case_state_ended(to) ? moving->move->now_s : 0;
    kase->state = to;
    (void)snprintf(kase->outcome, sizeof(kase->outcome), "%s", outcome);
    db_bind_text(stmt, 1, kase->number);
    db_bind_text(stmt, 2, case_state_name(to));
    db_bind_i64(stmt, 3, kase->since);
    db_bind_i64(stmt, 4, kase->ended);
    db_bind_text(stmt, 5, outcome);
    return db_run(stmt);
}

static char *words_of(const struct cases_move *move, enum case_state to)
{
    const char *text = move->text ? move->text : "";
    if (to == CASE_MERGED)
        return xasprintf("%s%s→ %s", text, *text ? " " : "", move->into);
    return xstrdup(text);
}

static bool apply(struct moving *moving, struct kase *kase, enum case_state to)
{
    struct cases_move *move = moving->move;
    CLEANUP(free_ptr) char *role = role_of(moving, kase);
    CLEANUP(free_ptr) char *words = words_of(move, to);
    const char *before = case_state_name(kase->state);
    return update(moving, kase, to) &&
           case_event_add(moving->cases, kase->number, move->now_s, move->who, to, role, words) &&
           case_publish(moving->cases, kase) &&
           audit_append(moving->cases->central->db, move->now_s, move->who, "case.move", kase->number, before,
                        case_state_name(to));
}

static bool move_body(struct db *db UNUSED, void *arg)
{
    struct moving *moving = arg;
    struct kase kase;
    enum case_state to;
    moving->result = CASES_MOVE_UNKNOWN;
    if (!case_load(moving->cases, moving->move->number, &kase))
        return false;
    moving->result = CASES_MOVE_FAILED;
    bool ok = may_move(moving, &kase, &to) && apply(moving, &kase, to);
    case_fini(&kase);
    if (ok)
        moving->result = CASES_MOVED;
    return ok;
}

enum cases_move_result cases_move(struct cases *cases, struct cases_move *move)
{
    struct moving moving = {.cases = cases, .move = move};
    bool committed = db_transact(cases->central->db, move_body, &moving);
    if (committed)
        publish_wake(cases->central->publisher);
    else if (moving.result == CASES_MOVED)
        moving.result = CASES_MOVE_FAILED;
    return moving.result;
}
