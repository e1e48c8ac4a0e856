/* One photograph as plain pixels. The program holds one, is run for one file and ends. */
#ifndef FOYER_PHOTO_H
#define FOYER_PHOTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PHOTO_SIDE_MAX   2048     /* px of what goes out */
#define PHOTO_PIXELS_MAX 50000000 /* px of what comes in, where the decoder cannot make it smaller by itself */

struct photo {
    int width, height;
    uint8_t *rgb; /* owned: width * height * 3 */
};
/* JPEG, PNG or WebP. false: none of them, damaged, or too large. */
bool photo_decode(struct photo *photo, const uint8_t *bytes, size_t len);

#endif
