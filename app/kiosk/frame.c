#include "kiosk/frame.h"

#include <stdio.h>

#include "common/clock.h"
#include "kiosk/easier.h"
#include "kiosk/aloud_face.h"
#include "kiosk/i18n.h"
#include "kiosk/lunar.h"
#include "kiosk/model.h"
#include "kiosk/news.h"
#include "kiosk/words.h"

#define LOGO_PCT 70 /* of the header's height */

static void header_time(char *out, size_t size, const struct page_env *env)
{
    struct civil now = clock_civil(env->now_ms / 1000, env->model->zone_s);
    snprintf(out, size, "%02d:%02d", now.hour, now.minute);
}

static int ribbon_px(const struct theme *theme)
{
    return MIN(theme->measure[MEASURE_LEAST_TYPE], theme->size_px[TEXT_CAPTION]);
}

static void draw_ribbon(struct ui *ui, struct rect strip)
{
    const struct theme *theme = ui->theme;
    const char *sayings[] = {_("Demonstration: names, prices and telephone numbers are invented"),
                             _("Demonstration: everything is invented"), _("All of this is invented")};
    int size_px = ribbon_px(theme), width = strip.w - 2 * theme->pad, w = 0;
    draw_fill(ui->draw, strip, theme->color[COLOR_DEMO], 0);
    const char *words = NULL;
    for (size_t i = 0; i < ARRAY_LEN(sayings) && (!words || w > width); i++) {
        words = sayings[i];
        w = text_width(ui->text, FONT_BOLD, size_px, words, strlen(words));
    }
    struct rect line = {strip.x + (strip.w - w) / 2, strip.y, w, strip.h};
    if (!ui_tell(ui, words))
        draw_text(ui->draw, line, FONT_BOLD, size_px, theme->color[COLOR_ON_ACCENT], words, strlen(words));
}

