#include "kiosk/alert.h"

#include <stdlib.h>

#include "common/clock.h"
#include "common/utf8.h"
#include "kiosk/exposure.h"
#include "kiosk/frame.h"
#include "kiosk/easier.h"
#include "kiosk/i18n.h"
#include "kiosk/pages/words.h"
#include "kiosk/pictures.h"
#include "kiosk/ui/state.h"
#include "kiosk/warning_sign.h"

#define TRIES_MAX  4   /* layouts of a cover until it has found its shape */
#define STRIPS_MAX 2   /* rows; of more, the second says how many */
#define LINES_MAX  3   /* of one strip */
#define SIGN_PART  4   /* of the width: more than that its words do not take from the title */
#define LARGE_BODY 600 /* characters; a longer text starts at reading size */

/* --- strips --- */

static char *clock_time(const struct page_env *env, int64_t at_s)
{
    struct civil at = clock_civil(at_s, env->model->zone_s);
    return xasprintf("%02d:%02d", at.hour, at.minute);
}

static char *ended_words(const struct page_env *env, const struct model_notice *notice)
{
    int64_t now_s = env->now_ms / 1000;
    bool is_today = now_s - notice->until < 86400 &&
                    clock_civil(now_s, env->model->zone_s).day == clock_civil(notice->until, env->model->zone_s).day;
    CLEANUP(free_ptr)
    char *at = is_today ? clock_time(env, notice->until) : words_moment(notice->until, now_s, env->model->zone_s);
    const char *phone = model_call_phone(env->model, CALL_HOUSE);
    if (!*phone) /* not the police: whether a warning is over is no emergency */
        return xasprintf(_("This warning ended at %s; no all-clear was given. Ask at the service centre."), at);
    return xasprintf(_("This warning ended at %s; no all-clear was given. Ask: %s"), at, phone);
}

struct strip {
    char *words, *detail, *end, *path; /* owned; `end` where the whole detail takes more than a line */
    enum theme_color color;
    enum warning_level level;
};

static void strip_fini(struct strip *strip)
{
    free(strip->words);
    free(strip->detail);
    free(strip->end);
    free(strip->path);
}

static struct strip strip_make(const struct page_env *env, const struct layer_notice *row,
                               const struct model_notice *notice)
{
    bool has_ended = row->layer == LAYER_ENDED;
    CLEANUP(free_ptr)
    char *until = notice->until ? words_moment(notice->until, env->now_ms / 1000, env->model->zone_s) : xstrdup("");
    const char *issuer = words_issuer(env->model, notice);
    CLEANUP(free_ptr) char *end = *until ? xasprintf(_("Until %s"), until) : xstrdup("");
    return (struct strip){
        .words = xstrdup(words_notice(notice, "title")),
        .detail = has_ended ? ended_words(env, notice) : xasprintf("%s%s%s", issuer, *issuer && *end ? " · " : "", end),
        .end = xstrdup(has_ended ? "" : end),
        .path = xasprintf("notice/%s", notice->id),
        .color = notice->priority == 1 ? COLOR_DANGER : COLOR_WARN,
        .level = warning_of_notice(notice->doc),
    };
}

static struct strip more_strip(size_t count)
{
    return (struct strip){.words = xasprintf(_("More urgent notices: %zu"), count),
                          .detail = xstrdup(""),
                          .end = xstrdup(""),
                          .path = xstrdup("notices"),
                          .color = COLOR_DANGER};
}

static const struct ui_style style_words = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_detail = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK, UI_LEFT};

static int lines_of(struct ui *ui, int width, struct ui_style style, const char *words)
{
    return *words ? ui_text_height(ui, width, style, words) : 0;
}

/* How a strip's title and sign stand in this much width. */
struct strip_plan {
    int mark_w, words_px, words_h, detail_h;
    bool is_brief; /* of the detail only until when */
    bool has_sign; /* the level in words; else its colour alone, since the title says it too */
};

static int words_width(const struct ui *ui, int width, int mark_w)
{
    return width - 2 * ui->theme->pad - mark_w - ui->theme->gap;
}

