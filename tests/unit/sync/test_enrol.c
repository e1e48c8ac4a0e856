#include "sync/enrol.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "forge.h"

#define ID    "0190f3a1-7c3e-7abc-8def-0123456789ab"
#define NONCE "AAAAAAAAAAAAAAAAAAAAAA"

static json_t *honest(void)
{
    struct forge_key root, head;
    forge_key(&root);
    forge_key(&head);
    struct wire_root document = forge_root(1, &root, &head);
    const struct forge_key *signers[] = {&root};
    json_t *json = forge_offer(&document, signers, 1);
    json_object_set_new(json, "id", json_string(ID));
    json_object_set_new(json, "nonce", json_string(NONCE));
    json_object_set_new(json, "expires", json_integer(900));
    return json;
}

static bool decodes(const json_t *json)
{
    struct enrol_offer offer;
    bool ok = enrol_offer_decode(&offer, json);
    enrol_offer_fini(&offer);
    return ok;
}

static void an_honest_offer_is_taken(void **state)
{
    (void)state;
    CLEANUP(json_free_ref) json_t *json = honest();
    assert_true(decodes(json));
}

static void a_malformed_offer_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *key, *value;
    } edits[] = {{"id", "../../etc"},
                 {"id", ""},
                 {"nonce", "AAAA"},
                 {"nonce", "!!!!!!!!!!!!!!!!!!!!!!"},
                 {"root", "foyer-root 1\n"}};
    for (size_t i = 0; i < ARRAY_LEN(edits); i++) {
        CLEANUP(json_free_ref) json_t *json = honest();
        json_object_set_new(json, edits[i].key, json_string(edits[i].value));
        assert_false(decodes(json));
    }
    CLEANUP(json_free_ref) json_t *unsigned_root = honest();
    json_object_set_new(unsigned_root, "sigs", json_array());
    assert_false(decodes(unsigned_root));
    assert_false(decodes(NULL));
}

static void an_absurd_life_is_capped(void **state)
{
    (void)state;
    struct enrol_offer offer;
    CLEANUP(json_free_ref) json_t *json = honest();
    json_object_set_new(json, "expires", json_integer(99999999));
    assert_true(enrol_offer_decode(&offer, json));
    assert_in_range(offer.expires_s, 10, 3600);
    enrol_offer_fini(&offer);
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_honest_offer_is_taken),
        cmocka_unit_test(a_malformed_offer_is_refused),
        cmocka_unit_test(an_absurd_life_is_capped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
