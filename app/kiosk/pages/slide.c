#include "kiosk/pages/slide.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/pages/slides.h"
#include "kiosk/pages/standard_words.h"
#include "kiosk/pages/words.h"

#define ICON_MM         30
#define SLIDE_LINES_MAX 12

void slide_fini(struct slide *slide)
{
    free(slide->path);
    free(slide->kind);
    free(slide->title);
    free(slide->summary);
    free(slide->when);
}

/* "When: tomorrow 9:00–15:00", else "Until 25 December". */
char *slide_when(const struct page_env *env, const struct model_notice *notice)
{
    int64_t now_s = env->now_ms / 1000;
    int32_t zone_s = env->model->zone_s;
    if (notice->event_start) {
        CLEANUP(free_ptr) char *span = words_span(notice->event_start, notice->event_end, now_s, zone_s);
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
        .icon = "standard",
        .color = COLOR_ACCENT,
    };
}

static struct slide empty_slide(const struct page_env *env)
{
    bool is_empty = model_is_empty(env->model);
    const char *motto = i18n_pick(json_member(env->model->community, "community"), "motto");
    const char *name = model_name(env->model);
    return (struct slide){
        .path = xstrdup(is_empty ? "phones" : "notices"),
        .kind = xstrdup(""),
        .title = xstrdup(*name ? name : _("Welcome")),
        .summary =
            xstrdup(is_empty ? _("The content of this screen has not arrived yet. In danger: 110 119 120.") : motto),
        .when = xstrdup(is_empty ? "" : _("There are no notices at the moment.")),
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

static const struct ui_style style_kind = {TEXT_HEADING, FONT_BOLD, COLOR_ACCENT, UI_LEFT};
static const struct ui_style style_title = {TEXT_HERO, FONT_BOLD, COLOR_INK, UI_LEFT};
static const struct ui_style style_summary = {TEXT_SUMMARY, FONT_REGULAR, COLOR_INK, UI_LEFT};
static const struct ui_style style_when = {TEXT_HEADING, FONT_BOLD, COLOR_INK_SOFT, UI_LEFT};
static const struct ui_style style_caption = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};

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

/* Title and summary as large as the slide allows; the theme's sizes for two metres are the least. */
static void draw_slide_words(struct ui *ui, struct rect rect, const struct slide *slide)
{
    static const int percents[] = {160, 150, 140, 130, 120, 110, 100};
    const struct theme *theme = ui->theme;
    struct theme scaled = *theme;
    int title_lines = line_count(ui, rect.w, style_title, slide->title), title_h = 0;
    int summary_lines = line_count(ui, rect.w, style_summary, slide->summary);
    ui->theme = &scaled;
    for (size_t i = 0; i < ARRAY_LEN(percents); i++) {
        scaled.size_px[TEXT_HERO] = theme->size_px[TEXT_HERO] * percents[i] / 100;
        scaled.size_px[TEXT_SUMMARY] = theme->size_px[TEXT_SUMMARY] * percents[i] / 100;
        title_h = ui_text_height(ui, rect.w, style_title, slide->title);
        int words_h = title_h + ui_text_height(ui, rect.w, style_summary, slide->summary) + theme->gap;
        if (words_h <= rect.h && breaks_well(ui, rect.w, style_title, slide->title, title_lines) &&
            breaks_well(ui, rect.w, style_summary, slide->summary, summary_lines))
            break;
    }
    /* Too long even so: the title takes what it needs, the summary what is left. */
    int line_h = ui_line_height(ui, TEXT_SUMMARY);
    title_h = MIN(title_h, MAX(rect.h, 1));
    ui_text(ui, rect_cut_top(&rect, title_h), style_title, slide->title);
    rect_cut_top(&rect, theme->gap / 2);
    if (rect.h >= line_h)
        ui_text(ui, rect, style_summary, slide->summary);
    ui->theme = theme;
}

/* A small panel cannot be read from two metres: one line of where and when, then as much of the words as fits. */
static void draw_small_slide(struct ui *ui, struct rect rect, const struct slide *slide)
{
    static const enum text_size sizes[] = {TEXT_TITLE, TEXT_HEADING, TEXT_LABEL, TEXT_BODY};
    struct rect inner = rect_inset(rect, ui->theme->gap);
    struct ui_style caption = {TEXT_CAPTION, FONT_BOLD, slide->color, UI_LEFT};
    bool both = *slide->kind && *slide->when;
    CLEANUP(free_ptr) char *line = xasprintf("%s%s%s", slide->kind, both ? " · " : "", slide->when);
    const char *words = line;
    if (*slide->when && ui_text_height(ui, inner.w, caption, line) > ui_line_height(ui, TEXT_CAPTION))
        words = slide->when; /* the title says what it is */
    ui_text(ui, rect_cut_top(&inner, ui_text_height(ui, inner.w, caption, words)), caption, words);
    struct ui_style title = {TEXT_BODY, FONT_BOLD, COLOR_INK, UI_LEFT};
    for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
        title.size = sizes[i];
        if (ui_text_height(ui, inner.w, title, slide->title) + ui_line_height(ui, TEXT_CAPTION) <= inner.h)
            break;
    }
    int title_h = MIN(ui_text_height(ui, inner.w, title, slide->title), inner.h);
    ui_text(ui, rect_cut_top(&inner, title_h), title, slide->title);
    if (inner.h >= ui_line_height(ui, TEXT_BODY))
        ui_text(ui, inner, (struct ui_style){TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT}, slide->summary);
    else if (inner.h >= ui_line_height(ui, TEXT_CAPTION))
        ui_text(ui, inner, style_caption, slide->summary);
}

