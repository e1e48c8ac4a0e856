/* What the resident says: when, ready sentences that state only what was chosen, own words by keyboard, and the way to
 * leave a number. */
#include "kiosk/pages/complain.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/pages/consent.h"
#include "kiosk/pages/danger_words.h"

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
    struct rect row = {0, 0, flow->area.w, row_h};
    for (int i = 0; i < (int)ARRAY_LEN(whens); i++) {
        while (columns > 1 && !ui_choice_holds(ui, rect_column(row, 0, columns, gap), _(whens[i].words)))
            columns /= 2;
    }
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

/* ---- steps ---- */

static void draw_contact_row(struct complain *form, const struct page_env *env, struct flow *flow)
{
    if (!consent_can_be_asked(env->model))
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
    bool next =
        complain_bar(form, ui, env, &body, &(struct desk_bar_next){"next", _("Check and send"), _("Check"), true});
    CLEANUP(free_ptr) char *matter = complain_matter_words(env->model, form->draft.category, form->draft.subitem);
    CLEANUP(free_ptr) char *place = complain_place_words(env->model, &form->draft.place);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, matter);
    danger_words_card(&flow, env, form->draft.text);
    if (flow_row(&flow, "change-place", place, "", _("Change")))
        complain_go(form, COMPLAIN_PLACE);
    complain_about_row(form, env, &flow);
    flow_heading(&flow, _("When? (if it matters)"));
    draw_when(form, &flow);
    draw_phrases(form, env, &flow);
    flow_gap(&flow, ui->theme->gap);
    if (flow_row(&flow, "type", _("Your own words"),
                 form->draft.text[0] ? form->draft.text : _("Not needed if the above says it."), _("Keyboard"))) {
        if (ends_in_latin(form->draft.text))
            (void)!entry_add_text(&form->draft, " "); /* a full draft is opened as it is, to be shortened */
        complain_go(form, COMPLAIN_TYPING);
    }
    draw_contact_row(form, env, &flow);
    flow_soft(&flow, i18n_pick(model_category(env->model, form->draft.category), "hint"));
    flow_end(&flow);
    if (next)
        complain_go(form, COMPLAIN_REVIEW);
}

void complain_typing(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct own_words_ask ask = {NULL, {"done", _("Done"), NULL, true}};
    switch (own_words_build(&form->own, env, ui, body, &form->draft, &ask)) {
    case DESK_BAR_FINISH:
        complain_finish(form, env);
        break;
    case DESK_BAR_NEXT:
        complain_return_to(form, COMPLAIN_WORDS);
        break;
    case DESK_BAR_NONE:
        break;
    }
}