static int lines_at(struct ui *ui, int width, int size_px, const char *words)
{
    return (int)text_break(ui->text, FONT_BOLD, size_px, MAX(width, 1), words, strlen(words), NULL, 0);
}

/* On a small panel: one line if some size allows it, the sign's words given up for it; else two of a size that is read.
 */
static void fit_small(struct ui *ui, int width, int icon, const struct strip *strip, struct strip_plan *plan)
{
    const struct theme *theme = ui->theme;
    int sizes[] = {theme->size_px[TEXT_LABEL], theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]};
    int lines = theme->landscape ? 1 : 2;
    for (int sign = 1; sign >= 0; sign--) {
        for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
            plan->has_sign = sign;
            plan->mark_w = sign ? plan->mark_w : icon;
            plan->words_px = sizes[i];
            if (lines_at(ui, words_width(ui, width, plan->mark_w), sizes[i], strip->words) <= lines)
                return;
        }
    }
}

static struct strip_plan plan_strip(struct ui *ui, int width, const struct strip *strip)
{
    const struct theme *theme = ui->theme;
    int icon = ui_line_height(ui, theme->small ? TEXT_CAPTION : TEXT_LABEL);
    int sign_w = warning_sign_width(ui, strip->level, TEXT_CAPTION);
    struct strip_plan plan = {
        .mark_w = MAX(icon, sign_w), .words_px = theme->size_px[TEXT_LABEL], .has_sign = strip->level != WARNING_NONE};
    if (theme->small) {
        fit_small(ui, width, icon, strip, &plan);
    } else if (sign_w > width / SIGN_PART) {
        plan.has_sign = false;
        plan.mark_w = icon;
    }
    int words_w = words_width(ui, width, plan.mark_w);
    int lines = MIN(lines_at(ui, words_w, plan.words_px, strip->words), LINES_MAX);
    plan.words_h = lines * text_line_height(ui->text, plan.words_px);
    int line_h = ui_line_height(ui, TEXT_CAPTION), detail_h = lines_of(ui, words_w, style_detail, strip->detail);
    plan.is_brief = detail_h > line_h && *strip->end; /* who says it stands in the notice */
    if (plan.is_brief)
        detail_h = lines_of(ui, words_w, style_detail, strip->end);
    plan.detail_h = theme->small ? 0 : MIN(detail_h, LINES_MAX * line_h);
    return plan;
}

/* The level as it was issued, where there is one; else the sign alone, in the level's colour. */
static void draw_mark(struct ui *ui, struct rect mark, const struct strip *strip, bool has_sign, enum theme_color color)
{
    int height = ui_line_height(ui, TEXT_CAPTION) + ui->theme->gap, side = MIN(mark.w, mark.h);
    struct rect square = {mark.x, mark.y + (mark.h - side) / 2, side, side};
    if (has_sign) {
        height = MIN(height, mark.h - 2 * ui->theme->gap / 3);
        warning_sign_draw(ui, (struct rect){mark.x, mark.y + (mark.h - height) / 2, mark.w, height}, strip->level,
                          TEXT_CAPTION);
    } else if (strip->level != WARNING_NONE) {
        draw_fill(ui->draw, square, warning_sign_color(strip->level), 0);
        draw_icon(ui->draw, rect_inset(square, side / 8), "warning", warning_sign_ink(strip->level));
    } else {
        ui_icon(ui, square, "warning", color);
    }
}

/* On a small panel a strip is as high as its words: the list of notices has it within reach of a finger too. */
static int strip_height(const struct ui *ui, const struct strip_plan *plan)
{
    const struct theme *theme = ui->theme;
    int least_h = theme->small ? theme->measure[MEASURE_STRIP] : MAX(theme->target, theme->measure[MEASURE_STRIP]);
    return MAX(plan->words_h + plan->detail_h + 2 * (theme->gap / 2), least_h);
}

