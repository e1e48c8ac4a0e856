#include "central/checks/glyphs.h"

/* Line ends and tabs leave no mark and need none. */
static bool unmarked(uint32_t code)
{
    return code == '\n' || code == '\t' || code == '\r';
}

bool glyphs_have(uint32_t code)
{
    size_t low = 0, high = glyph_range_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code > glyph_ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return unmarked(code) || (low < glyph_range_count && code >= glyph_ranges[low].first);
}
