/* One price: every item that the price-marking rules ask for, as a labelled list; what an area costs, worked out; a
 * coming price from its announcement day on, always with its status. */
#include "kiosk/pages/pages.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/feedback.h"
#include "kiosk/pages/feemath.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

#define RESULT_CHARS 12 /* of its column, at least */

struct fee_page {
    char id[ID_MAX + 1];
    struct fee_entry area;
};

static const json_t *find_service(const struct model *model, const char *id)
{
    return model_find(json_member(model->fees, "paid_services"), "items", id);
}

/* A fee of the schedule or a paid service. */
static const json_t *find_item(const struct model *model, const char *id)
{
    const json_t *fee = model_fee(model, id);
    return fee ? fee : find_service(model, id);
}

static void *open_fee(const struct page_env *env, const char *arg)
{
    if (strlen(arg) > ID_MAX || !find_item(env->model, arg))
        return NULL;
    struct fee_page *page = xcalloc(1, sizeof(*page));
    snprintf(page->id, sizeof(page->id), "%s", arg);
    return page;
}

static void draw_guide_price(struct flow *flow, const json_t *item)
{
    const json_t *guide = json_member(item, "guide_price");
    if (!json_is_object(guide))
        return;
    CLEANUP(free_ptr) char *base = words_price(json_int_or(guide, "base_fen", 0), item);
    CLEANUP(free_ptr) char *low = words_money(json_int_or(guide, "min_fen", 0));
    CLEANUP(free_ptr) char *high = words_money(json_int_or(guide, "max_fen", 0));
    CLEANUP(free_ptr)
    /* i18n: how far a price may lie above and below the base price, and the lowest and highest price. */
    char *range = xasprintf(_("+%1$lld %% / −%2$lld %%: %3$s to %4$s yuan"),
                            (long long)json_int_or(guide, "float_up_bp", 0) / 100,
                            (long long)json_int_or(guide, "float_down_bp", 0) / 100, low, high);
    flow_pair(flow, _("Base price"), base);
    flow_pair(flow, _("Allowed range"), range);
}

static void draw_required(struct flow *flow, const struct page_env *env, const json_t *item)
{
    const json_t *fees = env->model->fees, *board = json_member(fees, "price_board_contact");
    int32_t zone_s = env->model->zone_s;
    const char *company = model_org_name(env->model, json_str(item, "manager"));
    CLEANUP(free_ptr) char *start = words_date_text(json_str(item, "billing_start"), zone_s);
    CLEANUP(free_ptr) char *since = words_date_text(json_str(item, "effective_from"), zone_s);
    CLEANUP(free_ptr) char *price = words_price(json_int_or(item, "unit_price_fen", 0), item);
    flow_heading(flow, _("All about this price"));
    flow_pair(flow, _("Company"), *company ? company : i18n_pick(fees, "manager_name"));
    flow_pair(flow, _("Fee"), i18n_pick(item, "name"));
    flow_pair(flow, _("Who pays"), i18n_pick(item, "payer"));
    flow_pair(flow, _("What it buys"), i18n_pick(item, "service_content"));
    flow_pair(flow, _("How it is charged"), i18n_pick(item, "billing_method"));
    flow_pair(flow, _("Charged since"), start);
    flow_pair(flow, _("Price"), price);
    flow_pair(flow, _("Kind of price"), i18n_pick(item, "price_basis"));
    draw_guide_price(flow, item);
    flow_pair(flow, _("Decided by"), i18n_pick(item, "approval_document"));
    flow_pair(flow, _("This price since"), since);
    flow_pair(flow, _("To be paid"), i18n_pick(item, "due_rule"));
    flow_pair(flow, _("Materials"), i18n_pick(item, "material_rule"));
    flow_pair(flow, _("How to order"), i18n_pick(item, "order_channel"));
    flow_pair(flow, _("Service complaints"), json_str_or(item, "complaint_line", json_str(board, "service_complaint")));
    flow_pair(flow, _("Price complaints"),
              json_str_or(item, "price_regulator_line", json_str(board, "price_regulator")));
    flow_pair(flow, _("Remark"), i18n_pick(item, "note"));
}

static void draw_clauses(struct flow *flow, const struct page_env *env, const json_t *item)
{
    const json_t *ids = model_list(item, "service_clauses");
    size_t shown = 0;
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const char *id = json_string_value(json_array_get(ids, i));
        const json_t *clause = model_clause(env->model, id);
        if (!clause)
            continue;
        if (shown++ == 0)
            flow_heading(flow, _("Service standards paid by it"));
        CLEANUP(free_ptr) char *path = xasprintf("standard/%s", id);
        if (flow_row(flow, path, i18n_pick(clause, "title"), i18n_pick(clause, "commitment"), ""))
            nav_go(env->nav, path);
    }
}

