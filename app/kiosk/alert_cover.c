#include "kiosk/alert.h"

#include <stdlib.h>

#include "common/utf8.h"
#include "kiosk/easier.h"
#include "kiosk/exposure.h"
#include "kiosk/frame.h"
#include "kiosk/i18n.h"
#include "kiosk/words.h"
#include "kiosk/pictures.h"
#include "kiosk/ui/state.h"
#include "kiosk/warning_sign.h"

#define TRIES_MAX  4   /* layouts until it has found its shape */
#define LARGE_BODY 600 /* characters; a longer text starts at reading size */

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
        if (ui_text_height(ui, width, style, title) <= rest.h / 4)
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
    int kind_h = theme->small ? 0 : ui_line_height(ui, style_kind.size),
        title_h = ui_text_height(ui, width, title, words);
    int second_h = ui_text_height(ui, width, soft, second), issued_h = ui_text_height(ui, width, soft, issued);
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
