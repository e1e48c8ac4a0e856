/* What the last presented frame says and where it can be touched, as a file for tests: {"page","lang","frame","texts":
 * [{"x","y","w","h","s"}],"pictures":[{…,"sha256"}],"targets":[{"id","label","x","y","w","h","enabled"}]}, written by
 * rename. Development only: it holds what a resident typed, so a board refuses it. */
#ifndef FOYER_KIOSK_TRACE_H
#define FOYER_KIOSK_TRACE_H

#include "kiosk/draw.h"

struct trace_head {
    const char *page, *lang;
    int64_t frame; /* counts presented frames */
};
void trace_write(const char *path, const struct trace_head *head, const struct draw *draw);

#endif