/* A price to come shows only from its announcement day, and never looks decided. */
static void draw_next_change(struct flow *flow, const struct page_env *env, const json_t *item)
{
    const json_t *next = json_member(item, "next_change");
    int64_t announce = 0, from = 0;
    int32_t zone_s = env->model->zone_s;
    const char *announce_on = json_str(next, "announce_on");
    if (!announce_on || !clock_parse(announce_on, zone_s, &announce) || env->now_ms / 1000 < announce)
        return;
    const char *starts = json_str(next, "effective_from");
    bool is_future = !starts || !clock_parse(starts, zone_s, &from) || env->now_ms / 1000 < from;
    CLEANUP(free_ptr) char *price = words_price(json_int_or(next, "unit_price_fen", 0), item);
    CLEANUP(free_ptr) char *day = words_date_text(starts, zone_s);
    CLEANUP(free_ptr) char *cap = words_money(json_int_or(next, "daily_cap_fen", 0));
    CLEANUP(free_ptr) char *cap_text = xasprintf(_("%s yuan"), cap);
    flow_heading(flow, is_future ? _("Announced price, not in force") : _("Announced price"));
    CLEANUP(free_ptr) char *status = xasprintf(_("Status: %s"), i18n_pick(next, "status"));
    flow_notice_card(flow, "warning", status, COLOR_WARN);
    flow_pair(flow, _("Announced price"), price);
    if (json_int_or(next, "daily_cap_fen", 0) > 0)
        flow_pair(flow, _("At most a day"), cap_text);
    flow_pair(flow, _("Earliest from"), day);
    flow_pair(flow, _("Decided by"), i18n_pick(next, "document"));
}

/* What the typed area costs, each sum with the way it was worked out. */
static void draw_result(struct flow *flow, const struct fee_page *page, const json_t *item)
{
    int64_t area_c = 0, price_fen = json_int_or(item, "unit_price_fen", 0);
    struct fee_sum sum;
    CLEANUP(free_ptr) char *typed = xasprintf(_("Area: %s m²"), *page->area.text ? page->area.text : "…");
    flow_heading(flow, typed);
    if (!fee_entry_area(&page->area, &area_c) || !fee_compute(&sum, area_c, price_fen)) {
        flow_soft(flow, _("Type the area from your property certificate, in square metres."));
        return;
    }
    CLEANUP(free_ptr) char *area = words_area(area_c);
    CLEANUP(free_ptr) char *price = words_money(price_fen);
    CLEANUP(free_ptr) char *exact = fee_exact_text(sum.exact);
    CLEANUP(free_ptr) char *month = words_money(sum.month_fen);
    CLEANUP(free_ptr) char *quarter = words_money(sum.quarter_fen);
    /* i18n: a sum of money for one month. */
    CLEANUP(free_ptr) char *month_text = xasprintf(_("A month: %s yuan"), month);
    CLEANUP(free_ptr) char *quarter_text = xasprintf(_("A quarter: %s yuan"), quarter);
    CLEANUP(free_ptr)
    /* i18n: area times price gives the exact sum, rounded to the month's amount. */
    char *formula = xasprintf(_("%1$s m² × %2$s = %3$s, rounded to the fen: %4$s"), area, price, exact, month);
    CLEANUP(free_ptr) char *quarter_formula = xasprintf("%s × 3 = %s", month, quarter);
    flow_heading(flow, month_text);
    flow_soft(flow, formula);
    flow_heading(flow, quarter_text);
    flow_soft(flow, quarter_formula);
}

static void draw_pad(struct ui *ui, struct rect pad, struct fee_page *page)
{
    static const char keys[] = "123456789.0<";
    for (int i = 0; i < 12; i++) {
        char label[2] = {keys[i], 0}, id[8];
        snprintf(id, sizeof(id), "key/%c", keys[i]);
        const char *shown = keys[i] == '<' ? _("Erase") : label;
        if (ui_button(ui, rect_grid(pad, i, 3, 4, ui->theme->gap), id, shown, UI_BUTTON_PLAIN, true))
            fee_entry_key(&page->area, keys[i]);
    }
}

