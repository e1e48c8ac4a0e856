/* Where it is: "here" is preset; this unit's lifts, this building's floors, outdoor places (the near ones first) and
 * other buildings are one tap. */
#include "kiosk/pages/complain.h"

#include <stdio.h>
#include <stdlib.h>

#include "kiosk/i18n.h"

#define FLOORS_MAX 60

static bool has_tag(const json_t *lobby, const char *tag)
{
    const json_t *tags = model_list(lobby, "tags");
    for (size_t i = 0; i < json_array_size(tags); i++) {
        if (str_eq(json_string_value(json_array_get(tags, i)), tag))
            return true;
    }
    return false;
}

/* Room and hour belong to the flat alone. */
static void set_place(struct entry_draft *draft, const char *building, const char *unit, const char *spot)
{
    struct entry_place *place = &draft->place;
    snprintf(place->building, sizeof place->building, "%s", building ? building : "");
    snprintf(place->unit, sizeof place->unit, "%s", unit ? unit : "");
    snprintf(place->spot, sizeof place->spot, "%s", spot);
    if (!complain_is_home(draft))
        entry_leave_home(draft);
}

void complain_preset_place(struct complain *form, const struct model *model)
{
    const char *spot = has_tag(model->lobby, "garage") ? "garage" : "lobby";
    set_place(&form->draft, model_here_building(model), model_here_unit(model), spot);
}

void complain_set_home(struct complain *form, const struct model *model)
{
    set_place(&form->draft, model_here_building(model), model_here_unit(model), "home");
}

/* ---- words ---- */

/* Of an id like "B3-U1-A": what tells it from its neighbours. */
static const char *last_part(const char *id)
{
    const char *dash = strrchr(id, '-');
    return dash && dash[1] ? dash + 1 : id;
}

static char *spot_words(const struct model *model, const char *spot)
{
    if (str_starts(spot, "lift:")) {
        const json_t *lift = model_lift(model, spot + 5);
        const char *name = i18n_pick(lift, "name"), *number = json_str_or(lift, "register_no", "");
        return *name ? xstrdup(name) : xasprintf(_("Lift %s"), *number ? number : last_part(spot + 5));
    }
    if (str_starts(spot, "floor:"))
        return xasprintf(_("floor %s"), spot + 6);
    if (str_starts(spot, "place:"))
        return xstrdup(i18n_pick(model_find(model->community, "places", spot + 6), "name"));
    if (str_eq(spot, "home"))
        return xstrdup(_("in my flat"));
    if (str_eq(spot, "garage"))
        return xstrdup(_("garage"));
    return xstrdup(_("entrance hall"));
}

char *complain_place_words(const struct model *model, const struct entry_place *place)
{
    const char *building = i18n_pick(model_building(model, place->building), "name");
    const char *unit = i18n_pick(model_unit(model, place->building, place->unit), "name");
    CLEANUP(free_ptr) char *spot = spot_words(model, place->spot);
    if (!*building && str_eq(place->spot, "lobby"))
        return xstrdup(i18n_pick(model->lobby, "name")); /* a service centre stands in no building */
    struct buf out = {0};
    const char *const parts[] = {building, unit, spot};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (*parts[i])
            buf_printf(&out, "%s%s", out.len ? " " : "", parts[i]);
    }
    return buf_take(&out);
}

static char *here_words(const struct model *model)
{
    const char *name = i18n_pick(model->lobby, "name");
    return *name ? xasprintf(_("Here: %s"), name) : xstrdup(_("Here"));
}

/* ---- grids of choices ---- */

struct grid {
    struct flow *flow;
    int columns, index, row_h;
    struct rect row;
};

static struct grid grid_begin(struct flow *flow, int columns, int row_h)
{
    return (struct grid){.flow = flow, .columns = columns, .row_h = row_h};
}

static struct rect grid_next(struct grid *grid)
{
    int column = grid->index++ % grid->columns;
    if (column == 0)
        grid->row = flow_take(grid->flow, grid->row_h);
    return rect_column(grid->row, column, grid->columns, grid->flow->ui->theme->gap);
}

static int low_row(const struct ui *ui)
{
    return MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) + ui->theme->gap);
}

static int high_row(const struct ui *ui)
{
    return MAX(ui->theme->target, ui_line_height(ui, TEXT_LABEL) * 2 + ui->theme->gap / 2);
}

