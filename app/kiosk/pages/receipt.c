/* The receipt: the code as large as it goes, and truthfully where the report is now. Stays until "I have written it
 * down" or three minutes; then the code exists nowhere on this screen. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/desk.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/complain.h"
#include "kiosk/pages/desk_bar.h"
#include "kiosk/pages/desk_words.h"
#include "kiosk/pages/part.h"
#include "kiosk/ui/qr.h"

#define SHOWN_MS    180000
#define PHONE_QR_MM 45 /* at most */

struct receipt {
    struct desk *desk;
    int64_t opened_mono_ms;
    char entry_id[UUID_LEN + 1];
    bool shows_page; /* the code for a phone was asked for */
};

static void *receipt_open(const struct page_env *env, const char *arg)
{
    const struct desk_receipt *held = desk_receipt(env->desk);
    if (!held || !str_eq(held->entry_id, arg))
        return NULL;
    struct receipt *page = xcalloc(1, sizeof *page);
    page->desk = env->desk;
    page->opened_mono_ms = env->mono_ms;
    memcpy(page->entry_id, held->entry_id, sizeof page->entry_id);
    return page;
}

static void receipt_close(void *state)
{
    struct receipt *page = state;
    const struct desk_receipt *held = desk_receipt(page->desk);
    if (held && str_eq(held->entry_id, page->entry_id))
        desk_forget_receipt(page->desk);
    free(page);
}

/* Digit by digit, in groups that can be written down; only after "others can hear this" was answered. */
static void tell_code(struct ui *ui, const char *code)
{
    char spaced[CASECODE_LEN * 4 + 1];
    size_t len = 0;
    if (!ui->tell)
        return;
    for (size_t i = 0; code[i] && i < CASECODE_LEN; i++)
        len += (size_t)snprintf(spaced + len, sizeof spaced - len, "%s%c", i ? i % 5 ? " " : ", " : "", code[i]);
    script_add(ui->tell, spaced, len);
    explicit_bzero(spaced, sizeof spaced);
}

/* The largest type in which the groups fit side by side; below each other where even the page's largest is too wide. */
static void draw_code(struct flow *flow, const char *code)
{
    struct ui *ui = flow->ui;
    const struct theme *theme = ui->theme;
    tell_code(ui, code);
    char lines[3][CASECODE_LEN + 3] = {0};
    int width = flow->area.w - 2 * theme->pad, size_px = theme->size_px[TEXT_HERO] * theme_growth(GROWTH_CODE)[0] / 100,
        line_count = 1;
    casecode_group(lines[0], code);
    while (size_px > theme->size_px[TEXT_TITLE] &&
           text_width(ui->text, FONT_BOLD, size_px, lines[0], strlen(lines[0])) > width)
        size_px--;
    if (size_px < theme->size_px[TEXT_HERO]) {
        size_px = theme->size_px[TEXT_HERO];
        line_count = 3;
        explicit_bzero(lines, sizeof lines);
        for (int i = 0; i < 3; i++)
            memcpy(lines[i], code + (ptrdiff_t)i * 5, 5);
    }
    int line_h = text_line_height(size_px);
    struct rect card = flow_take(flow, line_count * line_h + 2 * theme->gap);
    ui_fill(ui, card, COLOR_SURFACE, true);
    card = rect_inset(card, theme->gap);
    for (int i = 0; i < line_count; i++) {
        struct rect line = rect_cut_top(&card, line_h);
        ui_string(ui, line, FONT_BOLD, size_px, theme->color[COLOR_INK], UI_CENTER, lines[i], strlen(lines[i]));
    }
    explicit_bzero(lines, sizeof lines);
}

/* Only asked for, and small: what hangs large on a wall is read by the whole lobby. It names a page, never the receipt
 * code. */
