#include "kiosk/pages/desk_bar.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"

#define HEAD_LINES 3 /* rows of keys that the room above the body must have to take the help line */

static const struct ui_style style_help = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};

char *desk_help_words(const struct model *model)
{
    const char *phone = model_call_phone(model, CALL_OFFICE);
    if (!*phone)
        return xstrdup(_("Staff will type for you: come to the service centre."));
    return xasprintf(_("Staff will type for you: call %s or come to the service centre."), phone);
}

char *desk_no_touch_words(const struct model *model)
{
    const char *phone = model_call_phone(model, CALL_OFFICE);
    if (!*phone)
        return xstrdup(_("This screen does not take touches. Please use another lobby's screen or come to the service "
                         "centre."));
    return xasprintf(_("This screen does not take touches. Please call %s, use another lobby's screen or come to the "
                       "service centre."),
                     phone);
}

static char *question_words(const struct model *model)
{
    const char *phone = model_call_phone(model, CALL_OFFICE);
    return *phone ? xasprintf(_("Questions about a report? Call %s."), phone)
                  : xstrdup(_("Questions about a report? Ask at the service centre."));
}

static void help_line(struct ui *ui, const struct page_env *env, struct rect *body, enum desk_help help)
{
    CLEANUP(free_ptr)
    char *words = help == DESK_HELP_TYPING ? desk_help_words(env->model) : question_words(env->model);
    int pad = ui->theme->pad, width = body->w - 2 * pad;
    int height = ui_text_height(ui, width, style_help, words);
    struct rect line = rect_cut_bottom(body, height + ui->theme->gap / 2);
    ui_text(ui, (struct rect){line.x + pad, line.y, width, height}, style_help, words);
}

/* A small panel has no line to spare: the number alone, between the keys; left out where it would be cut. */
static void short_help(struct ui *ui, const struct page_env *env, struct rect rect)
{
    const char *phone = model_call_phone(env->model, CALL_OFFICE);
    CLEANUP(free_ptr) char *words = *phone ? xasprintf(_("Help: %s"), phone) : xstrdup(_("Staff help you"));
    const char *sayings[] = {words, phone};
    const struct theme *theme = ui->theme;
    struct theme least = *theme;
    least.size_px[TEXT_CAPTION] = MIN(theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]);
    const struct ui_style style = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_CENTER};
    ui->theme = &least;
    for (size_t i = 0; i < ARRAY_LEN(sayings); i++) {
        int height = ui_text_height(ui, rect.w, style, sayings[i]);
        if (!*sayings[i] || height > rect.h || height > ui_line_height(ui, TEXT_CAPTION))
            continue;
        ui_text(ui, (struct rect){rect.x, rect.y + (rect.h - height) / 2, rect.w, height}, style, sayings[i]);
        break;
    }
    ui->theme = theme;
}

/* Somebody looks over a shoulder: words become bars until it is touched again. */
static void mask_key(struct ui *ui, const struct page_env *env, struct rect rect, bool masked)
{
    const struct ui_key key = {.id = "mask",
                               .icon = masked ? "uncover" : "cover",
                               .label = masked ? _("Show") : _("Cover"),
                               .kind = masked ? UI_BUTTON_PRIMARY : UI_BUTTON_QUIET,
                               .enabled = true,
                               .by_sign = true,
                               .size = TEXT_BODY};
    if (ui_key(ui, rect, &key))
        nav_set_masked(env->nav, !masked);
}

static enum desk_bar draw_bar(struct ui *ui, const struct page_env *env, struct rect *body, enum desk_help help,
                              const struct desk_bar_next *next, bool masked)
{
    const struct theme *theme = ui->theme;
    enum desk_bar tapped = DESK_BAR_NONE;
    int height = MAX(theme->target, theme->measure[MEASURE_BAR]);
    rect_cut_bottom(body, theme->gap / 2);
    struct rect bar = rect_cut_bottom(body, height);
    rect_cut_bottom(body, theme->gap / 2);
    if (!theme->small) /* where keys are low on a lying panel, what is only read stands above them */
        help_line(ui, env, theme->landscape && ui->head.h >= HEAD_LINES * height ? &ui->head : body, help);
    bar.x += theme->pad;
    bar.w -= 2 * theme->pad;
    bool is_narrow = theme->small && !theme->landscape;
    if (is_narrow) {
        struct rect line = rect_cut_bottom(body, text_line_height(theme->measure[MEASURE_LEAST_TYPE]));
        short_help(ui, env, line);
    }
    int least_px = MIN(theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]);
    const char *words = _("Finish and clear");
    int words_w = text_width(ui->text, FONT_BOLD, least_px, words, strlen(words)) + 2 * theme->gap;
    int finish_w = MAX(words_w, bar.w * (theme->small ? 3 : 4) / 10);
    if (theme->small && next) { /* room for the number of who helps, and for what is next */
        int share = is_narrow ? 40 : 24, most = is_narrow ? 50 : 24;
        words = words_w > bar.w * most / 100 ? _("Finish") : words;
        finish_w = words_w > bar.w * most / 100 ? bar.w * share / 100 : MAX(words_w, bar.w * share / 100);
    }
    struct rect finish = next || (theme->small && !is_narrow) ? rect_cut_left(&bar, finish_w) : bar;
    rect_cut_left(&bar, theme->gap);
    if (theme->small && !is_narrow) {
        mask_key(ui, env, rect_cut_left(&bar, theme->target), masked);
        rect_cut_left(&bar, theme->gap);
        short_help(ui, env, next ? rect_cut_left(&bar, bar.w / 2) : bar);
        rect_cut_left(&bar, theme->gap);
    } else {
        struct rect *room = next ? &bar : &finish;
        mask_key(ui, env, rect_cut_left(room, MAX(theme->target, room->w * 3 / 10)), masked);
        rect_cut_left(room, theme->gap);
    }
    if (ui_button(ui, finish, "finish", words, UI_BUTTON_QUIET, true))
        tapped = DESK_BAR_FINISH;
    if (next && ui_button(ui, bar, next->id, next->label, UI_BUTTON_PRIMARY, next->enabled))
        tapped = DESK_BAR_NEXT;
    return tapped;
}

enum desk_bar desk_bar(struct ui *ui, const struct page_env *env, struct rect *body, enum desk_help help,
                       const struct desk_bar_next *next)
{
    if (!ui->touch)
        return DESK_BAR_NONE;
    bool masked = ui->masked;
    ui->masked = false; /* whom to call is nobody's secret */
    enum desk_bar tapped = draw_bar(ui, env, body, help, next, masked);
    ui->masked = masked;
    return tapped;
}
