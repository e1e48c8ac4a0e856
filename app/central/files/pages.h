/* The pages of a PDF as pictures, drawn by poppler's programs in a jail: DIR/page-01.png … Blocks: for a worker. */
#ifndef FOYER_CENTRAL_PAGES_H
#define FOYER_CENTRAL_PAGES_H

#include "common/base.h"

#define PAGES_MAX     40
#define PAGES_SIDE_PX 2339 /* the longer side: A4 at 200 dpi */
#define PAGES_CPU_S   30
#define PAGES_WALL_S  60

struct pages_time {
    int cpu_s, wall_s;
};
/* The number of pictures; 0: *why says in one sentence what is wrong with the file, yours to free. */
MUST_USE int pages_draw(int pdf_fd, const char *dir, struct pages_time time, char **why);
/* "DIR/page-01.png"; page from 1 of `count`. Yours. */
MUST_USE char *pages_path(const char *dir, int page, int count);

#endif
