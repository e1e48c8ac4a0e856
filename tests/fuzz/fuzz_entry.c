/* An opened outbox entry. What is accepted has a valid code, clean words within their limits, and no code in what is
 * kept. */
#include "fuzz.h"

#include "central/cases/cases.h"
#include "central/cases/entry.h"
#include "common/json.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct entry entry;
    const char *code = NULL;
    if (entry_parse(&entry, data, size, &code)) {
        ASSERT(casecode_valid(entry.code) && *entry.site && entry.at >= 0 && !code);
        const char *text = json_str_or(entry.kept, "text", "");
        ASSERT(utf8_clean(text, UTF8_TEXT, NULL) && utf8_count(text) <= CASES_TEXT_MAX);
        ASSERT(!json_member(entry.kept, "code"));
        ASSERT(!json_member(entry.kept, "contact") || json_str(entry.kept, "consent"));
    } else {
        ASSERT(code && !entry.kept);
    }
    entry_fini(&entry);
    return 0;
}
