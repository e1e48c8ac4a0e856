#include "central/cases/figures.h"

#include <stdio.h>

#include "central/cases/states.h"

void figures_begin(struct figures *figures, int64_t start_s, int64_t end_s)
{
    *figures = (struct figures){.start_s = start_s, .end_s = end_s};
}

static bool within(const struct figures *figures, int64_t at)
{
    return at >= figures->start_s && at < figures->end_s;
}

/* The last place takes what a form with more categories than that would need. */
static struct figures_counts *counts_of(struct figures *figures, const char *category)
{
    for (size_t i = 0; i < figures->count; i++) {
        if (str_eq(figures->categories[i].id, category))
            return &figures->categories[i].counts;
    }
    if (figures->count < FIGURES_CATEGORIES) {
        str_copy(figures->categories[figures->count].id, ID_MAX + 1, category);
        figures->count++;
    }
    return &figures->categories[figures->count - 1].counts;
}

static void add_counts(struct figures_counts *to, const struct figures_counts *more)
{
    to->received += more->received;
    to->closed += more->closed;
    to->in_time += more->in_time;
    to->late += more->late;
    to->reopened += more->reopened;
    to->open += more->open;
}

static bool has_word(const char *detail, const char *word)
{
    const char *found = strstr(detail ? detail : "", word);
    return found != NULL;
}

/* What this event of the month says. */
static void count_event(struct figures *figures, struct figures_counts *counts, const struct figures_event *event)
{
    if (str_eq(event->what, "late")) {
        counts->late = 1;
        figures->first_of += str_eq(event->detail, "first_reply");
        figures->answer_of += str_eq(event->detail, "answer");
        return;
    }
    bool again = str_eq(event->what, "verdict") && str_eq(event->detail, "not_helped");
    counts->reopened += again || (str_eq(event->what, "state") && str_eq(event->state, "reopened"));
    if (has_word(event->detail, "kept_first")) {
        figures->first_kept++;
        figures->first_of++;
    }
    if (has_word(event->detail, "kept_answer")) {
        counts->in_time++;
        figures->answer_kept++;
        figures->answer_of++;
    }
}

struct ending {  /* of one case, as far as it has gone */
    bool ended;  /* now */
    bool closed; /* at least once within the month */
    bool silent; /* the last time without a word from the resident */
};

static void follow(struct ending *ending, const struct figures *figures, const struct figures_event *event)
{
    enum case_state state;
    bool verdict = str_eq(event->what, "verdict");
    if ((!verdict && !str_eq(event->what, "state")) || !case_state_parse(event->state, &state))
        return;
    bool ended = case_state_ended(state);
    if (ended && !ending->ended && within(figures, event->at)) {
        ending->closed = true;
        ending->silent = state == CASE_CLOSED;
    }
    if (verdict || !ended)
        ending->silent = false;
    ending->ended = ended;
}

void figures_add(struct figures *figures, const struct figures_case *one, const struct figures_event *events,
                 size_t count)
{
    struct figures_counts counts = {0};
    bool taken = within(figures, one->at);
    if (one->aside) {
        figures->set_aside += taken;
        return;
    }
    struct ending ending = {0};
    for (size_t i = 0; i < count; i++) {
        follow(&ending, figures, &events[i]);
        if (within(figures, events[i].at))
            count_event(figures, &counts, &events[i]);
    }
    counts.received = taken;
    counts.closed = ending.closed;
    counts.open = one->at < figures->end_s && !ending.ended;
    figures->no_word += ending.silent;
    static const struct figures_counts none;
    if (memcmp(&counts, &none, sizeof(none)) == 0)
        return;
    add_counts(counts_of(figures, one->category), &counts);
    add_counts(&figures->totals, &counts);
}

static json_t *counts_json(const struct figures_counts *counts)
{
    return json_pack("{s:I,s:I,s:I,s:I,s:I,s:I}", "received", (json_int_t)counts->received, "closed",
                     (json_int_t)counts->closed, "in_time", (json_int_t)counts->in_time, "late",
                     (json_int_t)counts->late, "reopened", (json_int_t)counts->reopened, "open",
                     (json_int_t)counts->open);
}

static void add_clause(json_t *clauses, const char *id, const char *month, int64_t kept, int64_t of)
{
    if (id && *id && of)
        json_array_append_new(clauses, json_pack("{s:s,s:s,s:I,s:I}", "id", id, "period", month, "kept",
                                                 (json_int_t)kept, "of", (json_int_t)of));
}

json_t *figures_document(const struct figures *figures, const char *month, const char *first_clause,
                         const char *answer_clause)
{
    json_t *categories = json_array(), *clauses = json_array();
    for (size_t i = 0; i < figures->count; i++) {
        json_t *row = counts_json(&figures->categories[i].counts);
        json_object_set_new(row, "id", json_string(figures->categories[i].id));
        json_array_append_new(categories, row);
    }
    add_clause(clauses, first_clause, month, figures->first_kept, figures->first_of);
    add_clause(clauses, answer_clause, month, figures->answer_kept, figures->answer_of);
    return json_pack("{s:o,s:o,s:I,s:I,s:o}", "categories", categories, "totals", counts_json(&figures->totals),
                     "set_aside", (json_int_t)figures->set_aside, "no_word", (json_int_t)figures->no_word, "clauses",
                     clauses);
}
