/* What the resident says: when, ready sentences that state only what was chosen, own words by keyboard, and the way to
 * leave a number. */
#include "kiosk/pages/complain.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"

#define PHRASES_MAX 12 /* on the page; shown in the form's order, the matter's own first */

struct when {
    const char *id, *words;
};
static const struct when whens[] = {{"now", N_("Happening now")},
                                    {"today", N_("Today")},
                                    {"yesterday", N_("Yesterday")},
                                    {"often", N_("More than once")}};

const char *complain_when_words(const char *when)
{
    for (size_t i = 0; i < ARRAY_LEN(whens); i++) {
        if (str_eq(whens[i].id, when))
            return _(whens[i].words);
    }
    return "";
}

char *complain_masked_phone(const char *phone)
{
    size_t len = strlen(phone), shown = MIN(len / 3, (size_t)4);
    struct buf out = {0};
    for (size_t i = 0; i < len; i++)
        buf_puts(&out, i + shown < len ? "•" : (const char[]){phone[i], 0});
    return buf_take(&out);
}

/* ---- ready sentences ---- */

/* Members of the matter's list, then of the topic's; a string or {"text","text_en"}. Borrowed, static strings of the
 * model. */
static size_t list_phrases(const struct page_env *env, const struct complain *form,
                           const char *phrases[static PHRASES_MAX])
{
    const json_t *owners[] = {model_subitem(env->model, form->draft.subitem),
                              model_category(env->model, form->draft.category)};
    size_t count = 0;
    for (size_t o = 0; o < ARRAY_LEN(owners); o++) {
        const json_t *list = model_list(owners[o], "phrases");
        for (size_t i = 0; i < json_array_size(list) && count < PHRASES_MAX; i++) {
            const json_t *phrase = json_array_get(list, i);
            const char *words = json_is_string(phrase) ? json_string_value(phrase) : i18n_pick(phrase, "text");
            bool again = false;
            for (size_t j = 0; j < count; j++)
                again = again || str_eq(phrases[j], words);
            if (*words && !again)
                phrases[count++] = words;
        }
    }
    return count;
}

static bool ends_in_latin(const char *text)
{
    size_t len = strlen(text);
    return len && (unsigned char)text[len - 1] < 0x80 && text[len - 1] != '\n' && text[len - 1] != ' ';
}

static void toggle_phrase(struct complain *form, const char *phrase)
{
    char *text = form->draft.text, *at = strstr(text, phrase);
    if (!at) {
        bool spaced = !ends_in_latin(text) || entry_add_text(&form->draft, " ");
        if (spaced && !entry_add_text(&form->draft, phrase))
            return; /* no room: the sentence stays unmarked */
        return;
    }
    char *end = at + strlen(phrase);
    if (at > text && at[-1] == ' ')
        at--;
    else if (at == text && *end == ' ')
        end++;
    size_t rest = strlen(end);
    memmove(at, end, rest + 1);
    explicit_bzero(at + rest, (size_t)(end - at));
}

/* A choice may need a second line. */
static int choice_height(struct ui *ui, int width, const char *label)
{
    const struct ui_style style = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
    const struct theme *theme = ui->theme;
    int words_w = width - theme->measure[MEASURE_CHOICE_MARK] - theme->gap * 4;
    return MAX(theme->target, ui_text_height(ui, MAX(words_w, 1), style, label) * 4 / 3);
}

static void draw_phrases(struct complain *form, const struct page_env *env, struct flow *flow)
{
    const char *phrases[PHRASES_MAX];
    size_t count = list_phrases(env, form, phrases);
    struct ui *ui = flow->ui;
    if (count)
        flow_heading(flow, _("Ready sentences (tap what is true)"));
    for (size_t i = 0; i < count; i++) {
        CLEANUP(free_ptr) char *target = xasprintf("phrase/%zu", i);
        struct rect cell = flow_take(flow, choice_height(ui, flow->area.w, phrases[i]));
        if (ui_choice(ui, cell, target, phrases[i], strstr(form->draft.text, phrases[i]) != NULL))
            toggle_phrase(form, phrases[i]);
    }
}

