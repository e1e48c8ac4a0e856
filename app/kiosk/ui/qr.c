#include "kiosk/ui/inner.h"

#include <qrencode.h>

#include "common/log.h"

#define QUIET_MODULES 4 /* white margin that readers need */

/* One fill per run of dark modules in a row: a code of 40 modules is a few hundred operations. */
static void draw_modules(struct ui *ui, const QRcode *code, int x0, int y0, int module_px)
{
    struct color dark = {0, 0, 0, 255};
    for (int row = 0; row < code->width; row++) {
        for (int col = 0; col < code->width;) {
            int run = 0;
            while (col + run < code->width && (code->data[row * code->width + col + run] & 1))
                run++;
            if (run)
                draw_fill(ui->draw,
                          (struct rect){x0 + col * module_px, y0 + row * module_px, run * module_px, module_px}, dark,
                          0);
            col += MAX(run, 1);
        }
    }
}

void ui_qr(struct ui *ui, struct rect rect, const char *text)
{
    if (!ui_visible(ui, rect))
        return;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code) {
        log_warn("ui: a text of %zu bytes does not fit into a QR code; not drawn", strlen(text));
        return;
    }
    int module_px = MIN(rect.w, rect.h) / (code->width + 2 * QUIET_MODULES);
    if (module_px > 0) {
        int side = module_px * (code->width + 2 * QUIET_MODULES);
        struct rect paper = {rect.x + (rect.w - side) / 2, rect.y + (rect.h - side) / 2, side, side};
        draw_fill(ui->draw, paper, (struct color){255, 255, 255, 255}, 0);
        draw_modules(ui, code, paper.x + QUIET_MODULES * module_px, paper.y + QUIET_MODULES * module_px, module_px);
    }
    QRcode_free(code);
}