static void draw_phone_page(struct receipt *page, const struct page_env *env, struct flow *flow,
                            const struct desk_receipt *held)
{
    const char *url = model_phone_page(env->model, "url"), *host = model_phone_page(env->model, "host");
    struct ui *ui = flow->ui;
    if (!held->page_token[0] || !*url || !ui->touch)
        return;
    if (!page->shows_page) {
        page->shows_page = flow_button(flow, "phone-page", _("Read the answer on my phone"), UI_BUTTON_PLAIN);
        return;
    }
    int side = theme_mm(ui->theme, PHONE_QR_MM);
    CLEANUP(free_ptr) char *link = xasprintf("%s/r/%s", url, held->page_token);
    CLEANUP(free_ptr)
    char *words = xasprintf(_("Your phone opens %s. We never ask for payment here."), *host ? host : url);
    const struct ui_style strong = {TEXT_BODY, FONT_BOLD, COLOR_INK, UI_LEFT},
                          soft = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};
    const char *only = held->has_pin ? "" : _("It can only be read there.");
    int width = flow->area.w - side - ui->theme->pad, height = ui_text_height(ui, width, strong, words);
    int only_h = *only ? ui_text_height(ui, width, soft, only) : 0;
    struct rect row = flow_take(flow, MAX(side, height + only_h)), square = rect_cut_left(&row, side);
    square.h = side;
    rect_cut_left(&row, ui->theme->pad);
    if (ui->masked)
        ui_fill(ui, square, COLOR_LINE, true);
    else if (!ui_qr(ui, square, link))
        page->shows_page = false;
    ui_text(ui, (struct rect){row.x, row.y, row.w, height}, strong, words);
    if (*only)
        ui_text(ui, (struct rect){row.x, row.y + height, row.w, only_h}, soft, only);
    explicit_bzero(link, strlen(link));
}

/* What the published standard promises, counted from now by whoever reads it: the office counts from here, too. */
static void draw_promise(struct flow *flow, const struct model *model, const char *label, const char *which,
                         const char *usual)
{
    const char *id = json_str_or(json_member(model->form, "governing"), which, usual);
    const json_t *clause = model_clause(model, id);
    long long target = (long long)json_int_or(clause, "target", 0);
    if (!clause || target <= 0)
        return;
    CLEANUP(free_ptr)
    /* i18n: a number, its unit, the standard's id: "24 hours at most (standard GT-06)". */
    char *words = xasprintf(_("%1$lld %2$s at most (standard %3$s)"), target, i18n_pick(clause, "unit"), id);
    flow_pair(flow, label, words);
}

static void receipt_build(void *state, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct receipt *page = state;
    const struct desk_receipt *held = desk_receipt(page->desk);
    if (!held || !str_eq(held->entry_id, page->entry_id))
        return;
    const struct desk_bar_next next = {"written", _("I have written it down"), _("Noted"), true};
    enum desk_bar tapped = desk_bar(ui, env, &body, DESK_HELP_QUESTIONS, &next);
    struct flow flow = flow_begin(ui, body, "receipt");
    flow_title(&flow, _("Your report is kept"));
    draw_code(&flow, held->code);
    flow_strong(&flow, _("Write it down or photograph it. It is shown only now."));
    desk_where_card(&flow, env,
                    &(struct desk_where){.entry_id = page->entry_id,
                                         .what = "",
                                         .is_fresh = env->mono_ms - page->opened_mono_ms < DESK_HOPE_MS,
                                         .may_be_urgent = true});
    flow_text(&flow, _("With this code, and only with it, you can read the answer at any screen of the community."));
    draw_phone_page(page, env, &flow, held);
    CLEANUP(free_ptr) char *matter = complain_matter_words(env->model, held->category, held->subitem);
    flow_pair(&flow, _("Matter"), matter);
    draw_promise(&flow, env->model, _("First reply"), "first_reply", "GT-06");
    draw_promise(&flow, env->model, _("The answer"), "answer", "GT-07");
    flow_end(&flow);
    if (tapped != DESK_BAR_NONE)
        nav_home(env->nav);
}

static int64_t receipt_idle_ms(void *state UNUSED, const struct page_env *env UNUSED, const struct ui *ui UNUSED)
{
    return SHOWN_MS;
}

static bool receipt_dirty(void *state)
{
    struct receipt *page = state;
    return desk_receipt(page->desk) != NULL;
}

static const struct page_leave receipt_leave = {N_("Have you written the code down? It cannot be shown again."),
                                                N_("Back to the code"), N_("I have written it down")};

const struct page_ops page_receipt = {
    .name = "receipt",
    .is_private = true,
    .open = receipt_open,
    .close = receipt_close,
    .build = receipt_build,
    .idle_ms = receipt_idle_ms,
    .dirty = receipt_dirty,
    .leave = &receipt_leave,
};