static void draw_strip(struct ui *ui, const struct page_env *env, struct rect *body, const struct strip *strip)
{
    const struct theme *theme = ui->theme;
    struct strip_plan plan = plan_strip(ui, body->w, strip);
    int words_h = plan.words_h, detail_h = plan.detail_h;
    struct rect row = rect_cut_top(body, MIN(strip_height(ui, &plan), MAX(body->h * 2 / 5, 1)));
    if (words_h + detail_h > row.h)
        detail_h = 0;
    bool is_red = strip->color == COLOR_DANGER;
    draw_fill(ui->draw, row, theme->color[is_red ? COLOR_DANGER : COLOR_SURFACE], 0);
    if (is_red) /* apart from what is red below it */
        draw_fill(ui->draw, (struct rect){row.x, row.y + row.h - theme->line * 2, row.w, theme->line * 2},
                  theme->color[COLOR_ON_DANGER], 0);
    else
        draw_frame(ui->draw, row, theme->color[strip->color], 0, theme->line * 3);
    if (ui->touch) {
        CLEANUP(free_ptr) char *id = xasprintf("strip/%s", strip->path);
        struct rect reach = ui_reach(ui, row); /* on home it may stand too high; the list of notices has it too */
        if (reach.h >= theme->target && ui_area(ui, reach, id, strip->words))
            nav_go(env->nav, strip->path);
    }
    struct theme sized = *theme;
    struct ui_style words = style_words, detail = style_detail;
    words.color = detail.color = is_red ? COLOR_ON_DANGER : COLOR_INK;
    row.x += theme->pad;
    row.w -= 2 * theme->pad;
    struct rect mark = rect_cut_left(&row, plan.mark_w);
    rect_cut_left(&row, theme->gap);
    draw_mark(ui, mark, strip, plan.has_sign, is_red ? COLOR_ON_DANGER : strip->color);
    rect_cut_top(&row, MAX(row.h - words_h - detail_h, 0) / 2);
    sized.size_px[words.size] = plan.words_px;
    ui->theme = &sized;
    ui_text(ui, rect_cut_top(&row, words_h), words, strip->words);
    ui->theme = theme;
    if (detail_h)
        ui_text(ui, rect_cut_top(&row, detail_h), detail, plan.is_brief ? strip->end : strip->detail);
}

/* A row stands for one notice, or says how many more there are. */
static struct strip row_strip(const struct page_env *env, const struct layers *layers, size_t index, size_t left)
{
    const struct model_notice *notice = model_notice(env->model, layers->rows[index].id);
    return left > 1 ? more_strip(left) : strip_make(env, &layers->rows[index], notice);
}

/* How many notices row `drawn` stands for, beginning with that at `index`. */
static size_t notices_of_row(const struct layers *layers, size_t index, size_t drawn, size_t most)
{
    return drawn + 1 == most && most > 1 ? layers->count - index : 1;
}

static size_t rows_max(const struct ui *ui)
{
    return ui->theme->small ? 1 : STRIPS_MAX;
}

int alert_strips_height(struct ui *ui, const struct page_env *env, const struct layers *layers, int width)
{
    size_t drawn = 0;
    int height = 0;
    for (size_t i = 0; i < layers->count && drawn < rows_max(ui); i++) {
        if (!model_notice(env->model, layers->rows[i].id))
            continue;
        struct strip strip = row_strip(env, layers, i, notices_of_row(layers, i, drawn++, rows_max(ui)));
        struct strip_plan plan = plan_strip(ui, width, &strip);
        height += strip_height(ui, &plan);
        strip_fini(&strip);
    }
    return height;
}

void alert_strips(struct ui *ui, const struct page_env *env, const struct layers *layers, struct rect *body)
{
    size_t drawn = 0;
    for (size_t i = 0; i < layers->count && drawn < rows_max(ui); i++) {
        const struct model_notice *notice = model_notice(env->model, layers->rows[i].id);
        if (!notice)
            continue; /* of the model before; the next turn knows better */
        size_t left = notices_of_row(layers, i, drawn++, rows_max(ui));
        if (left == 1)
            exposure_add(env->exposure, notice, EXPOSURE_STRIP);
        struct strip strip = row_strip(env, layers, i, left);
        draw_strip(ui, env, body, &strip);
        strip_fini(&strip);
    }
}

