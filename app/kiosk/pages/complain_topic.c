/* Topic, matter, and the page that comes before the form when somebody is in danger. */
#include "kiosk/pages/complain.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/desk_bar.h"

static bool is_dangerous(const json_t *matter)
{
    return str_eq(json_str(matter, "severity"), "S1") || json_member(matter, "danger");
}

static bool on_first_page(const json_t *category)
{
    return json_flag(category, "core") || json_flag(category, "first_page");
}

static void copy_id(char out[static ID_MAX + 1], const char *id)
{
    snprintf(out, ID_MAX + 1, "%s", id);
}

void complain_choose_topic(struct complain *form, const char *category)
{
    copy_id(form->draft.category, category);
    form->draft.subitem[0] = form->draft.about[0] = 0;
    complain_go(form, COMPLAIN_MATTER);
}

static struct rect padded(const struct ui *ui, struct rect body)
{
    body.x += ui->theme->pad;
    body.w -= 2 * ui->theme->pad;
    return body;
}

static void draw_title(struct ui *ui, struct rect *body, const char *words)
{
    const struct ui_style style = {ui->theme->small ? TEXT_HEADING : TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_LEFT};
    if (ui_head(ui, words))
        return;
    int height = ui_text_height(ui, body->w, style, words);
    rect_cut_top(body, ui->theme->small ? 0 : ui->theme->gap);
    ui_text(ui, rect_cut_top(body, height), style, words);
    rect_cut_top(body, ui->theme->gap);
}

/* The commonest matter, not among the nine: it stands on the first page too. */
static const json_t *find_commonest(const json_t *categories)
{
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const json_t *category = json_array_get(categories, i);
        if (json_flag(category, "first_page") && !json_flag(category, "core") && json_str(category, "id"))
            return category;
    }
    return NULL;
}

/* A button holds two lines of the smallest type. */
static bool fits_button(struct ui *ui, int width, const char *name)
{
    int px = ui->theme->size_px[TEXT_CAPTION];
    return text_break(ui->text, FONT_BOLD, px, MAX(width - 2 * ui->theme->gap, 1), name, strlen(name), NULL, 0) <= 2;
}

static bool all_fit(struct ui *ui, int width, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (!fits_button(ui, width, i18n_pick(json_array_get(list, i), "name")))
            return false;
    }
    return true;
}

/* The first page: nine topics, the commonest matter and "more", which takes what is left of the last row. */
#define TOPICS_MAX 11
struct topics {
    struct ui_tile tiles[TOPICS_MAX];
    char ids[TOPICS_MAX][ID_MAX + 16], icons[TOPICS_MAX][ID_MAX + 16];
    int count, columns, rows;
};

