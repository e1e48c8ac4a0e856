#include "kiosk/pages/slide.h"

#include <stdlib.h>

#include "kiosk/aloud_face.h"
#include "kiosk/i18n.h"
#include "kiosk/slides.h"
#include "kiosk/pages/standard_words.h"
#include "kiosk/words.h"

#define SLIDE_LINES_MAX 12

void slide_fini(struct slide *slide)
{
    free(slide->path);
    free(slide->kind);
    free(slide->title);
    free(slide->summary);
    free(slide->when);
    free(slide->span);
}

static char *event_span(const struct page_env *env, const struct model_notice *notice)
{
    return notice->event_start
               ? words_span(notice->event_start, notice->event_end, env->now_ms / 1000, env->model->zone_s)
               : xstrdup("");
}

/* "When: tomorrow 9:00–15:00", else "Until 25 December". */
char *slide_when(const struct page_env *env, const struct model_notice *notice)
{
    int64_t now_s = env->now_ms / 1000;
    int32_t zone_s = env->model->zone_s;
    if (notice->event_start) {
        CLEANUP(free_ptr) char *span = event_span(env, notice);
        return xasprintf(_("When: %s"), span);
    }
    if (!notice->until)
        return xstrdup("");
    CLEANUP(free_ptr) char *until = words_day(notice->until, now_s, zone_s);
    return xasprintf(_("Until %s"), until);
}

static struct slide notice_slide(const struct page_env *env, const struct model_notice *notice)
{
    bool is_urgent = notice->priority == 1 || str_starts(notice->kind, "emergency");
    return (struct slide){
        .notice = notice,
        .path = xasprintf("notice/%s", notice->id),
        .kind = notice->here ? xasprintf("%s · %s", words_kind(notice->kind), _("this building"))
                             : xstrdup(words_kind(notice->kind)),
        .title = xstrdup(words_notice(notice, "title")),
        .summary = xstrdup(words_notice(notice, "summary")),
        .when = slide_when(env, notice),
        .span = event_span(env, notice),
        .icon = words_kind_icon(notice->kind),
        .color = is_urgent ? COLOR_DANGER : COLOR_ACCENT,
    };
}

static struct slide result_slide(const struct page_env *env)
{
    struct standard_tally tally = standard_tally(env->model, NULL);
    CLEANUP(free_ptr) char *period = standard_period(env->model);
    return (struct slide){
        .path = xstrdup("standards"),
        .kind = xstrdup(_("Service standards")),
        .title = xasprintf(_("%1$d of %2$d promises kept"), tally.met, tally.measured),
        .summary =
            xasprintf(_("%s: what was promised, what was measured, and what follows when it was not kept."), period),
        .when = xstrdup(""),
        .span = xstrdup(""),
        .icon = "standard",
        .color = COLOR_ACCENT,
    };
}

static struct slide empty_slide(const struct page_env *env)
{
    bool is_empty = model_is_empty(env->model);
    const char *motto = i18n_pick(json_member(env->model->community, "community"), "motto");
    const char *name = model_name(env->model);
    CLEANUP(free_ptr) char *numbers = public_numbers_digits(" ");
    return (struct slide){
        .path = xstrdup(is_empty ? "phones" : "notices"),
        .kind = xstrdup(""),
        .title = xstrdup(*name ? name : _("Welcome")),
        .summary = is_empty ? xasprintf(_("The content of this screen has not arrived yet. In danger: %s."), numbers)
                            : xstrdup(motto),
        .when = xstrdup(is_empty ? "" : _("There are no notices at the moment.")),
        .span = xstrdup(""),
        .icon = "notice",
        .color = COLOR_ACCENT,
    };
}

struct slide slide_make(const struct page_env *env, size_t index)
{
    if (index == SLIDE_NONE)
        return empty_slide(env);
    if (index == SLIDE_RESULT)
        return result_slide(env);
    return notice_slide(env, &env->model->notices[index]);
}

