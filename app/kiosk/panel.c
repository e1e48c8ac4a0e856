#include "kiosk/panel.h"

#include "kiosk/model.h"

#define SIDE_MAX 16384 /* px or mm; more is a slip of the finger */
#define TOP_MAX  4000  /* mm above the floor of a lobby */

static bool parse_part(const char *s, size_t len, int *out)
{
    char digits[8];
    int64_t value;
    if (len == 0 || len >= sizeof(digits))
        return false;
    memcpy(digits, s, len);
    digits[len] = '\0';
    if (!parse_i64(digits, 1, SIDE_MAX, &value))
        return false;
    *out = (int)value;
    return true;
}

bool panel_parse_size(const char *s, int *w, int *h)
{
    const char *cross = strchr(s, 'x');
    return cross && parse_part(s, (size_t)(cross - s), w) && parse_part(cross + 1, strlen(cross + 1), h);
}

/* Both may be written for the other orientation. */
static bool is_believable(const struct panel *panel, int mm_w, int mm_h)
{
    if (mm_w <= 0 || mm_h <= 0)
        return false;
    double density = (double)MIN(panel->px_w, panel->px_h) / MIN(mm_w, mm_h);
    return density >= PANEL_DENSITY_MIN && density <= PANEL_DENSITY_MAX;
}

/* false: unknown or unbelievable; the next source has its turn. */
static bool take_size(struct panel *panel, const char *whose, struct edid_size mm, char **remark)
{
    if (is_believable(panel, mm.mm_w, mm.mm_h)) {
        panel->mm_w = mm.mm_w;
        panel->mm_h = mm.mm_h;
        return true;
    }
    if ((mm.mm_w || mm.mm_h) && !*remark)
        *remark = xasprintf("%s says %d x %d mm for %d x %d pixels, which no panel has; it is passed over", whose,
                            mm.mm_w, mm.mm_h, panel->px_w, panel->px_h);
    return false;
}

char *panel_make(struct panel *panel, int px_w, int px_h, const struct panel_source *source, const struct model *model)
{
    const json_t *screen = json_member(model->lobby, "screen"), *mount = json_member(model->lobby, "mount");
    const json_t *touch = json_member(model->lobby, "touch");
    int64_t bottom_mm =
        source->bottom_mm ? source->bottom_mm : CLAMP(json_int_or(mount, "screen_bottom_mm", 0), 0, SIDE_MAX);
    int64_t top_mm = CLAMP(json_int_or(mount, "screen_top_mm", 0), 0, SIDE_MAX);
    if (top_mm > TOP_MAX)
        top_mm = 0;
    *panel = (struct panel){.top_mm = (int)top_mm,
                            .px_w = px_w,
                            .px_h = px_h,
                            .bottom_mm = (int)bottom_mm,
                            .touch = !touch || !json_is_false(touch)};
    struct edid_size option = {0};
    struct edid_size record = {(int)CLAMP(json_int_or(screen, "mm_w", 0), 0, SIDE_MAX),
                               (int)CLAMP(json_int_or(screen, "mm_h", 0), 0, SIDE_MAX)};
    char *remark = NULL;
    if (source->mm && *source->mm && !panel_parse_size(source->mm, &option.mm_w, &option.mm_h)) {
        option = (struct edid_size){0};
        remark = xasprintf("the option panel-mm says \"%s\", which is no size in millimetres like 398x708; it is "
                           "passed over",
                           source->mm);
    }
    if (!take_size(panel, "the option panel-mm", option, &remark) &&
        !take_size(panel, "the lobby's record", record, &remark) &&
        !take_size(panel, "the panel itself", source->edid, &remark) && !remark)
        remark = xstrdup("its size in millimetres is unknown; a 32-inch panel is assumed");
    return remark;
}
