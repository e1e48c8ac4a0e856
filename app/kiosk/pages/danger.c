/* Danger to life: whom to call, what to do, and where one is, in the largest type. The public numbers and the advice
 * are built in, so the page is whole on a terminal that never received anything. It draws the whole screen itself. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/easier.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/speech/aloud.h"
#include "kiosk/pages/here_words.h"
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
    int pad = ui->theme->small ? ui->theme->gap / 2 : ui->theme->pad, left = ui->theme->pad;
    struct ui_style style = style_band;
    if (ui->theme->small)
        style.size = TEXT_LABEL; /* the address needs the height more */
    const char *words = _("Danger to life: call now");
    while (ui->theme->small && style.size > TEXT_CAPTION &&
           ui_text_height(ui, rest->w - 2 * left, style, words) > ui_line_height(ui, style.size))
        style.size--;
    int text_h = ui_text_height(ui, rest->w - 2 * left, style, words);
    struct rect band = rect_cut_top(rest, text_h + 2 * pad);
    ui_fill(ui, band, COLOR_DANGER, false);
    ui_text(ui, (struct rect){band.x + left, band.y + pad, band.w - 2 * left, text_h}, style, words);
}

/* Larger than any text size of the theme: these three are read from across the lobby. */
static void draw_number(struct ui *ui, struct rect card, const char *number)
{
    int px = MIN(ui->theme->measure[MEASURE_NUMBER], card.w * 2 / 5);
    int w = text_width(ui->text, FONT_BOLD, px, number, strlen(number)), h = text_line_height(px);
    struct rect line = {card.x + (card.w - w) / 2, card.y, w, h};
    if (!ui_tell(ui, number))
        draw_text(ui->draw, line, FONT_BOLD, px, ui->theme->color[COLOR_DANGER], number, strlen(number));
}

/* Number and name beside each other, each as wide as it is; a narrow panel breaks the line before one of them. */
struct small_row {
    int at[PUBLIC_NUMBER_COUNT], w[PUBLIC_NUMBER_COUNT], line[PUBLIC_NUMBER_COUNT], lines; /* px */
};

static struct small_row fit_small_row(struct ui *ui, int width, int number_px, int name_px)
{
    struct small_row row = {.lines = 1};
    int gap = ui->theme->gap, x = 0;
    for (int i = 0; i < PUBLIC_NUMBER_COUNT; i++) {
        const char *digits = public_numbers[i].number, *words = _(public_numbers[i].name);
        row.w[i] = text_width(ui->text, FONT_BOLD, number_px, digits, strlen(digits)) + 3 * gap / 2 +
                   text_width(ui->text, FONT_BOLD, name_px, words, strlen(words));
        if (x > 0 && x + row.w[i] > width) {
            row.lines++;
            x = 0;
        }
        row.at[i] = x;
        row.line[i] = row.lines - 1;
        x += row.w[i] + gap;
    }
    return row;
}

static void draw_small_number(struct ui *ui, struct rect card, int i, int number_px, int name_px)
{
    const char *digits = public_numbers[i].number, *words = _(public_numbers[i].name);
    ui_fill(ui, card, COLOR_SURFACE, true);
    if (ui_tell(ui, digits) && ui_tell(ui, words))
        return;
    int gap = ui->theme->gap, h = text_line_height(number_px), name_h = text_line_height(name_px);
    int digits_w = text_width(ui->text, FONT_BOLD, number_px, digits, strlen(digits));
    struct rect number = {card.x + gap / 2, card.y, digits_w, h};
    struct rect name = {number.x + digits_w + gap / 2, card.y + (h - name_h) / 2,
                        text_width(ui->text, FONT_BOLD, name_px, words, strlen(words)), name_h};
    draw_text(ui->draw, number, FONT_BOLD, number_px, ui->theme->color[COLOR_DANGER], digits, strlen(digits));
    draw_text(ui->draw, name, FONT_BOLD, name_px, ui->theme->color[COLOR_INK], words, strlen(words));
}

