/* Pictures of notices, by the sha256 of their file. A picture that is asked for is read, checked, decoded and scaled
 * once by the worker; the loop hears of it through the worker and draws again. Kept while a page speaks of it, up to
 * PICTURES_BYTES_MAX; when a turn has passed in which nobody did, its memory is given back. Knows no SDL: who decodes
 * is told. UI thread, but for the decoder. */
#ifndef FOYER_KIOSK_PICTURES_H
#define FOYER_KIOSK_PICTURES_H

#include "kiosk/worker.h"

#define PICTURES_BYTES_MAX (32 << 20)
#define PICTURES_COUNT_MAX 64        /* pictures and scales of them; further ones take the place of the oldest */
#define PICTURE_PIXELS_MAX (4 << 20) /* of one decoded picture: a larger one is kept smaller and drawn larger */

struct picture {
    int w, h;
    uint32_t *argb; /* owned; w * h, straight alpha */
};
/* From the file at `path` to a picture that fits into max_w x max_h px with its shape kept, never larger than it is. On
 * the worker's thread. false: *why is a sentence, the caller's to free. */
typedef bool picture_decode(const char *path, const char *sha256, int max_w, int max_h, struct picture *picture,
                            char **why);

enum picture_state { PICTURE_WAITING, PICTURE_READY, PICTURE_BROKEN };

struct pictures;
/* `dir`: a terminal's data folder. `worker` is borrowed; NULL: decodes at once (a picture for a file). */
MUST_USE struct pictures *pictures_new(const char *dir, struct worker *worker, picture_decode *decode);
void pictures_free(struct pictures *pictures); /* stop the worker before */

/* Files may have arrived: what was not there when it was asked for is tried again. */
void pictures_look(struct pictures *pictures);
/* A page is being drawn anew: what was spoken of before counts no longer. */
void pictures_begin(struct pictures *pictures);
/* The page has a picture of this file, in view or not: keep what is known of it. */
void pictures_mention(struct pictures *pictures, const char *sha256);
/* It is in view, w x h px large. READY also while another scale of it stands in. *revision is what draw_picture wants.
 */
enum picture_state pictures_want(struct pictures *pictures, const char *sha256, int w, int h, int *revision);
/* It was tried and cannot be shown: nothing is gained by enlarging it. Known as long as the page mentions it. */
bool pictures_is_broken(const struct pictures *pictures, const char *sha256);
/* The page is drawn: forgets what it did not speak of. */
void pictures_end(struct pictures *pictures);

/* The scale nearest to w x h, or NULL. Borrowed until worker_poll or the next pictures_end. */
const struct picture *pictures_find(const struct pictures *pictures, const char *sha256, int w, int h);
size_t pictures_bytes(const struct pictures *pictures); /* held now */

#endif
