/* The way of a finger over an area that wants all of it: what ui_state keeps, and how it is fed. Pure. */
#ifndef FOYER_KIOSK_UI_TRACE_H
#define FOYER_KIOSK_UI_TRACE_H

#include "kiosk/ui/state.h"

bool trace_press(struct ui_trace *trace, int x, int y); /* false: no area wants this finger */
void trace_move(struct ui_trace *trace, int x, int y);
void trace_release(struct ui_trace *trace);
bool trace_take(struct ui_trace *trace, const char *id, struct ui_trace_point *point);

#endif
