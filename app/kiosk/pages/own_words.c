#include "kiosk/pages/own_words.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/danger_words.h"

#define SMALL_ROW_MM 15 /* of a small panel's one row, in large letters too: the keys below it need the height more */

struct editor *own_words_editor(struct own_words *own, struct entry_draft *draft)
{
    editor_attach(&own->editor, draft->text, ENTRY_TEXT_BYTES, ENTRY_TEXT_MAX);
    return &own->editor;
}

void own_words_key(struct own_words *own, const struct page_env *env, struct entry_draft *draft, const char *utf8,
                   enum keystroke key)
{
    keyboard_key(&own->keyboard, env, own->text, own_words_editor(own, draft), utf8, key);
}

void own_words_wipe(struct own_words *own)
{
    editor_wipe(&own->editor);
    keyboard_wipe(&own->keyboard);
    explicit_bzero(own, sizeof *own);
}

struct writing { /* one build */
    const struct page_env *env;
    struct ui *ui;
    const struct own_words_ask *ask;
    const char *text;
    const struct editor *editor;
    bool has_title; /* it stands above the words; else in them, as long as they are empty */
};

/* A small lying panel: nothing has a row of its own. */
static bool is_flat(const struct ui *ui)
{
    return ui->theme->small && ui->theme->landscape;
}

/* Beside the way out: what covers the words, or the numbers to call once words of danger stand there. */
static void small_left(const struct writing *writing, struct rect *row)
{
    struct ui *ui = writing->ui;
    int numbers_w = danger_words_key_width(ui, writing->text, writing->env->model);
    struct rect key = rect_cut_left(row, numbers_w ? MIN(numbers_w, row->w / 2) : ui->theme->target);
    if (!danger_words_key(ui, writing->env, key, writing->text))
        desk_mask_key(ui, writing->env, key);
    rect_cut_left(row, ui->theme->gap / 2);
}

/* On a small panel keys and words leave no room for bars: one row holds the way out, the words and what is next. */
static enum desk_bar small_head(const struct writing *writing, struct rect *body, struct paper_places *places)
{
    struct ui *ui = writing->ui;
    const struct desk_bar_next *next = &writing->ask->next;
    const char *label = next->brief ? next->brief : next->label;
    enum desk_bar tap = DESK_BAR_NONE;
    int gap = ui->theme->gap / 2;
    struct rect row = rect_cut_top(body, theme_mm(ui->theme, SMALL_ROW_MM));
    rect_cut_top(body, gap);
    int words_w = ui_icon_button_width(ui, "", _("Finish"), TEXT_CAPTION);
    struct rect finish = rect_cut_left(&row, MAX(words_w, ui->theme->target)),
                on = rect_cut_right(&row, MAX(ui_icon_button_width(ui, "", label, TEXT_CAPTION), row.w / 6));
    if (ui_button(ui, finish, "finish", _("Finish"), UI_BUTTON_QUIET, true))
        tap = DESK_BAR_FINISH;
    if (ui_button(ui, on, next->id, label, UI_BUTTON_PRIMARY, next->enabled))
        tap = DESK_BAR_NEXT;
    rect_cut_left(&row, gap);
    rect_cut_right(&row, gap);
    small_left(writing, &row);
    *places = paper_places(ui, row, writing->editor);
    return tap;
}

/* What is asked, above the body or on top of it where the words keep `room` beside it. */
static bool put_title(const struct writing *writing, struct rect *body, int room)
{
    static const struct ui_style style = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_LEFT};
    struct ui *ui = writing->ui;
    const char *title = writing->ask->title;
    if (!title)
        return true;
    if (ui_head(ui, title))
        return true;
    int height = ui_text_height(ui, body->w, style, title);
    if (body->h - height < room)
        return false;
    ui_text(ui, rect_cut_top(body, height), style, title);
    return true;
}

/* The words take what the keys leave. Where buttons are low on a lying panel that is nothing: then they stand in the
 * empty upper half, to be read, in place of the title. */
static struct paper_places place_words(struct writing *writing, struct rect *body)
{
    struct ui *ui = writing->ui;
    int gap = ui->theme->gap, least = 2 * ui_line_height(ui, TEXT_BODY), tools = paper_tools_height(ui);
    struct paper_places places = {.sheet = rect_inset(ui->head, gap)};
    if (ui->theme->small) { /* upright: the keys come first */
        writing->has_title = writing->ask->title == NULL;
        places = paper_places(ui, rect_cut_top(body, MAX(ui->theme->target, MIN(least, body->h / 5))), writing->editor);
        rect_cut_top(body, gap / 2);
        return places;
    }
    if (ui->head.h >= least && body->h - keyboard_least(ui) - tools - gap < least) {
        places.tools = rect_cut_top(body, tools - gap / 2);
        rect_cut_top(body, gap / 4);
        return places;
    }
    writing->has_title = put_title(writing, body, keyboard_least(ui) + tools + gap + 2 * least);
    rect_cut_top(body, gap / 2);
    rect_cut_bottom(body, gap / 2);
    int words = body->h - gap - keyboard_height(ui, body->h - gap - tools - least);
    places = paper_places(ui, rect_cut_top(body, words), writing->editor);
    rect_cut_top(body, gap);
    return places;
}

static enum desk_bar wide_head(struct writing *writing, struct rect *body, struct paper_places *places)
{
    struct ui *ui = writing->ui;
    enum desk_bar tap = desk_bar(ui, writing->env, body, DESK_HELP_TYPING, &writing->ask->next);
    rect_cut_left(body, ui->theme->pad / 2);
    rect_cut_right(body, ui->theme->pad / 2);
    danger_words_banner(ui, writing->env, body, writing->text);
    *places = place_words(writing, body);
    return tap;
}

/* A small panel has no bar to say who types for you: the strip says it until words are offered there. */
static char *resting_words(const struct page_env *env, struct ui *ui, int width)
{
    static const struct ui_style style = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER};
    const char *phone = model_call_phone(env->model, CALL_OFFICE);
    if (!is_flat(ui) || !*phone)
        return xstrdup("");
    CLEANUP(free_ptr) char *words = xasprintf(_("Staff type for you: %s"), phone);
    bool fits = ui_text_height(ui, width, style, words) <= ui_line_height(ui, TEXT_CAPTION);
    return fits ? TAKE(words) : xstrdup(phone);
}

enum desk_bar own_words_build(struct own_words *own, const struct page_env *env, struct ui *ui, struct rect body,
                              struct entry_draft *draft, const struct own_words_ask *ask)
{
    struct editor *editor = own_words_editor(own, draft);
    struct writing writing = {env, ui, ask, draft->text, editor, !ask->title};
    struct paper_places places;
    own->text = ui->text;
    enum desk_bar tap = is_flat(ui) ? small_head(&writing, &body, &places) : wide_head(&writing, &body, &places);
    CLEANUP(free_ptr) char *count = xasprintf(_("%zu of %d characters"), utf8_count(draft->text), ENTRY_TEXT_MAX);
    paper_build(&own->paper, env, ui, &places, editor,
                writing.has_title ? _("Write here what you would like to say.") : ask->title, count);
    CLEANUP(free_ptr) char *resting = resting_words(env, ui, body.w);
    if (tap == DESK_BAR_NEXT)
        keyboard_finish(&own->keyboard, env, editor);
    else
        keyboard_build(&own->keyboard, env, ui, body, editor, resting);
    return tap;
}
