#include "kiosk/pages/part.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/utf8.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/words.h"

#define STALE_S        (7 * DAY_S)
#define READING_MIN_MS 90000
#define READING_MAX_MS 600000 /* a page left open does not hold the lobby for longer than ten minutes */

static const struct ui_style style_title = {TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_heading = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_text = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};
static const struct ui_style style_lead = {TEXT_HEADING, FONT_REGULAR, COLOR_INK, UI_LEFT};
static const struct ui_style style_soft = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};
static const struct ui_style style_strong = {TEXT_BODY, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_number = {TEXT_TITLE, FONT_BOLD, COLOR_ACCENT, UI_LEFT};

/* Lines longer than this many characters are hard to find the start of again. */
#define LINE_CHARS_MAX 44
/* From this width on two rows fit beside each other. */
#define PAIR_CHARS_MIN 56

struct flow flow_begin_list(struct ui *ui, struct rect body, const char *id)
{
    struct rect inner = ui_scroll_begin(ui, body, id);
    int widest = ui->theme->size_px[TEXT_BODY] * LINE_CHARS_MAX;
    inner.x += ui->theme->pad;
    inner.w -= 2 * ui->theme->pad;
    struct flow flow = {.ui = ui, .area = inner, .top = inner.y, .text_w = MIN(inner.w, widest)};
    flow.is_paired = inner.w > ui->theme->size_px[TEXT_BODY] * PAIR_CHARS_MIN;
    flow.area.y += ui->theme->gap;
    flow.room = ui_scroll_room(ui, &flow.fold_y);
    return flow;
}

struct flow flow_begin(struct ui *ui, struct rect body, const char *id)
{
    struct flow flow = flow_begin_list(ui, body, id);
    flow.area.x += (flow.area.w - flow.text_w) / 2;
    flow.area.w = flow.text_w;
    flow.is_paired = false;
    return flow;
}

void flow_note(struct flow *flow, struct rect row, const char *name, const char *value)
{
    if (flow->room.h > 0 && row.y + row.h > flow->fold_y)
        buf_printf(&flow->below, "%s%s%s%s",
                   !flow->below.len             ? ""
                   : flow->ui->theme->landscape ? " · "
                                                : "\n",
                   name, *value ? "  " : "", value);
}

/* Read only, above the line of reach: nobody has to turn pages to know what is there. */
static void draw_contents(struct flow *flow)
{
    struct ui *ui = flow->ui;
    int gap = ui->theme->gap, pad = ui->theme->pad, line_h = ui_line_height(ui, TEXT_BODY);
    struct rect card = {flow->area.x, flow->room.y + gap, flow->area.w, flow->room.h - 2 * gap};
    int least = 2 * line_h + 2 * pad; /* its head, and a line */
    if (!flow->below.len || card.h < least)
        return;
    int width = card.w - 2 * pad, words_h = ui_text_height(ui, width, style_soft, buf_str(&flow->below)),
        head_h = ui_text_height(ui, width, style_strong, _("Further down on this page"));
    int lines = MIN(words_h, card.h - head_h - 2 * pad) / line_h;
    card.h = head_h + lines * line_h + 2 * pad;
    if (!ui_visible(ui, card) || lines < 1)
        return;
    ui_fill(ui, card, COLOR_SURFACE, true);
    struct rect at = {card.x + pad, card.y + pad, width, head_h};
    ui_text(ui, at, style_strong, _("Further down on this page"));
    ui_text(ui, (struct rect){at.x, at.y + head_h, width, lines * line_h}, style_soft, buf_str(&flow->below));
}

void flow_end(struct flow *flow)
{
    draw_contents(flow);
    buf_wipe(&flow->below);
    ui_scroll_end(flow->ui, flow->area.y - flow->top + flow->ui->theme->pad);
}

struct rect flow_take(struct flow *flow, int h)
{
    struct rect rect = flow->area;
    rect.h = h;
    flow->has_left = false;
    flow->area.y += h + flow->ui->theme->gap;
    return rect;
}

int flow_row_width(const struct flow *flow)
{
    return flow->is_paired ? (flow->area.w - flow->ui->theme->gap) / 2 : flow->area.w;
}

struct rect flow_take_row(struct flow *flow, int h)
{
    if (!flow->is_paired)
        return flow_take(flow, h);
    int gap = flow->ui->theme->gap, w = flow_row_width(flow);
    if (flow->has_left) {
        struct rect right = {flow->left.x + w + gap, flow->left.y, w, h};
        flow->area.y = MAX(flow->area.y, right.y + h + gap);
        flow->has_left = false;
        return right;
    }
    struct rect left = flow_take(flow, h);
    left.w = w;
    flow->left = left;
    flow->has_left = true;
    return left;
}

void flow_gap(struct flow *flow, int h)
{
    flow->area.y += h;
}

static void put_text(struct flow *flow, struct ui_style style, const char *text)
{
    if (!text || !*text)
        return;
    struct rect rect = flow_take(flow, ui_text_height(flow->ui, flow->text_w, style, text));
    rect.w = flow->text_w;
    if (ui_visible(flow->ui, rect))
        ui_text(flow->ui, rect, style, text);
}

void flow_title(struct flow *flow, const char *text)
{
    if (!ui_head(flow->ui, text))
        put_text(flow, style_title, text);
}

void flow_price(struct flow *flow, const char *text)
{
    put_text(flow, style_number, text);
}

void flow_heading(struct flow *flow, const char *text)
{
    flow_gap(flow, flow->ui->theme->gap);
    put_text(flow, style_heading, text);
}

void flow_text(struct flow *flow, const char *text)
{
    put_text(flow, style_text, text);
}

void flow_lead(struct flow *flow, const char *text)
{
    put_text(flow, style_lead, text);
}

void flow_soft(struct flow *flow, const char *text)
{
    put_text(flow, style_soft, text);
}

void flow_strong(struct flow *flow, const char *text)
{
    put_text(flow, style_strong, text);
}

/* Label left and value right where there is room for both; else the label above. */
void flow_pair(struct flow *flow, const char *label, const char *value)
{
    if (!value || !*value)
        return;
    struct ui *ui = flow->ui;
    int label_w = MIN(flow->text_w / 3, ui->theme->size_px[TEXT_BODY] * 10);
    int value_w = flow->text_w - label_w - ui->theme->gap;
    int label_h = ui_text_height(ui, label_w, style_soft, label);
    int h = MAX(label_h, ui_text_height(ui, value_w, style_text, value));
    struct rect rect = flow_take(flow, h + ui->theme->gap);
    rect.w = flow->text_w;
    if (!ui_visible(ui, rect))
        return;
    struct rect left = {rect.x, rect.y, label_w, label_h},
                right = {rect.x + label_w + ui->theme->gap, rect.y, value_w, h};
    ui_text(ui, left, style_soft, label);
    ui_text(ui, right, style_text, value);
    ui_hairline(ui, (struct rect){rect.x, rect.y + rect.h - ui->theme->line, rect.w, ui->theme->line});
}

void flow_line(struct flow *flow, const char *name, const char *value)
{
    struct ui *ui = flow->ui;
    struct ui_style right = style_soft;
    right.align = UI_RIGHT;
    int gap = ui->theme->gap, value_w = MIN((int)flow->area.w / 2, ui->theme->size_px[TEXT_BODY] * 14),
        name_w = flow->area.w - value_w - gap;
    int name_h = ui_text_height(ui, name_w, style_text, name), value_h = ui_text_height(ui, value_w, right, value);
    struct rect rect = flow_take(flow, MAX(name_h, value_h) + gap);
    if (!ui_visible(ui, rect))
        return;
    ui_text(ui, (struct rect){rect.x, rect.y, name_w, name_h}, style_text, name);
    ui_text(ui, (struct rect){rect.x + name_w + gap, rect.y, value_w, value_h}, right, value);
    ui_hairline(ui, (struct rect){rect.x, rect.y + rect.h - ui->theme->line, rect.w, ui->theme->line});
}

void flow_notice_card(struct flow *flow, const char *icon, const char *text, enum theme_color color)
{
    struct ui *ui = flow->ui;
    int pad = ui->theme->pad, icon_px = ui_line_height(ui, TEXT_HEADING);
    int text_w = flow->area.w - 3 * pad - icon_px;
    int h = MAX(ui_text_height(ui, text_w, style_strong, text), icon_px) + 2 * pad;
    struct rect rect = flow_take(flow, h);
    if (!ui_visible(ui, rect))
        return;
    ui_fill(ui, rect, COLOR_SURFACE, true);
    ui_fill(ui, (struct rect){rect.x, rect.y, MAX(ui->theme->line * 3, 4), rect.h}, color, false);
    ui_icon(ui, (struct rect){rect.x + pad, rect.y + pad, icon_px, icon_px}, icon, color);
    ui_text(ui, (struct rect){rect.x + 2 * pad + icon_px, rect.y + pad, text_w, h - 2 * pad}, style_strong, text);
}

bool flow_row(struct flow *flow, const char *id, const char *title, const char *detail, const char *value)
{
    return flow_row_colored(flow, id, title, detail, value, COLOR_ACCENT);
}

bool flow_row_colored(struct flow *flow, const char *id, const char *title, const char *detail, const char *value,
                      enum theme_color color)
{
    struct rect rect = flow_take_row(flow, ui_row_height(flow->ui, flow_row_width(flow), title, detail, value));
    flow_note(flow, rect, title, "");
    return ui_visible(flow->ui, rect) && ui_row_over(flow->ui, rect, rect.h, id, title, detail, value, color);
}

void flow_notice(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    CLEANUP(free_ptr) char *path = xasprintf("notice/%s", notice->id);
    CLEANUP(free_ptr) char *day = words_date(notice->from, env->model->zone_s);
    CLEANUP(free_ptr) char *detail = xasprintf("%s · %s", words_kind(notice->kind), day);
    if (flow_row(flow, path, words_notice(notice, "title"), detail, ""))
        nav_go(env->nav, path);
}

void flow_badge(struct flow *flow, const char *label, enum theme_color color)
{
    struct ui *ui = flow->ui;
    int h = ui_line_height(ui, TEXT_LABEL) + ui->theme->gap;
    struct rect rect = flow_take(flow, h);
    rect.w =
        MIN(rect.w, text_width(ui->text, FONT_BOLD, ui->theme->size_px[TEXT_LABEL], label, strlen(label)) + 3 * h / 2);
    if (ui_visible(ui, rect))
        ui_badge(ui, rect, label, color);
}

bool flow_button(struct flow *flow, const char *id, const char *label, enum ui_button_kind kind)
{
    struct ui *ui = flow->ui;
    if (!ui->touch)
        return false;
    struct rect rect = flow_take(flow, MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + 2 * ui->theme->pad));
    return ui_visible(ui, rect) && ui_button(ui, rect, id, label, kind, true);
}