void alert_note(struct ui *ui, const char *words, struct rect *body)
{
    const struct theme *theme = ui->theme;
    struct ui_style style = {TEXT_CAPTION, FONT_BOLD, COLOR_INK, UI_CENTER};
    int width = body->w - 2 * theme->pad, height = ui_text_height(ui, width, style, words) + theme->gap;
    struct rect row = rect_cut_top(body, MIN(height, body->h / 4));
    ui_fill(ui, row, COLOR_SURFACE, false);
    ui_fill(ui, (struct rect){row.x, row.y + row.h - theme->line, row.w, theme->line}, COLOR_LINE, false);
    ui_text(ui, (struct rect){row.x + theme->pad, row.y + theme->gap / 2, width, row.h - theme->gap / 2}, style, words);
}

/* --- over the whole screen --- */

static const struct ui_style style_kind = {TEXT_HEADING, FONT_BOLD, COLOR_ON_DANGER, UI_LEFT};
static const struct ui_style style_title = {TEXT_HERO, FONT_BOLD, COLOR_ON_DANGER, UI_LEFT};
static const struct ui_style style_second = {TEXT_HEADING, FONT_REGULAR, COLOR_ON_DANGER, UI_LEFT};
static const struct ui_style style_lead = {TEXT_SUMMARY, FONT_BOLD, COLOR_INK, UI_LEFT};

/* "19:06 · Heting Property": when it was said and by whom, as far as is known; the level where no sign has room. */
static char *issued_words(const struct page_env *env, const struct model_notice *notice, bool small)
{
    const char *level = small ? warning_sign_words(warning_of_notice(notice->doc)) : "";
    const char *issuer = words_issuer(env->model, notice);
    CLEANUP(free_ptr)
    char *at = notice->from ? words_moment(notice->from, env->now_ms / 1000, env->model->zone_s) : xstrdup("");
    CLEANUP(free_ptr)
    char *until = notice->until ? words_moment(notice->until, env->now_ms / 1000, env->model->zone_s) : xstrdup("");
    CLEANUP(free_ptr) char *end = *until ? xasprintf(_("Until %s"), until) : xstrdup("");
    return xasprintf("%s%s%s%s%s%s%s", level, *level ? " · " : "", at, *at && *issuer ? " · " : "", issuer,
                     *end ? " · " : "", end);
}

/* The title once more for those who do not read the screen's language. "" when there is none. */
static const char *second_title(const struct page_env *env, const struct model_notice *notice)
{
    const char *other = str_eq(env->lang, "en") ? "zh-CN" : "en";
    const json_t *words = json_member(json_member(notice->doc, "lang"), other);
    const char *title = json_str_or(words, "title", "");
    return str_eq(title, words_notice(notice, "title")) ? "" : title;
}

/* As large as leaves the greater part of the screen to what is to be done. */
static struct ui_style title_style(struct ui *ui, struct rect rest, int width, const char *title)
{
    static const enum text_size sizes[] = {TEXT_HERO, TEXT_SUMMARY, TEXT_TITLE, TEXT_HEADING, TEXT_CAPTION};
    size_t count = ARRAY_LEN(sizes) - (ui->theme->small ? 0 : 1); /* only there it is no larger than the text below */
    struct ui_style style = style_title;
    for (size_t i = 0; i < count; i++) {
        style.size = sizes[i];
        if (lines_of(ui, width, style, title) <= rest.h / 4)
            break;
    }
    return style;
}

static void draw_kind(struct ui *ui, struct rect head, const struct model_notice *notice)
{
    enum warning_level level = warning_of_notice(notice->doc);
    if (level != WARNING_NONE) {
        int width = warning_sign_width(ui, level, TEXT_LABEL);
        warning_sign_draw(ui, rect_cut_right(&head, MIN(width, head.w / 2)), level, TEXT_LABEL);
    }
    ui_icon(ui, rect_cut_left(&head, head.h), "warning", COLOR_ON_DANGER);
    rect_cut_left(&head, ui->theme->gap);
    CLEANUP(free_ptr) char *kind = xasprintf("%s · %s", _("Urgent"), words_kind(notice->kind));
    ui_text(ui, head, style_kind, kind);
}

