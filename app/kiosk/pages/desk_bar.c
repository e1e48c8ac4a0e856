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

/* One build of the bar. */
struct bar {
    struct ui *ui;
    const struct page_env *env;
    const struct desk_bar_next *next; /* NULL: nothing but the way out */
    bool masked;
    const char *finish; /* words of the way out */
    int finish_w;       /* px that they need, with their margins */
};

static enum desk_bar draw_keys(const struct bar *bar, struct rect finish, struct rect next)
{
    enum desk_bar tapped = DESK_BAR_NONE;
    if (ui_button(bar->ui, finish, "finish", bar->finish, UI_BUTTON_QUIET, true))
        tapped = DESK_BAR_FINISH;
    if (bar->next && ui_button(bar->ui, next, bar->next->id, bar->next->label, UI_BUTTON_PRIMARY, bar->next->enabled))
        tapped = DESK_BAR_NEXT;
    return tapped;
}

static void cut_mask_key(const struct bar *bar, struct rect *row, int width)
{
    mask_key(bar->ui, bar->env, rect_cut_left(row, width), bar->masked);
    rect_cut_left(row, bar->ui->theme->gap);
}

/* With room for the number of who helps, and for what is next: at least `share` percent for the way out, and fewer
 * words where its own would take more than `most`. */
static int squeezed(struct bar *bar, int width, int share, int most)
{
    bool fits = bar->finish_w <= width * most / 100;
    if (!fits)
        bar->finish = _("Finish");
    return fits ? MAX(bar->finish_w, width * share / 100) : width * share / 100;
}

/* A large panel: the mask stands before what is next, else beside the way out. */
static enum desk_bar draw_wide(struct bar *bar, struct rect row)
{
    int target = bar->ui->theme->target;
    struct rect finish = row;
    if (bar->next) {
        finish = rect_cut_left(&row, MAX(bar->finish_w, row.w * 4 / 10));
        rect_cut_left(&row, bar->ui->theme->gap);
    }
    struct rect *room = bar->next ? &row : &finish;
    cut_mask_key(bar, room, MAX(target, room->w * 3 / 10));
    return draw_keys(bar, finish, row);
}

/* A small upright panel: like a large one, with the number of who helps on a line of its own above. */
static enum desk_bar draw_narrow(struct bar *bar, struct rect row, struct rect line)
{
    int target = bar->ui->theme->target;
    struct rect finish = row;
    short_help(bar->ui, bar->env, line);
    if (bar->next) {
        finish = rect_cut_left(&row, squeezed(bar, row.w, 40, 50));
        rect_cut_left(&row, bar->ui->theme->gap);
    }
    struct rect *room = bar->next ? &row : &finish;
    cut_mask_key(bar, room, MAX(target, room->w * 3 / 10));
    return draw_keys(bar, finish, row);
}

/* A small lying panel: everything in one row. */
static enum desk_bar draw_flat(struct bar *bar, struct rect row)
{
    const struct theme *theme = bar->ui->theme;
    int finish_w = bar->next ? squeezed(bar, row.w, 24, 24) : MAX(bar->finish_w, row.w * 3 / 10);
    struct rect finish = rect_cut_left(&row, finish_w);
    rect_cut_left(&row, theme->gap);
    cut_mask_key(bar, &row, theme->target);
    short_help(bar->ui, bar->env, bar->next ? rect_cut_left(&row, row.w / 2) : row);
    rect_cut_left(&row, theme->gap);
    return draw_keys(bar, finish, row);
}

static enum desk_bar draw_bar(struct bar *bar, struct rect *body, enum desk_help help)
{
    struct ui *ui = bar->ui;
    const struct theme *theme = ui->theme;
    int height = MAX(theme->target, theme->measure[MEASURE_BAR]);
    int least_px = MIN(theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]);
    rect_cut_bottom(body, theme->gap / 2);
    struct rect row = rect_cut_bottom(body, height);
    rect_cut_bottom(body, theme->gap / 2);
    row.x += theme->pad;
    row.w -= 2 * theme->pad;
    bar->finish = _("Finish and clear");
    bar->finish_w = text_width(ui->text, FONT_BOLD, least_px, bar->finish, strlen(bar->finish)) + 2 * theme->gap;
    if (!theme->small) { /* where keys are low on a lying panel, what is only read stands above them */
        help_line(ui, bar->env, theme->landscape && ui->head.h >= HEAD_LINES * height ? &ui->head : body, help);
        return draw_wide(bar, row);
    }
    if (theme->landscape)
        return draw_flat(bar, row);
    struct rect line = rect_cut_bottom(body, text_line_height(theme->measure[MEASURE_LEAST_TYPE]));
    return draw_narrow(bar, row, line);
}

enum desk_bar desk_bar(struct ui *ui, const struct page_env *env, struct rect *body, enum desk_help help,
                       const struct desk_bar_next *next)
{
    if (!ui->touch)
        return DESK_BAR_NONE;
    struct bar bar = {.ui = ui, .env = env, .next = next, .masked = ui->masked};
    ui->masked = false; /* whom to call is nobody's secret */
    enum desk_bar tapped = draw_bar(&bar, body, help);
    ui->masked = bar.masked;
    return tapped;
}