/* Who and when on the left, the number on the right; below each other where the column is narrow. */
void flow_phone(struct flow *flow, const char *who, const char *number, const char *hours)
{
    struct ui *ui = flow->ui;
    int pad = ui->theme->pad, inner = flow_row_width(flow) - 2 * pad, number_h = ui_line_height(ui, TEXT_TITLE);
    int number_w = text_width(ui->text, FONT_BOLD, ui->theme->size_px[TEXT_TITLE], number, strlen(number)) + pad;
    bool is_beside = number_w < inner / 2;
    int who_w = is_beside ? inner - number_w : inner;
    int who_h = ui_text_height(ui, who_w, style_strong, who);
    int hours_h = hours && *hours ? ui_text_height(ui, who_w, style_soft, hours) : 0;
    int words_h = who_h + hours_h, h = is_beside ? MAX(words_h, number_h) : words_h + number_h;
    struct rect rect = flow_take_row(flow, h + pad);
    flow_note(flow, rect, who, number);
    if (!ui_visible(ui, rect))
        return;
    ui_fill(ui, rect, COLOR_SURFACE, true);
    struct rect at = {rect.x + pad, rect.y + pad / 2 + (is_beside ? (h - words_h) / 2 : 0), who_w, who_h};
    ui_text(ui, at, style_strong, who);
    at.y += who_h;
    at.h = hours_h;
    if (hours_h)
        ui_text(ui, at, style_soft, hours);
    struct ui_style style = style_number;
    style.align = is_beside ? UI_RIGHT : UI_LEFT;
    struct rect digits = {at.x, rect.y + pad / 2 + (is_beside ? (h - number_h) / 2 : words_h), inner, number_h};
    if (is_beside)
        digits = (struct rect){rect.x + rect.w - pad - number_w, digits.y, number_w, number_h};
    ui_text(ui, digits, style, number);
}

