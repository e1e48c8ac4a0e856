/* What a page says when it is read aloud: its words in reading order. A unit is what one widget shows (a title, a
 * paragraph, a cell); it is spoken sentence by sentence, and the sentence being spoken is marked on the screen. Units
 * between script_record and script_recorded are the words of a recording, which is played instead of them where it can
 * be. Pure. */
#ifndef FOYER_KIOSK_SPEECH_SCRIPT_H
#define FOYER_KIOSK_SPEECH_SCRIPT_H

#include "common/base.h"

#define SCRIPT_UNITS_MAX    400   /* further words of a page are not read aloud */
#define SCRIPT_BYTES_MAX    65536 /* of all units */
#define SCRIPT_SENTENCE_MAX 240   /* bytes; a longer sentence is cut at a comma, else between characters */
#define SCRIPT_HASH_MAX     64

struct script_unit {
    char *text; /* owned */
    size_t len;
    size_t recording; /* index + 1 of the recording that says it; 0: none */
};
struct script_sentence {
    size_t unit;
    size_t start, len; /* bytes of the unit's text */
};
struct script {
    struct script_unit *units;
    size_t unit_count, bytes;
    struct script_sentence *sentences;
    size_t sentence_count;
    char (*recordings)[SCRIPT_HASH_MAX + 1]; /* sha256 in hex: the name of a blob */
    size_t recording_count;
    bool is_recording; /* units that come now belong to the last recording */
};

/* Blank text is left out. `text` need not end with NUL. */
void script_add(struct script *script, const char *text, size_t len);
void script_record(struct script *script, const char *sha256);
void script_recorded(struct script *script);
void script_fini(struct script *script);

/* Length of the first sentence of a text: ends after 。！？； or a line end, after . ! ? before a blank, or where it
 * grows too long. 0 only for an empty text. */
size_t script_sentence_len(const char *text, size_t len);

#endif
