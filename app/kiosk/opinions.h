/* The three faces: how content somebody is with a notice, a standard or an answer. One tap, once a visit and subject;
 * changed as often as one likes until the visit ends, and only then an entry of ARCHITECTURE section 4. No code, no
 * words, no contact: nobody can tell who it was. UI thread. */
#ifndef FOYER_KIOSK_OPINIONS_H
#define FOYER_KIOSK_OPINIONS_H

#include "common/buf.h"
#include "common/ids.h"
#include "kiosk/put.h"

#define OPINIONS_MAX      16 /* subjects in one visit; further ones are not asked about */
#define OPINIONS_KIND_MAX 12

enum face { FACE_NONE, FACE_GOOD, FACE_SO_SO, FACE_BAD }; /* as numbered in the entry */
struct opinion_subject {
    const char *kind; /* "notice" "clause" "service" "case" */
    const char *id;   /* of a case only its category: which case it was stays with the resident */
    int64_t ver;      /* that was on the screen; 0 unknown */
};
struct opinion {
    char kind[OPINIONS_KIND_MAX + 1], id[ID_MAX + 1];
    int64_t ver, at_s;
    enum face face;
    enum clock_trust trust;
};
struct opinions {
    struct opinion rows[OPINIONS_MAX];
    size_t count;
};
enum face opinions_look(const struct opinions *opinions, const struct opinion_subject *subject);
bool opinions_have_room(const struct opinions *opinions, const struct opinion_subject *subject);
/* The last one counts; FACE_NONE takes it back. */
void opinions_set(struct opinions *opinions, const struct opinion_subject *subject, enum face face, int64_t at_s,
                  enum clock_trust trust);

/* Its time is that of the touch, not the stamp's. */
void opinion_build(struct buf *out, const struct opinion *row, const struct put_stamp *stamp);

#endif