static void add_topic(struct topics *topics, const char *id, const char *name, const char *note)
{
    int i = topics->count++;
    snprintf(topics->ids[i], sizeof topics->ids[i], "category/%s", id);
    snprintf(topics->icons[i], sizeof topics->icons[i], "topic-%s", id);
    for (char *c = topics->icons[i]; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    topics->tiles[i] = (struct ui_tile){.id = topics->ids[i], .icon = topics->icons[i], .title = name, .note = note};
}

static void list_topics(struct topics *topics, const struct page_env *env)
{
    const json_t *categories = model_list(env->model->form, "categories"), *commonest = find_commonest(categories);
    memset(topics, 0, sizeof *topics);
    for (size_t i = 0; i < json_array_size(categories) && topics->count < TOPICS_MAX - 2; i++) {
        const json_t *category = json_array_get(categories, i);
        if (category != commonest && json_flag(category, "core") && json_str(category, "id"))
            add_topic(topics, json_str(category, "id"), i18n_pick(category, "name"), i18n_pick(category, "everyday"));
    }
    if (commonest)
        add_topic(topics, json_str(commonest, "id"), i18n_pick(commonest, "name"), i18n_pick(commonest, "everyday"));
    add_topic(topics, "more", _("More"), _("fees, privacy, praise …"));
}

/* The commonest matter before "more" in the last row: where it is three wide the former takes two. */
static void place_topics(struct topics *topics, struct rect area, int columns, int gap)
{
    int cells = (topics->count + columns - 1) / columns * columns, spare = cells - topics->count;
    topics->columns = columns;
    topics->rows = cells / columns;
    for (int i = 0; i < topics->count; i++) {
        bool is_last = i + 1 == topics->count, is_wide = i + 2 == topics->count && columns > 2;
        struct rect rect = rect_grid(area, is_last && columns > 2 ? cells - 1 : i, columns, topics->rows, gap);
        if (is_wide || (is_last && columns == 2))
            rect.w += spare * (rect.w + gap);
        topics->tiles[i].rect = rect;
    }
}

static int topic_row_height(const struct ui *ui)
{
    const struct theme *theme = ui->theme;
    int words_h = 2 * ui_line_height(ui, theme->small ? TEXT_CAPTION : TEXT_LABEL);
    return MAX(theme->target, words_h + 2 * MAX(theme->gap, theme->pad / 2));
}

/* As many columns as leave every name whole. */
static void fit_topics(struct topics *topics, struct ui *ui, int width)
{
    int columns = ui->theme->landscape ? 4 : 3, gap = ui->theme->gap;
    for (; columns > 1; columns--) {
        int rows = (topics->count + columns - 1) / columns;
        place_topics(topics, (struct rect){0, 0, width, rows * (topic_row_height(ui) + gap) - gap}, columns, gap);
        if (ui_tiles_stand_whole(ui, topics->tiles, topics->count))
            return;
    }
    place_topics(topics, (struct rect){0, 0, width, 0}, 1, gap);
}

static void draw_topics(struct complain *form, struct ui *ui, const struct topics *topics)
{
    int tapped = ui_tiles(ui, topics->tiles, topics->count);
    if (tapped + 1 == topics->count)
        complain_go(form, COMPLAIN_MORE);
    else if (tapped >= 0)
        complain_choose_topic(form, topics->ids[tapped] + strlen("category/"));
}

/* Tiles that have no room for their everyday words: those stand above the line of reach, where keys are low. */
static bool draw_everyday(struct ui *ui, const struct topics *topics, const char *title)
{
    static const struct ui_style head = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_LEFT},
                                 line = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};
    CLEANUP(buf_fini) struct buf words = {0};
    if (ui->head.h <= 0 || ui_tiles_say_notes(ui, topics->tiles, topics->count))
        return false;
    for (int i = 0; i + 1 < topics->count; i++) { /* "more" says it itself */
        /* i18n: a topic, and the everyday words for it. */
        CLEANUP(free_ptr) char *text = xasprintf(_("%1$s: %2$s"), topics->tiles[i].title, topics->tiles[i].note);
        buf_printf(&words, "%s%s", i ? "\n" : "", text);
    }
    int gap = ui->theme->gap, head_h = ui_text_height(ui, ui->head.w, head, title),
        words_h = ui_text_height(ui, ui->head.w, line, buf_str(&words));
    if (head_h + words_h + gap > ui->head.h)
        return false;
    struct rect at = ui->head;
    rect_cut_top(&at, at.h - head_h - words_h - gap);
    ui_text(ui, rect_cut_top(&at, head_h), head, title);
    ui_text(ui, rect_cut_top(&at, words_h), line, buf_str(&words));
    ui->head.h = 0;
    return true;
}

/* The grid fills the page; where its rows have no room so they are turned by pages. */
void complain_topic(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    complain_bar(form, ui, env, &body, NULL);
    struct topics topics;
    list_topics(&topics, env);
    struct rect area = padded(ui, body);
    int gap = ui->theme->gap;
    fit_topics(&topics, ui, area.w);
    int least_h = topics.rows * (topic_row_height(ui) + gap) - gap;
    int title_h = ui->head.h > 0 ? 0 : ui_line_height(ui, TEXT_TITLE) + 2 * gap;
    if (least_h + title_h <= area.h) {
        place_topics(&topics, area, topics.columns, gap);
        if (!draw_everyday(ui, &topics, _("What is it about?")))
            draw_title(ui, &area, _("What is it about?"));
        place_topics(&topics, area, topics.columns, gap);
        draw_topics(form, ui, &topics);
        return;
    }
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("What is it about?"));
    fit_topics(&topics, ui, flow.area.w);
    least_h = topics.rows * (topic_row_height(ui) + gap) - gap;
    place_topics(&topics, flow_take(&flow, least_h), topics.columns, gap);
    draw_topics(form, ui, &topics);
    flow_end(&flow);
}

