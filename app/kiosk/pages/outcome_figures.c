/* The outcome board's counts, each as a picture and in words beside it. */
#include "kiosk/pages/outcome.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/words.h"
#include "kiosk/ui/chart.h"

#define COUNT_MAX 1000000

static const struct ui_style style_name = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_words = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};

static int count_of(const json_t *row, const char *key)
{
    return (int)CLAMP(json_int_or(row, key, 0), 0, COUNT_MAX);
}

/* ---- cases by category ---- */

static char *case_words(const json_t *row)
{
    int reopened = count_of(row, "reopened");
    CLEANUP(free_ptr)
    /* i18n: reports received, answered in time, answered late, still open. */
    char *words = xasprintf(_("%1$d received · %2$d in time · %3$d late · %4$d open"), count_of(row, "received"),
                            count_of(row, "in_time"), count_of(row, "late"), count_of(row, "open"));
    if (!reopened)
        return TAKE(words);
    CLEANUP(free_ptr) char *again = xasprintf(_("%d taken up again"), reopened);
    return xasprintf("%s · %s", words, again);
}

/* What is open is said in words: a report may wait, in time or late, beyond the month in which it came. */
static int boxes_of(const json_t *row)
{
    return count_of(row, "in_time") + count_of(row, "late");
}

/* A box is as wide in every category as the fullest one allows: longer bars are more reports. */
static void draw_category(struct flow *flow, const struct page_env *env, const json_t *row, int most)
{
    struct ui *ui = flow->ui;
    const char *id = json_str_or(row, "id", ""), *named = i18n_pick(model_category(env->model, id), "name");
    CLEANUP(free_ptr) char *words = case_words(row);
    int name_h = ui_text_height(ui, flow->text_w, style_name, *named ? named : id);
    int words_h = ui_text_height(ui, flow->text_w, style_words, words);
    int bar_h = boxes_of(row) ? ui->theme->measure[MEASURE_TALLY] : 0;
    struct rect rect = flow_take(flow, name_h + words_h + (bar_h ? bar_h + ui->theme->gap / 2 : 0));
    rect.w = flow->text_w;
    if (!ui_visible(ui, rect))
        return;
    ui_text(ui, rect_cut_top(&rect, name_h), style_name, *named ? named : id);
    struct rect bar = rect_cut_top(&rect, bar_h);
    bar.w = (int)((int64_t)bar.w * boxes_of(row) / MAX(most, 1));
    chart_tally(ui, bar, count_of(row, "in_time"), boxes_of(row));
    if (bar_h)
        rect_cut_top(&rect, ui->theme->gap / 2);
    ui_text(ui, rect, style_words, words);
}

static void draw_apart(struct flow *flow, const json_t *doc)
{
    int silent = count_of(doc, "no_word"), aside = count_of(doc, "set_aside");
    CLEANUP(free_ptr)
    char *no_word =
        xasprintf(_("%d closed without a word from the resident, which is not counted as agreement"), silent);
    CLEANUP(free_ptr)
    char *set_aside =
        xasprintf(_("%d set aside because the same was sent many times at once; not counted above"), aside);
    if (silent)
        flow_soft(flow, no_word);
    if (aside)
        flow_soft(flow, set_aside);
}

void outcome_categories(struct flow *flow, const struct page_env *env)
{
    const json_t *doc = env->model->outcome, *rows = model_list(doc, "categories");
    if (!json_member(doc, "categories")) /* of a month that lies before the community */
        return;
    flow_heading(flow, _("Reports by subject"));
    if (!json_array_size(rows)) {
        flow_text(flow, _("No reports came in that month."));
        return;
    }
    int most = 0;
    for (size_t i = 0; i < json_array_size(rows); i++)
        most = MAX(most, boxes_of(json_array_get(rows, i)));
    CLEANUP(free_ptr) char *all = case_words(json_member(doc, "totals"));
    flow_strong(flow, all);
    flow_soft(flow, _("A full box: answered in time. Crossed out: late."));
    for (size_t i = 0; i < json_array_size(rows); i++)
        draw_category(flow, env, json_array_get(rows, i), most);
    draw_apart(flow, doc);
}

/* ---- the bucket ---- */

struct drops {
    const char *key, *words; /* marked with N_ */
};
static const struct drops ins[] = {
    {"visits", N_("visits to residents")}, {"signups", N_("sign-ups")}, {"services", N_("new services")}};
static const struct drops outs[] = {
    {"late", N_("late answers")}, {"reopened", N_("taken up again")}, {"cancelled", N_("services cancelled")}};
#define DROPS 3

static int64_t sum_of(const json_t *side, const struct drops drops[static DROPS])
{
    int64_t sum = 0;
    for (int i = 0; i < DROPS; i++)
        sum += count_of(side, drops[i].key);
    return sum;
}

static char *side_words(const char *head, const json_t *side, const struct drops drops[static DROPS])
{
    struct buf out = {0};
    buf_puts(&out, head);
    for (int i = 0; i < DROPS; i++)
        buf_printf(&out, "\n%s %d", _(drops[i].words), count_of(side, drops[i].key));
    return buf_take(&out);
}

