#include "kiosk/frame.h"

#include <stdio.h>

#include "common/clock.h"
#include "kiosk/easier.h"
#include "kiosk/aloud_face.h"
#include "kiosk/i18n.h"
#include "kiosk/lunar.h"
#include "kiosk/model.h"
#include "kiosk/news.h"
#include "kiosk/pages/words.h"

#define LOGO_PCT 70 /* of the header's height */

static void header_time(char *out, size_t size, const struct page_env *env)
{
    struct civil now = clock_civil(env->now_ms / 1000, env->model->zone_s);
    snprintf(out, size, "%02d:%02d", now.hour, now.minute);
}

static void draw_ribbon(struct ui *ui, struct rect strip)
{
    const struct theme *theme = ui->theme;
    draw_fill(ui->draw, strip, theme->color[COLOR_DEMO], 0);
    struct ui_style style = {TEXT_CAPTION, FONT_BOLD, COLOR_ON_ACCENT, UI_CENTER};
    int line_h = ui_line_height(ui, TEXT_CAPTION);
    struct rect line = {strip.x + theme->pad, strip.y + (strip.h - line_h) / 2, strip.w - 2 * theme->pad, line_h};
    const char *words = _("Demonstration: names, prices and telephone numbers are invented");
    if (text_width(ui->text, FONT_BOLD, theme->size_px[TEXT_CAPTION], words, strlen(words)) > line.w)
        words = _("Demonstration: everything is invented");
    ui_text(ui, line, style, words);
}

/* What a name needs at least on one line. */
static int name_width(struct ui *ui, const char *name)
{
    int edge = ui->theme->line * 5 + ui->theme->gap * 3 / 2;
    return edge + text_width(ui->text, FONT_BOLD, ui->theme->size_px[TEXT_BODY], name, strlen(name));
}

/* The community's logo, on white as it is printed, takes the place of the mark before the name once it is decoded. */
static bool draw_logo(struct ui *ui, const struct page_env *env, struct rect *inner)
{
    struct model_picture logo;
    int revision;
    if (!model_logo(env->model, &logo))
        return false;
    int h = inner->h * LOGO_PCT / 100, w = (int)MIN((int64_t)h * logo.w / logo.h, inner->w / 4);
    h = (int)MIN((int64_t)w * logo.h / logo.w, h);
    struct rect place = {inner->x, inner->y + (inner->h - h) / 2, w, h};
    pictures_mention(ui->pictures, logo.sha256);
    if (w <= 0 || h <= 0 || pictures_want(ui->pictures, logo.sha256, w, h, &revision) != PICTURE_READY)
        return false;
    draw_fill(ui->draw, place, ui->theme->color[COLOR_SHEET], 0);
    draw_picture(ui->draw, place, logo.sha256, revision);
    rect_cut_left(inner, w);
    return true;
}

static void draw_mark(struct ui *ui, struct rect *inner, int height)
{
    struct rect mark = rect_cut_left(inner, ui->theme->line * 5);
    ui_fill(ui, (struct rect){mark.x, mark.y + (mark.h - height) / 2, mark.w, height}, COLOR_ACCENT, false);
}

/* As large as it fits on one line; a long name goes smaller, then to two lines. */
static void draw_name(struct ui *ui, const struct page_env *env, struct rect inner, const char *name)
{
    const struct theme *theme = ui->theme;
    if (!draw_logo(ui, env, &inner))
        draw_mark(ui, &inner, ui_line_height(ui, TEXT_HEADING) * 4 / 5);
    rect_cut_left(&inner, theme->gap * 3 / 2);
    int size = theme->small ? TEXT_LABEL : TEXT_HEADING;
    while (size > TEXT_CAPTION && text_width(ui->text, FONT_BOLD, theme->size_px[size], name, strlen(name)) > inner.w)
        size--;
    struct ui_style style = {(enum text_size)size, FONT_BOLD, COLOR_INK, UI_LEFT};
    int height = MIN(ui_text_height(ui, inner.w, style, name), inner.h);
    ui_text(ui, (struct rect){inner.x, inner.y + (inner.h - height) / 2, inner.w, height}, style, name);
}

