/* What somebody may do with a case now, and what each act wants: asked of the same rules that judge the act itself. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/handling.h"
#include "central/items/items.h"

static bool allowed(const struct case_step *step)
{
    CLEANUP(free_ptr) char *why = case_move_refusal(step);
    return why == NULL;
}

static bool is_turn(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase, enum case_state to)
{
    CLEANUP(free_ptr) char *why = case_turn_refusal(cases, viewer, kase, to);
    return why == NULL;
}

/* "role": a desk is chosen; "reason": always; "reason_elsewhere": for any desk but the present one. */
static void add_desk_needs(json_t *needs, const struct cases_viewer *viewer, const struct kase *kase,
                           const json_t *form)
{
    json_array_append_new(needs, json_string("role"));
    if (!case_on_desk(viewer, kase, form))
        json_array_append_new(needs, json_string("reason"));
    else if (*kase->role)
        json_array_append_new(needs, json_string("reason_elsewhere"));
}

static json_t *move_of(const struct cases_viewer *viewer, const struct kase *kase, const json_t *form,
                       enum case_state to, int64_t now_s)
{
    struct case_step step = {
        .from = kase->state, .to = to, .since_s = now_s - kase->since, .text = "-", .into = kase->number};
    json_t *needs = json_array();
    step.text = NULL;
    if (!allowed(&step))
        json_array_append_new(needs, json_string("text"));
    step.text = "-";
    step.into = NULL;
    if (!allowed(&step))
        json_array_append_new(needs, json_string("into"));
    if (to == CASE_ASSIGNED)
        add_desk_needs(needs, viewer, kase, form);
    return json_pack("{s:s,s:o}", "to", case_state_name(to), "needs", needs);
}

static void add_moves(json_t *moves, struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase,
                      const json_t *form, int64_t now_s)
{
    for (unsigned i = 0; i < CASE_STATES; i++) {
        enum case_state to = (enum case_state)i;
        struct case_step step = {
            .from = kase->state, .to = to, .since_s = now_s - kase->since, .text = "-", .into = kase->number};
        if (allowed(&step) && is_turn(cases, viewer, kase, to))
            json_array_append_new(moves, move_of(viewer, kase, form, to, now_s));
    }
}

static int64_t granted(struct db *db, const char *number, const char *remedy)
{
    struct db_stmt *stmt = db_prep(db, "SELECT COALESCE(SUM(amount_fen),0) FROM case_event WHERE number=$1 AND "
                                       "what='remedy' AND detail=$2");
    db_bind_text(stmt, 1, number);
    db_bind_text(stmt, 2, remedy);
    return db_one_i64(stmt, 0);
}

static void add_remedies(json_t *remedies, struct cases *cases, const struct cases_viewer *viewer,
                         const struct kase *kase, const json_t *form)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_member(form, "remedies"), i, one)
    {
        const char *id = json_str_or(one, "id", "");
        int64_t left = json_int_or(one, "limit_fen", 0) - granted(cases->central->db, kase->number, id);
        CLEANUP(free_ptr) char *why = handling_remedy_refusal(form, id, 0, 0, viewer->posts);
        if (!why && left >= 0)
            json_array_append_new(remedies, json_pack("{s:s,s:I}", "id", id, "left_fen", (json_int_t)left));
    }
}

json_t *case_moves(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase, int64_t now_s)
{
    json_t *moves = json_array(), *remedies = json_array();
    CLEANUP(json_free_ref) json_t *form = items_document(cases->central->db, kase->site, "form");
    CLEANUP(free_ptr) char *why = case_act_refusal(cases, viewer, kase);
    if (!why)
        add_moves(moves, cases, viewer, kase, form, now_s);
    if (!why || !*kase->about)
        add_remedies(remedies, cases, viewer, kase, form);
    return json_pack("{s:o,s:o,s:b,s:b}", "moves", moves, "remedies", remedies, "may_note", !why, "may_code", !why);
}
