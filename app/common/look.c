#include "common/look.h"

#include <math.h>
#include <stdlib.h>

#include "common/json.h"

#define WHITE 0xFFFFFF /* what stands on the accent */
#define BLACK 0x000000

struct look look_default(void)
{
    return (struct look){.accent = LOOK_NONE, .paper = LOOK_NONE};
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

/* The colour `name` of the look, which stays as it is when it is not given. */
static bool read_color(const json_t *json, const char *name, uint32_t *color, char **why)
{
    const json_t *value = json_member(json, name);
    if (!value || parse_color(json_string_value(value), color))
        return true;
    *why = xasprintf("look.%s: a colour like #0F564C is wanted", name);
    return false;
}

/* On the paper that is given with it, else on the darkest that may ever be under it. */
static char *find_unreadable_accent(uint32_t accent, uint32_t paper)
{
    double words = look_contrast(accent, WHITE);
    if (words < LOOK_CONTRAST_MIN)
        return xasprintf("look.accent: white words on #%06X have a contrast of %.1f to 1; %.1f is the least",
                         (unsigned)accent, words, LOOK_CONTRAST_MIN);
    if (paper == LOOK_NONE) {
        double darkest = words * LOOK_PAPER_MIN / look_contrast(WHITE, BLACK);
        return darkest >= LOOK_CONTRAST_MIN
                   ? NULL
                   : xasprintf("look.accent: words of #%06X on the darkest paper have a contrast of %.1f to 1; %.1f is "
                               "the least unless look.paper is given with it",
                               (unsigned)accent, darkest, LOOK_CONTRAST_MIN);
    }
    double on_paper = look_contrast(accent, paper);
    if (on_paper < LOOK_CONTRAST_MIN)
        return xasprintf(
            "look.accent: words of #%06X on paper of #%06X have a contrast of %.1f to 1; %.1f is the least",
            (unsigned)accent, (unsigned)paper, on_paper, LOOK_CONTRAST_MIN);
    return NULL;
}

static char *find_dark_paper(uint32_t paper)
{
    double contrast = look_contrast(paper, BLACK);
    if (contrast >= LOOK_PAPER_MIN)
        return NULL;
    return xasprintf("look.paper: #%06X is too dark, black on it has a contrast of %.1f to 1; %.0f is the least",
                     (unsigned)paper, contrast, LOOK_PAPER_MIN);
}

static char *find_unreadable(const struct look *look)
{
    char *why = look->paper == LOOK_NONE ? NULL : find_dark_paper(look->paper);
    return why || look->accent == LOOK_NONE ? why : find_unreadable_accent(look->accent, look->paper);
}

bool look_parse(const json_t *json, struct look *look, char **why)
{
    struct look read = look_default();
    *look = read;
    *why = NULL;
    if (!json)
        return true;
    if (!json_is_object(json)) {
        *why = xasprintf("look: colours like {\"accent\":\"#0F564C\"} are wanted");
        return false;
    }
    if (!read_color(json, "accent", &read.accent, why) || !read_color(json, "paper", &read.paper, why))
        return false;
    *why = find_unreadable(&read);
    if (*why)
        return false;
    *look = read;
    return true;
}
