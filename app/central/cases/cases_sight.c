/* Who sees a case, and whose turn a move is. */
#include "central/cases/cases_internal.h"

#include "common/json.h"
#include "central/accounts/grants.h"
#include "central/cases/handling.h"
#include "central/cases/transitions.h"
#include "central/items/items.h"
#include "central/words/words.h"

/* --- Seeing --- */

bool case_is_recused(const struct kase *kase, const json_t *form)
{
    return *kase->about && form && !*handling_intake(form, kase->about);
}

/* One of the posts that are told of it when it is late: none of them is below whom it is about. */
static bool stands_over(const struct cases_viewer *viewer, const struct kase *kase, const json_t *form)
{
    const char *outside;
    for (int level = 1; level <= CASES_LEVELS_MAX; level++) {
        if (posts_has(viewer->posts, handling_escalation(form, level, kase->about, &outside)))
            return true;
    }
    return false;
}

bool case_may_open(const struct cases_viewer *viewer, const struct kase *kase, const json_t *form)
{
    return !viewer || !case_is_recused(kase, form) || case_on_desk(viewer, kase, form) ||
           stands_over(viewer, kase, form);
}

bool case_hidden(struct db *db, const struct cases_viewer *viewer, const struct kase *kase, const json_t *form)
{
    if (!viewer)
        return false;
    if (!case_of_site(kase, viewer->site))
        return true;
    if (!viewer->posts || !*viewer->posts) /* a small office, where nobody holds that desk */
        return case_is_recused(kase, form) && grants_hold(db, kase->site, kase->role);
    return posts_has(viewer->posts, kase->about) || !case_may_open(viewer, kase, form);
}

/* The form is read only where somebody could be spared the sight. */
bool case_is_hidden(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase)
{
    if (!viewer)
        return false;
    if (!*kase->about)
        return !case_of_site(kase, viewer->site);
    CLEANUP(json_free_ref) json_t *form = items_document(cases->central->db, kase->site, "form");
    return case_hidden(cases->central->db, viewer, kase, form);
}

/* What decides who sees a case, and no more of it. */
static bool load_sight(struct cases *cases, const char *number, struct kase *kase)
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT about,role,watchers,site FROM kase WHERE number=$1");
    memset(kase, 0, sizeof(*kase));
    db_bind_text(stmt, 1, number);
    bool found = db_step(stmt) == DB_ROW;
    if (found) {
        str_copy(kase->about, sizeof(kase->about), db_col_text(stmt, 0));
        str_copy(kase->role, sizeof(kase->role), db_col_text(stmt, 1));
        str_copy(kase->watchers, sizeof(kase->watchers), db_col_text(stmt, 2));
        str_copy(kase->site, sizeof(kase->site), db_col_text(stmt, 3));
    }
    db_reset(stmt);
    return found;
}

bool cases_hidden(struct cases *cases, const struct cases_viewer *viewer, const char *number)
{
    struct kase kase;
    return load_sight(cases, number, &kase) && case_is_hidden(cases, viewer, &kase);
}

bool cases_on_desk(struct cases *cases, const struct cases_viewer *viewer, const char *number)
{
    struct kase kase;
    if (!load_sight(cases, number, &kase) || case_is_hidden(cases, viewer, &kase))
        return false;
    CLEANUP(json_free_ref) json_t *form = items_document(cases->central->db, kase.site, "form");
    return case_on_desk(viewer, &kase, form);
}

void cases_site(struct cases *cases, const char *number, char site[static ID_MAX + 1])
{
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT site FROM kase WHERE number=$1");
    db_bind_text(stmt, 1, number);
    str_copy(site, ID_MAX + 1, db_step(stmt) == DB_ROW ? db_col_text(stmt, 0) : "");
    db_reset(stmt);
}

/* --- Moving --- */

/* In a small office nobody may hold any of the posts: then whoever may act on the case at all makes the move. */
static bool is_turn(struct db *db, const char *site, const json_t *form, const char *movers, const char *posts)
{
    CLEANUP(json_free_ref) json_t *list = posts_list(movers);
    bool held = false;
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
    {
        const char *post = json_string_value(one);
        if (handling_is_or_above(form, post, posts))
            return true;
        held = held || grants_hold(db, site, post);
    }
    return !held;
}

char *case_turn_refusal(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase,
                        enum case_state to)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *form = items_document(db, kase->site, "form");
    char movers[POSTS_MAX];
    if (!transitions_movers(form, kase->state, to, kase->role, kase->about, movers))
        return xasprintf(_("state: by the form's transitions a case that is %s does not become %s"),
                         words_state(case_state_name(kase->state)), words_state(case_state_name(to)));
    if (is_turn(db, kase->site, form, movers, viewer->posts))
        return NULL;
    return xasprintf(
        _("state: a case that is %s is made %s by %s, as the form's transitions say; %s holds no such post "
          "and none above it"),
        words_state(case_state_name(kase->state)), words_state(case_state_name(to)), movers, viewer->user);
}
