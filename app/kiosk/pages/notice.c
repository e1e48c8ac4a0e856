/* One notice: what, for whom, when, from whom, and all of its words. */
#include "kiosk/pages/pages.h"

#include <stdlib.h>

#include "kiosk/exposure.h"
#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/feedback.h"
#include "kiosk/pages/notice.h"
#include "kiosk/pages/part.h"
#include "kiosk/words.h"

static void *open(const struct page_env *env, const char *arg)
{
    return model_notice(env->model, arg) ? part_open(env, arg) : NULL;
}

/* Whoever has read the earlier text must learn what was wrong in it, not only that there is a newer one. */
static void draw_correction(struct flow *flow, const struct model_notice *notice)
{
    const char *wrong = i18n_pick(json_member(notice->doc, "corrects"), "text");
    if (json_str(notice->doc, "supersedes"))
        flow_notice_card(flow, "document", _("This notice corrects and replaces an earlier one."), COLOR_WARN);
    else if (*wrong)
        flow_notice_card(flow, "document", _("The text of this notice was corrected."), COLOR_WARN);
    if (*wrong) {
        CLEANUP(free_ptr) char *line = xasprintf(_("What was wrong before: %s"), wrong);
        flow_strong(flow, line);
    }
}

static void draw_state(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    int64_t now_s = env->now_ms / 1000;
    if (notice->priority == 1)
        flow_badge(flow, _("Urgent"), COLOR_DANGER);
    if (notice->replaced_s && now_s >= notice->replaced_s) {
        flow_notice_card(flow, "warning", _("No longer valid: a newer notice replaces this one."), COLOR_WARN);
        CLEANUP(free_ptr) char *path = xasprintf("notice/%s", notice->replaced_by);
        const struct model_notice *newer = model_notice(env->model, notice->replaced_by);
        if (newer && flow_row(flow, path, words_notice(newer, "title"), _("The notice that is valid now"), ""))
            nav_replace(env->nav, path);
    } else if (notice->until && now_s >= notice->until) {
        flow_notice_card(flow, "warning", _("This notice has ended."), COLOR_WARN);
    } else {
        draw_correction(flow, notice);
    }
}

/* Above the words: from whom and of what day, then when it happens. The rest is for those who look for it. */
static void draw_head(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    int32_t zone_s = env->model->zone_s;
    const char *issuer = words_issuer(env->model, notice);
    CLEANUP(free_ptr) char *day = notice->from ? words_date(notice->from, zone_s) : xstrdup("");
    CLEANUP(free_ptr) char *line = xasprintf("%s%s%s", issuer, *issuer && *day ? " · " : "", day);
    flow_soft(flow, line);
    if (notice->event_start) {
        CLEANUP(free_ptr)
        char *span = words_span(notice->event_start, notice->event_end, env->now_ms / 1000, zone_s);
        CLEANUP(free_ptr) char *when = xasprintf(_("When: %s"), span);
        flow_strong(flow, when);
    }
}

static void draw_facts(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    int64_t now_s = env->now_ms / 1000;
    int32_t zone_s = env->model->zone_s;
    flow_heading(flow, _("About this notice"));
    flow_pair(flow, _("Issued by"), words_issuer(env->model, notice));
    if (notice->from) {
        CLEANUP(free_ptr) char *from = words_date(notice->from, zone_s);
        flow_pair(flow, _("Published"), from);
    }
    if (notice->until) {
        CLEANUP(free_ptr) char *until = words_moment(notice->until, now_s, zone_s);
        flow_pair(flow, _("Shown until"), until);
    }
    flow_pair(flow, _("For"), notice->here ? _("This building") : _("The whole community"));
    flow_pair(flow, _("Number"), notice->id);
}

struct sources { /* where this notice's text finds its pictures */
    const struct page_env *env;
    const struct model_notice *notice;
};

