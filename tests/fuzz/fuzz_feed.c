/* Answers of /v1/feed and /v1/heads: whatever decodes is bounded, and judging it against an empty terminal believes
 * nothing. */
#include "fuzz.h"

#include "sync/apply.h"
#include "sync/call.h"

static void judge(const struct feed_answer *answer)
{
    static const struct trust nobody; /* nothing pinned */
    static const struct apply_held nothing;
    for (size_t i = 0; i < answer->count; i++) {
        struct wire_head head;
        struct wire_manifest items;
        const char *why = NULL;
        ASSERT(apply_entry(&nobody, &nothing, &answer->entries[i], &head, &items, &why) == APPLY_REFUSED && why);
        ASSERT(ids_is_channel(answer->entries[i].channel));
        ASSERT(answer->entries[i].put_count <= FEED_OPS_MAX && answer->entries[i].del_count <= FEED_OPS_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct feed_answer answer;
    const char *why = NULL;
    CLEANUP(json_free_ref) json_t *json = json_decode(data, size, NULL);
    (void)call_judge(size ? 200 + data[0] * 2 : 304, "application/json", json, false, size & 1);
    if (!json)
        return 0;
    bool ok = feed_decode(&answer, json, &why);
    ASSERT(ok || why);
    ASSERT(answer.count <= WIRE_CHANNELS_MAX && answer.wait_s <= 300 && answer.spread_s <= 600 &&
           answer.retry_high_s <= 600);
    if (ok)
        judge(&answer);
    feed_fini(&answer);
    if (feed_decode_heads(&answer, json, &why))
        judge(&answer);
    feed_fini(&answer);
    return 0;
}
