/* A picture of a text: as wide as the column where its shape allows, with its words below; a tap shows it alone and
 * large. A name that is not among the files leaves the words, in a frame. */
#ifndef FOYER_KIOSK_UI_MD_IMAGE_H
#define FOYER_KIOSK_UI_MD_IMAGE_H

#include "kiosk/ui.h"

int md_image_draw(struct ui *ui, struct rect rect, const struct md_block *block,
                  const struct ui_images *images /* may be NULL */); /* height */

#endif
