/* Opened outbox entries of every kind. What is accepted has clean words within their limits and names of the alphabet;
 * no code and no page secret is in what is kept, and a contact or a room only with consent. */
#include "fuzz.h"

#include "central/cases/cases.h"
#include "central/cases/entry.h"
#include "common/json.h"
#include "common/utf8.h"

static void complaint(const uint8_t *data, size_t size)
{
    struct entry entry;
    const char *code = NULL;
    if (entry_parse(&entry, data, size, &code)) {
        ASSERT(casecode_valid(entry.code) && *entry.site && entry.at >= 0 && !code);
        const char *text = json_str_or(entry.kept, "text", ""), *about = json_str(entry.kept, "about");
        ASSERT(utf8_clean(text, UTF8_TEXT, NULL) && utf8_count(text) <= CASES_TEXT_MAX);
        ASSERT(!json_member(entry.kept, "code") && !json_member(entry.kept, "page"));
        ASSERT(!json_member(entry.kept, "contact") || json_str(entry.kept, "consent"));
        ASSERT(!json_member(entry.kept, "home") || json_str(entry.kept, "consent"));
        ASSERT(!about || ids_is_name(about));
        ASSERT(!*entry.page_token || strlen(entry.page_token) == ENTRY_TOKEN_LEN);
        ASSERT(!*entry.page_pin || (*entry.page_token && entry_pin_good(entry.page_pin)));
    } else {
        ASSERT(code && !entry.kept);
    }
    entry_fini(&entry);
}

static void later(const uint8_t *data, size_t size)
{
    struct followup followup;
    const char *code = NULL;
    char month[CASECODE_MONTH_LEN + 1];
    if (followup_parse(&followup, data, size, &code)) {
        const char *text = json_str_or(followup.kept, "text", "");
        ASSERT(!code && casecode_item_month(month, followup.item) && followup.at >= 0);
        ASSERT(utf8_clean(text, UTF8_TEXT, NULL) && utf8_count(text) <= ENTRY_TEXT_MAX);
        ASSERT(!json_member(followup.kept, "contact") || *json_str(followup.kept, "consent"));
        ASSERT(!json_member(followup.kept, "contact") || followup.act == FOLLOWUP_CONTACT);
    } else {
        ASSERT(code && !followup.kept);
    }
    followup_fini(&followup);
}

static void face(const uint8_t *data, size_t size)
{
    struct feedback feedback;
    const char *code = NULL;
    if (feedback_parse(&feedback, data, size, &code))
        ASSERT(!code && ids_is_name(feedback.site) && ids_is_name(feedback.id) && feedback.face >= FEEDBACK_GOOD &&
               feedback.face <= FEEDBACK_BAD);
    else
        ASSERT(code);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    complaint(data, size);
    later(data, size);
    face(data, size);
    return 0;
}
