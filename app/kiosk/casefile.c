#include "kiosk/casefile.h"

#include <stdlib.h>

#include "common/crypto.h"

static enum casefile_what what_of(const json_t *step)
{
    static const char *const whats[CASEFILE_WHATS] = {"state", "word", "verdict", "remedy", "late", "escalated"};
    const char *word = json_str_or(step, "what", "state");
    for (int i = 0; i < CASEFILE_WHATS; i++) {
        if (str_eq(word, whats[i])) {
            return (enum casefile_what)i;
        }
    }
    return CASEFILE_STATE;
}

static void read_steps(struct casefile *casefile)
{
    const json_t *steps = json_member(casefile->doc, "steps");
    size_t count = json_array_size(steps), first = count > CASEFILE_STEPS_MAX ? count - CASEFILE_STEPS_MAX : 0;
    for (size_t i = first; i < count; i++) {
        const json_t *step = json_array_get(steps, i);
        casefile->steps[casefile->step_count++] = (struct casefile_step){
            .what = what_of(step),
            .state = json_str_or(step, "state", ""),
            .at_s = json_int_or(step, "at", 0),
            .role = json_str_or(step, "role", ""),
            .text = json_str_or(step, "text", ""),
            .detail = json_str_or(step, "verdict", json_str_or(step, "deadline", "")),
            .by_resident = str_eq(json_str(step, "by"), "resident"),
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

static enum casefile_kept kept_of(const json_t *doc, const char *key)
{
    const json_t *kept = json_member(doc, key);
    return json_is_true(kept) ? CASEFILE_KEPT : json_is_false(kept) ? CASEFILE_BROKEN : CASEFILE_NOT_YET;
}

static void read_may(struct casefile *casefile)
{
    const json_t *may = json_member(casefile->doc, "may");
    casefile->takes_followups = json_is_array(may);
    casefile->asks_verdict = str_eq(json_str(casefile->doc, "asks"), "verdict");
    for (size_t i = 0; i < json_array_size(may); i++) {
        enum followup_act act;
        if (followup_act_parse(json_string_value(json_array_get(may, i)), &act)) {
            casefile->may |= 1u << act;
        }
    }
}

static void read_facts(struct casefile *casefile)
{
    const json_t *doc = casefile->doc;
    casefile->number = json_str_or(doc, "number", "");
    casefile->state = json_str_or(doc, "state", "");
    casefile->outcome = json_str_or(doc, "outcome", "");
    casefile->category = json_str_or(doc, "category", "");
    casefile->subitem = json_str_or(doc, "subitem", "");
    casefile->role = json_str_or(doc, "role", "");
    casefile->into = json_str_or(doc, "into", "");
    const json_t *said = json_member(doc, "said");
    casefile->words = json_str_or(said, "text", "");
    casefile->when = json_str_or(said, "when", "");
    casefile->place = json_member(said, "place");
    casefile->contact = json_str_or(doc, "contact", "");
    casefile->at_s = json_int_or(doc, "at", 0);
    casefile->reached_s = json_int_or(doc, "reached", 0);
    casefile->promised_s = json_int_or(doc, "promised_s", 0);
    casefile->answer_s = json_int_or(doc, "answer_s", 0);
    casefile->first = kept_of(doc, "first_kept");
    casefile->answer = kept_of(doc, "answer_kept");
    casefile->holidays_unknown = str_eq(json_str(doc, "due_note"), "holidays_unknown");
    casefile->replies = MAX(json_int_or(doc, "replies", 0), 0);
    casefile->reopen_until_s = json_int_or(doc, "reopen_until", 0);
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
    read_facts(casefile);
    read_may(casefile);
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
        const struct casefile_step *step = &casefile->steps[i - 1];
        if (step->text[0] && !step->by_resident && (step->what == CASEFILE_STATE || step->what == CASEFILE_WORD)) {
            return step;
        }
    }
    return NULL;
}

bool casefile_is_silent(const struct casefile *casefile)
{
    return str_eq(casefile->state, "closed") && str_eq(casefile->outcome, "no_word");
}

static bool is_verdict(const struct casefile_step *step)
{
    for (int act = 0; act < FOLLOWUP_ACTS; act++) {
        if (followup_is_verdict((enum followup_act)act) &&
            str_eq(step->detail, followup_act_id((enum followup_act)act))) {
            return true;
        }
    }
    return false;
}

bool casefile_has_verdict(const struct casefile *casefile)
{
    for (size_t i = casefile->step_count; i > 0; i--) {
        const struct casefile_step *step = &casefile->steps[i - 1];
        if (is_verdict(step)) {
            return true;
        }
        if (step->what == CASEFILE_STATE && str_eq(step->state, "replied")) {
            break;
        }
    }
    return str_eq(casefile->outcome, "helped");
}

bool casefile_may(const struct casefile *casefile, enum followup_act act, int64_t now_s)
{
    bool has_time = !followup_is_verdict(act) || casefile->asks_verdict || now_s <= casefile->reopen_until_s;
    return (casefile->may & 1u << act) != 0 && has_time;
}
