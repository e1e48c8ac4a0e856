/* The font files, in order of preference for each face: the shipped subset, the system's full CJK, DejaVu (Arabic,
 * Uyghur, Latin with every accent), colour emoji, and at last the other face's. Each is opened when first needed; one
 * that is missing or broken costs one log line and the next takes its place. UI thread. */
#ifndef FOYER_KIOSK_SCREEN_FACES_H
#define FOYER_KIOSK_SCREEN_FACES_H

#include <SDL_ttf.h>

#include "kiosk/draw.h"

struct faces;
MUST_USE struct faces *faces_open(const char *font_dir); /* holds foyer-regular.otf, foyer-bold.otf. NULL: logged */
void faces_close(struct faces *faces);
bool faces_none(struct faces *faces); /* not one font could be opened */

struct font {
    TTF_Font *ttf; /* borrowed, set to the size asked for; NULL: no font has it */
    bool colour;   /* one size only: scale what it draws */
};
enum font_wish {
    FONT_ANY,
    FONT_COLOUR, /* the colour font first */
    FONT_MARKS,  /* one that knows where accents go first: the CJK fonts set them beside the letter */
};
/* The first font that has all of the code points (joiners and selectors need not be there). */
struct font faces_find(struct faces *faces, enum font_face face, int size_px, const uint32_t *codes, size_t count,
                       enum font_wish wish);

/* For those who look into the files themselves. Yours to free; any thread. */
#define FACES_SOURCES 7
MUST_USE char *faces_path(const char *font_dir, size_t index, long *face_index);

#endif
