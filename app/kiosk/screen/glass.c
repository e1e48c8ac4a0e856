#include "kiosk/screen/glass.h"

#include <stdlib.h>

#include "kiosk/damage.h"

struct glass {
    struct screen *screen; /* borrowed */
    struct render render;
    struct damage *damage; /* owned; made for the size below */
    int w, h;
    uint32_t *pixels; /* of the last picture; screen's */
};

struct glass *glass_new(struct screen *screen, const struct render *render)
{
    struct glass *glass = xcalloc(1, sizeof(*glass));
    glass->screen = screen;
    glass->render = *render;
    return glass;
}

void glass_free(struct glass *glass)
{
    if (!glass)
        return;
    damage_free(glass->damage);
    free(glass);
}

void glass_forget(struct glass *glass)
{
    damage_free(TAKE(glass->damage));
}

/* Memory that is not the one painted last, or of another size, holds no picture yet. */
static void fit(struct glass *glass, uint32_t *pixels)
{
    int w, h;
    screen_size(glass->screen, &w, &h);
    if (pixels != glass->pixels || w != glass->w || h != glass->h)
        glass_forget(glass);
    if (!glass->damage)
        glass->damage = damage_new(w, h);
    glass->pixels = pixels;
    glass->w = w;
    glass->h = h;
}

enum glass_result glass_show(struct glass *glass, const struct draw *draw)
{
    int stride;
    struct rect rects[DAMAGE_MAX];
    uint32_t *pixels = screen_pixels(glass->screen, &stride);
    if (!pixels)
        return GLASS_LOST;
    fit(glass, pixels);
    size_t count = damage_find(glass->damage, draw, rects);
    if (count == 0)
        return GLASS_SAME;
    for (size_t i = 0; i < count; i++)
        render_play(&glass->render, draw, pixels, stride, rects[i]);
    if (screen_present(glass->screen, rects, count))
        return GLASS_SHOWN;
    glass_forget(glass);
    return GLASS_LOST;
}
