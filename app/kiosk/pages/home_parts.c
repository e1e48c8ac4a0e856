#include "kiosk/pages/home_parts.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"
#include "kiosk/pages/here_words.h"
#include "kiosk/words.h"
#include "kiosk/ui/qr.h"

#define PHONE_QR_MM 45
#define HERE_PCT    65 /* of the room for whom to call, at most, at its usual size */

/* A garage is no house. */
static const char *near_heading(const struct page_env *env)
{
    return model_here_building(env->model) ? _("Here today and tomorrow") : _("Today and tomorrow");
}

static const struct model_notice *near_notice(const struct page_env *env, const struct slides *slides, size_t i)
{
    return &env->model->notices[slides->near[i]];
}

static void tell(struct script *script, const char *words)
{
    script_add(script, words, strlen(words));
}

void home_tell(const struct page_env *env, const struct slides *slides, const struct slide *slide,
               struct script *script)
{
    if (slides->near_count)
        tell(script, near_heading(env));
    for (size_t i = 0; i < slides->near_count; i++) {
        const struct model_notice *notice = near_notice(env, slides, i);
        CLEANUP(free_ptr) char *when = slide_when(env, notice);
        tell(script, words_notice(notice, "title"));
        tell(script, when);
        tell(script, words_notice(notice, "summary"));
    }
    if (slides->near_count)
        return;
    tell(script, slide->title);
    tell(script, slide->when);
    tell(script, slide->summary);
}

int home_near_height(struct ui *ui, const struct page_env *env, int width, const struct slides *slides, size_t rows)
{
    size_t shown = MIN(slides->near_count, rows);
    int h = shown ? ui_line_height(ui, TEXT_LABEL) + ui->theme->gap / 2 : 0;
    for (size_t i = 0; i < shown; i++) {
        const struct model_notice *notice = near_notice(env, slides, i);
        CLEANUP(free_ptr) char *when = slide_when(env, notice);
        h += ui_row_height(ui, width, words_notice(notice, "title"), when, "") + ui->theme->gap / 2;
    }
    return h;
}

/* A row that does not ask to be touched. */
static void draw_plain_row(struct ui *ui, struct rect row, const char *words, const char *when)
{
    ui_fill(ui, row, COLOR_SURFACE, true);
    row = rect_inset(row, ui->theme->pad / 2);
    struct ui_style title = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
    ui_text(ui, rect_cut_top(&row, ui_text_height(ui, row.w, title, words)), title, words);
    ui_text(ui, row, (struct ui_style){TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT}, when);
}

void home_near(struct ui *ui, const struct page_env *env, struct rect rest, const struct slides *slides, size_t rows)
{
    struct rect head = rect_cut_top(&rest, ui_line_height(ui, TEXT_LABEL));
    struct ui_style style = {TEXT_LABEL, FONT_BOLD, COLOR_INK_SOFT, UI_LEFT};
    ui_text(ui, head, style, near_heading(env));
    for (size_t i = 0; i < MIN(slides->near_count, rows); i++) {
        rect_cut_top(&rest, ui->theme->gap / 2);
        const struct model_notice *notice = near_notice(env, slides, i);
        CLEANUP(free_ptr) char *id = xasprintf("near/%s", notice->id);
        CLEANUP(free_ptr) char *path = xasprintf("notice/%s", notice->id);
        CLEANUP(free_ptr) char *when = slide_when(env, notice);
        const char *words = words_notice(notice, "title");
        struct rect row = rect_cut_top(&rest, ui_row_height(ui, rest.w, words, when, ""));
        if (!ui->touch || row.y < ui->reach_y)
            draw_plain_row(ui, row, words, when);
        else if (ui_row(ui, row, id, words, when, ""))
            nav_go(env->nav, path);
    }
}

