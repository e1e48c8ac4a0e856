/* Whatever is taken for a span covers just its length on each of its days. */
#include "fuzz.h"

#include "common/week.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct week_span span;
    CLEANUP(json_free_ref) json_t *value = json_decode(data, size, NULL);
    bool good = week_span_parse(&span, value, "from", "to");
    int wanted = 0, covered = 0;
    for (int day = 0; day < 7; day++) {
        wanted += good && span.days[day] ? span.length_min : 0;
        for (int minute = 0; minute < WEEK_DAY_MIN; minute++)
            covered += week_covers(&span, (struct week_moment){.day = day, .minute = minute});
    }
    ASSERT(covered == wanted);
    return 0;
}
