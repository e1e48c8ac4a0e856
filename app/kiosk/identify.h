/* "Which screen is this?": for a minute the screen says its lobby, its number and its address, large enough to be read
 * from the street, for whoever mounts it or looks for it. A touch ends it. Builds the page from what it is given; UI
 * thread. */
#ifndef FOYER_KIOSK_IDENTIFY_H
#define FOYER_KIOSK_IDENTIFY_H

#include "kiosk/page.h"

void identify_build(struct ui *ui, const struct page_env *env, struct rect screen, int left_s);

#endif