/* The traditional date below the other one, where it is read and where there is room for two lines. */
static void draw_dates(struct ui *ui, const struct page_env *env, struct rect box, const char *date)
{
    char lunar[LUNAR_MAX] = "";
    enum text_size size = ui_line_height(ui, TEXT_BODY) <= box.h ? TEXT_BODY : TEXT_CAPTION;
    int date_h = ui_line_height(ui, size), lunar_h = ui_line_height(ui, TEXT_CAPTION);
    if (str_eq(env->lang, "zh-CN") && date_h + lunar_h <= box.h)
        lunar_date(env->now_ms / 1000, lunar);
    int tight = *lunar ? ui->theme->size_px[TEXT_CAPTION] / 3 : 0; /* one block of two lines */
    struct rect line = {box.x, box.y + (box.h - date_h - (*lunar ? lunar_h : 0) + tight) / 2, box.w, date_h};
    struct ui_style style = {size, FONT_REGULAR, COLOR_INK_SOFT, UI_RIGHT};
    ui_text(ui, line, style, date);
    style.size = TEXT_CAPTION;
    if (*lunar)
        ui_text(ui, (struct rect){line.x, line.y + date_h - tight, line.w, lunar_h}, style, lunar);
}

/* Name on the left; clock large and date small on the right. Without a trusted clock there is neither: no time is
 * better than a wrong one. */
static struct rect draw_header(struct ui *ui, const struct page_env *env, struct rect strip)
{
    const struct theme *theme = ui->theme;
    ui_fill(ui, (struct rect){strip.x, strip.y + strip.h - theme->line, strip.w, theme->line}, COLOR_LINE, false);
    struct rect inner = {strip.x + theme->pad, strip.y, strip.w - 2 * theme->pad, strip.h};
    if (env->trust != CLOCK_UNKNOWN) {
        char time[16];
        int64_t now_s = env->now_ms / 1000;
        CLEANUP(free_ptr) char *whole = words_header_date(now_s, env->model->zone_s);
        CLEANUP(free_ptr) char *brief = words_header_date_brief(now_s, env->model->zone_s);
        const char *date = whole;
        header_time(time, sizeof(time), env);
        enum text_size size = theme->small ? TEXT_LABEL : TEXT_SUMMARY;
        int time_w = text_width(ui->text, FONT_BOLD, theme->size_px[size], time, strlen(time));
        int date_w = text_width(ui->text, FONT_REGULAR, theme->size_px[TEXT_BODY], date, strlen(date));
        if (time_w + date_w + theme->gap * 4 + name_width(ui, model_name(env->model)) > inner.w) {
            date = brief;
            date_w = text_width(ui->text, FONT_REGULAR, theme->size_px[TEXT_BODY], date, strlen(date));
        }
        int line_h = ui_line_height(ui, size);
        struct rect right = rect_cut_right(&inner, time_w);
        ui_text(ui, (struct rect){right.x, right.y + (right.h - line_h) / 2, right.w, line_h},
                (struct ui_style){size, FONT_BOLD, COLOR_INK, UI_RIGHT}, time);
        rect_cut_right(&inner, theme->gap * 2);
        right = rect_cut_right(&inner, date_w);
        draw_dates(ui, env, right, date);
        rect_cut_right(&inner, theme->gap * 2);
    }
    const char *name = model_name(env->model);
    const char *brief = i18n_pick(json_member(env->model->community, "community"), "short_name");
    if (*brief && name_width(ui, name) > inner.w)
        name = brief;
    draw_name(ui, env, inner, name);
    return inner;
}

void frame_numbers(struct ui *ui, struct rect strip)
{
    const struct theme *theme = ui->theme;
    draw_fill(ui->draw, strip, theme->color[COLOR_DANGER], 0);
    int line_h = ui_line_height(ui, TEXT_LABEL);
    ui_text(ui, (struct rect){strip.x, strip.y + (strip.h - line_h) / 2, strip.w, line_h},
            (struct ui_style){TEXT_LABEL, FONT_BOLD, COLOR_ON_DANGER, UI_CENTER},
            _("In danger, call: police 110 · fire 119 · ambulance 120"));
}

struct key {
    enum frame_tap tap;
    const char *id, *icon, *words, *brief;
    enum ui_button_kind kind;
    bool shown;
    int w;
};
#define KEY_COUNT 6
#define KEY_ALOUD 3

/* What all keys ask for together in this manner. */
static int keys_ask(struct ui *ui, struct key *keys, enum text_size size, bool all_icons, bool brief)
{
    int sum = 0;
    for (int i = 0; i < KEY_COUNT; i++) {
        struct key *key = &keys[i];
        if (!key->id)
            continue;
        if (brief)
            key->words = key->brief;
        if (!all_icons && key->tap != FRAME_EASIER && key->tap != FRAME_ALOUD)
            key->icon = "";
        key->w = MAX(ui_icon_button_width(ui, key->icon, key->words, size), ui->theme->target);
        sum += key->w;
    }
    return sum;
}