/* What a name needs at least on one line. */
static int name_width(struct ui *ui, const char *name)
{
    const struct theme *theme = ui->theme;
    int edge = theme->line * 5 + theme->gap * 3 / 2,
        size_px = MIN(theme->size_px[TEXT_BODY], theme->size_px[TEXT_CAPTION]);
    return edge + text_width(ui->text, FONT_BOLD, size_px, name, strlen(name));
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

static int least_px(const struct theme *theme, enum text_size size)
{
    return MIN(theme->size_px[size], theme->measure[MEASURE_LEAST_TYPE]);
}

/* As large as it fits on one line; a long name goes smaller, then to two lines; rather without its mark than cut. */
static void draw_name(struct ui *ui, const struct page_env *env, struct rect inner, const char *name)
{
    const struct theme *theme = ui->theme;
    int least_w = text_width(ui->text, FONT_BOLD, least_px(theme, TEXT_CAPTION), name, strlen(name));
    bool has_logo = draw_logo(ui, env, &inner);
    if (has_logo || !theme->small || least_w + theme->line * 5 + theme->gap * 3 / 2 <= inner.w) {
        if (!has_logo)
            draw_mark(ui, &inner, ui_line_height(ui, TEXT_HEADING) * 4 / 5);
        rect_cut_left(&inner, theme->gap * 3 / 2);
    }
    int size = theme->small ? TEXT_LABEL : TEXT_HEADING;
    while (size > TEXT_CAPTION &&
           (text_width(ui->text, FONT_BOLD, theme->size_px[size], name, strlen(name)) > inner.w ||
            ui_line_height(ui, (enum text_size)size) > inner.h))
        size--;
    struct ui_style style = {(enum text_size)size, FONT_BOLD, COLOR_INK, UI_LEFT};
    struct theme least = *theme;
    least.size_px[size] = least_px(theme, (enum text_size)size);
    if (ui_text_height(ui, inner.w, style, name) > inner.h)
        ui->theme = &least;
    int height = MIN(ui_text_height(ui, inner.w, style, name), inner.h);
    ui_text(ui, (struct rect){inner.x, inner.y + (inner.h - height) / 2, inner.w, height}, style, name);
    ui->theme = theme;
}

/* The date as it is said in this much room: the traditional one below it, or behind it on a single line. */
struct dates {
    char day[64], lunar[LUNAR_MAX]; /* lunar "": no room for it */
    int day_px, lunar_px, w;
    bool beside;
};

static int date_width(struct ui *ui, const char *words, int size_px)
{
    return text_width(ui->text, FONT_REGULAR, size_px, words, strlen(words));
}

static struct dates make_dates(struct ui *ui, const struct page_env *env, bool brief, bool beside, int size_px)
{
    int64_t now_s = env->now_ms / 1000;
    bool is_chinese = str_eq(env->lang, "zh-CN");
    struct dates dates = {.beside = beside, .day_px = size_px};
    CLEANUP(free_ptr)
    char *day =
        brief ? words_header_date_brief(now_s, env->model->zone_s) : words_header_date(now_s, env->model->zone_s);
    snprintf(dates.day, sizeof(dates.day), "%s", day);
    lunar_date(now_s,
               is_chinese ? (brief && beside ? LUNAR_CHINESE_BRIEF : LUNAR_CHINESE)
                          : (brief ? LUNAR_ENGLISH_BRIEF : LUNAR_ENGLISH),
               dates.lunar);
    dates.lunar_px = beside ? size_px : MIN(ui->theme->size_px[TEXT_CAPTION], size_px);
    int day_w = date_width(ui, dates.day, dates.day_px), lunar_w = date_width(ui, dates.lunar, dates.lunar_px);
    dates.w = beside ? day_w + ui->theme->gap + lunar_w : MAX(day_w, lunar_w);
    return dates;
}

/* The fullest that stands in the box; the traditional date goes before the weekday does. */
static struct dates fit_dates(struct ui *ui, const struct page_env *env, int width, int height)
{
    const struct theme *theme = ui->theme;
    int body = theme->size_px[TEXT_BODY], least = MIN(body, theme->measure[MEASURE_LEAST_TYPE]);
    int sizes[] = {body, least};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        int line_h = text_line_height(sizes[i]);
        for (int brief = 0; brief < 2; brief++) {
            struct dates dates = make_dates(ui, env, brief, theme->small, sizes[i]);
            if (dates.w <= width && (dates.beside || line_h * 2 - dates.lunar_px / 3 <= height))
                return dates;
        }
    }
    struct dates dates = make_dates(ui, env, true, true, body);
    for (size_t i = 0; i < ARRAY_LEN(sizes) && date_width(ui, dates.day, dates.day_px) > width; i++)
        dates.day_px = sizes[i];
    dates.lunar[0] = '\0';
    dates.w = date_width(ui, dates.day, dates.day_px);
    return dates;
}

static void draw_date(struct ui *ui, struct rect line, const char *words, int size_px, enum ui_align align)
{
    int w = date_width(ui, words, size_px);
    struct rect at = {align == UI_RIGHT ? line.x + line.w - w : line.x, line.y, w, line.h};
    if (*words && !ui_tell(ui, words))
        draw_text(ui->draw, at, FONT_REGULAR, size_px, ui->theme->color[COLOR_INK_SOFT], words, strlen(words));
}

static void draw_dates(struct ui *ui, struct rect box, const struct dates *dates)
{
    int day_h = text_line_height(dates->day_px), lunar_h = *dates->lunar ? text_line_height(dates->lunar_px) : 0;
    if (dates->beside) {
        struct rect line = {box.x, box.y + (box.h - day_h) / 2, box.w, day_h};
        draw_date(ui, line, dates->day, dates->day_px, UI_LEFT);
        draw_date(ui, line, dates->lunar, dates->lunar_px, UI_RIGHT);
        return;
    }
    int tight = lunar_h ? dates->lunar_px / 3 : 0; /* one block of two lines */
    struct rect line = {box.x, box.y + (box.h - day_h - lunar_h + tight) / 2, box.w, day_h};
    draw_date(ui, line, dates->day, dates->day_px, UI_RIGHT);
    line = (struct rect){line.x, line.y + day_h - tight, line.w, lunar_h};
    draw_date(ui, line, dates->lunar, dates->lunar_px, UI_RIGHT);
}

