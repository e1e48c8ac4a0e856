/* The first byte chooses the schema, the rest is the document. Refusals are one clean line; what is accepted holds no
 * real number and encodes. */
#include "fuzz.h"

#include <stdlib.h>

#include "central/validate/validate.h"
#include "common/json.h"
#include "common/utf8.h"

#define OUTCOME 0xf0 /* from here on: what is entered for the board of outcomes */

static char *validate(uint8_t kind, const json_t *doc)
{
    if (kind >= OUTCOME)
        return kind % 3 == 0   ? validate_outcome_asked(doc, NULL)
               : kind % 3 == 1 ? validate_outcome_thanks(doc, "2026-11")
                               : validate_outcome_month("2026-10", doc, "2026-11");
    switch (kind % 7) {
    case 0:
        return validate_community(doc);
    case 1:
        return validate_standards(doc, doc);
    case 2:
        return validate_fees(doc, doc);
    case 3:
        return validate_form(doc, doc);
    case 4:
        return validate_audience(doc);
    case 5:
        return validate_draft(doc);
    default:
        return validate_notice(doc, NULL);
    }
}

static void no_reals(const json_t *value)
{
    const char *key;
    size_t i;
    json_t *child;
    ASSERT(!json_is_real(value));
    json_object_foreach((json_t *)value, key, child)
    {
        no_reals(child);
    }
    json_array_foreach((json_t *)value, i, child)
    {
        no_reals(child);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    CLEANUP(json_free_ref) json_t *doc = json_decode(data + 1, size - 1, NULL);
    if (!doc)
        return 0;
    char *why = validate(data[0], doc);
    if (why)
        ASSERT(*why && utf8_clean(why, UTF8_LINE, NULL));
    else if (data[0] % 7 != 4 && data[0] < OUTCOME)
        no_reals(doc);
    free(why);
    return 0;
}
