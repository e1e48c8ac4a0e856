/* Setting entries of a burst aside, and back; and what came back a third time. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/cases/handling.h"
#include "central/items/items.h"
#include "central/validate/validate.h"
#include "central/words/words.h"

struct setting {
    struct cases *cases;
    struct cases_aside *act;
    enum cases_move_result result;
};

static bool refuse(struct setting *setting, char *why)
{
    free(setting->act->why);
    setting->act->why = why;
    setting->result = CASES_MOVE_REFUSED;
    return false;
}

/* Of the group those that say the same, and are still to be set aside or taken back. Another matter may be somebody in
 * earnest, who stood at the same screen: it is set aside by itself or not at all. */
static json_t *numbers_of(const struct setting *setting, const struct cases_viewer *viewer, const struct kase *meant)
{
    json_t *numbers = json_array();
    struct db_stmt *stmt =
        db_prep(setting->cases->central->db, "SELECT number FROM kase WHERE grp=$1 AND category=$2 AND subitem=$3 AND "
                                             "building=$4 AND CASE WHEN aside>0 THEN 1 ELSE 0 END<>$5 ORDER BY number");
    db_bind_text(stmt, 1, meant->group);
    db_bind_text(stmt, 2, meant->category);
    db_bind_text(stmt, 3, meant->subitem);
    db_bind_text(stmt, 4, meant->building);
    db_bind_i64(stmt, 5, setting->act->aside);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(numbers, json_string(db_col_text(stmt, 0)));
    for (size_t i = json_array_size(numbers); i > 0; i--) { /* who may not see one cannot silence it either */
        if (cases_hidden(setting->cases, viewer, json_string_value(json_array_get(numbers, i - 1))))
            (void)json_array_remove(numbers, i - 1);
    }
    return numbers;
}

/* The residents read the reason: one of four may have been in earnest, and reopens by saying so. */
static bool set_one(struct setting *setting, const char *number)
{
    const struct cases_aside *act = setting->act;
    struct kase kase;
    if (!case_load(setting->cases, number, &kase))
        return false;
    kase.aside = act->aside ? act->now_s : 0;
    struct case_event event = {.number = number,
                               .at = act->now_s,
                               .who = act->who,
                               .state = kase.state,
                               .role = kase.role,
                               .what = "word",
                               .detail = act->aside ? "set_aside" : "restored",
                               .text = act->aside ? act->reason : NULL};
    bool ok = case_save(setting->cases, &kase) && case_event_put(setting->cases, &event) &&
              case_publish(setting->cases, &kase);
    case_fini(&kase);
    return ok;
}

static bool may_set(struct setting *setting, const json_t *numbers)
{
    const struct cases_aside *act = setting->act;
    if (act->aside && (!act->reason || !*act->reason))
        return refuse(setting, xstrdup(_("reason: entries are set aside only with a reason")));
    if (!json_array_size(numbers))
        return refuse(setting,
                      xstrdup(act->aside ? _("the group is set aside already") : _("the group is not set aside")));
    char *why = act->reason && *act->reason ? validate_answer("reason", act->reason, CASES_WHY_MAX) : NULL;
    return why ? refuse(setting, why) : true;
}

static bool set_all(struct setting *setting, const struct cases_viewer *viewer, const struct kase *meant)
{
    struct cases_aside *act = setting->act;
    CLEANUP(json_free_ref) json_t *numbers = numbers_of(setting, viewer, meant);
    bool ok = may_set(setting, numbers);
    act->count = json_array_size(numbers);
    str_copy(act->group, sizeof(act->group), meant->group);
    for (size_t i = 0; ok && i < act->count; i++)
        ok = set_one(setting, json_string_value(json_array_get(numbers, i)));
    return ok && case_audit(setting->cases, act->now_s, act->who, act->aside ? "case.set-aside" : "case.restore",
                            act->number, NULL, act->reason);
}