/* Signs and whole words where they have room; then words alone, then short words, then smaller ones. All keys count,
 * also those that this page has not: each stands at the same place on every page. */
static bool fit_keys(struct ui *ui, struct key *keys, int width)
{
    static const struct {
        enum text_size size;
        bool all_icons, brief;
    } manners[] = {{TEXT_LABEL, true, false},
                   {TEXT_LABEL, false, false},
                   {TEXT_LABEL, false, true},
                   {TEXT_BODY, false, true},
                   {TEXT_CAPTION, false, true}};
    int spare = 0;
    for (size_t i = 0; i < ARRAY_LEN(manners); i++) {
        spare = width - keys_ask(ui, keys, manners[i].size, manners[i].all_icons, manners[i].brief);
        if (spare >= 0)
            break;
    }
    for (int i = 0; i < KEY_COUNT; i++)
        keys[i].w += keys[i].id ? spare / KEY_COUNT : 0;
    return spare >= 0;
}

static enum frame_tap draw_footer(struct ui *ui, const struct page_env *env, const struct frame *frame,
                                  struct rect strip)
{
    const struct theme *theme = ui->theme;
    const char *lang = str_eq(env->lang, "en") ? "中文" : "English";
    struct aloud_face aloud = aloud_face(env);
    struct key keys[KEY_COUNT] = {
        {FRAME_BACK, "back", "chevron-left", _("Back"), _("Back"), UI_BUTTON_PLAIN, frame->can_back, 0},
        {FRAME_HOME, "home", "home", _("Home"), _("Home"), UI_BUTTON_PLAIN, !frame->is_root, 0},
        {FRAME_EASIER, "easier", EASIER_ICON, _(EASIER_WORDS), _(EASIER_BRIEF), UI_BUTTON_QUIET, true, 0},
        {FRAME_ALOUD, env->aloud ? "aloud" : NULL, aloud.icon, aloud.brief, aloud.brief, aloud.kind, !frame->is_root,
         0},
        {FRAME_LANG, "lang", "", lang, lang, UI_BUTTON_QUIET, true, 0},
        {FRAME_DANGER, "danger", "danger", _("Danger! Help"), _("Danger!"), UI_BUTTON_DANGER, true, 0}};
    ui_fill(ui, strip, COLOR_PAPER, false);
    ui_fill(ui, (struct rect){strip.x, strip.y, strip.w, theme->line}, COLOR_LINE, false);
    struct rect bar = rect_inset(strip, theme->gap / 2);
    bar.x += theme->pad - theme->gap / 2;
    bar.w -= 2 * theme->pad - theme->gap;
    int width = bar.w - (KEY_COUNT - 1) * theme->gap;
    if (!keys[KEY_ALOUD].id || !fit_keys(ui, keys, width)) { /* not on this screen, or no room beside the others */
        keys[KEY_ALOUD] = (struct key){.icon = ""};
        fit_keys(ui, keys, width + theme->gap);
    }
    enum frame_tap tap = FRAME_NONE;
    for (int i = KEY_COUNT; i-- > 0; rect_cut_right(&bar, i < KEY_COUNT && keys[i].id ? theme->gap : 0)) {
        struct rect rect = rect_cut_right(&bar, i ? keys[i].w : bar.w);
        if (keys[i].shown && ui_icon_button(ui, rect, keys[i].id, keys[i].icon, keys[i].words, keys[i].kind))
            tap = keys[i].tap;
    }
    return tap;
}

struct rect frame_build(struct ui *ui, const struct page_env *env, struct frame *frame, struct rect screen,
                        enum frame_tap *tap)
{
    const struct theme *theme = ui->theme;
    *tap = FRAME_NONE;
    draw_fill(ui->draw, screen, theme->color[COLOR_PAPER], 0);
    if (model_is_demo(env->model))
        draw_ribbon(ui, rect_cut_top(&screen, ui_line_height(ui, TEXT_CAPTION)));
    if (frame->bare)
        return screen;
    if (!theme->small || frame->is_root) /* a small panel keeps its height for the page, which has a title of its own */
        frame->name = draw_header(ui, env, rect_cut_top(&screen, theme->measure[MEASURE_HEADER]));
    struct rect strip = rect_cut_bottom(&screen, MAX(theme->measure[MEASURE_FOOTER], theme->target + theme->gap));
    if (ui->touch)
        *tap = draw_footer(ui, env, frame, strip);
    else
        frame_numbers(ui, strip);
    if (!frame->is_root && ui->touch && ui->reach_y > screen.y)
        ui->head = rect_cut_top(&screen, MIN(ui->reach_y - screen.y, screen.h * 3 / 4));
    ui->head.x += theme->pad;
    ui->head.w -= 2 * theme->pad;
    return screen;
}

