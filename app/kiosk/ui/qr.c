#include "kiosk/ui/qr.h"

#include <qrencode.h>

#include "kiosk/ui/inner.h"

#define MARGIN 4 /* modules */

/* The lowest correction that fits is worth more than the highest that does not: an unreadably small code helps nobody.
 */
static QRcode *encode(const char *text, int modules_max)
{
    static const QRecLevel levels[] = {QR_ECLEVEL_M, QR_ECLEVEL_L};
    for (size_t i = 0; i < ARRAY_LEN(levels); i++) {
        QRcode *code = QRcode_encodeString8bit(text, 0, levels[i]);
        if (code && code->width + 2 * MARGIN <= modules_max)
            return code;
        QRcode_free(code);
    }
    return NULL;
}

static void wipe(QRcode *code)
{
    explicit_bzero(code->data, (size_t)code->width * (size_t)code->width);
    QRcode_free(code);
}

int qr_modules(const char *text, int modules_max)
{
    QRcode *code = encode(text, modules_max);
    int modules = code ? code->width + 2 * MARGIN : 0;
    if (code)
        wipe(code);
    return modules;
}

int qr_room(const struct ui *ui, int side_px)
{
    return (int)(side_px / (QR_MODULE_MM * ui->theme->px_per_mm));
}

/* One fill for each run of dark modules in a row. Edges are rounded one by one, so that a code uses all of its side. */
static void draw_row(struct ui *ui, const QRcode *code, int row, struct rect square)
{
    int modules = code->width + 2 * MARGIN, side = square.w;
    const unsigned char *line = code->data + (size_t)row * (size_t)code->width;
    int top = square.y + (row + MARGIN) * side / modules, bottom = square.y + (row + MARGIN + 1) * side / modules;
    for (int i = 0, end; i < code->width; i = end + 1) {
        for (end = i; end < code->width && (line[end] & 1) == (line[i] & 1); end++) {
        }
        int left = square.x + (i + MARGIN) * side / modules, right = square.x + (end + MARGIN) * side / modules;
        if (line[i] & 1)
            draw_fill(ui->draw, (struct rect){left, top, right - left, bottom - top}, (struct color){0, 0, 0, 255}, 0);
        end--;
    }
}

bool ui_qr(struct ui *ui, struct rect rect, const char *text)
{
    int side = MIN(rect.w, rect.h);
    QRcode *code = encode(text, qr_room(ui, side));
    if (!code)
        return false;
    int modules = code->width + 2 * MARGIN;
    if (side / modules >= QR_MODULE_MM * ui->theme->px_per_mm)
        side -= side % modules; /* whole pixels are sharper */
    struct rect square = {rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
    if (ui_visible(ui, square)) {
        draw_fill(ui->draw, square, ui_color(ui, COLOR_SHEET), 0);
        for (int row = 0; row < code->width; row++)
            draw_row(ui, code, row, square);
    }
    wipe(code);
    return true;
}
