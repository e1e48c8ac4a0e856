/* Any page as a picture file, without a display: for golden pictures, previews and the README. Reads a cache, needs no
 * outbox and no sync. */
#ifndef FOYER_KIOSK_SCREEN_SNAPSHOT_H
#define FOYER_KIOSK_SCREEN_SNAPSHOT_H

#include "common/base.h"

struct snapshot {
    const char *share_dir; /* fonts, icons, locale */
    const char *cache_dir;
    const char *out;      /* PNG; NULL: only the trace */
    const char *page;     /* path; "complain+category/GE" touches what is called so before the picture is taken */
    const char *size;     /* "1080x1920" */
    const char *panel_mm; /* NULL: the lobby's */
    int64_t bottom_mm;    /* 0: the lobby's */
    const char *lang;
    const char *now;  /* RFC 3339; NULL: the clock */
    const char *mode; /* "large,contrast": any of them; "" none; NULL: the lobby's default */
    bool night;       /* paper on ink */
    bool easier;      /* with the sheet "easier to read" open */
    int64_t turn; /* of a long page: which screen full, from 1; 0: the first, and nobody counts them. The number that
                     there are is said on stdout, "turns 4" */
    const char
        *batch; /* NULL, or a file with a line for each picture: then page, size, lang, mode, out are the lines' */
    const char *trace; /* NULL or a file for the words and targets of the picture */
};
MUST_USE bool snapshot_write(const struct snapshot *snapshot); /* false: logged */
MUST_USE bool snapshot_list(const struct snapshot *snapshot);  /* every page path of the cache, one a line on stdout */

#endif