void slide_draw(struct ui *ui, const struct page_env *env, struct rect rect, const struct slide *slide)
{
    int pad = ui->theme->pad, gap = ui->theme->gap;
    int head_h = MAX(ui_line_height(ui, TEXT_HEADING), MIN(theme_mm(ui->theme, ICON_MM), rect.h / 6));
    ui_fill(ui, rect, COLOR_SURFACE, true);
    ui_fill(ui, (struct rect){rect.x, rect.y, rect.w, MAX(gap / 2, 4)}, slide->color, false);
    if (ui->touch && ui_area(ui, rect, "slide", slide->title))
        nav_go(env->nav, slide->path);
    if (ui->theme->small) {
        draw_small_slide(ui, rect, slide);
        return;
    }
    struct rect inner = rect_inset(rect, pad);
    struct rect head = rect_cut_top(&inner, head_h);
    struct ui_style kind = style_kind;
    kind.color = slide->color;
    ui_icon(ui, rect_cut_left(&head, head_h), slide->icon, slide->color);
    rect_cut_left(&head, gap);
    int line_h = ui_line_height(ui, TEXT_HEADING);
    ui_text(ui, (struct rect){head.x, head.y + (head.h - line_h) / 2, head.w, line_h}, kind, slide->kind);
    rect_cut_top(&inner, gap);
    struct ui_style when = when_style(ui, inner.w, slide->when);
    struct rect foot = rect_cut_bottom(&inner, *slide->when ? ui_text_height(ui, inner.w, when, slide->when) : 0);
    if (*slide->when)
        ui_text(ui, foot, when, slide->when);
    draw_slide_words(ui, inner, slide);
}

int slide_height(struct ui *ui, int width, const struct slide *slide)
{
    int pad = ui->theme->pad, gap = ui->theme->gap, w = width - 2 * pad, head_h = theme_mm(ui->theme, ICON_MM);
    int words_h =
        ui_text_height(ui, w, style_title, slide->title) + ui_text_height(ui, w, style_summary, slide->summary);
    return 2 * pad + head_h + words_h + 2 * gap + (*slide->when ? ui_line_height(ui, TEXT_HEADING) : 0);
}