void home_nothing_near(struct ui *ui, const struct page_env *env, struct rect rest)
{
    struct ui_style head = {TEXT_LABEL, FONT_BOLD, COLOR_INK_SOFT, UI_LEFT},
                    words = {TEXT_BODY, FONT_REGULAR, COLOR_INK, UI_LEFT};
    int head_h = ui_line_height(ui, TEXT_LABEL),
        words_h = ui_text_height(ui, rest.w, words, _("Nothing urgent is announced."));
    if (rest.h < head_h + words_h + ui->theme->gap)
        return;
    rect_cut_top(&rest, ui->theme->gap);
    ui_text(ui, rect_cut_top(&rest, head_h), head, near_heading(env));
    ui_text(ui, rect_cut_top(&rest, words_h), words, _("Nothing urgent is announced."));
}

static void make_tiles(struct ui *ui, struct ui_tile *out, struct rect rect, const struct home_tile *tiles, int count,
                       int columns)
{
    int rows = (count + columns - 1) / columns, gap = ui->theme->gap, edge = 2 * MAX(gap, ui->theme->pad / 2);
    for (int i = 0; i < count; i++) {
        struct rect cell = rect_grid(rect, i, columns, rows, gap);
        const char *title = _(tiles[i].title);
        int width = text_width(ui->text, FONT_BOLD, ui->theme->size_px[TEXT_CAPTION], title, strlen(title));
        if (tiles[i].brief && width > cell.w - edge)
            title = _(tiles[i].brief);
        out[i] = (struct ui_tile){
            .rect = cell, .id = tiles[i].path, .icon = tiles[i].icon, .title = title, .note = _(tiles[i].subtitle)};
    }
}

void home_tiles(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tiles, int count,
                int columns)
{
    struct ui_tile made[HOME_TILES_MAX];
    make_tiles(ui, made, rect, tiles, MIN(count, HOME_TILES_MAX), columns);
    int tapped = ui_tiles(ui, made, MIN(count, HOME_TILES_MAX));
    if (tapped >= 0)
        nav_go(env->nav, tiles[tapped].path);
}

/* Height of a row in which every title of the grid stands whole: on one line, or on two. */
int home_tile_height(struct ui *ui, int width, const struct home_tile *tiles, int count, int columns)
{
    struct ui_tile made[HOME_TILES_MAX];
    int rows = (count + columns - 1) / columns, gap = ui->theme->gap, edge = 2 * MAX(gap, ui->theme->pad / 2);
    int row_h = MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + edge);
    count = MIN(count, HOME_TILES_MAX);
    make_tiles(ui, made, (struct rect){0, 0, width, rows * (row_h + gap) - gap}, tiles, count, columns);
    return ui_tiles_stand_whole(ui, made, count) ? row_h : 2 * ui_line_height(ui, TEXT_LABEL) + edge;
}

int home_tile_columns(struct ui *ui, int width, const struct home_tile *tiles, int count, int columns)
{
    struct ui_tile made[HOME_TILES_MAX];
    count = MIN(count, HOME_TILES_MAX);
    for (; columns > 1; columns--) {
        int rows = (count + columns - 1) / columns, gap = ui->theme->gap;
        int row_h = 2 * (ui_line_height(ui, TEXT_LABEL) + MAX(gap, ui->theme->pad / 2));
        struct rect rect = {0, 0, width, rows * (row_h + gap) - gap};
        make_tiles(ui, made, rect, tiles, count, columns);
        if (ui_tiles_stand_whole(ui, made, count))
            break;
    }
    return columns;
}

static const char *key_words(struct ui *ui, const struct home_tile *tile, int width)
{
    const char *title = _(tile->title);
    int size_px = MIN(ui->theme->size_px[TEXT_CAPTION], ui->theme->measure[MEASURE_LEAST_TYPE]);
    bool fits = text_width(ui->text, FONT_BOLD, size_px, title, strlen(title)) <= width - ui->theme->gap;
    return fits || !tile->brief ? title : _(tile->brief);
}

