/* What happened to a case, step by step, in plain words. */
#include "kiosk/pages/case.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/words.h"

static void draw_line(struct flow *flow, const struct page_env *env, int64_t at_s, const char *what)
{
    CLEANUP(free_ptr)
    char *when = at_s > 0 ? words_moment(at_s, env->now_ms / 1000, env->model->zone_s) : xstrdup("–");
    flow_pair(flow, when, what);
}

static char *with_role(const struct page_env *env, const char *words, const char *role)
{
    const char *name = *role ? model_role_name(env->model, role) : "";
    return *name ? xasprintf("%s · %s", words, name) : xstrdup(words);
}

static const char *verdict_words(const char *verdict)
{
    if (str_eq(verdict, "helped"))
        return _("You said: it helped");
    if (str_eq(verdict, "not_helped"))
        return _("You said: it did not help");
    if (str_eq(verdict, "reopen"))
        return _("You asked to have it taken up again");
    return str_eq(verdict, "withdraw") ? _("You withdrew the report") : _("You added");
}

static char *step_words(const struct page_env *env, const struct casefile *casefile, const struct casefile_step *step)
{
    switch (step->what) {
    case CASEFILE_WORD:
        return step->by_resident ? xstrdup(verdict_words(step->detail))
                                 : with_role(env, _("A word from the office"), step->role);
    case CASEFILE_VERDICT:
        return xstrdup(verdict_words(step->detail));
    case CASEFILE_REMEDY:
        return with_role(env, _("Remedy"), step->role);
    case CASEFILE_LATE:
        return xstrdup(str_eq(step->detail, "answer") ? _("The answer did not come in time")
                                                      : _("The first reply did not come in time"));
    case CASEFILE_ESCALATED:
        return with_role(env, _("Passed on to somebody above"), step->role);
    case CASEFILE_STATE:
    case CASEFILE_WHATS:
        break;
    }
    bool is_silent_end = casefile_is_silent(casefile) && str_eq(step->state, "closed");
    return with_role(env,
                     is_silent_end ? _("Closed without a word from you") : case_state_words(env->model, step->state),
                     step->role);
}

/* The answer itself stands above, in large type. */
static void draw_step(struct flow *flow, const struct page_env *env, const struct casefile *casefile,
                      const struct casefile_step *step, int64_t at_s)
{
    CLEANUP(free_ptr) char *what = step_words(env, casefile, step);
    CLEANUP(free_ptr)
    char *words =
        *step->text && step != casefile_answer(casefile) ? xasprintf("%s\n%s", what, step->text) : xstrdup(what);
    draw_line(flow, env, at_s, words);
}

/* The lobby's and the office's clock stand in the line; the office's own first step says the same once more. */
static bool is_said_above(const struct casefile *casefile, const struct casefile_step *step)
{
    return step->what == CASEFILE_STATE && str_eq(step->state, "received") && (casefile->at_s || casefile->reached_s);
}

/* What stands in the time line: a step, or words of the screen's own. */
struct line {
    int64_t at_s;
    const struct casefile_step *step; /* NULL: `words` */
    const char *words;
};
#define LINES_MAX (CASEFILE_STEPS_MAX + 2)

/* Nobody was told before the office had it, whatever hour the step was due. */
static int64_t line_time(const struct casefile *casefile, const struct casefile_step *step)
{
    return step->what == CASEFILE_ESCALATED && step->at_s > 0 ? MAX(step->at_s, casefile->reached_s) : step->at_s;
}

/* A step without a time stays behind the one before it; what was written down later but dated earlier, as a promise
 * that was broken while the office was cut off, goes where it belongs. */
static void insert_line(struct line lines[static LINES_MAX], size_t *count, struct line line)
{
    size_t at = (*count)++;
    if (line.at_s <= 0)
        line.at_s = at ? lines[at - 1].at_s : 0;
    for (; at > 0 && lines[at - 1].at_s > line.at_s; at--)
        lines[at] = lines[at - 1];
    lines[at] = line;
}

void case_steps(struct flow *flow, const struct page_env *env, const struct casefile *casefile)
{
    struct line lines[LINES_MAX];
    size_t count = 0;
    flow_heading(flow, _("What happened"));
    if (casefile->at_s > 0)
        insert_line(lines, &count, (struct line){casefile->at_s, NULL, _("Taken by the screen in the lobby")});
    if (casefile->reached_s > 0)
        insert_line(lines, &count, (struct line){casefile->reached_s, NULL, _("Reached the office")});
    for (size_t i = 0; i < casefile->step_count; i++) {
        const struct casefile_step *step = &casefile->steps[i];
        if (!is_said_above(casefile, step))
            insert_line(lines, &count, (struct line){line_time(casefile, step), step, NULL});
    }
    for (size_t i = 0; i < count; i++) {
        const struct line *line = &lines[i];
        if (line->step)
            draw_step(flow, env, casefile, line->step, line_time(casefile, line->step));
        else
            draw_line(flow, env, line->at_s, line->words);
    }
}