/* Name and clock on one line, the date on the next: a narrow panel. */
static bool is_narrow(const struct ui *ui)
{
    return ui->theme->small && !ui->theme->landscape;
}

/* Name on the left; clock large and date small on the right. Without a trusted clock there is neither: no time is
 * better than a wrong one. */
static struct rect draw_header(struct ui *ui, const struct page_env *env, struct rect strip)
{
    const struct theme *theme = ui->theme;
    ui_fill(ui, (struct rect){strip.x, strip.y + strip.h - theme->line, strip.w, theme->line}, COLOR_LINE, false);
    struct rect inner = {strip.x + theme->pad, strip.y, strip.w - 2 * theme->pad, strip.h};
    const char *name = model_name(env->model);
    const char *brief_name = i18n_pick(json_member(env->model->community, "community"), "short_name");
    if (env->trust != CLOCK_UNKNOWN) {
        char time[16];
        header_time(time, sizeof(time), env);
        struct rect first = is_narrow(ui) ? rect_cut_top(&inner, inner.h * 55 / 100) : inner;
        enum text_size size = theme->small ? TEXT_LABEL : TEXT_SUMMARY;
        while (size > TEXT_CAPTION && ui_line_height(ui, size) > first.h)
            size--;
        int time_w = text_width(ui->text, FONT_BOLD, theme->size_px[size], time, strlen(time));
        int line_h = ui_line_height(ui, size);
        struct rect right = rect_cut_right(&first, time_w);
        ui_text(ui, (struct rect){right.x, right.y + (right.h - line_h) / 2, right.w, line_h},
                (struct ui_style){size, FONT_BOLD, COLOR_INK, UI_RIGHT}, time);
        rect_cut_right(&first, theme->gap * 2);
        int name_w = name_width(ui, *brief_name ? brief_name : name);
        struct dates dates = is_narrow(ui) ? fit_dates(ui, env, inner.w, inner.h)
                                           : fit_dates(ui, env, first.w - name_w - theme->gap * 2, first.h);
        if (is_narrow(ui)) {
            draw_dates(ui, inner, &dates);
        } else {
            draw_dates(ui, rect_cut_right(&first, dates.w), &dates);
            rect_cut_right(&first, theme->gap * 2);
        }
        inner = first;
    }
    if (*brief_name && name_width(ui, name) > inner.w)
        name = brief_name;
    draw_name(ui, env, inner, name);
    return inner;
}

/* Three numbers that are never cut: fewer words, then smaller ones. */
void frame_numbers(struct ui *ui, struct rect strip)
{
    CLEANUP(free_ptr) char *named = public_numbers_words();
    CLEANUP(free_ptr) char *digits = public_numbers_digits(" · ");
    CLEANUP(free_ptr) char *whole = xasprintf(_("In danger, call: %s"), named);
    CLEANUP(free_ptr) char *brief = xasprintf(_("In danger? Call %s first"), digits);
    const char *sayings[] = {whole, brief, digits};
    const struct theme *theme = ui->theme;
    int sizes[] = {theme->size_px[TEXT_LABEL], theme->size_px[TEXT_CAPTION], least_px(theme, TEXT_CAPTION)};
    const char *words = sayings[ARRAY_LEN(sayings) - 1];
    int size_px = sizes[0], width = strip.w - theme->gap;
    for (size_t i = ARRAY_LEN(sayings) * ARRAY_LEN(sizes); i-- > 0;) { /* the best comes last and stays */
        const char *tried = sayings[i / ARRAY_LEN(sizes)];
        int px = sizes[i % ARRAY_LEN(sizes)];
        if (text_width(ui->text, FONT_BOLD, px, tried, strlen(tried)) <= width) {
            words = tried;
            size_px = px;
        }
    }
    draw_fill(ui->draw, strip, theme->color[COLOR_DANGER], 0);
    struct theme sized = *theme;
    sized.size_px[TEXT_LABEL] = size_px;
    ui->theme = &sized;
    int line_h = ui_line_height(ui, TEXT_LABEL);
    ui_text(ui, (struct rect){strip.x, strip.y + (strip.h - line_h) / 2, strip.w, line_h},
            (struct ui_style){TEXT_LABEL, FONT_BOLD, COLOR_ON_DANGER, UI_CENTER}, words);
    ui->theme = theme;
}