static const struct ui_style style_title = {TEXT_HERO, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_summary = {TEXT_SUMMARY, FONT_REGULAR, COLOR_INK, UI_LEFT};
static const struct ui_style style_when = {TEXT_HEADING, FONT_BOLD, COLOR_INK_SOFT, UI_LEFT};

static int line_count(struct ui *ui, int width, struct ui_style style, const char *text)
{
    return ui_text_height(ui, width, style, text) / MAX(ui_line_height(ui, style.size), 1);
}

/* More lines than at the least size are good when the last of them is no straggler of one or two characters. */
static bool breaks_well(struct ui *ui, int width, struct ui_style style, const char *text, int least_lines)
{
    struct text_line lines[SLIDE_LINES_MAX];
    int size_px = ui->theme->size_px[style.size];
    size_t count =
        text_break(ui->text, style.face, size_px, MAX(width, 1), text, strlen(text), lines, ARRAY_LEN(lines));
    return (int)count <= least_lines || (count <= ARRAY_LEN(lines) && lines[count - 1].width >= width / 3);
}

/* On one line if some size allows it; a time is never cut. */
static struct ui_style when_style(struct ui *ui, int width, const char *when)
{
    struct ui_style style = style_when;
    while (style.size > TEXT_BODY && ui_text_height(ui, width, style, when) > ui_line_height(ui, style.size))
        style.size--;
    return style;
}

/* Never smaller than what is read at arm's length. */
static int summary_px(const struct theme *theme, int percent)
{
    return MAX(theme->size_px[TEXT_SUMMARY] * percent / 100, theme->size_px[TEXT_BODY]);
}

static bool fits_at(struct ui *ui, int width, struct ui_style style, const char *text, int least_lines, int most_h)
{
    return ui_text_height(ui, width, style, text) <= most_h && breaks_well(ui, width, style, text, least_lines);
}

/* Sets the largest pair of sizes at which title and summary fit and break well, the summary never scaled more than the
 * title; returns the title's height. */
static int scale_words(struct ui *ui, struct theme *scaled, struct rect rect, const struct slide *slide)
{
    const int *percents = theme_growth(GROWTH_SLIDE);
    const struct theme *theme = ui->theme;
    int title_lines = line_count(ui, rect.w, style_title, slide->title), title_h = 0;
    int summary_lines = line_count(ui, rect.w, style_summary, slide->summary);
    bool fits = false;
    ui->theme = scaled;
    for (size_t t = 0; percents[t] && !fits; t++) {
        scaled->size_px[TEXT_HERO] = theme->size_px[TEXT_HERO] * percents[t] / 100;
        title_h = ui_text_height(ui, rect.w, style_title, slide->title);
        bool good = fits_at(ui, rect.w, style_title, slide->title, title_lines, rect.h);
        for (size_t s = t; percents[s] && !fits; s++) {
            scaled->size_px[TEXT_SUMMARY] = summary_px(theme, percents[s]);
            fits = good &&
                   fits_at(ui, rect.w, style_summary, slide->summary, summary_lines, rect.h - title_h - theme->gap);
        }
    }
    ui->theme = theme;
    return title_h;
}

/* Title and summary as large as the slide allows; the theme's sizes for two metres are the least. */
static void draw_slide_words(struct ui *ui, struct rect rect, const struct slide *slide)
{
    const struct theme *theme = ui->theme;
    struct theme scaled = *theme;
    int title_h = scale_words(ui, &scaled, rect, slide);
    ui->theme = &scaled;
    /* Too long even so: the title takes what it needs, the summary what is left. */
    int line_h = ui_line_height(ui, TEXT_SUMMARY);
    title_h = MIN(title_h, MAX(rect.h, 1));
    ui_text(ui, rect_cut_top(&rect, title_h), style_title, slide->title);
    rect_cut_top(&rect, theme->gap / 2);
    if (rect.h >= line_h)
        ui_text(ui, rect, style_summary, slide->summary);
    ui->theme = theme;
}

/* The largest size at which the title stands whole in `h`; false: not even at the least. */
static bool fit_small_title(struct ui *ui, int width, int h, const char *title, int *size_px)
{
    const struct theme *theme = ui->theme;
    int sizes[] = {theme->size_px[TEXT_TITLE], theme->size_px[TEXT_HEADING], theme->size_px[TEXT_LABEL],
                   theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        *size_px = sizes[i];
        size_t lines = text_break(ui->text, FONT_BOLD, *size_px, MAX(width, 1), title, strlen(title), NULL, 0);
        if ((int)lines * text_line_height(*size_px) <= h)
            return true;
    }
    return false;
}

/* A small panel cannot be read from two metres: one line of where and when, then as much of the words as fits whole.
 * Where they do not all fit the title stays. */
static void draw_small_slide(struct ui *ui, struct rect rect, const struct slide *slide)
{
    const struct theme *theme = ui->theme;
    struct theme sized = *theme;
    struct rect inner = {rect.x + theme->gap, rect.y, rect.w - 2 * theme->gap, rect.h};
    struct ui_style caption = {TEXT_CAPTION, FONT_BOLD, slide->color, UI_LEFT};
    struct ui_style title = {TEXT_TITLE, FONT_BOLD, COLOR_INK, UI_LEFT};
    struct ui_style summary = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};
    bool both = *slide->kind && *slide->when;
    CLEANUP(free_ptr) char *line = xasprintf("%s%s%s", slide->kind, both ? " · " : "", slide->when);
    const char *words = line;
    int line_h = ui_line_height(ui, TEXT_CAPTION);
    if (*slide->when && ui_text_height(ui, inner.w, caption, line) > line_h)
        words = slide->when; /* the title says what it is */
    int caption_h = *words ? ui_text_height(ui, inner.w, caption, words) : 0;
    bool has_caption = fit_small_title(ui, inner.w, inner.h - caption_h, slide->title, &sized.size_px[TEXT_TITLE]);
    if (!has_caption)
        fit_small_title(ui, inner.w, inner.h, slide->title, &sized.size_px[TEXT_TITLE]);
    ui->theme = &sized;
    int title_h = MIN(ui_text_height(ui, inner.w, title, slide->title), inner.h);
    int used_h = title_h + (has_caption ? caption_h : 0),
        summary_h = ui_text_height(ui, inner.w, summary, slide->summary);
    bool has_summary = *slide->summary && used_h + summary_h <= inner.h;
    used_h += has_summary ? summary_h : 0;
    rect_cut_top(&inner, (inner.h - used_h) / 2);
    if (has_caption && *words)
        ui_text(ui, rect_cut_top(&inner, caption_h), caption, words);
    if (title_h > 0)
        ui_text(ui, rect_cut_top(&inner, title_h), title, slide->title);
    if (has_summary)
        ui_text(ui, inner, summary, slide->summary);
    ui->theme = theme;
}

