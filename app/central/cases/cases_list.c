/* Cases as staff see them. The receipt code is not among what could be shown: it is kept nowhere. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/cases/handling.h"
#include "central/cases/worktime.h"
#include "central/items/items.h"
#include "central/validate/validate.h"

#define LIST_MAX 1000

struct names { /* read once per site and answer; owned */
    char site[ID_MAX + 1];
    json_t *form, *community;
};

static void names_fini(struct names *names)
{
    json_decref(names->form);
    json_decref(names->community);
    memset(names, 0, sizeof(*names));
}

static void names_of(struct names *names, struct db *db, const char *site)
{
    if (names->community && str_eq(names->site, site))
        return;
    names_fini(names);
    str_copy(names->site, sizeof(names->site), site);
    names->form = items_document(db, site, "form");
    names->community = items_document(db, site, "community");
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
    else if (str_eq(spot, "home"))
        add_word(words, "住户家中");
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
char *case_place_words(const json_t *place, const json_t *community)
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

char *case_place_closed(const json_t *place, const json_t *community)
{
    CLEANUP(json_free_ref) json_t *coarse = json_deep_copy(place);
    json_object_del(coarse, "text");
    return case_place_words(coarse, community);
}

/* Who said it, and where they live; asked for by its own purpose (cases_contact). */
static void set_contact(json_t *answer, const json_t *body)
{
    const char *phone = json_str(json_member(body, "contact"), "phone");
    json_object_set_new(answer, "alias", json_string(json_str_or(body, "alias", "")));
    json_object_set_new(answer, "contact", phone ? json_pack("{s:s}", "phone", phone) : json_null());
    json_object_set(answer, "home", json_member(body, "home"));
}

enum depth { BRIEF, OPEN, FULL, PERSON }; /* no words; words; what one page shows; and who said it */

static void set_body(json_t *answer, const json_t *body, const struct names *names, enum depth depth)
{
    static const char *const plain[] = {"when", "lang"};
    const json_t *spot = json_member(body, "place");
    CLEANUP(free_ptr)
    char *place = depth == BRIEF ? case_place_closed(spot, names->community) : case_place_words(spot, names->community);
    json_object_set_new(answer, "place", json_string(place));
    json_object_set_new(answer, "text", json_string(json_str_or(body, "text", "")));
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        json_object_set_new(answer, plain[i], json_string(json_str_or(body, plain[i], "")));
    json_object_set_new(answer, "has_contact", json_boolean(json_is_object(json_member(body, "contact"))));
    if (depth == PERSON)
        set_contact(answer, body);
    if (depth < FULL)
        return;
    json_object_set_new(answer, "has_person",
                        json_boolean(json_is_object(json_member(body, "contact")) || json_member(body, "home") ||
                                     *json_str_or(body, "alias", "")));
    json_object_set_new(answer, "consent", json_string(json_str_or(body, "consent", "")));
    json_object_set(answer, "about", json_member(body, "about"));
    json_object_set(answer, "spot", json_member(body, "place"));
    json_object_set_new(answer, "contact_erased", json_integer(json_int_or(body, "erased", 0)));
}

/* On the viewer's own desks: the post it is assigned to, one that was told, or the one that takes in and assigns. */
bool case_on_desk(const struct cases_viewer *viewer, const struct kase *kase, const json_t *form)
{
    if (!viewer || posts_has(viewer->posts, kase->role) || posts_has(viewer->posts, handling_intake(form, kase->about)))
        return true;
    CLEANUP(json_free_ref) json_t *watchers = posts_list(kase->watchers);
    size_t i;
    json_t *watcher;
    json_array_foreach(watchers, i, watcher)
    {
        const char *post = json_string_value(watcher);
        if (posts_has(viewer->posts, post) && handling_told_sees_text(form, post))
            return true;
    }
    return false;
}

static json_t *delivery_of(const struct kase *kase)
{
    bool shown = kase->told > 0 && kase->seen >= kase->told;
    return json_pack("{s:I,s:I,s:b,s:I}", "taken", (json_int_t)kase->at, "reached", (json_int_t)kase->arrived, "shown",
                     shown, "shown_at", (json_int_t)(shown ? kase->seen_at : 0));
}

static void set_desk(json_t *answer, const struct kase *kase)
{
    const struct {
        const char *key, *text;
    } texts[] = {{"role", kase->role},
                 {"about", kase->about},
                 {"severity", kase->severity},
                 {"due_note", kase->due_note},
                 {"into", kase->into},
                 {"group", kase->group},
                 {"answer_standard", kase->answer_clause}};
    const struct {
        const char *key;
        int64_t value;
    } numbers[] = {{"answer_s", kase->answer_due}, {"first_at", kase->first_at}, {"answered", kase->answered},
                   {"replies", kase->replies},     {"reopened", kase->reopened}, {"level", kase->level},
                   {"set_aside", kase->aside}};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        json_object_set_new(answer, texts[i].key, json_string(texts[i].text));
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++)
        json_object_set_new(answer, numbers[i].key, json_integer(numbers[i].value));
    json_object_set_new(answer, "delivery", delivery_of(kase));
    json_object_set_new(answer, "told", posts_list(kase->watchers));
}