struct key {
    enum frame_tap tap;
    const char *id, *icon, *words, *brief;
    enum ui_button_kind kind;
    bool shown;
    int w;
    bool by_sign; /* the sign alone */
};
#define KEY_COUNT  6
#define KEY_ALOUD  3
#define ROW_KEYS   3 /* where they stand in two rows */
#define KEYS_CHARS 21

/* From the roomiest on. What is left out last is a word: danger and the way back are always said. */
static const struct manner {
    enum text_size size;
    enum { ICONS_NONE, ICONS_HELP, ICONS_ALL } icons; /* help: those of "easier" and "read aloud" */
    bool brief, aloud_by_sign, easier_by_sign;
} manners[] = {{TEXT_LABEL, ICONS_ALL, false, false, false},   {TEXT_LABEL, ICONS_HELP, false, false, false},
               {TEXT_LABEL, ICONS_HELP, true, false, false},   {TEXT_BODY, ICONS_HELP, true, false, false},
               {TEXT_CAPTION, ICONS_HELP, true, false, false}, {TEXT_CAPTION, ICONS_NONE, true, false, false},
               {TEXT_CAPTION, ICONS_NONE, true, true, false},  {TEXT_CAPTION, ICONS_NONE, true, true, true}};

static bool keeps_sign(const struct key *key, const struct manner *manner)
{
    bool is_easier = key->tap == FRAME_EASIER, is_aloud = key->tap == FRAME_ALOUD;
    return manner->icons == ICONS_ALL || (manner->icons == ICONS_HELP && (is_easier || is_aloud)) ||
           (is_easier && manner->easier_by_sign) || (is_aloud && manner->aloud_by_sign);
}

/* What these keys ask for together in this manner. */
static int keys_ask(struct ui *ui, struct key *keys, int count, const struct manner *manner)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        struct key *key = &keys[i];
        if (!key->id)
            continue;
        bool is_easier = key->tap == FRAME_EASIER, is_aloud = key->tap == FRAME_ALOUD;
        const char *words = manner->brief ? key->brief : key->words;
        const char *icon = keeps_sign(key, manner) ? key->icon : "";
        key->by_sign = (is_easier && manner->easier_by_sign) || (is_aloud && manner->aloud_by_sign);
        key->w = key->by_sign ? ui->theme->target
                              : MAX(ui_icon_button_width(ui, icon, words, manner->size), ui->theme->target);
        sum += key->w;
    }
    return sum;
}

/* Signs and whole words where they have room; then words alone, then short words, then smaller ones. All keys count,
 * also those that this page has not: each stands at the same place on every page. */
static bool fit_keys(struct ui *ui, struct key *keys, int count, int width)
{
    const struct manner *manner = manners;
    int spare = width - keys_ask(ui, keys, count, manner), some = 0;
    for (size_t i = 1; i < ARRAY_LEN(manners) && spare < 0; i++) {
        manner = &manners[i];
        spare = width - keys_ask(ui, keys, count, manner);
    }
    for (int i = 0; i < count; i++)
        some += keys[i].id != NULL;
    for (int i = 0; i < count; i++) {
        keys[i].w += keys[i].id ? spare / some : 0;
        keys[i].words = manner->brief ? keys[i].brief : keys[i].words;
        keys[i].icon = keeps_sign(&keys[i], manner) ? keys[i].icon : "";
    }
    return spare >= 0;
}

