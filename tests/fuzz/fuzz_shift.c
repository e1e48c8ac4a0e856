/* Date marks in sample content: a text comes out moved or a reason does, and what is not moved comes out as it was. */
#include "fuzz.h"

#include <stdlib.h>

#include "common/json.h"
#include "ctl/shift.h"

#define LATER_S 1900000000 /* March 2030 */

static void move_text(const struct shift *shift, const char *text)
{
    char *why = NULL;
    CLEANUP(free_ptr) char *moved = shift_text(shift, text, &why);
    ASSERT((moved == NULL) == (why != NULL));
    if (moved && shift->days == 0 && !strstr(text, "{{"))
        ASSERT(str_eq(moved, text));
    free(why);
}

static void move_document(const struct shift *shift, const json_t *document)
{
    char *why = NULL;
    CLEANUP(json_free_ref) json_t *moved = shift_document(shift, document, &why);
    ASSERT((moved == NULL) == (why != NULL));
    free(why);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct shift nowhere;
    struct shift later;
    ASSERT(shift_init(&later, "2026-11-23T09:00:00+08:00", LATER_S, 8 * 3600));
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    move_text(&nowhere, text);
    move_text(&later, text);
    CLEANUP(json_free_ref) json_t *document = json_decode(data, size, NULL);
    if (json_is_object(document))
        move_document(&later, document);
    return 0;
}
