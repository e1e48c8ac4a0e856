/* Root documents that more than one key must sign. */
#include "world.h"

#include <sodium.h>

#include "central/accounts/audit.h"
#include "central/roots/roots.h"
#include "common/crypto.h"
#include "common/file.h"
#include "common/wire.h"

enum { OLD, ANNA, BORIS, CLARA, STRANGER, KEYS };

struct office {
    struct world world;
    uint8_t sk[KEYS][SIGN_SK_LEN];
    char *file[KEYS]; /* owned */
};

static void add(struct wire_root *root, const uint8_t sk[static SIGN_SK_LEN])
{
    struct wire_key *key = &root->root[root->root_count++];
    crypto_sign_ed25519_sk_to_pk(key->pk, sk);
    crypto_key_id(key->id, key->pk);
}

static struct wire_root newest(struct office *office, struct keys_root *kept)
{
    struct wire_root root;
    struct db *db = world_db(&office->world);
    assert_true(keys_root_get(db, 0, kept));
    assert_true(wire_root_parse(&root, kept->doc.data, kept->doc.len));
    db_close(db);
    return root;
}

/* As a terminal counts them. */
static bool signed_by(const struct wire_root *keys_of, const struct keys_root *kept)
{
    struct wire_root_sig sigs[WIRE_KEYS_MAX] = {0};
    CLEANUP(json_free_ref) json_t *list = json_decode(kept->sigs.data, kept->sigs.len, NULL);
    size_t count = json_array_size(list);
    assert_in_range(count, 1, WIRE_KEYS_MAX);
    for (size_t i = 0; i < count; i++) {
        struct buf sig = {0};
        str_copy(sigs[i].key, sizeof(sigs[i].key), json_str_or(json_array_get(list, i), "k", ""));
        assert_true(codec_unbase64url(&sig, json_str_or(json_array_get(list, i), "s", ""), SIGN_LEN));
        assert_int_equal(sig.len, sizeof(sigs[i].sig));
        memcpy(sigs[i].sig, sig.data, sig.len);
        buf_fini(&sig);
    }
    return wire_root_signed(keys_of, kept->doc.data, kept->doc.len, sigs, count);
}

static int64_t version(struct office *office)
{
    struct keys_root kept;
    struct wire_root root = newest(office, &kept);
    keys_root_fini(&kept);
    return root.version;
}

/* The second document: any two of three. */
static void two_of_three(struct office *office)
{
    struct keys_root kept;
    struct wire_root root = newest(office, &kept);
    struct db *db = world_db(&office->world);
    keys_root_fini(&kept);
    root.version = 2;
    root.threshold = 2;
    root.root_count = 0;
    for (int i = ANNA; i <= CLARA; i++)
        add(&root, office->sk[i]);
    assert_true(keys_root_put(db, &root, office->sk, CLARA + 1) && audit_prepare(db));
    db_close(db);
}

static int start(void **state)
{
    struct office *office = xcalloc(1, sizeof(*office));
    world_make(&office->world);
    for (int i = 0; i < KEYS; i++) {
        uint8_t pk[SIGN_PK_LEN];
        crypto_sign_keys(pk, office->sk[i]);
        office->file[i] = xasprintf("%s/%d.key", office->world.dir, i);
        assert_true(crypto_key_save(office->file[i], office->sk[i], SIGN_SK_LEN));
    }
    two_of_three(office);
    *state = office;
    return 0;
}

static int finish(void **state)
{
    struct office *office = *state;
    for (int i = 0; i < KEYS; i++)
        free(office->file[i]);
    world_end(&office->world);
    free(office);
    return 0;
}

static int next_with(struct office *office, int one, int two, const char *fresh)
{
    CLEANUP(free_ptr)
    char *keys = two < 0 ? xstrdup(office->file[one]) : xasprintf("%s,%s", office->file[one], office->file[two]);
    CLEANUP(free_ptr) char *made = xasprintf("%s/made.key", office->world.dir);
    struct roots_command command = {.data_dir = office->world.dir,
                                    .root_keys = keys,
                                    .fresh = fresh,
                                    .new_root_key = str_eq(fresh, "root") ? made : NULL};
    return roots_next(&command);
}

static void one_of_two_makes_no_document(void **state)
{
    struct office *office = *state;
    assert_int_not_equal(next_with(office, ANNA, -1, "head"), 0);
    assert_int_not_equal(next_with(office, ANNA, ANNA, "head"), 0);
    assert_int_not_equal(next_with(office, ANNA, STRANGER, "head"), 0);
    assert_int_not_equal(next_with(office, ANNA, OLD, "head"), 0);
    assert_int_equal(version(office), 2);
}

static void any_two_make_the_next_and_it_is_signed_by_both(void **state)
{
    struct office *office = *state;
    struct keys_root kept;
    struct wire_root before = newest(office, &kept);
    keys_root_fini(&kept);
    assert_int_equal(next_with(office, CLARA, ANNA, "head"), 0);
    struct wire_root after = newest(office, &kept);
    assert_int_equal(after.version, 3);
    assert_int_equal(after.threshold, 2);
    assert_int_equal(after.root_count, 3);
    assert_true(signed_by(&before, &kept));
    assert_true(signed_by(&after, &kept));
    keys_root_fini(&kept);
}

static void one_new_key_does_not_stand_in_for_three(void **state)
{
    struct office *office = *state;
    assert_int_not_equal(next_with(office, ANNA, BORIS, "root"), 0);
    assert_int_equal(version(office), 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(one_of_two_makes_no_document),
                                       TEST(any_two_make_the_next_and_it_is_signed_by_both),
                                       TEST(one_new_key_does_not_stand_in_for_three)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