static void draw_when(struct complain *form, struct flow *flow)
{
    struct ui *ui = flow->ui;
    int columns = ui->theme->landscape && !ui->theme->small ? 4 : 2, gap = ui->theme->gap;
    int row_h = MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + gap);
    struct rect row = {0};
    for (int i = 0; i < (int)ARRAY_LEN(whens); i++) {
        if (i % columns == 0)
            row = flow_take(flow, row_h);
        char target[24] = "when/";
        strncat(target, whens[i].id, sizeof target - sizeof "when/");
        bool chosen = str_eq(form->draft.when, whens[i].id);
        if (ui_choice(ui, rect_column(row, i % columns, columns, gap), target, _(whens[i].words), chosen)) {
            memset(form->draft.when, 0, sizeof form->draft.when);
            if (!chosen)
                memcpy(form->draft.when, whens[i].id, strlen(whens[i].id));
        }
    }
}

/* ---- danger in words ---- */

void complain_alarm(struct complain *form, const struct page_env *env, struct flow *flow)
{
    if (!complain_sounds_dangerous(form->draft.text))
        return;
    bool masked = flow->ui->masked;
    flow->ui->masked = false; /* the numbers are no secret */
    flow_notice_card(flow, "danger",
                     _("Is someone in danger? Call first: police 110, fire 119, ambulance 120. What you wrote "
                       "stays here."),
                     COLOR_DANGER);
    if (flow_button(flow, "see-danger", _("What to do and what to say"), UI_BUTTON_DANGER))
        nav_go(env->nav, "danger");
    flow->ui->masked = masked;
}

/* ---- steps ---- */

static void draw_contact_row(struct complain *form, const struct page_env *env, struct flow *flow)
{
    if (!complain_consent_doc(env->model))
        return;
    CLEANUP(free_ptr) char *masked = complain_masked_phone(form->draft.phone);
    if (complain_is_home(&form->draft)) {
        if (flow_row(flow, "contact", _("A repair in your flat"), _("Telephone, room and when"), masked))
            complain_go(form, form->draft.consent[0] ? COMPLAIN_HOME : COMPLAIN_CONSENT);
        return;
    }
    if (flow_row(flow, "contact", _("Leave a telephone number"),
                 *masked ? "" : _("Not needed: the answer can be read here by code."), masked))
        complain_go(form, form->draft.consent[0] ? COMPLAIN_PHONE : COMPLAIN_CONSENT);
}

void complain_words(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    bool next = complain_bar(form, ui, env, &body, "next", ui->theme->small ? _("Check") : _("Check and send"), true);
    CLEANUP(free_ptr) char *matter = complain_matter_words(env->model, form->draft.category, form->draft.subitem);
    CLEANUP(free_ptr) char *place = complain_place_words(env->model, &form->draft.place);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, matter);
    complain_alarm(form, env, &flow);
    if (flow_row(&flow, "change-place", place, "", _("Change")))
        complain_go(form, COMPLAIN_PLACE);
    complain_about_row(form, env, &flow);
    flow_heading(&flow, _("When? (if it matters)"));
    draw_when(form, &flow);
    draw_phrases(form, env, &flow);
    flow_gap(&flow, ui->theme->gap);
    if (flow_row(&flow, "type", _("Your own words"),
                 form->draft.text[0] ? form->draft.text : _("Not needed if the above says it."), _("Keyboard"))) {
        if (ends_in_latin(form->draft.text) && !entry_add_text(&form->draft, " "))
            return; /* full */
        complain_go(form, COMPLAIN_TYPING);
    }
    draw_contact_row(form, env, &flow);
    flow_soft(&flow, i18n_pick(model_category(env->model, form->draft.category), "hint"));
    flow_end(&flow);
    if (next)
        complain_go(form, COMPLAIN_REVIEW);
}

