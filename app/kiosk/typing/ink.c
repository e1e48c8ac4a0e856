#include "kiosk/typing/handwriting.h"

#include <math.h>

void ink_begin(struct ink *ink)
{
    if (ink->stroke_count >= HANDWRITING_STROKES_MAX)
        return;
    ink->ends[ink->stroke_count++] = ink->point_count;
}

void ink_add(struct ink *ink, float x, float y)
{
    if (!ink->stroke_count || ink->point_count >= HANDWRITING_POINTS_MAX || !isfinite(x) || !isfinite(y))
        return;
    ink->points[ink->point_count++] = (struct ink_point){x, y};
    ink->ends[ink->stroke_count - 1] = ink->point_count;
}

bool ink_undo(struct ink *ink)
{
    if (!ink->stroke_count)
        return false;
    ink->stroke_count--;
    int kept = ink->stroke_count ? ink->ends[ink->stroke_count - 1] : 0;
    explicit_bzero(&ink->points[kept], (size_t)(ink->point_count - kept) * sizeof ink->points[0]);
    ink->point_count = kept;
    return true;
}

void ink_wipe(struct ink *ink)
{
    explicit_bzero(ink, sizeof *ink);
}