/* The largest size at which the words of every key stand on one line. */
static int keys_px(struct ui *ui, const struct home_tile *tiles, int count, int width)
{
    const struct theme *theme = ui->theme;
    int least = MIN(theme->size_px[TEXT_CAPTION], theme->measure[MEASURE_LEAST_TYPE]), px = theme->size_px[TEXT_LABEL];
    for (int i = 0; i < count; i++) {
        const char *words = key_words(ui, &tiles[i], width);
        while (px > least && text_width(ui->text, FONT_BOLD, px, words, strlen(words)) > width - theme->gap - 2)
            px--;
    }
    return px;
}

/* Every entry as a key with its sign: a small panel has no room for tiles. All in one size. */
void home_keys(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tiles, int count,
               int columns)
{
    int rows = (count + columns - 1) / columns, gap = ui->theme->gap / 2;
    int width = rect_grid(rect, 0, columns, rows, gap).w, px = keys_px(ui, tiles, count, width);
    const struct theme *theme = ui->theme;
    struct theme alike = *theme;
    for (int size = TEXT_CAPTION; size <= TEXT_LABEL; size++)
        alike.size_px[size] = px;
    bool has_icons = true;
    ui->theme = &alike;
    for (int i = 0; i < count; i++)
        has_icons = has_icons && ui_icon_button_width(ui, tiles[i].icon, key_words(ui, &tiles[i], width), TEXT_LABEL) <=
                                     width + theme->gap;
    for (int i = 0; i < count; i++) {
        struct rect cell = rect_grid(rect, i, columns, rows, gap);
        if (ui_icon_button(ui, cell, tiles[i].path, has_icons ? tiles[i].icon : "", key_words(ui, &tiles[i], width),
                           UI_BUTTON_PLAIN))
            nav_go(env->nav, tiles[i].path);
    }
    ui->theme = theme;
}

void home_entry(struct ui *ui, const struct page_env *env, struct rect rect, const struct home_tile *tile)
{
    int room = rect.w - 2 * ui->theme->gap, size_px = ui->theme->size_px[TEXT_CAPTION];
    const char *words = _(tile->subtitle);
    if (text_width(ui->text, FONT_BOLD, size_px, words, strlen(words)) > room)
        words = _(tile->title);
    if (ui_icon_button(ui, rect, tile->path, tile->icon, words, UI_BUTTON_QUIET))
        nav_go(env->nav, tile->path);
}

void home_freshness(struct ui *ui, const struct page_env *env, struct rect rect)
{
    CLEANUP(free_ptr) char *fresh = words_freshness(env);
    const char *link = words_connection(env);
    CLEANUP(free_ptr) char *line = xasprintf("%s%s%s", fresh, *link ? " · " : "", link);
    struct ui_style style = {TEXT_CAPTION, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};
    bool whole = ui_text_height(ui, rect.w, style, line) <= rect.h; /* else how new it is, which says the rest */
    ui_text(ui, rect, style, whole ? line : fresh);
}

static void draw_phone_hint(struct ui *ui, struct rect cell, const json_t *contact)
{
    struct ui_style who = {TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT},
                    number = {TEXT_TITLE, FONT_BOLD, COLOR_ACCENT, UI_LEFT};
    const char *label = i18n_pick(contact, "label");
    ui_fill(ui, cell, COLOR_SURFACE, true);
    cell = rect_inset(cell, ui->theme->pad / 2);
    const char *digits = json_str_or(contact, "phone", "");
    int number_h = ui_line_height(ui, TEXT_TITLE), label_h = ui_text_height(ui, cell.w, who, label);
    if (number_h + label_h > cell.h) {
        number.size = TEXT_HEADING;
        number_h = ui_line_height(ui, TEXT_HEADING);
    }
    if (number_h + label_h <= cell.h) {
        rect_cut_top(&cell, (cell.h - number_h - label_h) / 2);
        ui_text(ui, rect_cut_top(&cell, label_h), who, label);
        ui_text(ui, cell, number, digits);
        return;
    }
    /* Too low for two lines: beside each other. */
    int px = ui->theme->size_px[number.size], digits_w = text_width(ui->text, FONT_BOLD, px, digits, strlen(digits));
    struct rect right = rect_cut_right(&cell, MIN(digits_w, cell.w));
    rect_cut_right(&cell, ui->theme->gap);
    while (who.size > TEXT_CAPTION && ui_text_height(ui, cell.w, who, label) > cell.h)
        who.size--;
    label_h = MIN(ui_text_height(ui, cell.w, who, label), MAX(cell.h, ui_line_height(ui, who.size)));
    ui_text(ui, (struct rect){cell.x, cell.y + (cell.h - label_h) / 2, cell.w, label_h}, who, label);
    ui_text(ui, (struct rect){right.x, right.y + (right.h - number_h) / 2, right.w, number_h}, number, digits);
}

