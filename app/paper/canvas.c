#include "paper/canvas.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdlib.h>

#include "common/log.h"
#include "kiosk/screen/icons.h"

#define POINTS_PER_MM  (72.0 / 25.4)
#define FONT_FAMILY    "Noto Sans CJK SC"
#define EM_ABOVE       0.88 /* of a Chinese character's box, above the baseline: as on the screen */
#define ICON_OVERSIZED 4

struct canvas {
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoContext *context;
    PangoLayout *layout;
    struct icons *icons;
};

/* The terminal's own fonts, so that lines break on paper as in the lobby. */
static void add_fonts(const char *share)
{
    static const char *const faces[] = {"regular", "bold"};
    for (size_t i = 0; i < ARRAY_LEN(faces); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/fonts/foyer-%s.otf", share, faces[i]);
        if (!FcConfigAppFontAddFile(NULL, (const FcChar8 *)path))
            log_warn("paper: %s cannot be read; the system's fonts are used", path);
    }
}

struct canvas *canvas_open(const char *share, const char *out, int mm_w, int mm_h, const char *title)
{
    struct canvas *canvas = xcalloc(1, sizeof(*canvas));
    CLEANUP(free_ptr) char *icons = xasprintf("%s/icons", share);
    add_fonts(share);
    canvas->surface = cairo_pdf_surface_create(out, mm_w * POINTS_PER_MM, mm_h * POINTS_PER_MM);
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(canvas->surface, CAIRO_PDF_METADATA_CREATOR, "Foyer " FOYER_VERSION);
    canvas->cairo = cairo_create(canvas->surface);
    cairo_scale(canvas->cairo, POINTS_PER_MM / CANVAS_PX_PER_MM, POINTS_PER_MM / CANVAS_PX_PER_MM);
    canvas->context = pango_cairo_create_context(canvas->cairo);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(canvas->context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(canvas->context, FALSE);
    canvas->layout = pango_layout_new(canvas->context);
    canvas->icons = icons_open(icons);
    return canvas;
}

bool canvas_close(struct canvas *canvas)
{
    icons_close(canvas->icons);
    g_object_unref(canvas->layout);
    g_object_unref(canvas->context);
    cairo_destroy(canvas->cairo);
    cairo_surface_finish(canvas->surface);
    cairo_status_t status = cairo_surface_status(canvas->surface);
    cairo_surface_destroy(canvas->surface);
    free(canvas);
    if (status != CAIRO_STATUS_SUCCESS)
        log_error("paper: the file could not be written: %s", cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

void canvas_next_page(struct canvas *canvas)
{
    cairo_show_page(canvas->cairo);
}

/* --- Words --- */

static void set_font(struct canvas *canvas, enum font_face face, int size_px)
{
    PangoFontDescription *font = pango_font_description_from_string(FONT_FAMILY);
    pango_font_description_set_weight(font, face == FONT_BOLD ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(font, (double)size_px * PANGO_SCALE);
    pango_layout_set_font_description(canvas->layout, font);
    pango_font_description_free(font);
}

static void set_line(struct canvas *canvas, enum font_face face, int size_px, const char *s, size_t len)
{
    set_font(canvas, face, size_px);
    pango_layout_set_width(canvas->layout, -1);
    pango_layout_set_alignment(canvas->layout, PANGO_ALIGN_LEFT);
    pango_layout_set_single_paragraph_mode(canvas->layout, TRUE);
    pango_layout_set_text(canvas->layout, s, (int)len);
}

int canvas_measure(void *arg, enum font_face face, int size_px, const char *s, size_t len)
{
    struct canvas *canvas = arg;
    PangoRectangle box;
    set_line(canvas, face, size_px, s, len);
    pango_layout_get_extents(canvas->layout, NULL, &box);
    return (int)lround((double)box.width / PANGO_SCALE);
}

static void set_color(struct canvas *canvas, struct color color)
{
    cairo_set_source_rgba(canvas->cairo, color.r / 255.0, color.g / 255.0, color.b / 255.0, color.a / 255.0);
}

static void play_text(struct canvas *canvas, const struct draw_op *op, const char *s)
{
    double baseline = op->rect.y + (op->rect.h - op->size_px) / 2.0 + op->size_px * EM_ABOVE;
    set_line(canvas, op->face, op->size_px, s, op->text_len);
    set_color(canvas, op->color);
    cairo_move_to(canvas->cairo, op->rect.x,
                  baseline - (double)pango_layout_get_baseline(canvas->layout) / PANGO_SCALE);
    pango_cairo_show_layout(canvas->cairo, canvas->layout);
}

int canvas_words(struct canvas *canvas, struct canvas_words words, const char *s, bool draws)
{
    static const PangoAlignment aligns[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
    PangoRectangle box;
    set_font(canvas, words.face, words.size_px);
    pango_layout_set_width(canvas->layout, words.w * PANGO_SCALE);
    pango_layout_set_wrap(canvas->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(canvas->layout, aligns[words.align]);
    pango_layout_set_single_paragraph_mode(canvas->layout, FALSE);
    pango_layout_set_text(canvas->layout, s, -1);
    pango_layout_get_extents(canvas->layout, NULL, &box);
    if (draws) {
        cairo_set_source_rgb(canvas->cairo, words.grey, words.grey, words.grey);
        cairo_move_to(canvas->cairo, words.x, words.y);
        pango_cairo_show_layout(canvas->cairo, canvas->layout);
    }
    return (int)ceil((double)box.height / PANGO_SCALE);
}

/* --- Shapes and pictures --- */

static void round_rect(cairo_t *cairo, struct rect rect, double radius)
{
    double r = MIN(radius, MIN(rect.w, rect.h) / 2.0);
    double x0 = rect.x, y0 = rect.y, x1 = rect.x + rect.w, y1 = rect.y + rect.h;
    cairo_new_sub_path(cairo);
    cairo_arc(cairo, x1 - r, y0 + r, r, -M_PI / 2, 0);
    cairo_arc(cairo, x1 - r, y1 - r, r, 0, M_PI / 2);
    cairo_arc(cairo, x0 + r, y1 - r, r, M_PI / 2, M_PI);
    cairo_arc(cairo, x0 + r, y0 + r, r, M_PI, 3 * M_PI / 2);
    cairo_close_path(cairo);
}

void canvas_line(struct canvas *canvas, int x0, int y0, int x1, int y1, int width_px, double grey)
{
    cairo_set_source_rgb(canvas->cairo, grey, grey, grey);
    cairo_set_line_width(canvas->cairo, width_px);
    cairo_move_to(canvas->cairo, x0, y0);
    cairo_line_to(canvas->cairo, x1, y1);
    cairo_stroke(canvas->cairo);
}

static void play_line(struct canvas *canvas, const struct draw_op *op)
{
    int in = op->width_px, x0 = op->rect.x + in, x1 = op->rect.x + op->rect.w - in;
    int top = op->rect.y + in, bottom = op->rect.y + op->rect.h - in;
    set_color(canvas, op->color);
    cairo_set_line_width(canvas->cairo, op->width_px);
    cairo_set_line_cap(canvas->cairo, CAIRO_LINE_CAP_ROUND);
    cairo_move_to(canvas->cairo, x0, op->rises ? bottom : top);
    cairo_line_to(canvas->cairo, x1, op->rises ? top : bottom);
    cairo_stroke(canvas->cairo);
}

/* Straight alpha into what cairo wants. */
static uint32_t premultiplied(uint32_t argb)
{
    uint32_t a = argb >> 24, r = (argb >> 16) & 255, g = (argb >> 8) & 255, b = argb & 255;
    return a << 24 | r * a / 255 << 16 | g * a / 255 << 8 | b * a / 255;
}

static void paint_argb(struct canvas *canvas, struct rect rect, int w, int h, const uint32_t *argb)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, w, h);
    int stride = cairo_image_surface_get_stride(image);
    unsigned char *data = cairo_image_surface_get_data(image);
    for (int y = 0; data && y < h; y++)
        for (int x = 0; x < w; x++) {
            uint32_t pixel = premultiplied(argb[(size_t)y * (size_t)w + (size_t)x]);
            memcpy(data + (size_t)y * (size_t)stride + 4 * (size_t)x, &pixel, 4);
        }
    cairo_surface_mark_dirty(image);
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, rect.x, rect.y);
    cairo_scale(canvas->cairo, (double)rect.w / w, (double)rect.h / h);
    cairo_set_source_surface(canvas->cairo, image, 0, 0);
    cairo_paint(canvas->cairo);
    cairo_restore(canvas->cairo);
    cairo_surface_destroy(image);
}

static void play_picture(struct canvas *canvas, const struct draw_op *op, const char *name,
                         const struct pictures *pictures)
{
    const struct picture *picture = pictures ? pictures_find(pictures, name, op->rect.w, op->rect.h) : NULL;
    if (picture)
        paint_argb(canvas, op->rect, picture->w, picture->h, picture->argb);
}

static void play_icon(struct canvas *canvas, const struct draw_op *op, const char *name)
{
    int w = op->rect.w, h = op->rect.h;
    if (w <= 0 || h <= 0 || w > 4096 || h > 4096)
        return;
    uint32_t *argb = xcalloc((size_t)w * (size_t)h, sizeof(*argb));
    for (int i = 0; i < w * h; i++)
        argb[i] = 0xFFFFFFFF;
    struct pixels pixels = {argb, w, {0, 0, w, h}};
    icons_paint(canvas->icons, &pixels, (struct rect){0, 0, w, h}, name, op->color);
    paint_argb(canvas, op->rect, w, h, argb);
    free(argb);
}

static void play_op(struct canvas *canvas, const struct draw_op *op, const char *store, const struct pictures *pictures)
{
    switch (op->kind) {
    case DRAW_FILL:
        round_rect(canvas->cairo, op->rect, op->radius);
        set_color(canvas, op->color);
        cairo_fill(canvas->cairo);
        break;
    case DRAW_FRAME:
        cairo_set_line_width(canvas->cairo, op->width_px);
        round_rect(canvas->cairo, op->rect, op->radius);
        set_color(canvas, op->color);
        cairo_stroke(canvas->cairo);
        break;
    case DRAW_LINE:
        play_line(canvas, op);
        break;
    case DRAW_TEXT:
        play_text(canvas, op, store + op->text);
        break;
    case DRAW_ICON:
        play_icon(canvas, op, store + op->text);
        break;
    case DRAW_PICTURE:
        play_picture(canvas, op, store + op->text, pictures);
        break;
    case DRAW_CLIP: /* a sheet has no edges to scroll over */
    case DRAW_UNCLIP:
        break;
    }
}

void canvas_play(struct canvas *canvas, const struct draw *draw, const struct pictures *pictures,
                 struct canvas_part part)
{
    cairo_save(canvas->cairo);
    cairo_translate(canvas->cairo, part.at_x, part.at_y - part.from_y);
    cairo_rectangle(canvas->cairo, 0, part.from_y, part.w, part.to_y - part.from_y);
    cairo_clip(canvas->cairo);
    for (size_t i = 0; i < draw->op_count; i++) {
        const struct draw_op *op = &draw->ops[i];
        if (op->rect.y < part.to_y && op->rect.y + op->rect.h > part.from_y)
            play_op(canvas, op, draw->text, pictures);
    }
    cairo_restore(canvas->cairo);
}
