#include "kiosk/pages/own_words.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"
#include "kiosk/pages/complain.h"
#include "kiosk/pages/desk_bar.h"

static struct editor *editor_of(struct own_words *own, struct entry_draft *draft)
{
    editor_attach(&own->editor, draft->text, ENTRY_TEXT_BYTES, ENTRY_TEXT_MAX);
    return &own->editor;
}

void own_words_key(struct own_words *own, const struct page_env *env, struct entry_draft *draft, const char *utf8,
                   enum keystroke key)
{
    keyboard_key(&own->keyboard, env, own->text, editor_of(own, draft), utf8, key);
}

void own_words_wipe(struct own_words *own)
{
    editor_wipe(&own->editor);
    keyboard_wipe(&own->keyboard);
    explicit_bzero(own, sizeof *own);
}

struct writing { /* one build */
    struct own_words *own;
    const struct page_env *env;
    struct ui *ui;
    struct entry_draft *draft;
    const char *title;
    bool may_send;
    bool has_title; /* it stands above the words; else in them, as long as they are empty */
};

/* What is still being composed is not in the draft yet; it becomes part of it when it is sent. */
static bool is_blank(const struct writing *writing)
{
    return utf8_blank(writing->draft->text);
}

static void danger_key(const struct writing *writing, struct rect rect, const char *label)
{
    if (ui_button(writing->ui, rect, "see-danger", label, UI_BUTTON_DANGER, true))
        nav_go(writing->env->nav, "danger");
}

/* On a small panel keys and words leave no room for bars: one row holds the way out, the words and "send". */
static enum own_words_tap small_head(struct writing *writing, struct rect *body, struct paper_places *places)
{
    struct ui *ui = writing->ui;
    enum own_words_tap tap = OWN_WORDS_NONE;
    struct rect row = rect_cut_top(body, ui->theme->target);
    rect_cut_top(body, ui->theme->gap / 2);
    int words_w = ui_icon_button_width(ui, "", _("Finish and clear"), TEXT_CAPTION);
    struct rect left = rect_cut_left(&row, CLAMP(words_w + ui->theme->gap, row.w / 4, row.w / 3));
    struct rect right = rect_cut_right(&row, row.w / 5);
    if (complain_sounds_dangerous(writing->draft->text))
        danger_key(writing, left, "110 119 120");
    else if (ui_button(ui, left, "finish", _("Finish and clear"), UI_BUTTON_QUIET, true))
        tap = OWN_WORDS_FINISH;
    if (ui_button(ui, right, "send", _("Send"), UI_BUTTON_PRIMARY, writing->may_send))
        tap = OWN_WORDS_SEND;
    struct rect middle = {row.x + ui->theme->gap / 2, row.y, row.w - ui->theme->gap, row.h};
    *places = paper_places(ui, middle, editor_of(writing->own, writing->draft));
    return tap;
}

/* The words take what the keys leave. Where buttons are low on a lying panel that is nothing: then they stand in the
 * empty upper half, to be read, in place of the title. */
static struct paper_places place_words(struct writing *writing, struct rect *body)
{
    static const struct ui_style style_title = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_LEFT};
    struct ui *ui = writing->ui;
    int gap = ui->theme->gap, least = 2 * ui_line_height(ui, TEXT_BODY), tools = paper_tools_height(ui);
    struct paper_places places = {.sheet = rect_inset(ui->head, gap)};
    if (ui->head.h >= least && body->h - keyboard_least(ui) - tools - gap < least) {
        places.tools = rect_cut_top(body, tools - gap / 2);
        rect_cut_top(body, gap / 4);
        return places;
    }
    int title_h = ui_text_height(ui, body->w, style_title, writing->title);
    bool has_room = body->h - keyboard_least(ui) - tools - gap - title_h >= 2 * least;
    bool is_in_head = ui_head(ui, writing->title);
    if (!is_in_head && has_room)
        ui_text(ui, rect_cut_top(body, title_h), style_title, writing->title);
    writing->has_title = is_in_head || has_room;
    rect_cut_top(body, gap / 2);
    rect_cut_bottom(body, gap / 2);
    int words = body->h - gap - keyboard_height(ui, body->h - gap - tools - least);
    places = paper_places(ui, rect_cut_top(body, words), editor_of(writing->own, writing->draft));
    rect_cut_top(body, gap);
    return places;
}

static enum own_words_tap wide_head(struct writing *writing, struct rect *body, struct paper_places *places)
{
    struct ui *ui = writing->ui;
    const char *label = is_blank(writing) && writing->may_send ? _("Send without words") : _("Send");
    const struct desk_bar_next next = {"send", label, writing->may_send};
    enum desk_bar bar = desk_bar(ui, writing->env, body, DESK_HELP_TYPING, &next);
    rect_cut_left(body, ui->theme->pad / 2);
    rect_cut_right(body, ui->theme->pad / 2);
    if (complain_sounds_dangerous(writing->draft->text)) {
        int height = MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + ui->theme->gap);
        danger_key(writing, rect_cut_top(body, height), _("In danger? Call 110 · 119 · 120 first"));
        rect_cut_top(body, ui->theme->gap / 2);
    }
    *places = place_words(writing, body);
    return bar == DESK_BAR_NEXT ? OWN_WORDS_SEND : bar == DESK_BAR_FINISH ? OWN_WORDS_FINISH : OWN_WORDS_NONE;
}

enum own_words_tap own_words_build(struct own_words *own, const struct page_env *env, struct ui *ui, struct rect body,
                                   struct entry_draft *draft, const char *title, bool may_be_empty)
{
    struct writing writing = {own, env, ui, draft, title, may_be_empty || !utf8_blank(draft->text), false};
    struct paper_places places;
    own->text = ui->text;
    enum own_words_tap tap =
        ui->theme->small ? small_head(&writing, &body, &places) : wide_head(&writing, &body, &places);
    CLEANUP(free_ptr) char *count = xasprintf(_("%zu of %d characters"), utf8_count(draft->text), ENTRY_TEXT_MAX);
    paper_build(&own->paper, env, ui, &places, editor_of(own, draft),
                writing.has_title ? _("Write here what you would like to say.") : title, count);
    if (tap == OWN_WORDS_SEND)
        keyboard_finish(&own->keyboard, env, editor_of(own, draft));
    else
        keyboard_build(&own->keyboard, env, ui, body, editor_of(own, draft));
    return tap;
}
