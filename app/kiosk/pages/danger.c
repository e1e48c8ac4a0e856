/* Danger to life: whom to call, what to do, and where one is, in the largest type. The public numbers and the advice
 * are built in, so the page is whole on a terminal that never received anything. It draws the whole screen itself. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/easier.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/speech/aloud.h"
#include "kiosk/pages/part.h"

/* What else may be burning, and whom to call for it. */
struct advice {
    const char *icon, *what, *act, *unknown; /* unknown: whom to call while no number has arrived */
    enum model_call whom;
};
static const struct advice advices[] = {
    {"lift", N_("Trapped in the lift"),
     N_("Press the alarm in the car, stay away from the doors, do not climb out. Call:"),
     N_("see the notice in the lift, or call 110"), CALL_LIFT},
    {"gas", N_("It smells of gas"), N_("Touch no switch, light nothing. Go outside, then call:"), CONTACT_FIRE,
     CALL_GAS},
    {"phone", N_("Anything else urgent"), N_("Someone is on duty day and night:"), CONTACT_POLICE, CALL_DUTY},
};

static const struct ui_style style_band = {TEXT_TITLE, FONT_BOLD, COLOR_ON_DANGER, UI_LEFT};
static const struct ui_style style_name = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_CENTER};
static const struct ui_style style_what = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_act = {TEXT_LABEL, FONT_REGULAR, COLOR_INK, UI_LEFT};
static const struct ui_style style_phone = {TEXT_TITLE, FONT_BOLD, COLOR_DANGER, UI_LEFT};
static const struct ui_style style_place = {TEXT_HERO, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_address = {TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_say = {TEXT_HEADING, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};

static void draw_band(struct ui *ui, struct rect *rest)
{
    int pad = ui->theme->small ? ui->theme->gap / 2 : ui->theme->pad;
    int text_h = ui_text_height(ui, rest->w - 2 * pad, style_band, _("Danger to life: call now"));
    struct rect band = rect_cut_top(rest, text_h + 2 * pad);
    int left = ui->theme->pad;
    ui_fill(ui, band, COLOR_DANGER, false);
    ui_text(ui, (struct rect){band.x + left, band.y + pad, band.w - 2 * left, text_h}, style_band,
            _("Danger to life: call now"));
}

/* Larger than any text size of the theme: these three are read from across the lobby. */
static void draw_number(struct ui *ui, struct rect card, const char *number)
{
    int px = MIN(ui->theme->measure[MEASURE_NUMBER], card.w * 2 / 5);
    int w = text_width(ui->text, FONT_BOLD, px, number, strlen(number)), h = text_line_height(ui->text, px);
    struct rect line = {card.x + (card.w - w) / 2, card.y, w, h};
    if (!ui_tell(ui, number))
        draw_text(ui->draw, line, FONT_BOLD, px, ui->theme->color[COLOR_DANGER], number, strlen(number));
}

/* One line: number and name beside each other. */
static void draw_small_numbers(struct ui *ui, struct rect *rest)
{
    int count = PUBLIC_NUMBER_COUNT, h = ui_line_height(ui, TEXT_HERO), name_h = ui_line_height(ui, TEXT_CAPTION);
    struct rect row = rect_cut_top(rest, h);
    struct ui_style number = {TEXT_HERO, FONT_BOLD, COLOR_DANGER, UI_CENTER},
                    name = {TEXT_CAPTION, FONT_BOLD, COLOR_INK, UI_LEFT};
    for (int i = 0; i < count; i++) {
        struct rect card = rect_column(row, i, count, ui->theme->gap);
        ui_fill(ui, card, COLOR_SURFACE, true);
        const char *digits = public_numbers[i].number;
        int digits_w = text_width(ui->text, FONT_BOLD, ui->theme->size_px[TEXT_HERO], digits, strlen(digits));
        ui_text(ui, rect_cut_left(&card, digits_w + ui->theme->gap), number, digits);
        ui_text(ui, (struct rect){card.x, card.y + (h - name_h) / 2, card.w, name_h}, name, _(public_numbers[i].name));
    }
    rect_cut_top(rest, ui->theme->gap / 2);
}

static void draw_numbers(struct ui *ui, struct rect *rest)
{
    int gap = ui->theme->gap, count = PUBLIC_NUMBER_COUNT, name_h = ui_line_height(ui, TEXT_HEADING);
    int px = MIN(ui->theme->measure[MEASURE_NUMBER], rest->w / count * 2 / 5),
        number_h = text_line_height(ui->text, px);
    struct rect row = rect_cut_top(rest, number_h + name_h + gap);
    for (int i = 0; i < count; i++) {
        struct rect card = rect_column(row, i, count, gap);
        ui_fill(ui, card, COLOR_SURFACE, true);
        draw_number(ui, card, public_numbers[i].number);
        ui_text(ui, (struct rect){card.x, card.y + number_h, card.w, name_h}, style_name, _(public_numbers[i].name));
    }
    rect_cut_top(rest, gap);
}

static void draw_advice(struct flow *flow, const struct model *model, const struct advice *advice)
{
    struct ui *ui = flow->ui;
    const json_t *contact = model_call(model, advice->whom);
    int pad = ui->theme->pad, icon_px = ui_line_height(ui, TEXT_TITLE), w = flow->area.w - 3 * pad - icon_px;
    const char *phone = contact ? json_str_or(contact, "phone", "") : _(advice->unknown);
    struct ui_style number = contact ? style_phone : style_what, act = style_act;
    if (ui->theme->landscape) /* all three in sight without scrolling */
        act.size = TEXT_BODY;
    int what_w =
        text_width(ui->text, FONT_BOLD, ui->theme->size_px[style_what.size], _(advice->what), strlen(_(advice->what)));
    int phone_w = text_width(ui->text, FONT_BOLD, ui->theme->size_px[number.size], phone, strlen(phone));
    bool beside = ui->theme->landscape && what_w + phone_w + 2 * ui->theme->gap <= w;
    int phone_h = ui_text_height(ui, w, number, phone), what_h = ui_text_height(ui, w, style_what, _(advice->what));
    int act_h = ui_text_height(ui, w, act, _(advice->act));
    if (beside)
        what_h = MAX(what_h, phone_h);
    struct rect card = flow_take(flow, what_h + act_h + (beside ? 0 : phone_h) + pad);
    if (!ui_visible(ui, card))
        return;
    ui_fill(ui, card, COLOR_SURFACE, true);
    ui_icon(ui, (struct rect){card.x + pad, card.y + pad / 2, icon_px, icon_px}, advice->icon, COLOR_DANGER);
    struct rect at = {card.x + 2 * pad + icon_px, card.y + pad / 2, w, what_h};
    ui_text(ui, at, style_what, _(advice->what));
    at.y += what_h;
    at.h = act_h;
    ui_text(ui, at, act, _(advice->act));
    number.align = beside ? UI_RIGHT : UI_LEFT;
    at.y += beside ? -what_h : act_h;
    at.h = phone_h;
    ui_text(ui, at, number, phone);
}

/* The words to read out: "禾汀里小区 3号楼1单元", then the address, then the lifts by their registered numbers. */
struct place_words {
    char *where, *address, *lifts; /* owned */
};

static char *where_words(const struct model *model)
{
    const char *building_id = model_here_building(model), *unit_id = model_here_unit(model);
    const char *building = i18n_pick(model_building(model, building_id), "name");
    const char *unit = i18n_pick(model_unit(model, building_id, unit_id), "name");
    const char *lobby = *building ? "" : i18n_pick(model->lobby, "name");
    return xasprintf("%s %s%s%s", model_name(model), building, unit, lobby);
}

static char *lift_words(const struct model *model)
{
    const json_t *unit = model_unit(model, model_here_building(model), model_here_unit(model));
    const json_t *ids = model_list(unit, "lifts");
    struct buf out = {0};
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const json_t *lift = model_lift(model, json_string_value(json_array_get(ids, i)));
        const char *number = json_str(lift, "register_no");
        if (number)
            buf_printf(&out, "%s%s", out.len ? "   " : "", number);
    }
    return buf_take(&out);
}

static struct place_words place_words(const struct model *model)
{
    const char *place = i18n_pick(model->lobby, "place"); /* the whole of it, as staff wrote it down */
    if (*place)
        return (struct place_words){xstrdup(place), xstrdup(""), lift_words(model)};
    const char *address = i18n_pick(json_member(model->community, "community"), "address");
    return (struct place_words){where_words(model), xstrdup(address), lift_words(model)};
}

static void draw_place(struct flow *flow, const struct model *model)
{
    struct place_words words = place_words(model);
    struct {
        struct ui_style style;
        const char *text;
    } lines[] = {
        {style_say, _("Say where you are:")},
        {style_place, words.where},
        {style_address, words.address},
        {style_say, *words.lifts ? _("Numbers of the lifts here:") : ""},
        {style_address, words.lifts},
        {style_say,
         model->lobby ? "" : _("Say street, house number, building and unit: they are written at the door.")},
    };
    flow_gap(flow, flow->ui->theme->small ? 0 : flow->ui->theme->pad);
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        if (flow->ui->theme->small) /* the whole place in sight comes before its size */
            lines[i].style.size = lines[i].style.face == FONT_BOLD ? TEXT_HEADING : TEXT_CAPTION;
        const char *text = lines[i].text + strspn(lines[i].text, " ");
        if (!*text)
            continue;
        int h = ui_text_height(flow->ui, flow->area.w, lines[i].style, text);
        ui_text(flow->ui, (struct rect){flow->area.x, flow->area.y, flow->area.w, h}, lines[i].style, text);
        flow->area.y += h;
    }
    free(words.where);
    free(words.address);
    free(words.lifts);
}

