#include "kiosk/typing/ink_reader.h"

#include <stdlib.h>
#include <zinnia.h>

#include "common/log.h"

#define MODEL "/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model"

struct ink_reader {
    zinnia_recognizer_t *recognizer;
    zinnia_character_t *character;
};

bool ink_reader_is_built(void)
{
    return true;
}

struct ink_reader *ink_reader_open(const char *model)
{
    struct ink_reader *reader = xcalloc(1, sizeof *reader);
    reader->recognizer = zinnia_recognizer_new();
    reader->character = zinnia_character_new();
    if (reader->recognizer && reader->character && zinnia_recognizer_open(reader->recognizer, model ? model : MODEL))
        return reader;
    log_warn("typing: the handwriting model %s cannot be opened; no handwriting", model ? model : MODEL);
    ink_reader_close(reader);
    return NULL;
}

void ink_reader_close(struct ink_reader *reader)
{
    if (!reader)
        return;
    if (reader->character)
        zinnia_character_destroy(reader->character);
    if (reader->recognizer)
        zinnia_recognizer_destroy(reader->recognizer);
    free(reader);
}

static void put_shape(zinnia_character_t *character, const struct ink *shape)
{
    zinnia_character_clear(character);
    zinnia_character_set_width(character, INK_BOX);
    zinnia_character_set_height(character, INK_BOX);
    for (int stroke = 0, i = 0; stroke < shape->stroke_count; stroke++)
        for (; i < shape->ends[stroke]; i++)
            zinnia_character_add(character, (size_t)stroke, (int)shape->points[i].x, (int)shape->points[i].y);
}

/* Nobody writes the bare enclosure: a large square is meant to be a mouth. */
static const char *meant(const char *word)
{
    return str_eq(word, "囗") ? "口" : word;
}

void ink_reader_read(struct ink_reader *reader, const struct ink *shape, struct ink_reading *out)
{
    out->count = 0;
    if (!shape->point_count)
        return;
    put_shape(reader->character, shape);
    zinnia_result_t *result = zinnia_recognizer_classify(reader->recognizer, reader->character, HANDWRITING_CANDIDATES);
    zinnia_character_clear(reader->character);
    if (!result)
        return;
    size_t count = MIN(zinnia_result_size(result), (size_t)HANDWRITING_CANDIDATES);
    for (size_t i = 0; i < count; i++) {
        str_copy(out->list[i].word, HANDWRITING_WORD_MAX, meant(zinnia_result_value(result, i)));
        out->list[i].score = zinnia_result_score(result, i);
    }
    out->count = (int)count;
    zinnia_result_destroy(result);
}