/* The sign over the words, as on a board in the street: which kind of thing this is, in its colour. */
static int head_height(const struct ui *ui)
{
    return MAX(ui_line_height(ui, TEXT_HEADING), ui->theme->target) + ui->theme->gap;
}

static void draw_head(struct ui *ui, struct rect head, const struct slide *slide)
{
    enum theme_color on = slide->color == COLOR_DANGER ? COLOR_ON_DANGER : COLOR_ON_ACCENT;
    int radius = ui->theme->radius, line_h = ui_line_height(ui, TEXT_HEADING);
    ui_fill(ui, head, slide->color, true);
    ui_fill(ui, (struct rect){head.x, head.y + head.h - radius, head.w, radius}, slide->color, false);
    head.x += ui->theme->pad;
    head.w -= 2 * ui->theme->pad;
    if (ui->touch)
        ui_icon(ui, rect_cut_right(&head, line_h), "chevron-right", on);
    ui_icon(ui, rect_cut_left(&head, MIN(head.h * 3 / 4, 2 * line_h)), slide->icon, on);
    rect_cut_left(&head, ui->theme->gap);
    struct ui_style kind = {TEXT_HEADING, FONT_BOLD, on, UI_LEFT};
    while (kind.size > TEXT_CAPTION && line_count(ui, head.w, kind, slide->kind) > 1)
        kind.size--;
    line_h = ui_line_height(ui, kind.size);
    ui_text(ui, (struct rect){head.x, head.y + (head.h - line_h) / 2, head.w, line_h}, kind, slide->kind);
}

/* When, with a clock before it: the line that people look for. Where it would be broken the clock says "when" alone.
 * Takes its height off `inner`. */
