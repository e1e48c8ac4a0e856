#include "kiosk/casefile.h"

#include <stdlib.h>

#include "common/crypto.h"

static void read_steps(struct casefile *casefile)
{
    const json_t *steps = json_member(casefile->doc, "steps");
    size_t count = json_array_size(steps), first = count > CASEFILE_STEPS_MAX ? count - CASEFILE_STEPS_MAX : 0;
    for (size_t i = first; i < count; i++) {
        const json_t *step = json_array_get(steps, i);
        casefile->steps[casefile->step_count++] = (struct casefile_step){
            .state = json_str_or(step, "state", ""),
            .at_s = json_int_or(step, "at", 0),
            .role = json_str_or(step, "role", ""),
            .text = json_str_or(step, "text", ""),
        };
    }
}

static void read_standards(struct casefile *casefile)
{
    const json_t *standards = json_member(casefile->doc, "standard");
    size_t count = MIN(json_array_size(standards), (size_t)CASEFILE_STANDARDS_MAX);
    for (size_t i = 0; i < count; i++) {
        const char *id = json_string_value(json_array_get(standards, i));
        if (id) {
            casefile->standards[casefile->standard_count++] = id;
        }
    }
}

struct casefile *casefile_open(const void *sealed, size_t len, const struct casecode_keys *keys)
{
    struct buf plain = {0};
    json_t *doc = NULL;
    if (crypto_secret_open(&plain, sealed, len, keys->key)) {
        doc = json_decode(plain.data, plain.len, NULL);
    }
    buf_wipe(&plain);
    if (!json_is_object(doc) || json_int_or(doc, "v", 0) != 1) {
        json_decref(doc);
        return NULL;
    }
    struct casefile *casefile = xcalloc(1, sizeof *casefile);
    casefile->doc = doc;
    casefile->number = json_str_or(doc, "number", "");
    casefile->state = json_str_or(doc, "state", "");
    casefile->outcome = json_str_or(doc, "outcome", "");
    casefile->category = json_str_or(doc, "category", "");
    casefile->subitem = json_str_or(doc, "subitem", "");
    casefile->promised_s = json_int_or(doc, "promised_s", 0);
    read_standards(casefile);
    read_steps(casefile);
    return casefile;
}

static void wipe_strings(json_t *value)
{
    const char *key;
    json_t *member;
    size_t index;
    if (json_is_string(value)) {
        explicit_bzero((char *)json_string_value(value), json_string_length(value));
    }
    json_object_foreach(value, key, member)
    {
        wipe_strings(member);
    }
    json_array_foreach(value, index, member)
    {
        wipe_strings(member);
    }
}

void casefile_free(struct casefile *casefile)
{
    if (casefile) {
        wipe_strings(casefile->doc);
        json_decref(casefile->doc);
        free(casefile);
    }
}

const struct casefile_step *casefile_answer(const struct casefile *casefile)
{
    for (size_t i = casefile->step_count; i > 0; i--) {
        if (casefile->steps[i - 1].text[0]) {
            return &casefile->steps[i - 1];
        }
    }
    return NULL;
}