/* Below each other where the column is narrow: the picture, what came in, what was lost. */
static void draw_bucket(struct flow *flow, const json_t *in, const json_t *out)
{
    struct ui *ui = flow->ui;
    CLEANUP(free_ptr) char *gained = side_words(_("In: what wins trust"), in, ins);
    CLEANUP(free_ptr) char *lost = side_words(_("Out: what loses it"), out, outs);
    int gap = ui->theme->gap, picture_w = flow->text_w / 3, words_w = flow->text_w - picture_w - 2 * gap;
    int gained_h = ui_text_height(ui, words_w, style_words, gained);
    int lost_h = ui_text_height(ui, words_w, style_words, lost);
    struct rect rect = flow_take(flow, MAX(gained_h + lost_h + 2 * gap, picture_w));
    rect.w = flow->text_w;
    if (!ui_visible(ui, rect))
        return;
    chart_bucket(ui, rect_cut_left(&rect, picture_w), sum_of(in, ins), sum_of(out, outs));
    rect_cut_left(&rect, 2 * gap);
    ui_text(ui, rect_cut_top(&rect, gained_h), style_words, gained);
    ui_text(ui, (struct rect){rect.x, rect.y + rect.h - lost_h, rect.w, lost_h}, style_words, lost);
}

void outcome_bucket(struct flow *flow, const struct page_env *env)
{
    const json_t *months = model_list(env->model->outcome, "bucket");
    size_t count = json_array_size(months);
    if (!count)
        return;
    const json_t *last = json_array_get(months, count - 1);
    CLEANUP(free_ptr) char *month = words_month(json_str_or(last, "month", ""));
    CLEANUP(free_ptr) char *heading = xasprintf(_("The bucket in %s"), month);
    flow_heading(flow, heading);
    flow_soft(flow, _("However much is poured in: what is lost through the hole is trust."));
    draw_bucket(flow, json_member(last, "in"), json_member(last, "out"));
    for (size_t i = count - 1; i > 0; i--) {
        const json_t *row = json_array_get(months, i - 1);
        CLEANUP(free_ptr) char *name = words_month(json_str_or(row, "month", ""));
        CLEANUP(free_ptr)
        char *value = xasprintf(_("in %1$lld · out %2$lld"), (long long)sum_of(json_member(row, "in"), ins),
                                (long long)sum_of(json_member(row, "out"), outs));
        flow_line(flow, name, value);
    }
}

/* ---- promises that cases measure ---- */

void outcome_clauses(struct flow *flow, const struct page_env *env)
{
    const json_t *rows = model_list(env->model->outcome, "clauses");
    size_t shown = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const char *id = json_str_or(json_array_get(rows, i), "id", "");
        const json_t *clause = model_clause(env->model, id), *row = model_clause_cases(env->model, id);
        if (!clause || !row)
            continue;
        if (shown++ == 0)
            flow_heading(flow, _("Promises, as the reports show them"));
        CLEANUP(free_ptr) char *path = xasprintf("standard/%s", id);
        CLEANUP(free_ptr) char *value = xasprintf(_("%1$d of %2$d kept"), count_of(row, "kept"), count_of(row, "of"));
        if (flow_row_colored(flow, path, i18n_pick(clause, "title"), i18n_pick(clause, "commitment"), value,
                             count_of(row, "kept") < count_of(row, "of") ? COLOR_DANGER : COLOR_ACCENT))
            nav_go(env->nav, path);
    }
}

/* ---- faces ---- */

/* "" for a subject that is no longer published: it has no name to show. */
static const char *subject_words(const struct page_env *env, const json_t *row)
{
    const char *kind = json_str_or(row, "kind", ""), *id = json_str_or(row, "id", "");
    if (str_eq(kind, "clause"))
        return i18n_pick(model_clause(env->model, id), "title");
    if (str_eq(kind, "case"))
        return i18n_pick(model_category(env->model, id), "name");
    if (str_eq(kind, "service"))
        return i18n_pick(model_find(json_member(env->model->fees, "paid_services"), "items", id), "name");
    const struct model_notice *notice = str_eq(kind, "notice") ? model_notice(env->model, id) : NULL;
    return notice ? words_notice(notice, "title") : "";
}

void outcome_feedback(struct flow *flow, const struct page_env *env)
{
    const json_t *rows = model_list(env->model->outcome, "feedback");
    size_t shown = 0;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const char *subject = subject_words(env, row);
        if (!*subject)
            continue;
        if (shown++ == 0)
            flow_heading(flow, _("What residents thought of it"));
        CLEANUP(free_ptr)
        /* i18n: how many touched each of the three faces. */
        char *value = xasprintf(_("good %1$d · so-so %2$d · not good %3$d"), count_of(row, "good"),
                                count_of(row, "so_so"), count_of(row, "bad"));
        flow_pair(flow, subject, value);
    }
}