/* Danger is read at every hour. */
static void draw_aloud(struct ui *ui, const struct page_env *env, struct rect rect)
{
    bool speaks = aloud_state(env->aloud) == ALOUD_SPEAKING;
    if (ui_icon_button(ui, rect, "aloud", speaks ? "stop" : "speaker", speaks ? _("Stop") : _("Read"),
                       speaks ? UI_BUTTON_PRIMARY : UI_BUTTON_PLAIN))
        aloud_ask(env->aloud);
}

static void draw_leave(struct ui *ui, const struct page_env *env, struct rect *rest)
{
    if (!ui->touch)
        return;
    int gap = ui->theme->gap;
    struct rect bar = rect_cut_bottom(rest, MAX(ui->theme->target, ui->theme->measure[MEASURE_BAR]));
    rect_cut_bottom(rest, gap / 2);
    if (ui->tell) /* no words of the page */
        return;
    int count = env->aloud ? 4 : 3;
    if (ui_button(ui, rect_column(bar, 0, count, gap), "back", _("Back"), UI_BUTTON_PLAIN, true))
        nav_back(env->nav);
    if (ui_button(ui, rect_column(bar, 1, count, gap), "home", _("Home"), UI_BUTTON_PLAIN, true))
        nav_home(env->nav);
    easier_button(ui, env, rect_column(bar, 2, count, gap));
    if (env->aloud)
        draw_aloud(ui, env, rect_column(bar, 3, count, gap));
}

