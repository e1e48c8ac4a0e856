/* Answers of /v1/enroll and /v1/root: what decodes is a root document signed by its own threshold. */
#include "fuzz.h"

#include "sync/enrol.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct enrol_offer offer;
    CLEANUP(json_free_ref) json_t *json = json_decode(data, size, NULL);
    if (!json)
        return 0;
    if (enrol_offer_decode(&offer, json)) {
        ASSERT(ids_is_uuid(offer.id));
        ASSERT(offer.root.root.root_count >= 1 && offer.root.sig_count >= 1);
        ASSERT(wire_root_signed(&offer.root.root, offer.root.bytes.data, offer.root.bytes.len, offer.root.sigs,
                                offer.root.sig_count));
    }
    enrol_offer_fini(&offer);
    return 0;
}