/* The usual area of this house as one tap: nobody knows his certificate by heart. */
static void draw_usual_area(struct flow *flow, const struct page_env *env, struct fee_page *page)
{
    const json_t *building = model_building(env->model, model_here_building(env->model));
    int64_t usual_c = json_int_or(building, "area_per_household_c", 0);
    if (usual_c <= 0 || usual_c > FEE_AREA_MAX_C)
        return;
    CLEANUP(free_ptr) char *area = words_area(usual_c);
    CLEANUP(free_ptr)
    char *whole = xasprintf(_("A usual flat here: %s m²"), area);
    CLEANUP(free_ptr) char *brief = xasprintf(_("Usual: %s m²"), area);
    const char *label = ui_icon_button_width(flow->ui, "", whole, TEXT_CAPTION) <= flow->area.w ? whole : brief;
    if (flow_button(flow, "usual", label, UI_BUTTON_PLAIN))
        snprintf(page->area.text, sizeof(page->area.text), "%s", area);
}

/* Keys on the left, result beside them: what is typed and what comes of it are seen together. */
static void draw_calculator(struct flow *flow, const struct page_env *env, struct fee_page *page, const json_t *item)
{
    struct ui *ui = flow->ui;
    if (!fee_is_by_area(item) || !ui->touch)
        return;
    flow_heading(flow, _("What does my flat cost?"));
    int key_h = MAX(ui->theme->measure[MEASURE_AREA_KEY], ui->theme->target), gap = ui->theme->gap;
    int pad_w = MAX((flow->area.w - 2 * gap) * 2 / 5, 3 * key_h + 2 * gap);
    struct flow result = *flow;
    /* A narrow panel has the result above the keys: beside them its words would be broken. */
    int erase_w = ui_icon_button_width(ui, "", _("Erase"), TEXT_CAPTION);
    bool is_above = (pad_w - 2 * gap) / 3 < erase_w ||
                    flow->area.w - pad_w - 2 * gap < RESULT_CHARS * ui->theme->size_px[TEXT_BODY];
    if (is_above) {
        draw_usual_area(flow, env, page);
        draw_result(flow, page, item);
        draw_pad(ui, flow_take(flow, 4 * key_h + 3 * gap), page);
        return;
    }
    struct rect pad = {flow->area.x, flow->area.y, pad_w, 4 * key_h + 3 * gap};
    result.area.x += pad_w + 2 * gap;
    result.area.w -= pad_w + 2 * gap;
    result.text_w = result.area.w;
    draw_usual_area(&result, env, page);
    draw_pad(ui, pad, page);
    draw_result(&result, page, item);
    flow->area.y = MAX(result.area.y, pad.y + pad.h + gap);
}

static void build(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    struct fee_page *page = arg;
    const json_t *item = find_item(env->model, page->id);
    struct flow flow = flow_begin(ui, body, "fee");
    if (!item) {
        flow_text(&flow, _("This price is no longer published."));
        flow_end(&flow);
        return;
    }
    CLEANUP(free_ptr) char *price = words_price(json_int_or(item, "unit_price_fen", 0), item);
    flow_title(&flow, i18n_pick(item, "name"));
    flow_price(&flow, price);
    part_stale(&flow, env);
    draw_next_change(&flow, env, item);
    draw_calculator(&flow, env, page, item);
    draw_required(&flow, env, item);
    if (flow_button(&flow, "ask", _("A question about this price? Tell us"), UI_BUTTON_PLAIN))
        nav_go(env->nav, "complain");
    draw_clauses(&flow, env, item);
    if (find_service(env->model, page->id) == item)
        feedback_draw(&flow, env, &(struct opinion_subject){"service", page->id, 0},
                      _("Have you had this done? How was it?"));
    flow_end(&flow);
}

static void type(void *arg, const struct page_env *env UNUSED, const char *utf8, enum keystroke key)
{
    struct fee_page *page = arg;
    if (key == KEYSTROKE_BACKSPACE)
        fee_entry_key(&page->area, '<');
    else if (utf8[0] && !utf8[1])
        fee_entry_key(&page->area, utf8[0]);
}

static void emit_items(const json_t *items, void (*emit)(const char *path, void *arg), void *arg)
{
    for (size_t i = 0; i < json_array_size(items); i++) {
        const char *id = json_str(json_array_get(items, i), "id");
        CLEANUP(free_ptr) char *path = id ? xasprintf("fee/%s", id) : NULL;
        if (path)
            emit(path, arg);
    }
}

static void list(const struct page_env *env, void (*emit)(const char *path, void *arg), void *arg)
{
    emit_items(model_list(env->model->fees, "fee_items"), emit, arg);
    emit_items(model_list(json_member(env->model->fees, "paid_services"), "items"), emit, arg);
}

const struct page_ops page_fee = {
    .name = "fee",
    .open = open_fee,
    .close = part_close,
    .build = build,
    .key = type,
    .idle_ms = part_idle_reading,
    .list = list,
};