static void draw_written(struct complain *form, const struct page_env *env, struct ui *ui,
                         const struct paper_places *places)
{
    CLEANUP(free_ptr) char *count = xasprintf(_("%zu of %d characters"), utf8_count(form->draft.text), ENTRY_TEXT_MAX);
    paper_build(&form->paper, env, ui, places, complain_editor(form), _("Write here what you would like to say."),
                count);
}

/* On a small panel keys and words leave no room for bars: one row holds the way out, the words and "done". */
static struct rect small_head(struct complain *form, const struct page_env *env, struct ui *ui, struct rect *body,
                              bool *is_done)
{
    struct rect row = rect_cut_top(body, ui->theme->target);
    rect_cut_top(body, ui->theme->gap / 2);
    int words_w = ui_icon_button_width(ui, "", _("Finish and clear"), TEXT_CAPTION);
    struct rect left = rect_cut_left(&row, CLAMP(words_w + ui->theme->gap, row.w / 4, row.w / 3)),
                right = rect_cut_right(&row, row.w / 5);
    if (complain_sounds_dangerous(form->draft.text)) {
        if (ui_button(ui, left, "see-danger", "110 119 120", UI_BUTTON_DANGER, true))
            nav_go(env->nav, "danger");
    } else if (ui_button(ui, left, "finish", _("Finish and clear"), UI_BUTTON_QUIET, true)) {
        complain_finish(form, env);
    }
    *is_done = ui_button(ui, right, "done", _("Done"), UI_BUTTON_PRIMARY, true);
    return (struct rect){row.x + ui->theme->gap / 2, row.y, row.w - ui->theme->gap, row.h};
}

static void draw_typing_alarm(struct complain *form, const struct page_env *env, struct ui *ui, struct rect *body)
{
    if (!complain_sounds_dangerous(form->draft.text))
        return;
    struct rect banner = rect_cut_top(body, MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + ui->theme->gap));
    rect_cut_top(body, ui->theme->gap / 2);
    if (ui_button(ui, banner, "see-danger", _("In danger? Call 110 · 119 · 120 first"), UI_BUTTON_DANGER, true))
        nav_go(env->nav, "danger");
}

/* The words take what the keys leave. Where buttons are low on a lying panel that is nothing: then the words stand in
 * the empty upper half, to be read. */
static struct paper_places place_words(struct complain *form, struct ui *ui, struct rect *body)
{
    int gap = ui->theme->gap, least = 2 * ui_line_height(ui, TEXT_BODY), tools = paper_tools_height(ui);
    bool is_above = ui->head.h >= least && body->h - keyboard_least(ui) - tools - gap < least;
    struct paper_places places = {.sheet = rect_inset(ui->head, gap)};
    if (is_above) {
        places.tools = rect_cut_top(body, tools - gap / 2);
        rect_cut_top(body, gap / 4);
        return places;
    }
    rect_cut_top(body, gap / 2);
    rect_cut_bottom(body, gap / 2);
    int words = body->h - gap - keyboard_height(ui, body->h - gap - tools - least);
    places = paper_places(ui, rect_cut_top(body, words), complain_editor(form));
    rect_cut_top(body, gap);
    return places;
}

static bool draw_paper(struct complain *form, const struct page_env *env, struct ui *ui, struct rect *body)
{
    bool done;
    struct paper_places places;
    if (ui->theme->small) {
        places = paper_places(ui, small_head(form, env, ui, body, &done), complain_editor(form));
    } else {
        done = complain_bar(form, ui, env, body, "done", _("Done"), true);
        rect_cut_left(body, ui->theme->pad / 2);
        rect_cut_right(body, ui->theme->pad / 2);
        draw_typing_alarm(form, env, ui, body);
        places = place_words(form, ui, body);
    }
    draw_written(form, env, ui, &places);
    return done;
}

void complain_typing(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    bool done = draw_paper(form, env, ui, &body);
    if (done) {
        keyboard_finish(&form->keyboard, env, complain_editor(form));
        complain_return_to(form, COMPLAIN_WORDS);
        return;
    }
    keyboard_build(&form->keyboard, env, ui, body, complain_editor(form));
}
