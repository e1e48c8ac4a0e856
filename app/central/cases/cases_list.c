/* Cases as staff see them. The receipt code is not among what could be shown: it is kept nowhere. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/items/items.h"

struct names { /* read once per answer; owned */
    json_t *form, *community;
};

static void names_init(struct names *names, struct db *db)
{
    names->form = items_document(db, "form");
    names->community = items_document(db, "community");
}

static void names_fini(struct names *names)
{
    json_decref(names->form);
    json_decref(names->community);
}

static const char *name_of(const json_t *list, const char *id)
{
    return json_str_or(json_find(list, id), "name", id ? id : "");
}

static void add_word(struct buf *words, const char *word)
{
    if (word && *word)
        buf_printf(words, "%s%s", words->len ? " " : "", word);
}

static void add_spot(struct buf *words, const char *spot, const json_t *community)
{
    if (str_eq(spot, "lobby"))
        add_word(words, "大堂");
    else if (str_eq(spot, "garage"))
        add_word(words, "车库");
    else if (spot && str_starts(spot, "floor:"))
        buf_printf(words, "%s%s层", words->len ? " " : "", spot + 6);
    else if (spot && str_starts(spot, "lift:"))
        buf_printf(words, "%s电梯 %s", words->len ? " " : "", spot + 5);
    else if (spot && str_starts(spot, "place:"))
        add_word(words, name_of(json_member(community, "places"), spot + 6));
    else
        add_word(words, spot);
}

/* "3号楼 1单元 16层 楼梯口" */
static char *place_words(const json_t *place, const json_t *community)
{
    struct buf words = {0};
    const char *building_id = json_str(place, "building"), *unit_id = json_str(place, "unit");
    const json_t *building = json_find(json_member(community, "buildings"), building_id);
    if (building_id)
        add_word(&words, json_str_or(building, "name", building_id));
    if (unit_id)
        add_word(&words, name_of(json_member(building, "units"), unit_id));
    add_spot(&words, json_str(place, "spot"), community);
    add_word(&words, json_str(place, "text"));
    return buf_take(&words);
}

static void set_body(json_t *answer, const json_t *body, const struct names *names, bool with_contact)
{
    static const char *const plain[] = {"when", "lang"};
    CLEANUP(free_ptr) char *place = place_words(json_member(body, "place"), names->community);
    json_object_set_new(answer, "place", json_string(place));
    json_object_set_new(answer, "text", json_string(json_str_or(body, "text", "")));
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        json_object_set_new(answer, plain[i], json_string(json_str_or(body, plain[i], "")));
    json_object_set_new(answer, "has_contact", json_boolean(json_is_object(json_member(body, "contact"))));
    if (!with_contact)
        return;
    const char *phone = json_str(json_member(body, "contact"), "phone");
    json_object_set_new(answer, "alias", json_string(json_str_or(body, "alias", "")));
    json_object_set_new(answer, "contact", phone ? json_pack("{s:s}", "phone", phone) : json_null());
    json_object_set_new(answer, "consent", json_string(json_str_or(body, "consent", "")));
    json_object_set(answer, "home", json_member(body, "home"));
    json_object_set(answer, "about", json_member(body, "about"));
    json_object_set_new(answer, "contact_erased", json_integer(json_int_or(body, "erased", 0)));
}

static bool is_late(const struct kase *kase, int64_t now_s)
{
    bool open = kase->state == CASE_RECEIVED || kase->state == CASE_ASSIGNED || kase->state == CASE_IN_PROGRESS;
    return open && kase->promised && now_s > kase->promised;
}

static json_t *case_answer(struct cases *cases, const struct kase *kase, const struct names *names, int64_t now_s,
                           bool detail)
{
    const json_t *category = json_find(json_member(names->form, "categories"), kase->category);
    const char *category_name =
        str_eq(kase->category, "other") ? "其他" : json_str_or(category, "name", kase->category);
    json_t *answer =
        json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:s,s:b,s:s,s:o}", "number", kase->number, "state",
                  case_state_name(kase->state), "category", kase->category, "category_name", category_name, "subitem",
                  kase->subitem, "subitem_name", name_of(json_member(category, "subitems"), kase->subitem), "lobby",
                  kase->lobby, "at", (json_int_t)kase->at, "arrived", (json_int_t)kase->arrived, "since",
                  (json_int_t)kase->since, "promised_s", (json_int_t)kase->promised, "standard", kase->clause, "late",
                  is_late(kase, now_s), "outcome", kase->outcome, "events", case_events(cases, kase->number));
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    set_body(answer, body, names, detail);
    if (detail) {
        json_object_set_new(answer, "photos", case_photos(cases, kase->number));
        json_object_set_new(answer, "codes", case_recodings(cases, kase->number));
    }
    return answer;
}

json_t *cases_list(struct cases *cases, const char *state, int64_t now_s)
{
    struct names names;
    json_t *list = json_array();
    names_init(&names, cases->central->db);
    struct db_stmt *stmt = db_prep(cases->central->db, "SELECT " CASE_COLUMNS " FROM kase WHERE $1 IS NULL OR state=$1 "
                                                       "ORDER BY arrived DESC,number DESC LIMIT 1000");
    db_bind_text(stmt, 1, state);
    while (db_step(stmt) == DB_ROW) {
        struct kase kase;
        case_read(cases, stmt, &kase);
        json_array_append_new(list, case_answer(cases, &kase, &names, now_s, false));
        case_fini(&kase);
    }
    names_fini(&names);
    return list;
}

struct reading {
    const char *number, *who;
    int64_t now_s;
};

static bool audit_body(struct db *db, void *arg)
{
    struct reading *reading = arg;
    return audit_append(db, reading->now_s, reading->who, "case.read", reading->number, NULL, NULL);
}

json_t *cases_get(struct cases *cases, const char *number, const char *who, int64_t now_s)
{
    struct kase kase;
    struct names names;
    struct reading reading = {.number = number, .who = who, .now_s = now_s};
    if (!case_load(cases, number, &kase))
        return NULL;
    json_t *answer = NULL;
    if (db_transact(cases->central->db, audit_body, &reading)) {
        names_init(&names, cases->central->db);
        answer = case_answer(cases, &kase, &names, now_s, true);
        names_fini(&names);
    }
    case_fini(&kase);
    return answer;
}
