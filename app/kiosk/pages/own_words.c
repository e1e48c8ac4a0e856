#include "kiosk/pages/own_words.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/i18n.h"
#include "kiosk/pages/desk_bar.h"

static const struct ui_style style_typed = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};
static const struct ui_style style_count = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_RIGHT};

static void drop_last_character(struct own_words *own, struct entry_draft *draft)
{
    char *text = draft->text;
    size_t len = strlen(text), at = len;
    if (own->text) {
        at = text_prev_grapheme(own->text, text, len);
    } else {
        while (at > 0 && ((unsigned char)text[--at] & 0xc0) == 0x80) {
        }
    }
    explicit_bzero(text + at, len - at);
}

static void type(struct own_words *own, struct entry_draft *draft, const char *key)
{
    if (str_eq(key, "\b"))
        drop_last_character(own, draft);
    else
        (void)!entry_add_text(draft, key); /* full: the counter says so */
}

void own_words_key(struct own_words *own, struct entry_draft *draft, const char *utf8, int sdl_key)
{
    if (sdl_key == KEYBOARD_KEY_BACKSPACE)
        type(own, draft, "\b");
    else if (sdl_key == KEYBOARD_KEY_RETURN)
        type(own, draft, "\n");
    else if (utf8 && *utf8 && (unsigned char)*utf8 >= 0x20)
        type(own, draft, utf8);
}

void own_words_wipe(struct own_words *own)
{
    explicit_bzero(own, sizeof *own);
}

/* The end of the text stays in view, like paper that moves up. */
static void draw_typed(struct ui *ui, struct rect rect, const struct entry_draft *draft)
{
    const struct theme *theme = ui->theme;
    CLEANUP(free_ptr) char *count = xasprintf(_("%zu of %d characters"), utf8_count(draft->text), ENTRY_TEXT_MAX);
    if (!theme->small)
        ui_text(ui, rect_cut_bottom(&rect, ui_line_height(ui, TEXT_CAPTION)), style_count, count);
    ui_fill(ui, rect, COLOR_SURFACE, true);
    struct rect inner = rect_inset(rect, MIN(theme->pad, rect.h / 8));
    char shown[ENTRY_TEXT_BYTES + 4];
    size_t len = strlen(draft->text);
    memcpy(shown, draft->text, len);
    memcpy(shown + len, "|", 2);
    int height = ui_text_height(ui, inner.w, style_typed, shown);
    draw_clip(ui->draw, inner);
    ui_text(ui, (struct rect){inner.x, inner.y - MAX(height - inner.h, 0), inner.w, 0}, style_typed, shown);
    draw_unclip(ui->draw);
    explicit_bzero(shown, sizeof shown);
}

/* On a small panel keys and words leave no room for bars: one row holds the way out, the words and "send". */
static enum own_words_tap small_head(struct ui *ui, struct rect *body, const struct entry_draft *draft, bool may_send)
{
    enum own_words_tap tap = OWN_WORDS_NONE;
    struct rect row = rect_cut_top(body, ui->theme->target);
    rect_cut_top(body, ui->theme->gap / 2);
    struct rect left = rect_cut_left(&row, row.w / 4), right = rect_cut_right(&row, row.w / 4);
    if (ui_button(ui, left, "finish", _("Finish and clear"), UI_BUTTON_QUIET, true))
        tap = OWN_WORDS_FINISH;
    if (ui_button(ui, right, "send", _("Send"), UI_BUTTON_PRIMARY, may_send))
        tap = OWN_WORDS_SEND;
    draw_typed(ui, (struct rect){row.x + ui->theme->gap / 2, row.y, row.w - ui->theme->gap, row.h}, draft);
    return tap;
}

static enum own_words_tap wide_head(const struct page_env *env, struct ui *ui, struct rect *body,
                                    const struct entry_draft *draft, const char *title, bool may_send)
{
    static const struct ui_style style_title = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_LEFT};
    const char *label = utf8_blank(draft->text) && may_send ? _("Send without words") : _("Send");
    const struct desk_bar_next next = {"send", label, may_send};
    enum desk_bar bar = desk_bar(ui, env, body, DESK_HELP_TYPING, &next);
    *body = rect_inset(*body, ui->theme->pad / 2);
    if (!ui_head(ui, title)) {
        ui_text(ui, rect_cut_top(body, ui_text_height(ui, body->w, style_title, title)), style_title, title);
        rect_cut_top(body, ui->theme->gap);
    }
    int room = body->h - keyboard_height(ui) - ui->theme->gap;
    draw_typed(ui, rect_cut_top(body, MIN(room, ui_line_height(ui, TEXT_BODY) * 9)), draft);
    rect_cut_top(body, ui->theme->gap);
    return bar == DESK_BAR_NEXT ? OWN_WORDS_SEND : bar == DESK_BAR_FINISH ? OWN_WORDS_FINISH : OWN_WORDS_NONE;
}

enum own_words_tap own_words_build(struct own_words *own, const struct page_env *env, struct ui *ui, struct rect body,
                                   struct entry_draft *draft, const char *title, bool may_be_empty)
{
    own->text = ui->text;
    bool may_send = may_be_empty || !utf8_blank(draft->text);
    enum own_words_tap tap =
        ui->theme->small ? small_head(ui, &body, draft, may_send) : wide_head(env, ui, &body, draft, title, may_send);
    const char *key = keyboard_build(&own->keyboard, ui, rect_cut_top(&body, MIN(keyboard_height(ui), body.h)));
    if (key)
        type(own, draft, key);
    return tap;
}
