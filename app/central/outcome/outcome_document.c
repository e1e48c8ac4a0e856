/* The document: counts from cases, and what staff entered. */
#include "central/outcome/outcome.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/cases/cases.h"
#include "central/items/items.h"
#include "central/outcome/outcome_internal.h"
#include "central/sites/sites.h"
#include "common/clock.h"
#include "common/json.h"

struct view { /* of one making */
    struct outcome *outcome;
    struct db *db;
    const char *site;
    int64_t now_s;
    int32_t offset_s;
    bool office; /* drafts, marked, and who wrote what */
};

/* --- Counts --- */

/* As the form has them; what it no longer knows comes last. */
static json_t *in_form_order(const struct view *view, const json_t *rows)
{
    CLEANUP(json_free_ref) json_t *form = items_document(view->db, view->site, "form");
    CLEANUP(json_free_ref) json_t *left = json_copy((json_t *)rows);
    const json_t *categories = json_member(form, "categories");
    json_t *ordered = json_array();
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const char *id = json_str(json_array_get(categories, i), "id");
        for (size_t k = 0; k < json_array_size(left); k++) {
            if (!str_eq(json_str(json_array_get(left, k), "id"), id))
                continue;
            json_array_append(ordered, json_array_get(left, k));
            json_array_remove(left, k);
            break;
        }
    }
    json_array_extend(ordered, left);
    return ordered;
}

static json_t *drops(const json_t *from, const char *const keys[static 3])
{
    json_t *side = json_object();
    for (size_t i = 0; i < 3; i++)
        json_object_set_new(side, keys[i], json_integer(json_int_or(from, keys[i], 0)));
    return side;
}

/* Late and reopened as the month's cases say; the others as entered. A month without numbers is none: nobody knows what
 * was poured in. */
static json_t *bucket_month(const struct view *view, const char *month)
{
    static const char *const ins[] = {"visits", "signups", "services"};
    static const char *const outs[] = {"late", "reopened", "cancelled"};
    CLEANUP(json_free_ref) json_t *entered = outcome_month(view->db, view->site, month);
    if (!entered)
        return NULL;
    CLEANUP(json_free_ref)
    json_t *counted = cases_statistics(view->outcome->central->cases, view->site, NULL, month, view->now_s);
    json_t *out = drops(json_member(counted, "totals"), outs);
    json_object_set(out, "cancelled", json_member(entered, "cancelled"));
    return json_pack("{s:s,s:o,s:o}", "month", month, "in", drops(entered, ins), "out", out);
}

/* Of months in which the community was not here yet nobody asks for numbers; who has them may enter them. */
static json_t *bucket(const struct view *view, json_t *missing /* borrowed: months are added */)
{
    char first[32];
    json_t *months = json_array();
    clock_format(first, sites_created(view->db, view->site, view->now_s), view->offset_s);
    first[OUTCOME_MONTH_LEN] = '\0';
    for (int back = OUTCOME_MONTHS; back > 0; back--) {
        char month[OUTCOME_MONTH_LEN + 1];
        outcome_month_back(month, view->now_s, view->offset_s, back);
        json_t *row = bucket_month(view, month);
        if (row)
            json_array_append_new(months, row);
        else if (strcmp(month, first) >= 0)
            json_array_append_new(missing, json_string(month));
    }
    return months;
}

/* --- Texts --- */

static json_t *row_of(const struct view *view, const struct outcome_text *text, bool draft)
{
    json_t *row = json_copy(draft ? text->draft : text->live);
    json_object_set_new(row, "id", json_string(text->id));
    if (json_str(row, "asked")) { /* these two are there, also when they say nothing */
        json_object_set_new(row, "role", json_string(json_str_or(row, "role", "")));
        json_object_set_new(row, "due", json_string(json_str_or(row, "due", "")));
    }
    if (!view->office)
        return row;
    json_object_set_new(row, "draft", json_boolean(draft));
    json_object_set_new(row, "version", json_integer(draft ? text->draft_ver : text->live_ver));
    json_object_set_new(row, "by", json_string(draft ? text->draft_by : text->live_by));
    json_object_set_new(row, "approved_by", json_string(draft ? "" : text->approved_by));
    return row;
}

/* What is not done yet stands first, by its day; then what was done, the newest first. */
static int by_urgency(const void *a, const void *b)
{
    const struct outcome_text *one = a, *other = b;
    const json_t *mine = one->live ? one->live : one->draft, *theirs = other->live ? other->live : other->draft;
    bool done = one->live && one->done_s, other_done = other->live && other->done_s;
    if (done != other_done)
        return done ? 1 : -1;
    if (done && one->done_s != other->done_s)
        return one->done_s < other->done_s ? 1 : -1;
    int due = done ? 0 : strcmp(json_str_or(mine, "due", ""), json_str_or(theirs, "due", ""));
    return due ? due : strcmp(one->id, other->id);
}

static int by_month(const void *a, const void *b)
{
    const struct outcome_text *one = a, *other = b;
    const json_t *mine = one->live ? one->live : one->draft, *theirs = other->live ? other->live : other->draft;
    int month = strcmp(json_str_or(theirs, "month", ""), json_str_or(mine, "month", ""));
    return month ? month : strcmp(one->id, other->id);
}

static json_t *texts(const struct view *view, enum outcome_kind kind)
{
    size_t count;
    json_t *rows = json_array();
    struct outcome_text *all = outcome_texts(view->db, view->site, kind, &count);
    if (count)
        qsort(all, count, sizeof(*all), kind == OUTCOME_ASKED ? by_urgency : by_month);
    for (size_t i = 0; i < count; i++) {
        if (outcome_text_shown(kind, &all[i], view->now_s, view->offset_s))
            json_array_append_new(rows, row_of(view, &all[i], false));
        if (view->office && all[i].draft)
            json_array_append_new(rows, row_of(view, &all[i], true));
    }
    outcome_texts_free(all, count);
    return rows;
}

