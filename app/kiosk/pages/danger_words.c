#include "kiosk/pages/danger_words.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"

static bool word_at(const char *text, size_t at, size_t len)
{
    bool begins = at == 0 || !isalpha((unsigned char)text[at - 1]);
    return begins && !isalpha((unsigned char)text[at + len]);
}

/* Latin words count whole and in any case; a sentence of Han characters has no gaps between words. */
static bool has_word(const char *text, const char *word)
{
    size_t len = strlen(word);
    if (!isalpha((unsigned char)word[0]))
        return len && strstr(text, word);
    for (size_t at = 0; text[at]; at++) {
        if (strncasecmp(text + at, word, len) == 0 && word_at(text, at, len))
            return true;
    }
    return false;
}

/* Like the public numbers these are there whatever the content forgets: a form may name more. */
static const char *const always[] = {"着火",   "起火",  "煤气", "燃气",    "爆炸",
                                     "被困",   "困在",  "救命", "打人",    "持刀",
                                     "fire",   "smoke", "gas",  "trapped", "stuck in the lift",
                                     "help me"};

bool danger_words_in(const struct model *model, const char *text)
{
    const json_t *words = model_list(model->form, "danger_words");
    for (size_t i = 0; i < ARRAY_LEN(always); i++) {
        if (has_word(text, always[i]))
            return true;
    }
    for (size_t i = 0; i < json_array_size(words); i++) {
        const char *word = json_string_value(json_array_get(words, i));
        if (word && has_word(text, word))
            return true;
    }
    return false;
}

static void see_danger(const struct page_env *env)
{
    nav_go(env->nav, "danger");
}

void danger_words_card(struct flow *flow, const struct page_env *env, const char *text)
{
    if (!danger_words_in(env->model, text))
        return;
    bool masked = flow->ui->masked;
    flow->ui->masked = false; /* the numbers are no secret */
    CLEANUP(free_ptr) char *numbers = public_numbers_words();
    CLEANUP(free_ptr)
    char *words = xasprintf(_("Is someone in danger? Call first: %s. What you wrote stays here."), numbers);
    flow_notice_card(flow, "danger", words, COLOR_DANGER);
    if (flow_button(flow, "see-danger", _("What to do and what to say"), UI_BUTTON_DANGER))
        see_danger(env);
    flow->ui->masked = masked;
}

void danger_words_banner(struct ui *ui, const struct page_env *env, struct rect *body, const char *text)
{
    if (!danger_words_in(env->model, text))
        return;
    struct rect banner = rect_cut_top(body, MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + ui->theme->gap));
    rect_cut_top(body, ui->theme->gap / 2);
    CLEANUP(free_ptr) char *numbers = public_numbers_digits(" · ");
    CLEANUP(free_ptr) char *words = xasprintf(_("In danger? Call %s first"), numbers);
    if (ui_button(ui, banner, "see-danger", words, UI_BUTTON_DANGER, true))
        see_danger(env);
}

int danger_words_key_width(struct ui *ui, const char *text, const struct model *model)
{
    CLEANUP(free_ptr) char *numbers = public_numbers_digits(" ");
    return danger_words_in(model, text) ? ui_icon_button_width(ui, "", numbers, TEXT_CAPTION) : 0;
}

bool danger_words_key(struct ui *ui, const struct page_env *env, struct rect rect, const char *text)
{
    if (!danger_words_in(env->model, text))
        return false;
    CLEANUP(free_ptr) char *numbers = public_numbers_digits(" ");
    if (ui_button(ui, rect, "see-danger", numbers, UI_BUTTON_DANGER, true))
        see_danger(env);
    return true;
}