static bool find_image(void *arg, const char *name, struct ui_image *image)
{
    const struct sources *sources = arg;
    struct model_picture picture;
    if (!model_file_page(model_notice_file(sources->notice, name), 0, &picture))
        return false;
    *image = (struct ui_image){picture.sha256, picture.w, picture.h};
    return true;
}

static void open_image(void *arg, const char *name)
{
    const struct sources *sources = arg;
    CLEANUP(free_ptr) char *path = xasprintf("picture/%s/%s", sources->notice->id, name);
    nav_go(sources->env->nav, path);
}

static char *file_path(const struct model_notice *notice, const json_t *file)
{
    return xasprintf("picture/%s/%s", notice->id, json_str_or(file, "name", ""));
}

/* The sheet with the stamp, for those who want to see it; the words stand first, since only they can be large or heard.
 */
static void draw_original(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    const json_t *scan = model_notice_scan(notice);
    int pages = (int)model_file_pages(scan);
    if (!pages)
        return;
    CLEANUP(free_ptr) char *path = file_path(notice, scan);
    CLEANUP(free_ptr)
    char *words =
        pages == 1 ? xstrdup(_("Show the original (1 page)")) : xasprintf(_("Show the original (%d pages)"), pages);
    if (flow->ui->touch && flow_row(flow, "original", words, _("Photograph of the paper with its stamp"), ""))
        nav_go(env->nav, path);
}

/* Of a notice that is nothing but its pictures. */
static void draw_sheets(struct flow *flow, const struct page_env *env, const struct model_notice *notice,
                        const json_t *file)
{
    struct ui *ui = flow->ui;
    CLEANUP(free_ptr) char *path = file_path(notice, file);
    for (size_t i = 0; i < model_file_pages(file); i++) {
        struct model_picture picture;
        if (!model_file_page(file, i, &picture))
            continue;
        struct rect rect = flow_take(flow, (int)((int64_t)flow->area.w * picture.h / picture.w));
        CLEANUP(free_ptr)
        char *words =
            xasprintf(_("Page %d of %d: %s"), (int)i + 1, (int)model_file_pages(file), words_notice(notice, "title"));
        CLEANUP(free_ptr) char *id = xasprintf("sheet/%s/%zu", json_str_or(file, "name", ""), i + 1);
        ui_picture(ui, rect, &(struct ui_image){picture.sha256, picture.w, picture.h}, words);
        if (ui->touch && !pictures_is_broken(ui->pictures, picture.sha256) && ui_area(ui, rect, id, words))
            nav_go(env->nav, path);
    }
}

static bool is_named(const struct md_doc *body, const char *name)
{
    for (size_t i = 0; i < body->count; i++)
        if (body->blocks[i].kind == MD_IMAGE && str_eq(body->blocks[i].name, name))
            return true;
    return false;
}

/* Pictures that go with the notice and stand nowhere in its words follow behind them. */
static void draw_unnamed(struct flow *flow, const struct model_notice *notice, const char *body_md,
                         const struct ui_images *images)
{
    const json_t *files = model_list(notice->doc, "files");
    struct md_doc *body = md_parse(body_md);
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *file = json_array_get(files, i);
        const char *name = json_str(file, "name");
        if (!name || !str_eq(json_str(file, "role"), "image") || !model_file_pages(file) || is_named(body, name))
            continue;
        CLEANUP(free_ptr) char *image_md = xasprintf("![](%s)", name);
        flow_markdown(flow, image_md, images);
    }
    md_free(body);
}