/* The most columns, down from `most`, in which every name of the list stands whole, with `suffix` behind it. */
static int fit_columns(struct flow *flow, int most, int row_h, const json_t *list, const char *suffix)
{
    int columns = most;
    for (size_t i = 0; i < json_array_size(list) && columns > 1; i++) {
        const char *name = i18n_pick(json_array_get(list, i), "name");
        CLEANUP(free_ptr) char *label = *suffix ? xasprintf("%s %s", name, suffix) : xstrdup(name);
        while (columns > 1 &&
               !ui_button_holds(flow->ui,
                                rect_column((struct rect){0, 0, flow->area.w, row_h}, 0, columns, flow->ui->theme->gap),
                                label))
            columns--;
    }
    return columns;
}

static void place_chosen(struct complain *form, const char *building, const char *unit, const char *spot)
{
    set_place(&form->draft, building, unit, spot);
    complain_return_to(form, COMPLAIN_WORDS);
}

/* A place's target is "place/" and its spot, with the building before it when it is another one. */
static void place_button(struct complain *form, struct grid *grid, const char *prefix, const char *building,
                         const char *unit, const char *spot, const char *label)
{
    struct rect cell = grid_next(grid);
    char target[2 * ID_MAX + ENTRY_SPOT_MAX + 16];
    snprintf(target, sizeof target, "place/%s%s", prefix, spot);
    const struct entry_place *now = &form->draft.place;
    if (!str_starts(spot, "floor:"))
        flow_note(grid->flow, cell, label, "");
    bool chosen =
        str_eq(now->spot, spot) && (str_starts(spot, "place:") || str_eq(now->building, building ? building : ""));
    if (ui_button(grid->flow->ui, cell, target, label, chosen ? UI_BUTTON_PRIMARY : UI_BUTTON_PLAIN, true))
        place_chosen(form, building, unit, spot);
}

static void draw_lifts(struct complain *form, const struct page_env *env, struct grid *grid, const char *prefix,
                       const char *building, const json_t *unit, bool name_unit)
{
    const json_t *lifts = model_list(unit, "lifts");
    for (size_t i = 0; i < json_array_size(lifts); i++) {
        const char *id = json_string_value(json_array_get(lifts, i));
        if (!id)
            continue;
        CLEANUP(free_ptr) char *spot = xasprintf("lift:%s", id);
        CLEANUP(free_ptr) char *words = spot_words(env->model, spot);
        CLEANUP(free_ptr) char *label = name_unit ? xasprintf("%s %s", i18n_pick(unit, "name"), words) : xstrdup(words);
        place_button(form, grid, prefix, building, json_str(unit, "id"), spot, label);
    }
}

static void draw_floors(struct complain *form, struct flow *flow, const char *prefix, const json_t *building,
                        const char *unit)
{
    int64_t floors = MIN(json_int_or(building, "floors", 0), (int64_t)FLOORS_MAX);
    if (floors <= 1)
        return;
    const struct theme *theme = flow->ui->theme;
    flow_soft(flow, _("Floor:"));
    int most = CLAMP((flow->area.w + theme->gap) / (theme->measure[MEASURE_FLOOR_KEY] + theme->gap), 4, 12);
    int rows = ((int)floors + most - 1) / most, columns = ((int)floors + rows - 1) / rows;
    struct grid grid = grid_begin(flow, columns, low_row(flow->ui));
    for (int64_t floor = 1; floor <= floors; floor++) {
        char spot[24], label[16];
        snprintf(spot, sizeof spot, "floor:%d", (int)floor);
        snprintf(label, sizeof label, "%d", (int)floor);
        place_button(form, &grid, prefix, json_str(building, "id"), unit, spot, label);
    }
}

static bool is_near(const json_t *place, const char *building)
{
    const json_t *near = model_list(place, "near");
    for (size_t i = 0; building && i < json_array_size(near); i++) {
        if (str_eq(json_string_value(json_array_get(near, i)), building))
            return true;
    }
    return false;
}

static void draw_outdoors(struct complain *form, const struct page_env *env, struct flow *flow, bool near)
{
    const json_t *places = model_list(env->model->community, "places");
    int row_h = high_row(flow->ui);
    struct grid grid =
        grid_begin(flow, fit_columns(flow, flow->ui->theme->landscape ? 3 : 2, row_h, places, ""), row_h);
    for (size_t i = 0; i < json_array_size(places); i++) {
        const json_t *place = json_array_get(places, i);
        const char *id = json_str(place, "id");
        if (!id || is_near(place, model_here_building(env->model)) != near)
            continue;
        if (grid.index == 0)
            flow_soft(flow, near ? _("Outside, near this building:") : _("Elsewhere in the community:"));
        CLEANUP(free_ptr) char *spot = xasprintf("place:%s", id);
        place_button(form, &grid, "", NULL, NULL, spot, i18n_pick(place, "name"));
    }
}