/* Where one is, to be read out on the telephone: never cut, rather small. Takes its height from the top of `rect`. */
static void draw_here(struct ui *ui, const struct page_env *env, struct rect *rect)
{
    struct here_words words = here_words(env->model);
    CLEANUP(free_ptr)
    char *place =
        xasprintf("%s%s%s", words.where + strspn(words.where, " "), *words.address ? " · " : "", words.address);
    here_words_fini(&words);
    struct ui_style say = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT},
                    bold = {ui->theme->small ? TEXT_BODY : TEXT_LABEL, FONT_BOLD, COLOR_INK, UI_LEFT};
    int say_h = ui->theme->small ? 0 : ui_line_height(ui, say.size), gap = ui->theme->gap;
    if (say_h)
        ui_text(ui, rect_cut_top(rect, say_h), say, _("Say where you are:"));
    const struct theme *theme = ui->theme;
    struct theme least = *theme;
    least.size_px[bold.size] = MIN(theme->size_px[bold.size], theme->measure[MEASURE_LEAST_TYPE]);
    if (ui_text_height(ui, rect->w, bold, place) > rect->h * HERE_PCT / 100)
        ui->theme = &least;
    ui_text(ui, rect_cut_top(rect, MIN(ui_text_height(ui, rect->w, bold, place), rect->h)), bold, place);
    ui->theme = theme;
    rect_cut_top(rect, gap);
}

/* What cannot be touched can be photographed: the community's pages on a phone, where it has them. */
static void draw_phone_page(struct ui *ui, const struct page_env *env, struct rect *rect)
{
    const char *url = model_phone_page(env->model, "url"), *host = model_phone_page(env->model, "host");
    int side = MIN(theme_mm(ui->theme, PHONE_QR_MM), MIN(rect->h / 2, rect->w / 2));
    if (!*url || !qr_modules(url, qr_room(ui, side)))
        return;
    struct rect row = rect_cut_bottom(rect, side);
    rect_cut_bottom(rect, ui->theme->gap);
    ui_qr(ui, rect_cut_left(&row, side), url);
    rect_cut_left(&row, ui->theme->pad);
    CLEANUP(free_ptr)
    char *words = xasprintf(_("On your phone: %s. We never ask for payment here."), *host ? host : url);
    const struct ui_style style = {TEXT_BODY, FONT_BOLD, COLOR_INK, UI_LEFT};
    ui_text(ui, row, style, words);
}

/* A screen that cannot be touched offers no buttons: whom to telephone stands in their place. The public emergency
 * numbers are in the frame already. */
void home_phone_hints(struct ui *ui, const struct page_env *env, struct rect rect, int columns, int rows)
{
    int shown = 0;
    draw_here(ui, env, &rect);
    draw_phone_page(ui, env, &rect);
    int row_h = ui_line_height(ui, TEXT_HEADING) + ui->theme->pad;
    rows = CLAMP((rect.h + ui->theme->gap) / (row_h + ui->theme->gap), 1, rows);
    for (size_t i = 0; i < model_contact_count(env->model) && shown < columns * rows; i++) {
        const json_t *contact = model_contact(env->model, i);
        if (model_contact_is_public(contact) || !json_str(contact, "phone"))
            continue;
        draw_phone_hint(ui, rect_grid(rect, shown++, columns, rows, ui->theme->gap), contact);
    }
}
