/* Which notices need a character that no font of this terminal has. Pure. */
#ifndef FOYER_KIOSK_LACKING_H
#define FOYER_KIOSK_LACKING_H

#include "kiosk/model.h"

typedef void lacking_on_notice(const char *item, uint32_t code, void *arg);
/* Every pair of a notice and one of these characters in any of its languages. */
void lacking_find(const struct model *model, const uint32_t *codes, size_t count, lacking_on_notice *fn, void *arg);

#endif
