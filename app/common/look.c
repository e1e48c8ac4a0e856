#include "common/look.h"

#include <math.h>
#include <stdlib.h>

#include "common/json.h"

#define ACCENT 0x0F564C
#define WHITE  0xFFFFFF /* what stands on the accent */

struct look look_default(void)
{
    return (struct look){.accent = ACCENT};
}

static double linear(uint32_t byte)
{
    double part = (byte & 0xFF) / 255.0;
    return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t color)
{
    return 0.2126 * linear(color >> 16) + 0.7152 * linear(color >> 8) + 0.0722 * linear(color);
}

double look_contrast(uint32_t a, uint32_t b)
{
    double first = luminance(a), second = luminance(b);
    return (MAX(first, second) + 0.05) / (MIN(first, second) + 0.05);
}

static bool parse_color(const char *text, uint32_t *color)
{
    if (!text || text[0] != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    *color = (uint32_t)strtoul(text + 1, NULL, 16);
    return true;
}

bool look_parse(const json_t *json, struct look *look, char **why)
{
    *look = look_default();
    *why = NULL;
    const json_t *accent = json_member(json, "accent");
    if (!json || !accent)
        return true;
    uint32_t color;
    if (!parse_color(json_string_value(accent), &color)) {
        *why = xasprintf("look.accent: a colour like #0F564C is wanted");
        return false;
    }
    double contrast = look_contrast(color, WHITE);
    if (contrast < LOOK_CONTRAST_MIN) {
        *why = xasprintf("look.accent: white words on %s have a contrast of %.1f to 1; 4.5 is the least",
                         json_string_value(accent), contrast);
        return false;
    }
    look->accent = color;
    return true;
}