/* A small panel keeps title, time and issuer, and in large type no larger than leaves room for what is to be done. */
static void draw_band(struct ui *ui, const struct page_env *env, const struct model_notice *notice, struct rect *rest)
{
    const struct theme *theme = ui->theme;
    struct theme least = *theme;
    least.size_px[TEXT_CAPTION] = MIN(theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]);
    if (theme->small)
        ui->theme = &least;
    int pad = theme->small ? theme->gap : theme->pad, width = rest->w - 2 * theme->pad;
    const char *words = words_notice(notice, "title"), *second = theme->small ? "" : second_title(env, notice);
    struct ui_style title = title_style(ui, *rest, width, words), soft = style_second;
    if (theme->small)
        soft.size = TEXT_CAPTION;
    CLEANUP(free_ptr) char *issued = issued_words(env, notice, theme->small);
    int kind_h = theme->small ? 0 : ui_line_height(ui, style_kind.size), title_h = lines_of(ui, width, title, words);
    int second_h = lines_of(ui, width, soft, second), issued_h = lines_of(ui, width, soft, issued);
    int height = kind_h + title_h + second_h + issued_h + 2 * pad + theme->gap;
    struct rect band = rect_cut_top(rest, MIN(height, rest->h / 2));
    ui_fill(ui, band, COLOR_DANGER, false);
    band = rect_inset(band, pad);
    band.x = rest->x + theme->pad;
    band.w = width;
    if (kind_h)
        draw_kind(ui, rect_cut_top(&band, kind_h), notice);
    rect_cut_top(&band, theme->gap / 2);
    ui_text(ui, rect_cut_top(&band, MIN(title_h, band.h)), title, words);
    if (second_h && second_h <= band.h)
        ui_text(ui, rect_cut_top(&band, second_h), soft, second);
    rect_cut_top(&band, MIN(theme->gap / 2, band.h));
    if (band.h >= ui_line_height(ui, soft.size))
        ui_text(ui, band, soft, issued);
    ui->theme = theme;
}

/* Words that no clip lets through: only their height is wanted. */
static int measure_body(struct ui *ui, const struct theme *theme, int width, const struct md_doc *doc,
                        const struct ui_images *images)
{
    struct ui quiet = *ui;
    quiet.theme = theme;
    quiet.clip = (struct rect){0};
    quiet.has_tap = quiet.pressing = false;
    return ui_markdown(&quiet, (struct rect){0, 0, width, 0}, doc, images);
}

static int lead_height(struct ui *ui, const struct theme *theme, int width, const char *summary)
{
    struct ui sized = *ui;
    struct ui_style lead = style_lead;
    lead.size = theme->small ? TEXT_HEADING : TEXT_SUMMARY;
    sized.theme = theme;
    return *summary ? ui_text_height(&sized, width, lead, summary) + theme->gap : 0;
}

/* Reading size grown as far as the whole text still fits; a long one is scrolled at reading size. */
static struct theme body_theme(struct ui *ui, struct rect rest, const struct md_doc *doc, size_t chars,
                               const char *summary, const struct ui_images *images)
{
    static const enum text_size sizes[] = {TEXT_CAPTION, TEXT_BODY, TEXT_LABEL, TEXT_HEADING, TEXT_TITLE, TEXT_SUMMARY};
    const int *percents = theme_growth(GROWTH_COVER);
    struct theme grown = *ui->theme;
    for (size_t i = 0; chars <= LARGE_BODY && percents[i]; i++) {
        for (size_t j = 0; j < ARRAY_LEN(sizes); j++)
            grown.size_px[sizes[j]] =
                MAX(ui->theme->size_px[TEXT_BODY] * percents[i] / 100, ui->theme->size_px[sizes[j]]);
        if (lead_height(ui, &grown, rest.w, summary) + measure_body(ui, &grown, rest.w, doc, images) <= rest.h)
            return grown;
    }
    return *ui->theme;
}