/* Tells of each row whether the lobbies have it: their document carries just the same words. */
static void mark_hanging(json_t *doc, const char *list, const json_t *published)
{
    static const char *const office_only[] = {"draft", "version", "by", "approved_by"};
    size_t i;
    json_t *row;
    json_array_foreach(json_member(doc, list), i, row)
    {
        CLEANUP(json_free_ref) json_t *plain = json_copy(row);
        for (size_t k = 0; k < ARRAY_LEN(office_only); k++)
            json_object_del(plain, office_only[k]);
        const json_t *out = json_find(json_member(published, list), json_str_or(row, "id", ""));
        bool hangs = !json_flag(row, "draft") && out && json_equal(out, plain);
        json_object_set_new(row, "hangs", json_boolean(hangs));
    }
}

/* --- Together --- */

static json_t *faces(const struct view *view, const char *month)
{
    char from[16], until[16], this_month[OUTCOME_MONTH_LEN + 1];
    outcome_month_back(this_month, view->now_s, view->offset_s, 0);
    (void)snprintf(from, sizeof(from), "%s-01", month);
    (void)snprintf(until, sizeof(until), "%s-01", this_month);
    return cases_faces(view->outcome->central->cases, view->site, from, until);
}

/* What a month was that lies before the community: nothing. Reports of a demonstration were for trying. */
static void leave_out(json_t *doc)
{
    static const char *const counts[] = {"categories", "totals", "set_aside", "no_word", "clauses"};
    for (size_t i = 0; i < ARRAY_LEN(counts); i++)
        json_object_del(doc, counts[i]);
    json_object_set_new(doc, "feedback", json_array());
}

/* From when on there is something to count: the day on which it went live, or else came into being. Said of the month
 * in which that was, and of those before, whose numbers do not go out. */
static void since(const struct view *view, json_t *doc, const char *month)
{
    bool tried;
    char first[32];
    int64_t since_s = items_live_since(view->db, view->site, &tried);
    if (!since_s)
        since_s = sites_created(view->db, view->site, view->now_s);
    clock_format(first, since_s, view->offset_s);
    first[OUTCOME_MONTH_LEN] = '\0';
    bool before = strcmp(month, first) < 0;
    bool counted = json_int_or(json_member(doc, "totals"), "received", 0) > 0;
    if (str_eq(month, first) || (before && (tried || !counted)))
        json_object_set_new(doc, "since", json_integer((json_int_t)since_s));
    if (before && (tried || !counted) && !view->office)
        leave_out(doc);
}

static json_t *document(const struct view *view, json_t *missing)
{
    char month[OUTCOME_MONTH_LEN + 1];
    if (!sites_known(view->db, view->site))
        return NULL;
    outcome_month_back(month, view->now_s, view->offset_s, 1);
    json_t *doc = cases_statistics(view->outcome->central->cases, view->site, NULL, month, view->now_s);
    json_object_del(doc, "holidays_missing"); /* for the office */
    json_object_set_new(doc, "categories", in_form_order(view, json_member(doc, "categories")));
    json_object_set_new(doc, "bucket", bucket(view, missing));
    json_object_set_new(doc, "asked", texts(view, OUTCOME_ASKED));
    json_object_set_new(doc, "thanks", texts(view, OUTCOME_THANKS));
    json_object_set_new(doc, "feedback", faces(view, month));
    since(view, doc, month);
    return doc;
}

static struct view view_of(struct outcome *outcome, const char *site, int64_t now_s, bool office)
{
    struct db *db = outcome->central->db;
    return (struct view){.outcome = outcome,
                         .db = db,
                         .site = site,
                         .now_s = now_s,
                         .offset_s = items_zone(db, site, now_s),
                         .office = office};
}

json_t *outcome_document(struct outcome *outcome, const char *site, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *missing = json_array();
    struct view view = view_of(outcome, site, now_s, false);
    return document(&view, missing);
}

static json_t *overdue(const json_t *asked, int64_t now_s, int32_t offset_s)
{
    json_t *ids = json_array();
    char today[32];
    clock_format(today, now_s, offset_s);
    today[10] = '\0'; /* the date alone */
    for (size_t i = 0; i < json_array_size(asked); i++) {
        const json_t *row = json_array_get(asked, i);
        if (!json_flag(row, "draft") && str_eq(json_str(row, "state"), "not_yet") &&
            strcmp(json_str_or(row, "due", ""), today) < 0)
            json_array_append(ids, json_member(row, "id"));
    }
    return ids;
}

json_t *outcome_office(struct outcome *outcome, const char *site, int64_t now_s)
{
    CLEANUP(json_free_ref) json_t *missing = json_array();
    CLEANUP(json_free_ref) json_t *published = items_document(outcome->central->db, site, OUTCOME_ITEM);
    struct view view = view_of(outcome, site, now_s, true);
    json_t *doc = document(&view, missing);
    if (!doc)
        return NULL;
    mark_hanging(doc, "asked", published);
    mark_hanging(doc, "thanks", published);
    json_object_set_new(doc, "overdue", overdue(json_member(doc, "asked"), now_s, view.offset_s));
    json_object_set(doc, "bucket_missing", missing);
    json_object_set_new(doc, "published", json_integer(json_int_or(published, "made", 0)));
    return doc;
}