/* Without words, and without whom it is about: that there is a case, where it stands and until when. */
static void close_text(json_t *answer)
{
    json_object_set_new(answer, "text", json_string(""));
    json_object_set_new(answer, "about", json_string(""));
    json_object_set_new(answer, "events", json_array());
    json_object_set_new(answer, "text_closed", json_true());
}

static json_t *case_answer(struct cases *cases, const struct kase *kase, const struct names *names, int64_t now_s,
                           enum depth depth)
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
                  case_is_late(kase, now_s), "outcome", kase->outcome, "events", case_events(cases, kase->number));
    json_object_set_new(answer, "version", json_integer(case_version(cases, kase->number)));
    CLEANUP(json_free_ref) json_t *body = kase->body.len ? json_decode(kase->body.data, kase->body.len, NULL) : NULL;
    set_body(answer, body, names, depth);
    set_desk(answer, kase);
    if (depth == BRIEF)
        close_text(answer);
    json_object_set_new(answer, "channel", json_string(kase->channel));
    json_object_set_new(answer, "building", json_string(kase->building));
    json_object_set_new(answer, "unit", json_string(kase->unit));
    if (depth >= FULL) {
        json_object_set_new(answer, "photos", case_photos(cases, kase->number));
        json_object_set_new(answer, "codes", case_recodings(cases, kase->number));
    }
    return answer;
}

static bool passes(const struct cases_filter *filter, const struct kase *kase, int64_t now_s)
{
    return !filter ||
           ((!filter->category || str_eq(filter->category, kase->category)) &&
            (!filter->role || str_eq(filter->role, kase->role) || posts_has(kase->watchers, filter->role)) &&
            (!filter->group || str_eq(filter->group, kase->group)) &&
            (!filter->number || strstr(kase->number, filter->number)) && (!filter->late || case_is_late(kase, now_s)));
}

json_t *cases_list(struct cases *cases, const struct cases_viewer *viewer, const struct cases_filter *filter,
                   int64_t now_s)
{
    struct names names = {0};
    json_t *list = json_array();
    struct db_stmt *stmt =
        db_prep(cases->central->db, "SELECT " CASE_COLUMNS " FROM kase WHERE ($1 IS NULL OR state=$1) AND "
                                    "($2 IS NULL OR site=$2) ORDER BY arrived DESC,number DESC");
    db_bind_text(stmt, 1, filter ? filter->state : NULL);
    db_bind_text(stmt, 2, viewer ? viewer->site : NULL);
    while (json_array_size(list) < LIST_MAX && db_step(stmt) == DB_ROW) {
        struct kase kase;
        case_read(cases, stmt, &kase);
        names_of(&names, cases->central->db, kase.site);
        if (!case_hidden(cases->central->db, viewer, &kase, names.form) && passes(filter, &kase, now_s)) {
            enum depth depth = case_on_desk(viewer, &kase, names.form) ? OPEN : BRIEF;
            json_array_append_new(list, case_answer(cases, &kase, &names, now_s, depth));
        }
        case_fini(&kase);
    }
    db_reset(stmt);
    names_fini(&names);
    return list;
}