static void draw_small_numbers(struct ui *ui, struct rect *rest)
{
    const struct theme *theme = ui->theme;
    int gap = theme->gap, number_px = theme->size_px[TEXT_HERO], name_px = theme->size_px[TEXT_CAPTION];
    struct small_row row = fit_small_row(ui, rest->w, number_px, name_px);
    int most = theme->landscape ? 1 : 2;
    if (row.lines > most) {
        name_px = theme->measure[MEASURE_LEAST_TYPE];
        row = fit_small_row(ui, rest->w, number_px, name_px);
    }
    if (row.lines > most) {
        number_px = theme->size_px[TEXT_LABEL];
        row = fit_small_row(ui, rest->w, number_px, name_px);
    }
    int h = text_line_height(number_px);
    struct rect place = rect_cut_top(rest, row.lines * (h + gap / 2));
    for (int i = 0; i < PUBLIC_NUMBER_COUNT; i++) {
        bool is_last = i + 1 == PUBLIC_NUMBER_COUNT || row.line[i + 1] != row.line[i];
        int x = place.x + row.at[i];
        struct rect card = {x, place.y + row.line[i] * (h + gap / 2), is_last ? place.x + place.w - x : row.w[i], h};
        draw_small_number(ui, card, i, number_px, name_px);
    }
}

