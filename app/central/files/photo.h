/* A resident's photograph becomes pixels and nothing else: decoded and encoded anew by foyer-photo in the jail, so that
 * place, time and camera stay behind. Blocks: for a worker thread. */
#ifndef FOYER_CENTRAL_PHOTO_H
#define FOYER_CENTRAL_PHOTO_H

#include "common/buf.h"

#define PHOTO_UPLOAD_MAX (8u << 20) /* bytes that are looked at */

enum photo_result {
    PHOTO_DONE,
    PHOTO_REFUSED, /* no JPEG, PNG or WebP, damaged, or too large */
    PHOTO_FAILED   /* our disk, or the jail; logged */
};
/* `out`: a JPEG of at most 2,048 px a side. work_dir: where a folder for it may be made. */
enum photo_result photo_strip(const void *bytes, size_t len, const char *work_dir, struct buf *out);

#endif