/* The last key ends where the bar ends. */
static enum frame_tap draw_keys(struct ui *ui, const struct key *keys, int count, struct rect bar)
{
    enum frame_tap tap = FRAME_NONE;
    for (int i = count; i-- > 0;) {
        struct rect rect = rect_cut_right(&bar, keys[i].w);
        rect_cut_right(&bar, keys[i].id ? ui->theme->gap : 0);
        if (!keys[i].shown)
            continue;
        struct ui_key key = {.id = keys[i].id,
                             .icon = keys[i].icon,
                             .label = keys[i].words,
                             .kind = keys[i].kind,
                             .enabled = true,
                             .by_sign = keys[i].by_sign,
                             .size = TEXT_CAPTION};
        if (ui_key(ui, rect, &key))
            tap = keys[i].tap;
    }
    return tap;
}

/* Six keys beside each other want about so many characters of the smallest type. */
static bool has_two_rows(const struct ui *ui, int width)
{
    return !ui->theme->landscape && width < KEYS_CHARS * ui->theme->size_px[TEXT_CAPTION];
}

static enum frame_tap draw_two_rows(struct ui *ui, struct key *keys, const struct frame *frame, struct rect bar)
{
    struct key upper[ROW_KEYS] = {keys[0], keys[1], keys[KEY_ALOUD]}, lower[ROW_KEYS] = {keys[2], keys[4], keys[5]};
    int width = bar.w - (ROW_KEYS - 1) * ui->theme->gap;
    enum frame_tap tap = FRAME_NONE;
    if (!frame->is_root) {
        struct rect row = rect_cut_top(&bar, (bar.h - ui->theme->gap / 2) / 2);
        rect_cut_top(&bar, ui->theme->gap / 2);
        fit_keys(ui, upper, ROW_KEYS, width);
        tap = draw_keys(ui, upper, ROW_KEYS, row);
    }
    fit_keys(ui, lower, ROW_KEYS, width);
    enum frame_tap other = draw_keys(ui, lower, ROW_KEYS, bar);
    return tap != FRAME_NONE ? tap : other;
}

static enum frame_tap draw_footer(struct ui *ui, const struct page_env *env, const struct frame *frame,
                                  struct rect strip)
{
    const struct theme *theme = ui->theme;
    bool en = str_eq(env->lang, "en");
    const char *lang = en ? "中文" : "English", *lang_brief = en ? "中文" : "EN";
    struct aloud_face aloud = aloud_face(env);
    struct key keys[KEY_COUNT] = {
        {FRAME_BACK, "back", "chevron-left", _("Back"), _("Back"), UI_BUTTON_PLAIN,
         frame->can_back && !frame->is_veiled, 0, false},
        {FRAME_HOME, "home", "home", _("Home"), _("Home"), UI_BUTTON_PLAIN, !frame->is_root && !frame->is_veiled, 0,
         false},
        {FRAME_EASIER, "easier", EASIER_ICON, _(EASIER_WORDS), _(EASIER_BRIEF), UI_BUTTON_QUIET, true, 0, false},
        {FRAME_ALOUD, env->aloud ? "aloud" : NULL, aloud.icon, aloud.brief, aloud.brief, aloud.kind,
         env->aloud && !frame->is_root && !frame->is_veiled, 0, false},
        {FRAME_LANG, "lang", "", lang, lang_brief, UI_BUTTON_QUIET, true, 0, false},
        {FRAME_DANGER, "danger", "danger", _("Danger! Help"), _("Danger!"), UI_BUTTON_DANGER, true, 0, false}};
    ui_fill(ui, strip, COLOR_PAPER, false);
    ui_fill(ui, (struct rect){strip.x, strip.y, strip.w, theme->line}, COLOR_LINE, false);
    struct rect bar = rect_inset(strip, theme->gap / 2);
    bar.x += theme->pad - theme->gap / 2;
    bar.w -= 2 * theme->pad - theme->gap;
    if (has_two_rows(ui, strip.w))
        return draw_two_rows(ui, keys, frame, bar);
    int width = bar.w - (KEY_COUNT - 1) * theme->gap;
    if (!keys[KEY_ALOUD].id || !fit_keys(ui, keys, KEY_COUNT, width)) { /* not here, or no room beside the others */
        keys[KEY_ALOUD] = (struct key){.icon = ""};
        fit_keys(ui, keys, KEY_COUNT, width + theme->gap);
    }
    return draw_keys(ui, keys, KEY_COUNT, bar);
}