static bool find_image(void *arg, const char *name, struct ui_image *image)
{
    struct model_picture picture;
    if (!model_file_page(model_notice_file(arg, name), 0, &picture))
        return false;
    *image = (struct ui_image){picture.sha256, picture.w, picture.h};
    return true;
}

static void draw_body(struct ui *ui, const struct model_notice *notice, struct rect rest)
{
    const char *body = words_notice_body(notice), *summary = words_notice(notice, "summary");
    struct md_doc *doc = md_parse(body);
    struct model_notice copy = *notice;
    struct ui_images images = {find_image, NULL, &copy};
    struct theme grown = body_theme(ui, rest, doc, utf8_count(body), summary, &images);
    const struct theme *usual = ui->theme;
    struct rect area = ui_scroll_begin(ui, rest, "cover");
    int top = area.y;
    ui->theme = &grown;
    if (*summary) {
        struct ui_style lead = style_lead;
        lead.size = usual->small ? TEXT_HEADING : TEXT_SUMMARY;
        area.y += ui_text(ui, (struct rect){area.x, area.y, area.w, 0}, lead, summary) + usual->gap;
    }
    int height = area.y - top + ui_markdown(ui, area, doc, &images);
    ui->theme = usual;
    ui_scroll_end(ui, height);
    md_free(doc);
}

static const char *lang_words(const struct page_env *env)
{
    return str_eq(env->lang, "en") ? "中文" : "English";
}

/* What a key needs for its words at the least size, on one line. */
static int key_width(struct ui *ui, const char *words)
{
    int size_px = MIN(ui->theme->size_px[TEXT_CAPTION], ui->theme->measure[MEASURE_LEAST_TYPE]);
    int air = ui->theme->small ? ui->theme->gap : 2 * ui->theme->gap;
    return text_width(ui->text, FONT_BOLD, size_px, words, strlen(words)) + air + 2;
}

static bool is_one_row(struct ui *ui, const struct page_env *env, int width)
{
    int needed = key_width(ui, lang_words(env)) + key_width(ui, _(EASIER_BRIEF)) + key_width(ui, _("I have read it")) +
                 key_width(ui, _("Danger!"));
    return needed + 3 * ui->theme->gap <= width;
}

static int button_height(const struct theme *theme)
{
    return MAX(theme->target, theme->measure[theme->landscape ? MEASURE_COVER_KEY_LOW : MEASURE_COVER_KEY]);
}

static int buttons_height(struct ui *ui, const struct page_env *env, int width)
{
    int height = button_height(ui->theme), gap = ui->theme->gap;
    return is_one_row(ui, env, width) ? height : 2 * MAX(ui->theme->target, height * 2 / 3) + gap;
}

struct cover_keys {
    struct rect lang, easier, read, danger;
};

/* Beside each other where the words stand whole; else "I have read it" above the others. */
static struct cover_keys place_keys(struct ui *ui, const struct page_env *env, struct rect bar)
{
    int gap = ui->theme->gap;
    struct cover_keys keys;
    if (!is_one_row(ui, env, bar.w)) {
        keys.read = rect_cut_top(&bar, (bar.h - gap) / 2);
        rect_cut_top(&bar, gap);
        keys.danger = rect_cut_right(&bar, MAX(bar.w / 3, key_width(ui, _("Danger!"))));
        rect_cut_right(&bar, gap);
        keys.lang = rect_cut_left(&bar, MAX((bar.w - gap) / 2, key_width(ui, lang_words(env))));
        rect_cut_left(&bar, gap);
        keys.easier = bar;
        return keys;
    }
    keys.lang = rect_cut_left(&bar, MAX((bar.w - 3 * gap) / 7, key_width(ui, lang_words(env))));
    rect_cut_left(&bar, gap);
    keys.easier = rect_cut_left(&bar, MAX((bar.w - 2 * gap) / 4, key_width(ui, _(EASIER_BRIEF))));
    rect_cut_left(&bar, gap);
    keys.danger = rect_cut_right(&bar, MAX((bar.w - gap) * 2 / 5, key_width(ui, _("Danger!"))));
    rect_cut_right(&bar, gap);
    keys.read = bar;
    return keys;
}