static void draw_numbers(struct ui *ui, struct rect *rest)
{
    int gap = ui->theme->gap, count = PUBLIC_NUMBER_COUNT, name_h = ui_line_height(ui, TEXT_HEADING);
    int px = MIN(ui->theme->measure[MEASURE_NUMBER], rest->w / count * 2 / 5), number_h = text_line_height(px);
    struct ui_style name = style_name;
    for (int i = 0; i < count; i++)
        while (name.size > TEXT_CAPTION && ui_text_height(ui, rect_column(*rest, i, count, gap).w, name,
                                                          _(public_numbers[i].name)) > ui_line_height(ui, name.size))
            name.size--;
    struct rect row = rect_cut_top(rest, number_h + name_h + gap);
    for (int i = 0; i < count; i++) {
        struct rect card = rect_column(row, i, count, gap);
        ui_fill(ui, card, COLOR_SURFACE, true);
        draw_number(ui, card, public_numbers[i].number);
        ui_text(ui, (struct rect){card.x, card.y + number_h, card.w, name_h}, name, _(public_numbers[i].name));
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

#define PLACE_LINES 6
#define ALL_LINES   36 /* of reading text: so high are advice and place together, about */
struct place_line {
    struct ui_style style;
    const char *text;
};

static int place_height(struct ui *ui, int width, const struct place_line *lines, int count)
{
    int h = 0;
    for (int i = 0; i < count; i++)
        h += *lines[i].text ? ui_text_height(ui, width, lines[i].style, lines[i].text) : 0;
    return h;
}

/* The whole address in sight comes before its size. */
static void fit_place(struct ui *ui, struct rect view, struct place_line *lines, int address_lines, struct theme *least)
{
    static const enum text_size sizes[] = {TEXT_HERO, TEXT_TITLE, TEXT_HEADING, TEXT_LABEL, TEXT_CAPTION};
    size_t first = ui->theme->small ? 1 : 0;
    for (int i = 0; i < PLACE_LINES; i++)
        if (ui->theme->small && lines[i].style.face != FONT_BOLD)
            lines[i].style.size = TEXT_CAPTION;
    for (size_t s = first; s < ARRAY_LEN(sizes); s++) {
        for (int i = 0; i < PLACE_LINES; i++)
            if (lines[i].style.face == FONT_BOLD)
                lines[i].style.size = sizes[s];
        if (place_height(ui, view.w, lines, address_lines) <= view.h)
            return;
    }
    lines[0].text = ""; /* not even so: the address needs no words before it */
    if (place_height(ui, view.w, lines, address_lines) > view.h)
        least->size_px[TEXT_CAPTION] = ui->theme->measure[MEASURE_LEAST_TYPE];
}

/* `view`: what is in sight without turning pages; empty where the size is given. */
static void draw_place(struct flow *flow, const struct model *model, struct rect view)
{
    struct here_words words = here_words(model);
    const struct theme *theme = flow->ui->theme;
    struct theme sized = *theme;
    struct place_line lines[PLACE_LINES] = {
        {style_say, _("Say where you are:")},
        {style_place, words.where + strspn(words.where, " ")},
        {style_address, words.address},
        {style_say, *words.lifts ? _("Numbers of the lifts here:") : ""},
        {style_address, words.lifts},
        {style_say,
         model->lobby ? "" : _("Say street, house number, building and unit: they are written at the door.")},
    };
    flow_gap(flow, flow->ui->theme->small ? 0 : flow->ui->theme->pad);
    if (view.h > 0)
        fit_place(flow->ui, (struct rect){0, 0, flow->area.w, view.y + view.h - flow->area.y}, lines, 3, &sized);
    flow->ui->theme = &sized;
    for (int i = 0; i < PLACE_LINES; i++) {
        if (!*lines[i].text)
            continue;
        int h = ui_text_height(flow->ui, flow->area.w, lines[i].style, lines[i].text);
        ui_text(flow->ui, (struct rect){flow->area.x, flow->area.y, flow->area.w, h}, lines[i].style, lines[i].text);
        flow->area.y += h;
    }
    flow->ui->theme = theme;
    here_words_fini(&words);
}

/* Danger is read at every hour. */
static void draw_aloud(struct ui *ui, const struct page_env *env, struct rect rect)
{
    bool speaks = aloud_state(env->aloud) == ALOUD_SPEAKING;
    if (ui_icon_button(ui, rect, "aloud", speaks ? "stop" : "speaker", speaks ? _("Stop") : _("Read"),
                       speaks ? UI_BUTTON_PRIMARY : UI_BUTTON_PLAIN))
        aloud_ask(env->aloud);
}

#define LEAVE_KEYS 4

static void draw_leave(struct ui *ui, const struct page_env *env, struct rect *rest)
{
    if (!ui->touch)
        return;
    int gap = ui->theme->small ? ui->theme->gap / 2 : ui->theme->gap;
    int key_h = MAX(ui->theme->target, ui->theme->measure[MEASURE_BAR]);
    bool is_narrow = ui->theme->small && !ui->theme->landscape;
    struct rect bar = rect_cut_bottom(rest, is_narrow ? 2 * key_h + gap : key_h);
    rect_cut_bottom(rest, gap / 2);
    if (ui->tell) /* no words of the page */
        return;
    int count = env->aloud ? LEAVE_KEYS : LEAVE_KEYS - 1, columns = is_narrow ? 2 : count;
    struct rect cells[LEAVE_KEYS];
    for (int i = 0; i < count; i++)
        cells[i] = rect_grid(bar, i, columns, (count + columns - 1) / columns, gap);
    if (ui_button(ui, cells[0], "back", _("Back"), UI_BUTTON_PLAIN, true))
        nav_back(env->nav);
    if (ui_button(ui, cells[1], "home", _("Home"), UI_BUTTON_PLAIN, true))
        nav_home(env->nav);
    easier_button(ui, env, cells[2]);
    if (env->aloud)
        draw_aloud(ui, env, cells[3]);
}

/* A form that was left for this page has kept its words and its place. */
static void report_it(const struct page_env *env)
{
    if (nav_returns_to(env->nav, "complain"))
        nav_back_settled(env->nav);
    else
        nav_go(env->nav, "complain");
}

static void draw_over(struct ui *ui, const struct page_env *env, struct rect *rest)
{
    if (!ui->touch || ui->theme->small)
        return;
    struct rect key = rect_cut_bottom(rest, MAX(ui->theme->target, ui->theme->measure[MEASURE_BAR]));
    rect_cut_bottom(rest, ui->theme->gap / 2);
    if (!ui->tell && ui_button(ui, key, "over", _("It is over now, report it"), UI_BUTTON_QUIET, true))
        report_it(env);
}

/* On a small panel it stands below everything that is to be read. */
static void draw_over_below(struct flow *flow, const struct page_env *env)
{
    if (!flow->ui->touch || !flow->ui->theme->small)
        return;
    if (flow_button(flow, "over", _("It is over now, report it"), UI_BUTTON_QUIET))
        report_it(env);
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
    draw_over(ui, env, &body);
    if (ui->theme->small)
        draw_small_numbers(ui, &body);
    else if (!ui->theme->landscape)
        draw_numbers(ui, &body);
    if (ui->theme->small || !ui->theme->landscape) {
        bool is_place_first = ui->theme->small || body.h < ALL_LINES * ui->theme->size_px[TEXT_BODY];
        struct flow flow = begin_column(ui, body, "danger");
        if (is_place_first) /* what is not seen at once must not be the place */
            draw_place(&flow, env->model, ui->clip);
        draw_advices(&flow, env);
        if (!is_place_first)
            draw_place(&flow, env->model, (struct rect){0});
        draw_over_below(&flow, env);
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
    draw_place(&place, env->model, (struct rect){0});
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
    .keeps_height = true,
    .bare = true,
    .open = part_open_bare,
    .close = part_close,
    .build = build,
    .idle_ms = idle_ms,
    .list = list,
};