/* --- One case --- */

struct reading {
    struct cases *cases;
    const struct cases_viewer *viewer;
    const struct kase *kase;
    bool by_reason;
    int64_t now_s;
};

static bool reading_body(struct db *db UNUSED, void *arg)
{
    struct reading *reading = arg;
    const char *who = reading->viewer ? reading->viewer->user : CASE_CLOCK;
    struct case_event event = {.number = reading->kase->number,
                               .at = reading->now_s,
                               .who = who,
                               .state = reading->kase->state,
                               .what = "opened",
                               .text = reading->by_reason ? reading->viewer->why : NULL};
    return (!reading->by_reason || case_event_put(reading->cases, &event)) &&
           case_audit(reading->cases, reading->now_s, who, reading->by_reason ? "case.read-with-reason" : "case.read",
                      reading->kase->number, NULL, event.text);
}

/* Working days until then, today not counted; negative when it has passed, beyond a year not counted any more. */
static int working_days(const json_t *form, int32_t offset_s, int64_t now_s, int64_t due_s)
{
    struct worktime time = worktime_of(form, offset_s);
    bool unknown = false;
    int days = 0, step = due_s < now_s ? -1 : 1;
    struct civil day = clock_civil(now_s, offset_s), last = clock_civil(due_s, offset_s);
    for (int i = 0; i < 400 && (day.year != last.year || day.month != last.month || day.day != last.day); i++) {
        struct civil next = {.year = day.year, .month = day.month, .day = day.day + step, .hour = 12};
        if (step < 0)
            days -= worktime_is_working_day(&time, day, &unknown);
        day = clock_civil(clock_from_civil(next, offset_s), offset_s);
        if (step > 0)
            days += worktime_is_working_day(&time, day, &unknown);
    }
    return days;
}

/* What may be done with it, what is held back, and how long there is for it. */
static void set_desk_acts(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase,
                          const struct names *names, int64_t now_s, json_t *answer, enum depth depth)
{
    int32_t offset_s = items_zone(cases->central->db, kase->site, now_s);
    int64_t due = case_next_due(kase);
    json_object_set_new(answer, "due", json_integer(due == CASE_NEVER_DUE ? 0 : due));
    if (due != CASE_NEVER_DUE)
        json_object_set_new(answer, "due_days", json_integer(working_days(names->form, offset_s, now_s, due)));
    json_object_set_new(answer, "recused", json_boolean(case_is_recused(kase, names->form)));
    if (depth < FULL || !viewer)
        return;
    CLEANUP(json_free_ref) json_t *acts = case_moves(cases, viewer, kase, now_s);
    CLEANUP(json_free_ref) json_t *held = case_held(cases, kase->number);
    json_object_update(answer, acts);
    json_object_set(answer, "held", held ? held : json_null());
}

static json_t *answer_one(struct cases *cases, const struct cases_viewer *viewer, const struct kase *kase,
                          int64_t now_s, enum depth depth)
{
    struct names names = {0};
    names_of(&names, cases->central->db, kase->site);
    if (depth == BRIEF && case_on_desk(viewer, kase, names.form))
        depth = FULL;
    json_t *answer = case_answer(cases, kase, &names, now_s, depth);
    set_desk_acts(cases, viewer, kase, &names, now_s, answer, depth);
    names_fini(&names);
    return answer;
}

json_t *cases_brief(struct cases *cases, const struct cases_viewer *viewer, const char *number, int64_t now_s)
{
    struct kase kase;
    if (!case_load(cases, number, &kase))
        return NULL;
    json_t *answer = case_is_hidden(cases, viewer, &kase) ? NULL : answer_one(cases, viewer, &kase, now_s, BRIEF);
    case_fini(&kase);
    return answer;
}

