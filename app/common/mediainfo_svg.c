/* SVG: only shapes, only numbers. What the screens' small renderer does not draw (words, pictures inside, gradients) is
 * refused by name rather than left out of a plan without a word; what could make a drawing reach outside or never end
 * is refused whatever would draw it. A strict scan, not an XML parser: no entities, no document type, no namespaces of
 * others. */
#include "common/mediainfo_internal.h"

#include <math.h>
#include <stdlib.h>

#include "common/utf8.h"

#define DEPTH_MAX     32
#define NUMBER_MAX    6 /* digits before the point: a longer way cannot be drawn in time */
#define DASHED_DIGITS 4 /* before the point, where dashes are */
#define DASH_MIN      1.0
#define NAME_WIDTH    24 /* bytes of a name that are said back */
#define NUMBER_SIZE   32

struct span {
    const char *at;
    size_t len;
};

struct drawing {
    const char *at, *end;
    struct mediainfo *info;
    struct span open[DEPTH_MAX]; /* elements that wait for their end */
    size_t depth, count;
    size_t numbers, dashed_numbers; /* in all shapes */
    size_t dashed_depth;            /* elements deeper than this inherit dashes; 0: none is dashed */
    struct {
        size_t numbers;
        bool dashed, large;
    } element;                                   /* the one that is being read */
    double width, height, box_width, box_height; /* px; 0: not said */
};

static const char *const shapes[] = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"};

static bool is(struct span span, const char *word)
{
    return span.len == strlen(word) && memcmp(span.at, word, span.len) == 0;
}

static bool holds(struct span span, const char *word)
{
    return memmem(span.at, span.len, word, strlen(word)) != NULL;
}

static bool starts(struct span span, const char *word)
{
    return span.len >= strlen(word) && memcmp(span.at, word, strlen(word)) == 0;
}

static bool broken(struct drawing *drawing)
{
    return mediainfo_refuse(drawing->info, "the SVG file is damaged or cut short");
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void skip_blanks(struct drawing *drawing)
{
    while (drawing->at < drawing->end && is_blank(*drawing->at))
        drawing->at++;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == ':' || c == '.';
}

static struct span read_name(struct drawing *drawing)
{
    struct span name = {.at = drawing->at};
    while (drawing->at < drawing->end && is_name_byte(*drawing->at))
        drawing->at++;
    name.len = (size_t)(drawing->at - name.at);
    return name;
}

/* --- Numbers --- */

/* Steps over one number; false: none there. `*text` may stop at a unit. */
static bool read_number(struct span *text, double *number)
{
    while (text->len && (is_blank(*text->at) || *text->at == ',')) {
        text->at++;
        text->len--;
    }
    char copy[NUMBER_SIZE];
    size_t len = 0;
    while (len < text->len && len + 1 < sizeof(copy) && strchr("+-.0123456789", text->at[len]))
        len++;
    memcpy(copy, text->at, len);
    copy[len] = '\0';
    char *end;
    *number = strtod(copy, &end);
    size_t used = (size_t)(end - copy);
    text->at += used;
    text->len -= used;
    return used > 0 && isfinite(*number);
}

/* 96 px an inch, as CSS has it. 0: a share of something unknown, or no length. */
static double length_px(struct span text)
{
    static const struct {
        const char *unit;
        double px;
    } units[] = {{"", 1}, {"px", 1}, {"mm", 96 / 25.4}, {"cm", 96 / 2.54}, {"in", 96}, {"pt", 96.0 / 72}, {"pc", 16}};
    double number;
    if (!read_number(&text, &number) || number <= 0)
        return 0;
    for (size_t i = 0; i < ARRAY_LEN(units); i++) {
        if (is(text, units[i].unit))
            return number * units[i].px;
    }
    return 0;
}

static void read_view_box(struct drawing *drawing, struct span text)
{
    double number[4];
    for (size_t i = 0; i < ARRAY_LEN(number); i++) {
        if (!read_number(&text, &number[i]))
            return;
    }
    drawing->box_width = MAX(number[2], 0.0);
    drawing->box_height = MAX(number[3], 0.0);
}

/* Numbers with an exponent upwards or many digits would make shapes larger than can be drawn in time. */
static bool numbers_are_small(struct span text)
{
    size_t digits = 0;
    bool after_point = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool digit = c >= '0' && c <= '9';
        bool exponent = (c == 'e' || c == 'E') && i > 0 && text.at[i - 1] >= '0' && text.at[i - 1] <= '9';
        if (exponent && i + 1 < text.len && text.at[i + 1] != '-')
            return false;
        after_point = digit ? after_point : c == '.';
        digits = digit && !after_point ? digits + 1 : 0;
        if (digits > NUMBER_MAX)
            return false;
    }
    return true;
}

static size_t count_numbers(struct span text, bool *large)
{
    size_t count = 0, digits = 0;
    bool in_number = false, after_point = false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool digit = c >= '0' && c <= '9', point = c == '.';
        count += (digit && !in_number) || (point && (!in_number || after_point));
        after_point = point || (digit && in_number && after_point);
        in_number = digit || point;
        digits = digit && !after_point ? digits + 1 : 0;
        *large = *large || digits > DASHED_DIGITS;
    }
    return count;
}

