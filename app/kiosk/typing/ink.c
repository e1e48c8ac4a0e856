#include "kiosk/typing/handwriting.h"

void ink_begin(struct ink *ink)
{
    if (ink->stroke_count < HANDWRITING_STROKES_MAX)
        ink->ends[ink->stroke_count++] = ink->point_count;
}

void ink_add(struct ink *ink, float x, float y)
{
    if (!ink->stroke_count || ink->point_count == HANDWRITING_POINTS_MAX)
        return;
    ink->points[ink->point_count++] = (struct ink_point){x, y};
    ink->ends[ink->stroke_count - 1] = ink->point_count;
}

bool ink_undo(struct ink *ink)
{
    if (!ink->stroke_count)
        return false;
    int from = --ink->stroke_count ? ink->ends[ink->stroke_count - 1] : 0;
    explicit_bzero(&ink->points[from], (size_t)(ink->point_count - from) * sizeof(ink->points[0]));
    ink->ends[ink->stroke_count] = 0;
    ink->point_count = from;
    return true;
}

void ink_wipe(struct ink *ink)
{
    explicit_bzero(ink, sizeof(*ink));
}