static enum alert_tap draw_buttons(struct ui *ui, const struct page_env *env, struct rect bar)
{
    struct cover_keys keys = place_keys(ui, env, bar);
    const char *danger = key_width(ui, _("Danger! Help")) <= keys.danger.w ? _("Danger! Help") : _("Danger!");
    easier_button(ui, env, keys.easier);
    enum alert_tap tap = ALERT_NONE;
    if (ui_button(ui, keys.lang, "cover/lang", lang_words(env), UI_BUTTON_QUIET, true))
        tap = ALERT_LANG;
    if (ui_button(ui, keys.danger, "cover/danger", danger, UI_BUTTON_DANGER, true))
        tap = ALERT_DANGER;
    if (ui_button(ui, keys.read, "cover/read", _("I have read it"), UI_BUTTON_PRIMARY, true))
        tap = ALERT_READ;
    return tap;
}

static enum alert_tap draw_other(struct ui *ui, const struct alert_cover *cover, struct rect *rest)
{
    if (!cover->other || ui->theme->small) /* there the next one comes when this is read */
        return ALERT_NONE;
    CLEANUP(free_ptr)
    char *more = cover->other_count > 1 ? xasprintf(_("More urgent notices: %zu"), cover->other_count)
                                        : xstrdup(_("Also urgent"));
    const char *title = words_notice(cover->other, "title");
    int height = MAX(ui_row_height(ui, rest->w, title, more, ""), ui->theme->target);
    struct rect row = rect_cut_bottom(rest, MIN(height, rest->h / 3));
    rect_cut_bottom(rest, ui->theme->gap);
    return ui_row(ui, row, "cover/other", title, more, "") ? ALERT_OTHER : ALERT_NONE;
}

enum alert_tap alert_cover(struct ui *ui, const struct page_env *env, const struct alert_cover *cover,
                           struct rect screen)
{
    const struct theme *theme = ui->theme;
    enum frame_tap none;
    struct rect rest = frame_build(ui, env, &(struct frame){.bare = true}, screen, &none);
    enum alert_tap tap = ALERT_NONE;
    exposure_add(env->exposure, cover->notice, EXPOSURE_COVER);
    draw_band(ui, env, cover->notice, &rest);
    if (ui->touch) {
        struct rect bar = rect_cut_bottom(&rest, buttons_height(ui, env, rest.w - 2 * theme->gap) + 2 * theme->gap);
        bar = rect_inset(bar, theme->gap);
        tap = draw_buttons(ui, env, bar);
    } else {
        frame_numbers(ui, rect_cut_bottom(&rest, theme->target + theme->gap));
    }
    rest = rect_inset(rest, theme->gap);
    rest.x = screen.x + theme->pad;
    rest.w = screen.w - 2 * theme->pad;
    enum alert_tap other = draw_other(ui, cover, &rest);
    draw_body(ui, cover->notice, rest);
    return tap != ALERT_NONE ? tap : other;
}

bool alert_is_ready(const struct ui *ui, const struct page_env *env, const struct alert_cover *cover,
                    struct rect screen)
{
    struct draw scratch = {0};
    struct ui_state state = {0};
    struct page_env unseen = *env;
    struct ui quiet = *ui;
    unseen.exposure = NULL;
    quiet.draw = &scratch;
    quiet.state = &state;
    quiet.pictures = NULL; /* nothing is asked for by a layout that is only tried */
    for (int i = 0; i < TRIES_MAX && (i == 0 || state.relayout); i++) {
        ui_state_begin(&state, env->mono_ms);
        draw_clear(&scratch);
        (void)alert_cover(&quiet, &unseen, cover, screen);
    }
    quiet.pictures = env->pictures;
    ui_state_begin(&state, env->mono_ms);
    draw_clear(&scratch);
    (void)alert_cover(&quiet, &unseen, cover, screen);
    draw_fini(&scratch);
    return !state.waits;
}