struct rect frame_news_rect(struct ui *ui, size_t first, struct rect body)
{
    const struct theme *theme = ui->theme;
    int width = MIN(ui_icon_button_width(ui, "bell", _("New notice"), TEXT_LABEL) + 2 * theme->pad, body.w);
    int height = MAX(theme->target, ui_line_height(ui, TEXT_LABEL) + theme->gap);
    return news_place(ui->draw, first, ui_reach(ui, body), width, height);
}

bool frame_news(struct ui *ui, struct rect rect)
{
    return ui_icon_button(ui, rect, "news", "bell", _("New notice"), UI_BUTTON_PRIMARY);
}

void frame_cleaning(struct ui *ui, struct rect screen, int left_s)
{
    const struct theme *theme = ui->theme;
    CLEANUP(free_ptr) char *words = xasprintf(_("The glass is being wiped: %d"), left_s);
    struct ui_style style = {theme->small ? TEXT_HEADING : TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_CENTER};
    int words_h = ui_text_height(ui, screen.w - 4 * theme->pad, style, words), strip_h = theme->target + theme->gap;
    struct rect card = {screen.x, screen.y + (screen.h - words_h - strip_h) / 2 - theme->pad, screen.w,
                        words_h + strip_h + 2 * theme->pad};
    draw_fill(ui->draw, screen, theme->color[COLOR_SHADE], 0);
    draw_fill(ui->draw, card, theme->color[COLOR_SURFACE], 0);
    frame_numbers(ui, rect_cut_bottom(&card, strip_h));
    struct rect inner = rect_inset(card, theme->pad);
    ui_text(ui, inner, style, words);
}

/* A card in the middle with a sentence and two answers; the safe answer is the large one. */
static enum over_tap question(struct ui *ui, struct rect screen, const char *words, const char *stay, const char *leave)
{
    const struct theme *theme = ui->theme;
    draw_fill(ui->draw, screen, theme->color[COLOR_SHADE], 0);
    screen = ui_reach(ui, screen);
    struct ui_style style = {TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_CENTER};
    int width = MIN(screen.w - 2 * theme->pad, theme->measure[MEASURE_QUESTION_W]);
    int words_h = ui_text_height(ui, width - 2 * theme->pad, style, words);
    int button_h = MAX(theme->target, theme->measure[MEASURE_ANSWER]);
    int height = words_h + button_h + 3 * theme->pad;
    struct rect card = {screen.x + (screen.w - width) / 2, screen.y + (screen.h - height) / 2, width, height};
    draw_fill(ui->draw, card, theme->color[COLOR_SURFACE], theme->radius);
    draw_frame(ui->draw, card, theme->color[COLOR_ACCENT], theme->radius, theme->line * 3);
    struct rect inner = rect_inset(card, theme->pad);
    ui_text(ui, rect_cut_top(&inner, words_h), style, words);
    struct rect buttons = rect_cut_bottom(&inner, button_h);
    struct rect second = rect_cut_left(&buttons, (buttons.w - theme->gap) * 2 / 5);
    rect_cut_left(&buttons, theme->gap);
    if (ui_button(ui, second, "over/leave", leave, UI_BUTTON_PLAIN, true))
        return OVER_LEAVE;
    return ui_button(ui, buttons, "over/stay", stay, UI_BUTTON_PRIMARY, true) ? OVER_STAY : OVER_NONE;
}

enum over_tap frame_idle_question(struct ui *ui, struct rect screen, bool is_private, int left_s)
{
    CLEANUP(free_ptr)
    char *words = is_private ? xasprintf(_("Still there? In %d seconds everything on this page is cleared."), left_s)
                             : xasprintf(_("Still reading? In %d seconds this page closes."), left_s);
    return question(ui, screen, words, _("I'm still here"), is_private ? _("Finish and clear") : _("Close"));
}

enum over_tap frame_aloud_question(struct ui *ui, struct rect screen)
{
    return question(ui, screen, _("Others in the lobby can hear this. Read it aloud?"), _("No, stay silent"),
                    _("Yes, read it"));
}

enum over_tap frame_leave_question(struct ui *ui, struct rect screen, const struct page_leave *words)
{
    static const struct page_leave unsent = {N_("What you have written is not sent yet. Leave and clear it?"),
                                             N_("Go on writing"), N_("Clear and leave")};
    if (!words)
        words = &unsent;
    return question(ui, screen, _(words->question), _(words->stay), _(words->leave));
}
