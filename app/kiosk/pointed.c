#include "kiosk/pointed.h"

#include <stdio.h>

static bool is_at(struct rect rect, int x, int y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

/* What was drawn last lies on top. */
static const struct draw_target *find_at(const struct draw *draw, int x, int y)
{
    for (size_t i = draw->target_count; i-- > 0;)
        if (is_at(draw->targets[i].rect, x, y))
            return &draw->targets[i];
    return NULL;
}

bool pointed_touch(struct pointed *pointed, const struct draw *draw, int x, int y, int64_t mono_ms, const char **label)
{
    const struct draw_target *target = find_at(draw, x, y);
    *label = target ? draw->text + target->label : NULL;
    char id[sizeof(pointed->id)];
    snprintf(id, sizeof(id), "%s", target ? draw->text + target->id : "");
    bool is_meant = target && target->enabled && str_eq(id, pointed->id) && mono_ms - pointed->since_ms <= POINTED_MS;
    snprintf(pointed->id, sizeof(pointed->id), "%s", is_meant ? "" : id);
    pointed->since_ms = mono_ms;
    return is_meant;
}

int64_t pointed_show(struct pointed *pointed, struct draw *draw, const struct theme *theme, int64_t mono_ms)
{
    if (mono_ms - pointed->since_ms > POINTED_MS)
        pointed->id[0] = '\0';
    for (size_t i = 0; pointed->id[0] && i < draw->target_count; i++) {
        if (strncmp(draw->text + draw->targets[i].id, pointed->id, sizeof(pointed->id) - 1) != 0)
            continue;
        draw_frame(draw, draw->targets[i].rect, theme->color[COLOR_WARN], theme->radius, theme->line * 6);
        return pointed->since_ms + POINTED_MS + 1;
    }
    return INT64_MAX;
}