void flow_markdown(struct flow *flow, const char *body_md, const struct ui_images *images)
{
    struct md_doc *doc = md_parse(body_md);
    flow->area.y += ui_markdown(flow->ui, flow->area, doc, images) + flow->ui->theme->gap;
    if (doc->is_cut)
        flow_notice_card(flow, "document", _("This is not all of it: please ask the service centre for the rest."),
                         COLOR_WARN);
    md_free(doc);
}

void part_stale(struct flow *flow, const struct page_env *env)
{
    int64_t confirmed_s = env->model->confirmed_s;
    if (!confirmed_s || env->trust == CLOCK_UNKNOWN || env->now_ms / 1000 - confirmed_s < STALE_S)
        return;
    CLEANUP(free_ptr) char *fresh = words_freshness(env);
    CLEANUP(free_ptr)
    /* i18n: "Content as of 3 March" and a request to ask. */
    char *text = xasprintf(_("%s. Please ask the service centre whether this still holds."), fresh);
    flow_notice_card(flow, "warning", text, COLOR_WARN);
}

/* The words that the visitor now sees. */
static int64_t reading_ms(const struct ui *ui)
{
    struct rect whole = {0, 0, INT_MAX, INT_MAX};
    return CLAMP(UI_READING_MS(draw_chars(ui->draw, 0, whole)), READING_MIN_MS, READING_MAX_MS);
}

void *part_open(const struct page_env *env UNUSED, const char *arg)
{
    if (strlen(arg) > ID_MAX)
        return NULL;
    struct part_arg *state = xcalloc(1, sizeof(*state));
    snprintf(state->arg, sizeof(state->arg), "%s", arg);
    return state;
}

void *part_open_bare(const struct page_env *env, const char *arg)
{
    return *arg ? NULL : part_open(env, arg);
}

void part_close(void *state)
{
    free(state);
}

int64_t part_idle_reading(void *state UNUSED, const struct page_env *env UNUSED, const struct ui *ui)
{
    return reading_ms(ui);
}

char *part_call_office(const struct model *model)
{
    const char *number = model_call_phone(model, CALL_OFFICE);
    if (!*number)
        return xstrdup(_("To take part: sign up at the service centre."));
    return xasprintf(_("To take part: sign up at the service centre or call %s."), number);
}
