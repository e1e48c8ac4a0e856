/* One visitor before the screen, as the desk counts them. UI thread. */
#ifndef FOYER_KIOSK_VISIT_H
#define FOYER_KIOSK_VISIT_H

#include "kiosk/desk.h"
#include "kiosk/page.h"

struct desk_stamp visit_stamp(const struct page_env *env); /* now, in this visitor's language */
/* Whoever comes next is somebody else: faces go to the outbox, and nothing that was counted is left. */
void visit_end(const struct page_env *env);

#endif