void complain_more(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    complain_bar(form, ui, env, &body, NULL);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("What is it about?"));
    const json_t *categories = model_list(env->model->form, "categories");
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const json_t *category = json_array_get(categories, i);
        const char *id = json_str(category, "id");
        if (!id || on_first_page(category))
            continue;
        CLEANUP(free_ptr) char *target = xasprintf("category/%s", id);
        if (flow_row(&flow, target, i18n_pick(category, "name"), i18n_pick(category, "everyday"), ""))
            complain_choose_topic(form, id);
    }
    flow_end(&flow);
}

static void choose_matter(struct complain *form, const struct page_env *env, const json_t *matter)
{
    if (complain_is_home(&form->draft))
        complain_preset_place(form, env->model);
    copy_id(form->draft.subitem, matter ? json_str_or(matter, "id", "") : "");
    if (matter && is_dangerous(matter)) {
        complain_go(form, COMPLAIN_DANGER); /* where the visitor finds herself after the danger page */
        nav_go(env->nav, "danger");
        return;
    }
    complain_after_matter(form, env->model);
}

/* Matters side by side, since a dozen short names need no whole lines. */
void complain_matter(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    complain_bar(form, ui, env, &body, NULL);
    const json_t *category = model_category(env->model, form->draft.category);
    const json_t *matters = model_list(category, "subitems");
    size_t count = json_array_size(matters);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, i18n_pick(category, "name"));
    flow_soft(&flow, i18n_pick(category, "hint"));
    int columns = ui->theme->landscape ? 3 : 2, gap = ui->theme->gap;
    if (!all_fit(ui, flow.area.w / columns - gap, matters))
        columns--;
    int row_h = MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) * 2 + 2 * gap);
    struct rect row = {0};
    for (size_t i = 0; i <= count; i++) {
        const json_t *matter = i < count ? json_array_get(matters, i) : NULL;
        if (i % (size_t)columns == 0)
            row = flow_take(&flow, row_h);
        struct rect cell = rect_column(row, (int)(i % (size_t)columns), columns, gap);
        CLEANUP(free_ptr) char *target = xasprintf("matter/%s", matter ? json_str_or(matter, "id", "") : "other");
        const char *name = matter ? i18n_pick(matter, "name") : _("Something else");
        flow_note(&flow, cell, name, "");
        enum ui_button_kind kind = matter && is_dangerous(matter) ? UI_BUTTON_DANGER : UI_BUTTON_PLAIN;
        if (ui_button(ui, cell, target, name, kind, true))
            choose_matter(form, env, matter);
    }
    flow_end(&flow);
}

/* What to call for this matter: its own number, lift rescue or gas, somebody of the house. */
static void draw_numbers(struct flow *flow, const struct model *model, const json_t *matter)
{
    const char *danger = json_str_or(matter, "danger", ""), *own = json_str_or(matter, "phone_redirect", "");
    const json_t *contact = str_eq(danger, "lift")  ? model_call(model, CALL_LIFT)
                            : str_eq(danger, "gas") ? model_call(model, CALL_GAS)
                                                    : NULL;
    const json_t *house = model_call(model, CALL_HOUSE);
    if (*own && !contact_is_public(own))
        flow_phone(flow, i18n_pick(matter, "name"), own, "");
    CLEANUP(free_ptr) char *numbers = public_numbers_words();
    flow_phone(flow, numbers, *own ? own : CONTACT_POLICE, "");
    if (contact)
        flow_phone(flow, i18n_pick(contact, "label"), json_str_or(contact, "phone", ""), "");
    if (house)
        flow_phone(flow, i18n_pick(house, "label"), json_str_or(house, "phone", ""), "");
}

void complain_danger(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    complain_bar(form, ui, env, &body, NULL);
    const json_t *matter = model_subitem(env->model, form->draft.subitem);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("Danger to life: call first"));
    flow_strong(&flow, i18n_pick(matter, "name"));
    draw_numbers(&flow, env->model, matter);
    flow_text(&flow, i18n_pick(env->model->lobby, "place"));
    if (flow_button(&flow, "see-danger", _("What to do and what to say"), UI_BUTTON_DANGER))
        nav_go(env->nav, "danger");
    if (flow_button(&flow, "over", _("It is over now, report it"), UI_BUTTON_PLAIN))
        complain_after_matter(form, env->model);
    flow_end(&flow);
}

char *complain_matter_words(const struct model *model, const char *category, const char *subitem)
{
    const char *topic = i18n_pick(model_category(model, category), "name");
    const char *matter = *subitem ? i18n_pick(model_subitem(model, subitem), "name") : "";
    return *matter ? xasprintf("%s · %s", topic, matter) : xstrdup(topic);
}
