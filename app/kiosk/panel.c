#include "kiosk/panel.h"

#include <stdio.h>

#define SIDE_MAX 16384 /* px or mm; more is a slip of the finger */

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

void panel_make(struct panel *panel, int px_w, int px_h, const char *mm, int64_t bottom_mm, const struct model *model)
{
    const json_t *screen = json_member(model->lobby, "screen"), *mount = json_member(model->lobby, "mount");
    memset(panel, 0, sizeof(*panel));
    panel->px_w = px_w;
    panel->px_h = px_h;
    panel->bottom_mm = (int)(bottom_mm ? bottom_mm : CLAMP(json_int_or(mount, "screen_bottom_mm", 0), 0, SIDE_MAX));
    const json_t *touch = json_member(model->lobby, "touch");
    panel->touch = !touch || !json_is_false(touch);
    if (mm && panel_parse_size(mm, &panel->mm_w, &panel->mm_h))
        return;
    panel->mm_w = (int)CLAMP(json_int_or(screen, "mm_w", 0), 0, SIDE_MAX);
    panel->mm_h = (int)CLAMP(json_int_or(screen, "mm_h", 0), 0, SIDE_MAX);
}
