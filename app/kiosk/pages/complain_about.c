/* Whom it is about, where a topic asks that: posts, never persons. Not to say it is an answer like the others. */
#include "kiosk/pages/complain.h"

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/i18n.h"

bool complain_asks_whom(const struct model *model, const char *category)
{
    return json_flag(model_category(model, category), "asks_whom");
}

void complain_after_matter(struct complain *form, const struct model *model)
{
    complain_go(form, complain_asks_whom(model, form->draft.category) ? COMPLAIN_ABOUT : COMPLAIN_PLACE);
}

/* The posts that the topic names, else all of the community that a resident can reach. */
static const char *next_role(const struct page_env *env, const struct complain *form, size_t *at)
{
    const json_t *named = model_list(model_category(env->model, form->draft.category), "about_roles");
    const json_t *all = model_list(env->model->community, "roles");
    size_t count = json_array_size(named) ? json_array_size(named) : json_array_size(all);
    while (*at < count) {
        size_t i = (*at)++;
        const json_t *post = json_array_get(all, i);
        const char *id = json_array_size(named)    ? json_string_value(json_array_get(named, i))
                         : json_str(post, "phone") ? json_str(post, "id")
                                                   : NULL;
        if (id && ids_is_name(id) && *model_role_name(env->model, id))
            return id;
    }
    return NULL;
}

/* Whoever it is about does not handle it: said before anything is sent. */
static void draw_handler(const struct page_env *env, struct flow *flow, const char *role)
{
    const char *handler = *role ? model_handler_about(env->model, role) : NULL,
               *post = model_role_name(env->model, role);
    const char *name = handler ? model_handler_name(env->model, handler) : "";
    if (!*name)
        return;
    CLEANUP(free_ptr)
    char *words = xasprintf(_("%s handles this. %s does not see it."), name, post);
    flow_notice_card(flow, "owners", words, COLOR_ACCENT);
}

static int row_height(const struct ui *ui)
{
    return MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + ui->theme->gap);
}

static void choose(struct complain *form, const char *role)
{
    snprintf(form->draft.about, sizeof form->draft.about, "%s", role);
    complain_return_to(form, COMPLAIN_WORDS);
}

/* As many as leave every post's name whole. */
static int fit_columns(struct flow *flow, const struct page_env *env, const struct complain *form)
{
    struct ui *ui = flow->ui;
    int columns = ui->theme->landscape ? 3 : 2;
    struct rect row = {0, 0, flow->area.w, row_height(ui)};
    const char *role;
    for (size_t at = 0; columns > 1 && (role = next_role(env, form, &at));) {
        while (columns > 1 &&
               !ui_choice_holds(ui, rect_column(row, 0, columns, ui->theme->gap), model_role_name(env->model, role)))
            columns--;
    }
    return columns;
}

/* Who handles the topic where no post is named: it may be the very one. */
static void draw_unsaid(const struct page_env *env, struct flow *flow, const struct complain *form)
{
    const json_t *category = model_category(env->model, form->draft.category);
    const char *post = model_role_name(env->model, json_str_or(category, "responsible_role", ""));
    if (!*post)
        return;
    CLEANUP(free_ptr)
    /* i18n: a post, twice. */
    char *words =
        xasprintf(_("If you name no post, this goes to: %s. If it is about %s, choose that post below: somebody "
                    "else handles it then."),
                  post, post);
    flow_text(flow, words);
}

static void draw_notes(const struct page_env *env, struct flow *flow, const struct complain *form)
{
    flow_text(flow, _("Only the post is asked, never a name. Whoever it is about does not see your report."));
    draw_unsaid(env, flow, form);
    draw_handler(env, flow, form->draft.about);
}

/* What is only read comes first: where keys are low it takes the room that they leave empty. A small panel would have
 * nothing to touch on its first page then. */
void complain_about(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    complain_bar(form, ui, env, &body, NULL);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("Whom is it about?"));
    if (!ui->theme->small)
        draw_notes(env, &flow, form);
    int columns = fit_columns(&flow, env, form), index = 0;
    struct rect row = flow_take(&flow, row_height(ui));
    if (ui_visible(ui, row) && ui_choice(ui, row, "about/none", _("I would rather not say"), false))
        choose(form, "");
    if (ui->theme->small)
        draw_notes(env, &flow, form);
    const char *role;
    for (size_t at = 0; (role = next_role(env, form, &at)); index++) {
        if (index % columns == 0)
            row = flow_take(&flow, row_height(ui));
        CLEANUP(free_ptr) char *target = xasprintf("about/%s", role);
        bool chosen = str_eq(form->draft.about, role);
        struct rect cell = rect_column(row, index % columns, columns, ui->theme->gap);
        flow_note(&flow, cell, model_role_name(env->model, role), "");
        if (ui_choice(ui, cell, target, model_role_name(env->model, role), chosen))
            choose(form, role);
    }
    flow_end(&flow);
}

void complain_about_row(struct complain *form, const struct page_env *env, struct flow *flow)
{
    if (!complain_asks_whom(env->model, form->draft.category))
        return;
    const char *post = model_role_name(env->model, form->draft.about);
    if (flow_row(flow, "change-about", _("Whom it is about"), "", *post ? post : _("not said")))
        complain_go(form, COMPLAIN_ABOUT);
    draw_handler(env, flow, form->draft.about);
}
