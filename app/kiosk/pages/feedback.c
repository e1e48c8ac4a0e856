#include "kiosk/pages/feedback.h"

#include <stdlib.h>

#include "kiosk/desk.h"
#include "kiosk/i18n.h"
#include "kiosk/visit.h"

struct face_look {
    enum face face;
    const char *id, *icon, *words;
};
static const struct face_look looks[] = {
    {FACE_GOOD, "face/good", "face-good", N_("Good")},
    {FACE_SO_SO, "face/so-so", "face-so-so", N_("So-so")},
    {FACE_BAD, "face/bad", "face-bad", N_("Not good")},
};

static bool asks_face(const struct model *model, const char *kind)
{
    const json_t *kinds = model_list(model->form, "asks_face");
    for (size_t i = 0; i < json_array_size(kinds); i++) {
        if (str_eq(json_string_value(json_array_get(kinds, i)), kind))
            return true;
    }
    return false;
}

bool feedback_suits(const struct model *model, const struct model_notice *notice, int64_t now_s)
{
    const json_t *interaction = json_member(notice->doc, "interaction");
    bool is_asked = str_eq(json_str(interaction, "type"), "feedback") && json_int_or(interaction, "scale", 0) == 3;
    int64_t over_s = MAX(notice->event_end, notice->event_start);
    bool is_posted = json_int_or(json_member(notice->doc, "posting_rule"), "min_days", 0) > 0;
    return notice->priority > 1 && !is_posted && now_s >= over_s && (is_asked || asks_face(model, notice->kind));
}

static void draw_thanks(struct flow *flow, enum face face)
{
    for (size_t i = 0; i < ARRAY_LEN(looks); i++) {
        if (looks[i].face != face)
            continue;
        CLEANUP(free_ptr)
        /* i18n: one of "Good", "So-so", "Not good". */
        char *words = xasprintf(_("Thank you. You said: %s. Until you leave you can change it, or take it back by "
                                  "touching it again. Only the number of faces is counted, nobody knows whose."),
                                _(looks[i].words));
        flow_soft(flow, words);
    }
}

/* The chosen one has a frame and a tick: not its colour alone says so. Index of the one tapped; -1: none. */
static int draw_faces(struct ui *ui, struct rect row, enum face chosen)
{
    char *titles[ARRAY_LEN(looks)]; /* owned */
    struct ui_tile tiles[ARRAY_LEN(looks)];
    int count = (int)ARRAY_LEN(looks);
    for (int i = 0; i < count; i++) {
        bool is_chosen = looks[i].face == chosen;
        struct rect rect = rect_column(row, i, count, ui->theme->gap);
        if (is_chosen) {
            ui_fill(ui, rect, COLOR_ACCENT, true);
            rect = rect_inset(rect, ui->theme->line * 3);
        }
        titles[i] = xasprintf("%s%s", is_chosen ? "✓ " : "", _(looks[i].words));
        tiles[i] = (struct ui_tile){rect, looks[i].id, looks[i].icon, titles[i], ""};
    }
    int tapped = ui_tiles(ui, tiles, count);
    for (int i = 0; i < count; i++)
        free(titles[i]);
    return tapped;
}

void feedback_draw(struct flow *flow, const struct page_env *env, const struct opinion_subject *subject,
                   const char *question)
{
    struct ui *ui = flow->ui;
    if (!ui->touch || !desk_takes_face(env->desk, env->model, subject))
        return;
    flow_heading(flow, question);
    enum face chosen = desk_face(env->desk, subject);
    struct rect row = flow_take(flow, MAX(ui->theme->target * 5 / 4, ui_line_height(ui, TEXT_LABEL) * 3));
    row.w = flow->text_w;
    int tapped = ui_visible(ui, row) ? draw_faces(ui, row, chosen) : -1;
    if (tapped >= 0) {
        const struct desk_stamp stamp = visit_stamp(env);
        desk_set_face(env->desk, subject, looks[tapped].face == chosen ? FACE_NONE : looks[tapped].face, &stamp);
    }
    draw_thanks(flow, desk_face(env->desk, subject));
}