static void draw_when(struct ui *ui, struct rect *inner, const struct slide *slide)
{
    const char *when = slide->when;
    if (!*when)
        return;
    int sign = ui_line_height(ui, TEXT_HEADING), gap = ui->theme->gap, width = inner->w - sign - gap;
    struct ui_style style = when_style(ui, width, when);
    if (*slide->span && line_count(ui, width, style, when) > 1) {
        when = slide->span;
        style = when_style(ui, width, when);
    }
    struct rect foot = rect_cut_bottom(inner, MAX(ui_text_height(ui, width, style, when), sign));
    ui_icon(ui, rect_inset(rect_cut_left(&foot, sign), sign / 10), "clock", COLOR_INK_SOFT);
    rect_cut_left(&foot, gap);
    int words_h = ui_text_height(ui, foot.w, style, when);
    ui_text(ui, (struct rect){foot.x, foot.y + (foot.h - words_h) / 2, foot.w, words_h}, style, when);
    rect_cut_bottom(inner, gap / 2);
}

/* What opens the slide: all that lies above the speaker, or left of it where nothing is left above. */
static struct rect beside_speaker(const struct ui *ui, struct rect rect, struct rect speaker)
{
    if (speaker.h <= 0)
        return rect;
    struct rect above = rect;
    above.h = speaker.y - ui->theme->gap / 2 - rect.y;
    if (above.h >= ui->theme->target)
        return above;
    rect.w = speaker.x - ui->theme->gap / 2 - rect.x;
    return rect;
}

void slide_draw(struct ui *ui, const struct page_env *env, struct rect rect, struct rect speaker,
                const struct slide *slide)
{
    ui_fill(ui, rect, COLOR_SURFACE, true);
    if (ui->theme->small)
        ui_fill(ui, (struct rect){rect.x, rect.y, rect.w, MAX(ui->theme->gap / 2, 4)}, slide->color, false);
    bool has_head = !ui->theme->small && *slide->kind;
    struct rect inner = rect;
    if (has_head)
        draw_head(ui, rect_cut_top(&inner, head_height(ui)), slide);
    draw_frame(ui->draw, rect, ui->theme->color[ui->touch ? COLOR_EDGE : COLOR_LINE], ui->theme->radius,
               ui->theme->line);
    struct rect reach = beside_speaker(ui, ui_reach(ui, rect), speaker);
    if (ui->touch && reach.h >= ui->theme->target && ui_area(ui, reach, "slide", slide->title))
        nav_go(env->nav, slide->path);
    if (ui->theme->small) {
        draw_small_slide(ui, rect, slide);
        return;
    }
    inner = rect_inset(inner, ui->theme->pad);
    if (speaker.h > 0) {
        struct rect foot = rect_cut_bottom(&inner, speaker.h);
        rect_cut_right(&foot, speaker.w + ui->theme->gap);
        draw_when(ui, &foot, slide);
        rect_cut_bottom(&inner, ui->theme->gap / 2);
        aloud_key(ui, env, speaker);
    } else {
        draw_when(ui, &inner, slide);
    }
    draw_slide_words(ui, inner, slide);
}

int slide_height(struct ui *ui, int width, const struct slide *slide, int percent)
{
    struct theme scaled = *ui->theme;
    const struct theme *theme = ui->theme;
    scaled.size_px[TEXT_HERO] = theme->size_px[TEXT_HERO] * percent / 100;
    scaled.size_px[TEXT_SUMMARY] = summary_px(theme, percent);
    ui->theme = &scaled;
    int pad = ui->theme->pad, gap = ui->theme->gap, w = width - 2 * pad, head_h = *slide->kind ? head_height(ui) : 0;
    int words_h =
        ui_text_height(ui, w, style_title, slide->title) + ui_text_height(ui, w, style_summary, slide->summary);
    ui->theme = theme;
    return 2 * pad + head_h + words_h + gap +
           (*slide->when ? MAX(ui_line_height(ui, TEXT_HEADING), ui->theme->measure[MEASURE_ALOUD_H]) + gap / 2 : 0);
}

int slide_usual_height(struct ui *ui)
{
    const struct theme *theme = ui->theme;
    return 2 * theme->pad + head_height(ui) + 2 * ui_line_height(ui, TEXT_HERO) + 2 * ui_line_height(ui, TEXT_SUMMARY) +
           MAX(ui_line_height(ui, TEXT_HEADING), theme->measure[MEASURE_ALOUD_H]) + 2 * theme->gap;
}