/* A flow keeps its own margin; here the body has one already. */
static struct flow begin_column(struct ui *ui, struct rect column, const char *id)
{
    int pad = ui->theme->pad;
    return flow_begin(ui, (struct rect){column.x - pad, column.y, column.w + 2 * pad, column.h}, id);
}

static void draw_advices(struct flow *flow, const struct page_env *env)
{
    for (size_t i = 0; i < ARRAY_LEN(advices); i++)
        draw_advice(flow, env->model, &advices[i]);
}

static void build(void *state UNUSED, const struct page_env *env, struct ui *ui, struct rect body)
{
    int pad = ui->theme->pad;
    ui_fill(ui, body, COLOR_PAPER, false);
    draw_band(ui, &body);
    if (ui->theme->small)
        body = (struct rect){body.x + pad, body.y + ui->theme->gap / 2, body.w - 2 * pad, body.h - ui->theme->gap};
    else
        body = rect_inset(body, pad);
    draw_leave(ui, env, &body);
    if (ui->theme->small)
        draw_small_numbers(ui, &body);
    else if (!ui->theme->landscape)
        draw_numbers(ui, &body);
    if (ui->theme->small || !ui->theme->landscape) {
        struct flow flow = begin_column(ui, body, "danger");
        if (ui->theme->small) /* what is not seen at once must not be the place */
            draw_place(&flow, env->model);
        draw_advices(&flow, env);
        if (!ui->theme->small)
            draw_place(&flow, env->model);
        flow_end(&flow);
        return;
    }
    struct rect left = rect_cut_left(&body, (body.w - 2 * pad) / 2);
    rect_cut_left(&body, 2 * pad);
    draw_numbers(ui, &left);
    struct flow advice = begin_column(ui, left, "advice");
    draw_advices(&advice, env);
    flow_end(&advice);
    struct flow place = begin_column(ui, body, "place");
    draw_place(&place, env->model);
    flow_end(&place);
}

/* Someone may be on the telephone, reading from it: it stays. */
static int64_t idle_ms(void *state UNUSED, const struct page_env *env UNUSED, const struct ui *ui UNUSED)
{
    return 5 * 60 * 1000;
}

static void list(const struct page_env *env UNUSED, void (*emit)(const char *path, void *arg), void *arg)
{
    emit("danger", arg);
}

const struct page_ops page_danger = {
    .name = "danger",
    .speaks_always = true,
    .bare = true,
    .open = part_open_bare,
    .close = part_close,
    .build = build,
    .idle_ms = idle_ms,
    .list = list,
};