static void draw_buildings(struct complain *form, const struct page_env *env, struct flow *flow)
{
    const json_t *buildings = model_list(env->model->community, "buildings");
    int row_h = low_row(flow->ui), most = flow->ui->theme->landscape ? 6 : 4;
    struct grid grid = grid_begin(flow, fit_columns(flow, most, row_h, buildings, ""), row_h);
    for (size_t i = 0; i < json_array_size(buildings); i++) {
        const json_t *building = json_array_get(buildings, i);
        const char *id = json_str(building, "id");
        if (!id || str_eq(id, model_here_building(env->model)))
            continue;
        if (grid.index == 0)
            flow_soft(flow, _("In another building:"));
        CLEANUP(free_ptr) char *target = xasprintf("building/%s", id);
        struct rect cell = grid_next(&grid);
        flow_note(flow, cell, i18n_pick(building, "name"), "");
        if (ui_button(flow->ui, cell, target, i18n_pick(building, "name"), UI_BUTTON_PLAIN, true)) {
            snprintf(form->other_building, sizeof form->other_building, "%s", id);
            complain_go(form, COMPLAIN_BUILDING);
        }
    }
}

/* Here; beside it the flat, where staff may have to come in. Both are one tap, so nothing is asked for its own sake. */
static void draw_first_choices(struct complain *form, const struct page_env *env, struct flow *flow, const char *here)
{
    struct ui *ui = flow->ui;
    bool may_be_home = complain_may_be_home(env->model, &form->draft);
    const char *home = _("In my flat: somebody has to come");
    struct rect row = flow_take(flow, high_row(ui)), left = may_be_home ? rect_column(row, 0, 2, ui->theme->gap) : row,
                right = rect_column(row, 1, 2, ui->theme->gap);
    if (may_be_home && !(ui_button_holds(ui, left, here) && ui_button_holds(ui, right, home))) {
        left = row;
        right = flow_take(flow, high_row(ui));
    }
    if (ui_button(ui, left, "place/here", here, UI_BUTTON_PRIMARY, true)) {
        complain_preset_place(form, env->model);
        complain_return_to(form, COMPLAIN_WORDS);
    }
    if (may_be_home && ui_button(ui, right, "place/home", home, UI_BUTTON_PLAIN, true))
        complain_choose_home(form, env->model);
}

void complain_place(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct model *model = env->model;
    const char *building = model_here_building(model), *unit = model_here_unit(model);
    complain_bar(form, ui, env, &body, NULL);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow,
               complain_may_be_home(model, &form->draft) ? _("In my flat, or in the common part?") : _("Where is it?"));
    CLEANUP(free_ptr) char *here = here_words(model);
    draw_first_choices(form, env, &flow, here);
    struct grid lifts = grid_begin(&flow, ui->theme->landscape ? 3 : 2, low_row(ui));
    draw_lifts(form, env, &lifts, "", building, model_unit(model, building, unit), false);
    draw_floors(form, &flow, "", model_building(model, building), unit);
    draw_outdoors(form, env, &flow, true);
    draw_buildings(form, env, &flow);
    draw_outdoors(form, env, &flow, false);
    flow_end(&flow);
}

/* Another building: its entrances, lifts and floors. */
void complain_building(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    const json_t *building = model_building(env->model, form->other_building);
    const json_t *units = model_list(building, "units");
    complain_bar(form, ui, env, &body, NULL);
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, i18n_pick(building, "name"));
    struct grid halls = grid_begin(&flow, fit_columns(&flow, 2, low_row(ui), units, _("entrance hall")), low_row(ui));
    for (size_t i = 0; i < json_array_size(units); i++) {
        const json_t *unit = json_array_get(units, i);
        CLEANUP(free_ptr) char *prefix = xasprintf("%s/", json_str_or(unit, "id", ""));
        CLEANUP(free_ptr) char *label = xasprintf("%s %s", i18n_pick(unit, "name"), _("entrance hall"));
        place_button(form, &halls, prefix, form->other_building, json_str(unit, "id"), "lobby", label);
        draw_lifts(form, env, &halls, prefix, form->other_building, unit, true);
    }
    CLEANUP(free_ptr) char *prefix = xasprintf("%s/", form->other_building);
    if (!json_array_size(units))
        place_button(form, &halls, prefix, form->other_building, NULL, "lobby", i18n_pick(building, "name"));
    draw_floors(form, &flow, prefix, building, NULL);
    flow_end(&flow);
}