static int footer_height(const struct ui *ui, const struct frame *frame, int width)
{
    const struct theme *theme = ui->theme;
    int rows = has_two_rows(ui, width) && !frame->is_root && ui->touch ? 2 : 1;
    return MAX(theme->measure[MEASURE_FOOTER], rows * theme->target + (rows + 1) * ((theme->gap + 1) / 2));
}

struct rect frame_build(struct ui *ui, const struct page_env *env, struct frame *frame, struct rect screen,
                        enum frame_tap *tap)
{
    const struct theme *theme = ui->theme;
    *tap = FRAME_NONE;
    draw_fill(ui->draw, screen, theme->color[COLOR_PAPER], 0);
    if (model_is_demo(env->model) && !(frame->alone && theme->small))
        draw_ribbon(ui, rect_cut_top(&screen, text_line_height(ribbon_px(theme))));
    if (frame->bare)
        return screen;
    if (!theme->small || frame->is_root) /* a small panel keeps its height for the page, which has a title of its own */
        frame->name = draw_header(
            ui, env, rect_cut_top(&screen, theme->measure[is_narrow(ui) ? MEASURE_HEADER_NARROW : MEASURE_HEADER]));
    struct rect strip = rect_cut_bottom(&screen, footer_height(ui, frame, screen.w));
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

static void draw_veil_sign(struct ui *ui, struct rect *body, int side, int gap)
{
    struct rect strip = rect_cut_top(body, side);
    ui_icon(ui, (struct rect){strip.x + (strip.w - side) / 2, strip.y, side, side}, "cover", COLOR_ACCENT);
    rect_cut_top(body, gap);
}

/* The two answers are equally large: who answers is not known. Side by side where a small panel has no height. */
enum over_tap frame_veil(struct ui *ui, struct rect body)
{
    const struct theme *theme = ui->theme;
    bool small = theme->small;
    const struct ui_style style = {small ? TEXT_BODY : TEXT_HEADING, FONT_BOLD, COLOR_INK, UI_CENTER};
    const char *words = _("Covered, because nobody touched the screen for a while.");
    body = rect_inset(ui_reach(ui, body), theme->pad);
    int words_h = ui_text_height(ui, body.w, style, words), side = small ? 0 : theme->measure[MEASURE_TILE_SIGN];
    int answer_h = MAX(theme->target, theme->measure[MEASURE_ANSWER]), gap = small ? theme->gap : theme->pad;
    int answers_h = small ? answer_h : 2 * answer_h + gap;
    rect_cut_top(&body, MAX(body.h - words_h - side - answers_h - 2 * gap, 0) / 2);
    if (side)
        draw_veil_sign(ui, &body, side, gap);
    struct rect answers = {body.x, body.y + words_h + gap, body.w, answers_h};
    answers.y = MIN(answers.y, body.y + body.h - answers_h);
    ui_text(ui, (struct rect){body.x, body.y, body.w, MAX(answers.y - body.y, 1)}, style, words);
    struct rect first = small ? rect_column(answers, 0, 2, gap) : rect_cut_top(&answers, answer_h);
    struct rect second = small ? rect_column(answers, 1, 2, gap) : rect_cut_bottom(&answers, answer_h);
    bool stay = ui_button(ui, first, "over/stay", _("It is mine: go on"), UI_BUTTON_PRIMARY, true);
    if (ui_button(ui, second, "over/leave", small ? _("I am someone else") : _("I am someone else: clear it"),
                  UI_BUTTON_PLAIN, true))
        return OVER_LEAVE;
    return stay ? OVER_STAY : OVER_NONE;
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