static bool dashes_are_long(struct span text)
{
    double number;
    while (read_number(&text, &number)) {
        if (number < DASH_MIN)
            return false;
        if (starts(text, "px") || starts(text, "mm")) {
            text.at += 2;
            text.len -= 2;
        }
    }
    return text.len == 0 || is(text, "none");
}

/* --- Elements --- */

static bool value_is_safe(struct drawing *drawing, struct span name, struct span value)
{
    bool words = is(name, "id") || is(name, "class") || starts(name, "xmlns") || starts(name, "data-") ||
                 starts(name, "aria-") || is(name, "role") || is(name, "version") || is(name, "fill") ||
                 is(name, "stroke");
    if (holds(value, "url(") || holds(value, "@") || holds(value, "\\") || holds(value, "script:"))
        return mediainfo_refuse(drawing->info, "the SVG refers to something outside its shapes (%.*s); it is not drawn",
                                (int)MIN(name.len, (size_t)NAME_WIDTH), name.at);
    if (holds(value, "stroke-dasharray"))
        return mediainfo_refuse(drawing->info,
                                "dashes of an SVG must stand in an attribute of their own, not in a style");
    if (is(name, "stroke-dasharray") && !dashes_are_long(value))
        return mediainfo_refuse(drawing->info, "the SVG has dashes shorter than 1 unit; they cannot be drawn in time");
    if (!words && !numbers_are_small(value))
        return mediainfo_refuse(drawing->info, "the SVG has a number beyond 999,999 in %.*s",
                                (int)MIN(name.len, (size_t)NAME_WIDTH), name.at);
    return true;
}

/* What it costs to draw follows from how much there is, and with dashes from how long it is. */
static void note_cost(struct drawing *drawing, struct span name, struct span value)
{
    if (is(name, "stroke-dasharray"))
        drawing->element.dashed = true;
    else if (is(name, "d") || is(name, "points") || is(name, "r") || is(name, "rx") || is(name, "ry") ||
             is(name, "x1") || is(name, "x2") || is(name, "y1") || is(name, "y2") || is(name, "width") ||
             is(name, "height"))
        drawing->element.numbers += count_numbers(value, &drawing->element.large);
}

static bool cost_is_small(struct drawing *drawing)
{
    bool dashed = drawing->element.dashed || (drawing->dashed_depth && drawing->depth >= drawing->dashed_depth);
    drawing->numbers += drawing->element.numbers;
    drawing->dashed_numbers += dashed ? drawing->element.numbers : 0;
    if (drawing->numbers > MEDIAINFO_SVG_NUMBERS)
        return mediainfo_refuse(drawing->info, "the SVG has more than 20,000 numbers in its shapes; send it as a PNG");
    if (drawing->dashed_numbers > MEDIAINFO_SVG_DASHED || (dashed && drawing->element.large))
        return mediainfo_refuse(drawing->info, "the SVG has too many or too long dashed lines; send it as a PNG");
    return true;
}

static bool take_attribute(struct drawing *drawing, struct span name, struct span value)
{
    if (starts(name, "on") || is(name, "href") || is(name, "xlink:href") || is(name, "src") || is(name, "xml:base") ||
        is(name, "filter") || is(name, "mask"))
        return mediainfo_refuse(drawing->info, "the SVG has the attribute %.*s; only plain shapes are drawn",
                                (int)MIN(name.len, (size_t)NAME_WIDTH), name.at);
    if (!value_is_safe(drawing, name, value))
        return false;
    if (!is(name, "id") && !is(name, "class"))
        note_cost(drawing, name, value);
    if (drawing->count > 1) /* only the outermost element says how large the drawing is */
        return true;
    if (is(name, "width"))
        drawing->width = length_px(value);
    if (is(name, "height"))
        drawing->height = length_px(value);
    if (is(name, "viewBox"))
        read_view_box(drawing, value);
    return true;
}

/* name="value" or name='value' */
static bool read_attribute(struct drawing *drawing)
{
    struct span name = read_name(drawing);
    skip_blanks(drawing);
    if (name.len == 0 || drawing->end - drawing->at < 2 || *drawing->at++ != '=')
        return broken(drawing);
    skip_blanks(drawing);
    if (drawing->at == drawing->end || (*drawing->at != '"' && *drawing->at != '\''))
        return broken(drawing);
    char quote = *drawing->at++;
    const char *close = memchr(drawing->at, quote, (size_t)(drawing->end - drawing->at));
    if (!close)
        return broken(drawing);
    struct span value = {drawing->at, (size_t)(close - drawing->at)};
    drawing->at = close + 1;
    if (memchr(value.at, '<', value.len) || memchr(value.at, '&', value.len))
        return mediainfo_refuse(drawing->info, "the SVG uses entities; only plain shapes are drawn");
    return take_attribute(drawing, name, value);
}

