/* One picture or scan of a notice, alone and as large as it will go: pages below each other, buttons and two fingers to
 * enlarge, a finger to push. */
#include "kiosk/pages/pages.h"

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/nav.h"
#include "kiosk/words.h"

#define LOOK_MS      180000 /* a plan has no words to count */
#define PAGE_H_SHARE 1.6    /* a page is at most so many views high at first: all of its width is seen */

struct state {
    char id[ID_MAX + 1];
    char name[NAV_PATH_MAX];
};

/* "N-001/平面图" */
static void *open(const struct page_env *env, const char *arg)
{
    const char *slash = strchr(arg, '/');
    size_t len = slash ? (size_t)(slash - arg) : 0;
    if (len == 0 || len > ID_MAX || strlen(slash + 1) >= NAV_PATH_MAX)
        return NULL;
    struct state *state = xcalloc(1, sizeof(*state));
    memcpy(state->id, arg, len);
    str_copy(state->name, sizeof(state->name), slash + 1);
    const struct model_notice *notice = model_notice(env->model, state->id);
    if (notice && model_file_pages(model_notice_file(notice, state->name)) > 0)
        return state;
    free(state);
    return NULL;
}

/* Where the pages of one file stand below each other, in px from the top of the first. */
struct stack {
    const json_t *file;
    int count, gap;
    int base_w; /* at scale 1 */
    double scale;
    int page; /* the one in the middle of the view, counted from 1 */
};

static int page_height(const struct stack *stack, const struct model_picture *picture)
{
    return MAX((int)((double)stack->base_w * stack->scale * picture->h / picture->w), 1);
}

/* Wide enough to read, and not so wide that a page is many views high. */
static int base_width(const struct stack *stack, struct rect view)
{
    struct model_picture picture;
    if (!model_file_page(stack->file, 0, &picture))
        return view.w;
    double share = stack->count > 1 || str_eq(json_str(stack->file, "role"), "scan") ? PAGE_H_SHARE : 1;
    return MAX(MIN(view.w, (int)(view.h * share * picture.w / picture.h)), 1);
}

static int stack_height(const struct stack *stack)
{
    int height = 0;
    for (int i = 0; i < stack->count; i++) {
        struct model_picture picture;
        if (model_file_page(stack->file, (size_t)i, &picture))
            height += page_height(stack, &picture) + (height ? stack->gap : 0);
    }
    return height;
}

static void draw_pages(struct ui *ui, struct stack *stack, struct rect place, int middle, const char *name)
{
    int y = place.y;
    for (int i = 0; i < stack->count; i++) {
        struct model_picture picture;
        if (!model_file_page(stack->file, (size_t)i, &picture))
            continue;
        struct rect rect = {place.x, y, place.w, page_height(stack, &picture)};
        CLEANUP(free_ptr) char *words = xasprintf(_("Page %d of %d: %s"), i + 1, stack->count, name);
        ui_picture(ui, rect, &(struct ui_image){picture.sha256, picture.w, picture.h}, words);
        if (rect.y <= middle)
            stack->page = i + 1;
        y += rect.h + stack->gap;
    }
}

/* Beside each other under the picture, or above each other at its right where height is scarce, with the number of the
 * page between them. */
static void draw_bar(struct ui *ui, struct rect bar, const struct stack *stack)
{
    bool flat = bar.w > bar.h;
    int size = flat ? bar.h : bar.w;
    struct rect out = flat ? rect_cut_left(&bar, MAX(size, bar.w / 3)) : rect_cut_bottom(&bar, size);
    struct rect in = flat ? rect_cut_right(&bar, out.w) : rect_cut_top(&bar, size);
    ui_zoom_buttons(ui, out, in);
    if (flat || stack->count < 2) /* the mark between the page buttons says it */
        return;
    CLEANUP(free_ptr) char *words = xasprintf("%d / %d", stack->page, stack->count);
    int h = ui_line_height(ui, TEXT_CAPTION);
    struct ui_style style = {TEXT_CAPTION, FONT_BOLD, COLOR_INK, UI_CENTER};
    ui_text(ui, (struct rect){bar.x, bar.y + (bar.h - h) / 2, bar.w, h}, style, words);
}

static struct rect cut_bar(struct ui *ui, struct rect *body)
{
    const struct theme *theme = ui->theme;
    int size = theme->measure[MEASURE_PAGE_KEY];
    if (!ui->touch)
        return (struct rect){0};
    if (theme->landscape) {
        rect_cut_right(body, theme->pad);
        struct rect bar = rect_cut_right(body, size);
        rect_cut_right(body, theme->gap);
        return (struct rect){bar.x, bar.y + theme->gap / 2, bar.w, bar.h - theme->gap};
    }
    rect_cut_bottom(body, theme->gap / 2);
    struct rect bar = rect_cut_bottom(body, size);
    rect_cut_bottom(body, theme->gap / 2);
    return (struct rect){bar.x + theme->pad, bar.y, bar.w - 2 * theme->pad, bar.h};
}

static void build(void *arg, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct state *state = arg;
    const struct model_notice *notice = model_notice(env->model, state->id);
    struct stack stack = {.file = notice ? model_notice_file(notice, state->name) : NULL, .page = 1};
    stack.count = (int)model_file_pages(stack.file);
    if (!stack.count) { /* taken down while it was being looked at */
        struct ui_style style = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_CENTER};
        ui_text(ui, rect_inset(body, ui->theme->pad), style, _("This notice has been taken down."));
        return;
    }
    (void)ui_head(ui, words_notice(notice, "title"));
    struct rect bar = cut_bar(ui, &body);
    struct rect view = ui_zoom_begin(ui, body, "picture");
    stack.scale = ui_zoom_scale(ui);
    stack.base_w = base_width(&stack, view);
    stack.gap = (int)(ui->theme->gap * stack.scale);
    struct rect place = ui_zoom_place(ui, view, stack.base_w);
    int height = stack_height(&stack);
    place.y += MAX(view.h - height, 0) / 2; /* a low one stands in the middle */
    draw_pages(ui, &stack, place, body.y + body.h / 2, state->name);
    ui_scroll_pages(ui, stack.page, stack.count);
    ui_scroll_end(ui, height);
    if (ui->touch)
        draw_bar(ui, bar, &stack);
}

static int64_t idle_ms(void *arg UNUSED, const struct page_env *env UNUSED, const struct ui *ui UNUSED)
{
    return LOOK_MS;
}

static void list(const struct page_env *env, void (*emit)(const char *path, void *arg), void *arg)
{
    for (size_t i = 0; i < env->model->notice_count; i++) {
        const struct model_notice *notice = &env->model->notices[i];
        const json_t *files = model_list(notice->doc, "files");
        for (size_t k = 0; model_notice_visible(notice, env->now_ms / 1000) && k < json_array_size(files); k++) {
            const json_t *file = json_array_get(files, k);
            CLEANUP(free_ptr) char *path = xasprintf("picture/%s/%s", notice->id, json_str_or(file, "name", ""));
            if (model_file_pages(file) && strlen(path) < NAV_PATH_MAX)
                emit(path, arg);
        }
    }
}

const struct page_ops page_picture = {
    .name = "picture",
    .open = open,
    .close = free,
    .build = build,
    .idle_ms = idle_ms,
    .list = list,
};
