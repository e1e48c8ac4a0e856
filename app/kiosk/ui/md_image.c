#include "kiosk/ui/md_image.h"

#include "common/buf.h"
#include "kiosk/i18n.h"

#define GROW_MAX 3 /* a small picture is not made larger than so many times: it would be all blocks */

static const struct ui_style caption_style = {TEXT_BODY, FONT_REGULAR, COLOR_INK_SOFT, UI_LEFT};

static char *plain_words(const struct md_block *block)
{
    struct buf words = {0};
    for (size_t i = 0; i < block->text.count; i++)
        buf_append(&words, block->text.spans[i].text, block->text.spans[i].len);
    return buf_take(&words);
}

/* As wide as the column; a tall one stays lower than a hand's reach, so that the text goes on below it. */
static struct rect place(struct rect rect, const struct ui_image *image)
{
    double by_w = (double)rect.w / image->w, by_h = (double)rect.w * 5 / 4 / image->h;
    double by = MIN(MIN(by_w, by_h), (double)GROW_MAX);
    int w = MAX((int)(image->w * by), 1), h = MAX((int)(image->h * by), 1);
    return (struct rect){rect.x + (rect.w - w) / 2, rect.y, w, h};
}

static int draw_words_alone(struct ui *ui, struct rect rect, const char *words)
{
    int pad = ui->theme->pad, inner_w = MAX(rect.w - 2 * pad, 1);
    int h = ui_text_height(ui, inner_w, caption_style, words) + pad;
    struct rect frame = {rect.x, rect.y, rect.w, h};
    if (ui_visible(ui, frame)) {
        draw_frame(ui->draw, frame, ui->theme->color[COLOR_LINE], ui->theme->radius, ui->theme->line);
        ui_text(ui, (struct rect){rect.x + pad, rect.y + pad / 2, inner_w, 0}, caption_style, words);
    }
    return h;
}

int md_image_draw(struct ui *ui, struct rect rect, const struct md_block *block, const struct ui_images *images)
{
    struct ui_image image = {0};
    CLEANUP(free_ptr) char *words = plain_words(block);
    const char *said = *words ? words : block->name;
    if (!images || !images->find(images->arg, block->name, &image))
        return draw_words_alone(ui, rect, said);
    struct rect box = place(rect, &image);
    ui_picture(ui, box, &image, said);
    bool opens = ui->touch && images->open && !pictures_is_broken(ui->pictures, image.sha256);
    CLEANUP(free_ptr) char *id = xasprintf("image/%s", block->name);
    if (opens && ui_area(ui, box, id, said))
        images->open(images->arg, block->name);
    CLEANUP(free_ptr)
    char *caption = xasprintf("%s%s%s", words, *words && opens ? " · " : "", opens ? _("touch to enlarge") : "");
    if (!*caption || ui->tell) /* its words are told once */
        return box.h;
    struct rect below = {rect.x, box.y + box.h + ui->theme->gap / 2, rect.w, 0};
    int caption_h = ui_text_height(ui, rect.w, caption_style, caption);
    if (ui_visible(ui, (struct rect){below.x, below.y, below.w, caption_h}))
        ui_text(ui, below, caption_style, caption);
    return below.y + caption_h - rect.y;
}
