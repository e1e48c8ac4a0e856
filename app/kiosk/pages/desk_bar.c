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

static char *short_help_words(const struct page_env *env, enum desk_help help)
{
    const char *phone = model_call_phone(env->model, CALL_OFFICE);
    if (!*phone)
        return xstrdup(_("Staff help you"));
    return help == DESK_HELP_TYPING ? xasprintf(_("Help: %s"), phone) : xasprintf(_("Ask: %s"), phone);
}

/* A small panel has no line to spare: few words between the keys, the number alone where those would be cut. */
static void short_help(struct ui *ui, const struct page_env *env, struct rect rect, enum desk_help help)
{
    const char *phone = model_call_phone(env->model, CALL_OFFICE);
    CLEANUP(free_ptr) char *words = short_help_words(env, help);
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

void desk_mask_key(struct ui *ui, const struct page_env *env, struct rect rect)
{
    mask_key(ui, env, rect, ui->masked);
}

/* One build of the bar. Where its keys stand hangs on the panel, the modes and the language alone, never on what the
 * page offers: a finger that learnt where "next" is must not find "finish and clear" there on another page. */
struct bar {
    struct ui *ui;
    const struct page_env *env;
    const struct desk_bar_next *next; /* NULL: its place stays empty */
    enum desk_help help;
    bool masked;
    const char *finish; /* words of the way out */
    int finish_w;       /* px that they need, with their margins */
};

static int words_width(struct ui *ui, enum font_face face, const char *words)
{
    const struct theme *theme = ui->theme;
    int least_px = MIN(theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]);
    return text_width(ui->text, face, least_px, words, strlen(words));
}

static bool draw_next(const struct bar *bar, struct rect rect)
{
    const struct desk_bar_next *next = bar->next;
    if (!next)
        return false;
    bool is_brief = next->brief && !ui_button_holds(bar->ui, rect, next->label);
    return ui_button(bar->ui, rect, next->id, is_brief ? next->brief : next->label, UI_BUTTON_PRIMARY, next->enabled);
}

/* The way out on the left, the mask beside it, what is next on the right. */
static enum desk_bar draw_keys(const struct bar *bar, struct rect row, int finish_w, int mask_w)
{
    enum desk_bar tapped = DESK_BAR_NONE;
    int gap = bar->ui->theme->gap;
    if (ui_button(bar->ui, rect_cut_left(&row, finish_w), "finish", bar->finish, UI_BUTTON_QUIET, true))
        tapped = DESK_BAR_FINISH;
    rect_cut_left(&row, gap);
    mask_key(bar->ui, bar->env, rect_cut_left(&row, mask_w), bar->masked);
    rect_cut_left(&row, gap);
    return draw_next(bar, row) ? DESK_BAR_NEXT : tapped;
}

/* Fewer words for the way out where its own would take more than so much of the row. Its key's width. */
static int finish_width(struct bar *bar, struct rect row, int most)
{
    if (bar->finish_w <= row.w * most / 100)
        return bar->finish_w;
    bar->finish = _("Finish");
    return MAX(words_width(bar->ui, FONT_BOLD, bar->finish) + 2 * bar->ui->theme->gap, bar->ui->theme->target);
}

/* Room for its sign and either of its words, unless they would take more than so much of the row: whoever wants to hide
 * what stands there does not guess at signs. */
static int mask_width(struct ui *ui, struct rect row, int most)
{
    const char *words[] = {_("Cover"), _("Show")};
    int size_px = ui->theme->size_px[TEXT_BODY], usual = MAX(ui->theme->target, row.w * 16 / 100), need = 0;
    for (size_t i = 0; i < ARRAY_LEN(words); i++)
        need = MAX(need, text_width(ui->text, FONT_BOLD, size_px, words[i], strlen(words[i])));
    need += size_px * 3 / 2 + 2 * ui->theme->gap;
    return need > row.w * most / 100 ? usual : MAX(usual, need);
}

/* A large panel: what is next has the largest key. */
static enum desk_bar draw_wide(struct bar *bar, struct rect row)
{
    int finish_w = MAX(finish_width(bar, row, 40), row.w * 32 / 100);
    return draw_keys(bar, row, finish_w, mask_width(bar->ui, row, 24));
}

/* A small upright panel: like a large one, with the number of who helps on a line of its own above. */
static enum desk_bar draw_narrow(struct bar *bar, struct rect row, struct rect line)
{
    short_help(bar->ui, bar->env, line, bar->help);
    return draw_keys(bar, row, finish_width(bar, row, 38), bar->ui->theme->target);
}

/* A small lying panel: everything in one row, who helps before what is next. */
static enum desk_bar draw_flat(struct bar *bar, struct rect row)
{
    const struct theme *theme = bar->ui->theme;
    CLEANUP(free_ptr) char *help = short_help_words(bar->env, bar->help);
    int help_w = words_width(bar->ui, FONT_REGULAR, help) + 2 * theme->gap, next_w = row.w * 26 / 100;
    int most = row.w - theme->target - help_w - next_w - 2 * theme->gap;
    int finish_w = finish_width(bar, row, most * 100 / MAX(row.w, 1));
    struct rect keys = rect_cut_left(&row, finish_w + theme->target + 2 * theme->gap);
    struct rect next = rect_cut_right(&row, MAX(next_w, row.w - help_w));
    short_help(bar->ui, bar->env, row, bar->help);
    struct bar left = *bar;
    left.next = NULL;
    bool is_next = draw_next(bar, next);
    enum desk_bar tapped = draw_keys(&left, keys, finish_w, theme->target);
    return is_next ? DESK_BAR_NEXT : tapped;
}

static enum desk_bar draw_bar(struct bar *bar, struct rect *body)
{
    struct ui *ui = bar->ui;
    const struct theme *theme = ui->theme;
    int height = MAX(theme->target, theme->measure[MEASURE_BAR]);
    rect_cut_bottom(body, theme->gap / 2);
    struct rect row = rect_cut_bottom(body, height);
    rect_cut_bottom(body, theme->gap / 2);
    row.x += theme->pad;
    row.w -= 2 * theme->pad;
    bar->finish = _("Finish and clear");
    bar->finish_w = words_width(ui, FONT_BOLD, bar->finish) + 2 * theme->gap;
    if (!theme->small) { /* where keys are low on a lying panel, what is only read stands above them */
        help_line(ui, bar->env, theme->landscape && ui->head.h >= HEAD_LINES * height ? &ui->head : body, bar->help);
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
    struct bar bar = {.ui = ui, .env = env, .next = next, .help = help, .masked = ui->masked};
    ui->masked = false; /* whom to call is nobody's secret */
    enum desk_bar tapped = draw_bar(&bar, body);
    ui->masked = bar.masked;
    return tapped;
}