static bool set_body(struct db *db UNUSED, void *arg)
{
    struct setting *setting = arg;
    const struct cases_aside *act = setting->act;
    const struct cases_viewer viewer = {.site = act->site, .user = act->who, .posts = act->posts};
    struct kase meant;
    setting->result = CASES_MOVE_UNKNOWN;
    if (!act->number || !case_load(setting->cases, act->number, &meant))
        return false;
    bool ok = false;
    if (*meant.group && !case_is_hidden(setting->cases, &viewer, &meant)) {
        setting->result = CASES_MOVE_FAILED;
        ok = set_all(setting, &viewer, &meant);
    }
    case_fini(&meant);
    if (ok)
        setting->result = CASES_MOVED;
    return ok;
}

enum cases_move_result cases_set_aside(struct cases *cases, struct cases_aside *aside)
{
    struct setting setting = {.cases = cases, .act = aside};
    bool committed = db_transact(cases->central->db, set_body, &setting);
    if (committed)
        case_tell(cases, NULL);
    else if (setting.result == CASES_MOVED)
        setting.result = CASES_MOVE_FAILED;
    return setting.result;
}

/* --- What comes back --- */

static json_t *row_of(struct db_stmt *stmt, const json_t *form, const json_t *community)
{
    const char *category_id = db_col_text(stmt, 4), *subitem = db_col_text(stmt, 5), *building = db_col_text(stmt, 1);
    const json_t *category = handling_category(form, category_id);
    const json_t *house = json_find(json_member(community, "buildings"), building);
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:I,s:I,s:[]}", "matter", db_col_text(stmt, 0), "building", building,
                     "building_name", json_str_or(house, "name", building), "category", category_id, "subitem", subitem,
                     "subitem_name",
                     json_str_or(json_find(json_member(category, "subitems"), subitem), "name", subitem), "count", 0,
                     "first", (json_int_t)db_col_i64(stmt, 3), "last", (json_int_t)0, "cases");
}

static void add_number(json_t *row, const char *number, int64_t at)
{
    json_t *numbers = json_member(row, "cases");
    json_array_append_new(numbers, json_string(number));
    json_object_set_new(row, "count", json_integer((json_int_t)json_array_size(numbers)));
    json_object_set_new(row, "last", json_integer(at));
}

static void finish(json_t *list, json_t *row)
{
    if (row && json_int_or(row, "count", 0) >= CASES_AGAIN)
        json_array_append(list, row);
    json_decref(row);
}

json_t *cases_recurrent(struct cases *cases, const struct cases_viewer *viewer, int64_t now_s)
{
    struct db *db = cases->central->db;
    CLEANUP(json_free_ref) json_t *form = items_document(db, viewer->site, "form");
    CLEANUP(json_free_ref) json_t *community = items_document(db, viewer->site, "community");
    json_t *list = json_array(), *row = NULL;
    struct db_stmt *stmt =
        db_prep(db, "SELECT matter,building,number,at,category,subitem,about FROM kase WHERE at>$1 AND matter<>'' AND "
                    "building<>'' AND aside=0 AND state NOT IN('merged','withdrawn') AND site=$2 ORDER BY "
                    "matter,building,at,number");
    db_bind_i64(stmt, 1, now_s - CASES_AGAIN_S);
    db_bind_text(stmt, 2, viewer->site);
    while (db_step(stmt) == DB_ROW) {
        if (*db_col_text(stmt, 6) && cases_hidden(cases, viewer, db_col_text(stmt, 2)))
            continue;
        bool same = row && str_eq(json_str(row, "matter"), db_col_text(stmt, 0)) &&
                    str_eq(json_str(row, "building"), db_col_text(stmt, 1));
        if (!same) {
            finish(list, row);
            row = row_of(stmt, form, community);
        }
        add_number(row, db_col_text(stmt, 2), db_col_i64(stmt, 3));
    }
    finish(list, row);
    return list;
}