static bool may_stand(struct drawing *drawing, struct span name)
{
    bool known = false;
    for (size_t i = 0; i < ARRAY_LEN(shapes); i++)
        known = known || is(name, shapes[i]);
    if (!known && is(name, "text"))
        return mediainfo_refuse(drawing->info, "the SVG has words in it, which are not drawn; turn them into paths");
    if (!known)
        return mediainfo_refuse(drawing->info, "the SVG has the element <%.*s>; only plain shapes are drawn",
                                (int)MIN(name.len, (size_t)NAME_WIDTH), name.at);
    if (drawing->depth == DEPTH_MAX || drawing->count == MEDIAINFO_SVG_ELEMENTS)
        return mediainfo_refuse(drawing->info, "the SVG has too many elements to be drawn in time");
    return is(name, "svg") == (drawing->count == 0) || broken(drawing);
}

static bool read_start(struct drawing *drawing)
{
    struct span name = read_name(drawing);
    if (!may_stand(drawing, name))
        return false;
    drawing->count++;
    drawing->element.numbers = 0;
    drawing->element.dashed = drawing->element.large = false;
    for (;;) {
        const char *before = drawing->at;
        skip_blanks(drawing);
        if (drawing->at == drawing->end)
            return broken(drawing);
        if (*drawing->at == '>') {
            drawing->at++;
            bool small = cost_is_small(drawing);
            drawing->open[drawing->depth++] = name;
            if (drawing->element.dashed && !drawing->dashed_depth)
                drawing->dashed_depth = drawing->depth;
            return small;
        }
        if (drawing->end - drawing->at >= 2 && memcmp(drawing->at, "/>", 2) == 0) {
            drawing->at += 2;
            return cost_is_small(drawing);
        }
        if (drawing->at == before)
            return broken(drawing);
        if (!read_attribute(drawing))
            return false;
    }
}

static bool read_end(struct drawing *drawing)
{
    struct span name = read_name(drawing);
    skip_blanks(drawing);
    if (drawing->at == drawing->end || *drawing->at++ != '>' || drawing->depth == 0)
        return broken(drawing);
    if (drawing->depth == drawing->dashed_depth)
        drawing->dashed_depth = 0;
    struct span open = drawing->open[--drawing->depth];
    return (open.len == name.len && memcmp(open.at, name.at, name.len) == 0) || broken(drawing);
}

/* From `at` behind the end of the next `word`. */
static bool skip_past(struct drawing *drawing, const char *word)
{
    const char *found = memmem(drawing->at, (size_t)(drawing->end - drawing->at), word, strlen(word));
    if (!found)
        return broken(drawing);
    drawing->at = found + strlen(word);
    return true;
}

static bool read_tag(struct drawing *drawing)
{
    struct span rest = {drawing->at, (size_t)(drawing->end - drawing->at)};
    if (starts(rest, "<!--"))
        return skip_past(drawing, "-->");
    if (starts(rest, "<?xml ") && drawing->count == 0)
        return skip_past(drawing, "?>");
    if (starts(rest, "<!") || starts(rest, "<?"))
        return mediainfo_refuse(drawing->info,
                                "the SVG has a document type or instructions; only plain shapes are drawn");
    drawing->at++;
    if (starts(rest, "</")) {
        drawing->at++;
        return read_end(drawing);
    }
    if (drawing->count > 0 && drawing->depth == 0)
        return broken(drawing); /* something behind the drawing */
    return read_start(drawing);
}

static bool set_size(struct drawing *drawing)
{
    double width = drawing->width, height = drawing->height;
    if (width <= 0 || height <= 0) {
        width = drawing->box_width;
        height = drawing->box_height;
    }
    if (width <= 0 || height <= 0)
        return mediainfo_refuse(drawing->info, "the SVG does not say how large it is: width and height, or a viewBox");
    if (width > MEDIAINFO_SIDE_MAX || height > MEDIAINFO_SIDE_MAX || width * height > MEDIAINFO_PIXELS_MAX)
        return mediainfo_refuse(drawing->info, "%.0f × %.0f pixels: a side may have %d at most", width, height,
                                MEDIAINFO_SIDE_MAX);
    drawing->info->width = (int)ceil(width);
    drawing->info->height = (int)ceil(height);
    return true;
}

bool mediainfo_read_svg(const char *text, size_t len, struct mediainfo *info)
{
    struct drawing drawing = {.at = text, .end = text + len, .info = info};
    if (len > MEDIAINFO_SVG_MAX)
        return mediainfo_refuse(info, "the SVG file is larger than 1 MiB");
    if (!utf8_valid(text, len))
        return mediainfo_refuse(info, "the SVG file is not written in UTF-8");
    if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        drawing.at += 3;
    for (skip_blanks(&drawing); drawing.at < drawing.end; skip_blanks(&drawing)) {
        if (*drawing.at != '<')
            return mediainfo_refuse(info, "the SVG has words between its shapes, which are not drawn");
        if (!read_tag(&drawing))
            return false;
    }
    return (drawing.count > 0 && drawing.depth == 0 ? set_size(&drawing) : broken(&drawing));
}
