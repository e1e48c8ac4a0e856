#include "sync/upload.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "forge.h"

struct rig {
    struct forge_key root, head, stranger;
    struct trust trust;
    struct outbox_entry entry;
};

static int rig_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    forge_key(&rig->root);
    forge_key(&rig->head);
    forge_key(&rig->stranger);
    rig->trust.pinned = true;
    rig->trust.root = forge_root(1, &rig->root, &rig->head);
    ids_uuid7(rig->entry.id, 1763886000000);
    crypto_sha256_hex(rig->entry.sha256, "sealed", 6);
    *state = rig;
    return 0;
}

static int rig_down(void **state)
{
    free(*state);
    return 0;
}

static enum upload_verdict judge(const struct rig *rig, const char *status, const char *signed_status,
                                 const char *sha256, const struct forge_key *key)
{
    uint8_t sig[SIGN_LEN];
    struct buf signable = {0}, text = {0};
    wire_signable_receipt(&signable, rig->entry.id, signed_status, sha256);
    crypto_sign_data(sig, signable.data, signable.len, key->sk);
    codec_base64url(&text, sig, sizeof sig);
    CLEANUP(json_free_ref)
    json_t *result = json_pack("{s:s, s:s, s:s}", "id", rig->entry.id, "s", status, "sig", buf_str(&text));
    buf_fini(&signable);
    buf_fini(&text);
    return upload_judge(&rig->trust, &rig->entry, result);
}

static void a_good_receipt_settles(void **state)
{
    struct rig *rig = *state;
    assert_int_equal(judge(rig, "stored", "stored", rig->entry.sha256, &rig->head), UPLOAD_ARRIVED);
    assert_int_equal(judge(rig, "dup", "dup", rig->entry.sha256, &rig->head), UPLOAD_ARRIVED);
}

static void nothing_else_settles(void **state)
{
    struct rig *rig = *state;
    char other[65];
    crypto_sha256_hex(other, "Sealed", 6);
    assert_int_equal(judge(rig, "stored", "stored", rig->entry.sha256, &rig->stranger), UPLOAD_UNPROVED);
    assert_int_equal(judge(rig, "stored", "stored", rig->entry.sha256, &rig->root), UPLOAD_UNPROVED);
    assert_int_equal(judge(rig, "stored", "stored", other, &rig->head), UPLOAD_UNPROVED);
    assert_int_equal(judge(rig, "stored", "rejected", rig->entry.sha256, &rig->head), UPLOAD_UNPROVED);
    assert_int_equal(judge(rig, "fine", "fine", rig->entry.sha256, &rig->head), UPLOAD_UNPROVED);
    assert_int_equal(judge(rig, "rejected", "rejected", rig->entry.sha256, &rig->head), UPLOAD_REFUSED);
    assert_int_equal(judge(rig, "conflict", "conflict", rig->entry.sha256, &rig->head), UPLOAD_REFUSED);
    assert_int_equal(upload_judge(&rig->trust, &rig->entry, NULL), UPLOAD_UNPROVED);
    rig->trust.pinned = false;
    assert_int_equal(judge(rig, "stored", "stored", rig->entry.sha256, &rig->head), UPLOAD_UNPROVED);
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_good_receipt_settles, rig_up, rig_down),
        cmocka_unit_test_setup_teardown(nothing_else_settles, rig_up, rig_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