static void draw_body(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    struct sources sources = {env, notice};
    struct ui_images images = {find_image, open_image, &sources};
    if (json_is_true(json_member(notice->doc, "picture_only"))) {
        const json_t *files = model_list(notice->doc, "files");
        flow_text(flow, words_notice(notice, "summary"));
        for (size_t i = 0; i < json_array_size(files); i++)
            draw_sheets(flow, env, notice, json_array_get(files, i));
        return;
    }
    draw_original(flow, env, notice);
    const char *body_md = words_notice(notice, "body_md"), *member = *body_md ? "body_md" : "summary";
    bool is_honest = words_notice_translated(notice, member);
    if (!is_honest && words_notice_translated(notice, "summary")) /* at least the gist in the reader's language */
        flow_strong(flow, words_notice(notice, "summary"));
    if (!is_honest)
        flow_soft(flow, _("The full text is published in Chinese only:"));
    if (*body_md)
        flow_markdown(flow, words_notice_body(notice), &images);
    else
        flow_text(flow, words_notice(notice, "summary"));
    draw_unnamed(flow, notice, body_md, &images);
}

/* The way to the other notices of this kind, where there are any. */
static void draw_more(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    size_t others = 0;
    for (size_t i = 0; i < env->model->notice_count; i++) {
        const struct model_notice *other = &env->model->notices[i];
        others +=
            other != notice && str_eq(other->kind, notice->kind) && model_notice_visible(other, env->now_ms / 1000);
    }
    if (!others || !*notice->kind)
        return;
    CLEANUP(free_ptr) char *path = xasprintf("notices/%s", notice->kind);
    /* i18n: a kind of notices, such as "Reading club". */
    CLEANUP(free_ptr) char *words = xasprintf(_("More notices: %s"), words_kind(notice->kind));
    if (flow_row(flow, "more", words, "", ""))
        nav_go(env->nav, path);
}

void notice_words(struct flow *flow, const struct page_env *env, const struct model_notice *notice)
{
    flow_soft(flow, words_kind(notice->kind));
    flow_title(flow, words_notice(notice, "title"));
    draw_state(flow, env, notice);
    if (str_eq(notice->kind, "fee") || str_eq(notice->kind, "price_change"))
        part_stale(flow, env);
    draw_head(flow, env, notice);
    const char *voice = str_eq(env->lang, "zh-CN") ? model_notice_voice(notice) : NULL;
    if (flow->ui->tell && voice) /* staff's own voice, or the dialect spoken here, says these words */
        script_record(flow->ui->tell, voice);
    draw_body(flow, env, notice);
    if (flow->ui->tell && voice)
        script_recorded(flow->ui->tell);
    if (json_is_object(json_member(notice->doc, "interaction"))) {
        CLEANUP(free_ptr) char *how = part_call_office(env->model);
        flow_notice_card(flow, "phone", how, COLOR_ACCENT);
    }
}

static void build(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct part_arg *state = arg;
    const struct model_notice *notice = model_notice(env->model, state->arg);
    if (notice)
        exposure_add(env->exposure, notice, ui->touch ? EXPOSURE_OPENED : EXPOSURE_SLIDE);
    struct flow flow = flow_begin(ui, body, "notice");
    if (!notice) { /* taken down while it was being read */
        flow_title(&flow, _("Notice"));
        flow_text(&flow, _("This notice has been taken down."));
        flow_end(&flow);
        return;
    }
    notice_words(&flow, env, notice);
    draw_facts(&flow, env, notice);
    if (feedback_suits(env->model, notice, env->now_ms / 1000))
        feedback_draw(&flow, env, &(struct opinion_subject){"notice", notice->id, notice->ver}, _("How was it?"));
    draw_more(&flow, env, notice);
    flow_end(&flow);
}

static void list(const struct page_env *env, void (*emit)(const char *path, void *arg), void *arg)
{
    for (size_t i = 0; i < env->model->notice_count; i++) {
        const struct model_notice *notice = &env->model->notices[i];
        if (!model_notice_visible(notice, env->now_ms / 1000))
            continue;
        CLEANUP(free_ptr) char *path = xasprintf("notice/%s", notice->id);
        emit(path, arg);
    }
}

const struct page_ops page_notice = {
    .name = "notice",
    .open = open,
    .close = part_close,
    .build = build,
    .idle_ms = part_idle_reading,
    .list = list,
};
