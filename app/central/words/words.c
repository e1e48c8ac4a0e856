#include "central/words/words.h"

#include <stdint.h>
#include <stdio.h>
#include <strings.h>

#include "common/base.h"
#include "common/json.h"
#include "central/words/catalogue.h"

/* What the thread speaks: see words.h for who sets it. NULL: English. */
static _Thread_local const struct words_catalogue *spoken;

void words_hear(const char *accept_language)
{
    spoken = NULL;
    for (size_t i = 0; accept_language && i < words_catalogue_count; i++) {
        const char *name = words_catalogues[i].name; /* "zh_CN" */
        size_t len = strcspn(name, "_");
        if (strncasecmp(accept_language, name, len) == 0)
            spoken = &words_catalogues[i];
    }
}

const char *words_heard(void)
{
    return spoken ? spoken->name : NULL;
}

bool words_english(void)
{
    return !spoken;
}

/* --- The catalogue: a .mo file. GNU gettext manual, "The Format of GNU MO Files": seven words, then tables of (length,
 * offset), both in the order of the messages --- */

enum { MO_COUNT = 2, MO_MESSAGES = 3, MO_TRANSLATIONS = 4 };

static uint32_t word_at(const struct words_catalogue *catalogue, size_t offset)
{
    uint32_t word;
    memcpy(&word, catalogue->mo + offset, sizeof(word));
    return word;
}

static const char *entry(const struct words_catalogue *catalogue, int table, size_t i)
{
    size_t row = word_at(catalogue, (size_t)table * 4) + i * 8;
    return catalogue->mo + word_at(catalogue, row + 4);
}

static const char *find(const char *key)
{
    if (!spoken)
        return NULL;
    size_t lo = 0, hi = word_at(spoken, MO_COUNT * 4);
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strcmp(key, entry(spoken, MO_MESSAGES, mid));
        if (order == 0)
            return entry(spoken, MO_TRANSLATIONS, mid);
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

const char *words_text(const char *msgid)
{
    const char *text = *msgid ? find(msgid) : NULL;
    return text ? text : msgid;
}

const char *words_text_in(const char *context, const char *msgid)
{
    char key[128];
    int len = snprintf(key, sizeof(key), "%s\4%s", context, msgid);
    const char *text = len > 0 && (size_t)len < sizeof(key) ? find(key) : NULL;
    return text ? text : msgid;
}

/* --- Data --- */

const char *words_member(const json_t *object, const char *name, bool english)
{
    CLEANUP(free_ptr) char *name_en = xasprintf("%s_en", name);
    const char *words = json_str_or(object, name, "");
    return english ? json_str_or(object, name_en, words) : words;
}

/* --- Ids --- */

struct id_words {
    const char *id, *words;
};

static const char *words_of(const char *context, const struct id_words *table, size_t count, const char *id)
{
    for (size_t i = 0; spoken && i < count; i++) {
        if (str_eq(id, table[i].id))
            return words_text_in(context, table[i].words);
    }
    return id;
}

const char *words_state(const char *id)
{
    static const struct id_words table[] = {
        {"received", NC_("state", "received")},       {"assigned", NC_("state", "assigned")},
        {"in_progress", NC_("state", "in progress")}, {"replied", NC_("state", "replied")},
        {"closed", NC_("state", "closed")},           {"rejected", NC_("state", "rejected")},
        {"merged", NC_("state", "merged")},           {"withdrawn", NC_("state", "withdrawn")},
        {"reopened", NC_("state", "reopened")},
    };
    return words_of("state", table, ARRAY_LEN(table), id);
}

const char *words_role(const char *id)
{
    static const struct id_words table[] = {
        {"none", NC_("role", "none")},           {"viewer", NC_("role", "viewer")}, {"editor", NC_("role", "editor")},
        {"approver", NC_("role", "approver")},   {"admin", NC_("role", "admin")},   {"duty", NC_("role", "duty")},
        {"committee", NC_("role", "committee")},
    };
    return words_of("role", table, ARRAY_LEN(table), id);
}