static bool reason_good(const struct cases_viewer *viewer)
{
    const char *why = viewer->why ? viewer->why : "";
    CLEANUP(free_ptr) char *refusal = *why ? validate_answer("why", why, CASES_WHY_MAX) : xstrdup("");
    return !refusal && why[strspn(why, " \t\n")] != '\0';
}

static enum cases_read_result read_loaded(struct cases *cases, const struct cases_viewer *viewer,
                                          const struct kase *kase, int64_t now_s, json_t **answer)
{
    CLEANUP(json_free_ref) json_t *form = items_document(cases->central->db, kase->site, "form");
    if (case_hidden(cases->central->db, viewer, kase, form))
        return CASES_READ_UNKNOWN;
    if (!case_may_open(viewer, kase, form))
        return CASES_READ_CLOSED;
    bool mine = case_on_desk(viewer, kase, form);
    if (!mine && !reason_good(viewer))
        return CASES_READ_WHY;
    struct reading reading = {.cases = cases, .viewer = viewer, .kase = kase, .by_reason = !mine, .now_s = now_s};
    if (!db_transact(cases->central->db, reading_body, &reading))
        return CASES_READ_FAILED;
    *answer = answer_one(cases, viewer, kase, now_s, viewer ? FULL : PERSON);
    return CASES_READ;
}

enum cases_read_result cases_read(struct cases *cases, const struct cases_viewer *viewer, const char *number,
                                  int64_t now_s, json_t **answer)
{
    struct kase kase;
    *answer = NULL;
    if (!case_load(cases, number, &kase))
        return CASES_READ_UNKNOWN;
    enum cases_read_result result = read_loaded(cases, viewer, &kase, now_s, answer);
    case_fini(&kase);
    return result;
}

/* --- Who said it --- */

struct asking {
    struct cases *cases;
    const struct cases_viewer *viewer;
    const struct kase *kase;
    const char *number, *purpose;
    int64_t now_s;
};

/* The audit has the purpose's hash alone; its words stay with the case, and go when names go. */
static bool asking_body(struct db *db UNUSED, void *arg)
{
    struct asking *asking = arg;
    struct case_event event = {.number = asking->number,
                               .at = asking->now_s,
                               .who = asking->viewer->user,
                               .state = asking->kase->state,
                               .what = "opened",
                               .detail = "contact",
                               .text = asking->purpose};
    return case_event_put(asking->cases, &event) && case_audit(asking->cases, asking->now_s, asking->viewer->user,
                                                               "case.contact", asking->number, NULL, asking->purpose);
}

enum cases_read_result cases_contact(struct cases *cases, const struct cases_viewer *viewer, const char *number,
                                     const char *purpose, int64_t now_s, json_t **answer)
{
    struct kase kase;
    enum cases_read_result result = CASES_READ_UNKNOWN;
    *answer = NULL;
    if (!case_load(cases, number, &kase))
        return result;
    if (!case_is_hidden(cases, viewer, &kase)) {
        CLEANUP(free_ptr) char *other = case_act_refusal(cases, viewer, &kase);
        const struct cases_viewer asks = {.why = purpose};
        struct asking asking = {
            .cases = cases, .viewer = viewer, .kase = &kase, .number = number, .purpose = purpose, .now_s = now_s};
        result = other                                                   ? CASES_READ_CLOSED
                 : !reason_good(&asks)                                   ? CASES_READ_WHY
                 : db_transact(cases->central->db, asking_body, &asking) ? CASES_READ
                                                                         : CASES_READ_FAILED;
    }
    if (result == CASES_READ) {
        CLEANUP(json_free_ref) json_t *body = kase.body.len ? json_decode(kase.body.data, kase.body.len, NULL) : NULL;
        *answer = json_object();
        set_contact(*answer, body);
        case_tell(cases, number);
    }
    case_fini(&kase);
    return result;
}
