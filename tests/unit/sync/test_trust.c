#include "sync/trust.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "../terminal/scratch.h"
#include "common/log.h"
#include "forge.h"

struct rig {
    char dir[32];
    struct identity identity;
    struct trust trust;
    struct forge_key root, head, next_root, next_head;
};

static int rig_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    scratch_make(rig->dir);
    forge_key(&rig->root);
    forge_key(&rig->head);
    forge_key(&rig->next_root);
    forge_key(&rig->next_head);
    *state = rig;
    if (!identity_open(&rig->identity, rig->dir)) {
        return -1;
    }
    trust_load(&rig->trust, &rig->identity);
    return 0;
}

static int rig_down(void **state)
{
    struct rig *rig = *state;
    identity_close(&rig->identity);
    scratch_remove(rig->dir);
    free(rig);
    return 0;
}

static bool decode(struct trust_offer *offer, const struct wire_root *root, const struct forge_key *one,
                   const struct forge_key *two)
{
    const struct forge_key *signers[] = {one, two};
    CLEANUP(json_free_ref) json_t *json = forge_offer(root, signers, two ? 2 : 1);
    return trust_offer_decode(offer, json);
}

static void pin(struct rig *rig)
{
    struct wire_root root = forge_root(1, &rig->root, &rig->head);
    struct trust_offer offer;
    assert_true(decode(&offer, &root, &rig->root, NULL));
    assert_true(trust_pin(&rig->trust, &offer));
    trust_offer_fini(&offer);
}

static enum trust_step follow(struct rig *rig, struct wire_root root, const struct forge_key *one,
                              const struct forge_key *two)
{
    struct trust_offer offer;
    const char *why = "";
    enum trust_step step = decode(&offer, &root, one, two) ? trust_follow(&rig->trust, &offer, &why) : TRUST_REFUSED;
    trust_offer_fini(&offer);
    return step;
}

static void what_was_pinned_is_there_after_a_restart(void **state)
{
    struct rig *rig = *state;
    assert_false(rig->trust.pinned);
    pin(rig);
    trust_raise_floor(&rig->trust, "s:heting", 77);
    trust_raise_floor(&rig->trust, "s:heting", 76);
    trust_save_floors(&rig->trust);
    struct trust again;
    trust_load(&again, &rig->identity);
    assert_true(again.pinned);
    assert_int_equal(again.root.version, 1);
    assert_int_equal(trust_floor(&again, "s:heting"), 77);
    assert_int_equal(trust_floor(&again, "b:B3"), 0);
    assert_memory_equal(trust_box(&again)->pk, rig->head.public.pk, 32);
}

static void an_offer_without_its_own_signatures_is_none(void **state)
{
    struct rig *rig = *state;
    struct wire_root root = forge_root(1, &rig->root, &rig->head);
    struct trust_offer offer;
    assert_false(decode(&offer, &root, &rig->next_root, NULL));
}

static void a_successor_needs_the_old_and_the_new_signatures(void **state)
{
    struct rig *rig = *state;
    pin(rig);
    struct wire_root next = forge_root(2, &rig->next_root, &rig->next_head);
    assert_int_equal(follow(rig, next, &rig->next_root, NULL), TRUST_REFUSED);
    assert_int_equal(follow(rig, next, &rig->root, NULL), TRUST_REFUSED);
    assert_int_equal(rig->trust.root.version, 1);
    assert_int_equal(follow(rig, next, &rig->root, &rig->next_root), TRUST_FOLLOWED);
    assert_int_equal(rig->trust.root.version, 2);
}

/* Two of three keys: one key, or the same one twice, is one. */
static void two_of_three_root_keys_are_counted_by_key(void **state)
{
    struct rig *rig = *state;
    struct wire_root root = forge_root(1, &rig->root, &rig->head);
    struct trust_offer offer;
    root.root[root.root_count++] = rig->next_root.public;
    root.root[root.root_count++] = rig->next_head.public;
    root.threshold = 2;
    assert_false(decode(&offer, &root, &rig->root, NULL));
    assert_false(decode(&offer, &root, &rig->root, &rig->root));
    assert_true(decode(&offer, &root, &rig->root, &rig->next_head));
    assert_true(trust_pin(&rig->trust, &offer));
    trust_offer_fini(&offer);
    /* Its successor wants only one key, the first's: that is not theirs to say. */
    struct wire_root easier = forge_root(2, &rig->root, &rig->head);
    assert_int_equal(follow(rig, easier, &rig->root, NULL), TRUST_REFUSED);
    assert_int_equal(follow(rig, easier, &rig->root, &rig->root), TRUST_REFUSED);
    assert_int_equal(follow(rig, easier, &rig->root, &rig->head), TRUST_REFUSED);
    assert_int_equal(rig->trust.root.version, 1);
    assert_int_equal(follow(rig, easier, &rig->root, &rig->next_root), TRUST_FOLLOWED);
}

static void versions_are_never_skipped_or_repeated(void **state)
{
    struct rig *rig = *state;
    pin(rig);
    assert_int_equal(follow(rig, forge_root(3, &rig->root, &rig->next_head), &rig->root, NULL), TRUST_REFUSED);
    assert_int_equal(follow(rig, forge_root(1, &rig->root, &rig->next_head), &rig->root, NULL), TRUST_REFUSED);
}

static void another_organisations_root_is_refused(void **state)
{
    struct rig *rig = *state;
    pin(rig);
    struct wire_root next = forge_root(2, &rig->root, &rig->next_head);
    next.org[0] = '0';
    assert_int_equal(follow(rig, next, &rig->root, NULL), TRUST_REFUSED);
}

static void a_damaged_file_pins_nothing(void **state)
{
    struct rig *rig = *state;
    pin(rig);
    assert_true(identity_write(&rig->identity, "root", "{\"root\":\"foyer-root 1\\n\"}", 26));
    struct trust again;
    trust_load(&again, &rig->identity);
    assert_false(again.pinned);
}

static void the_device_key_and_words_survive_a_restart(void **state)
{
    struct rig *rig = *state;
    struct identity again;
    struct stat st;
    assert_true(identity_enrolled(&rig->identity, "81724"));
    identity_set_token(&rig->identity, "v1.81724.abc", 1234);
    assert_true(identity_open(&again, rig->dir));
    assert_memory_equal(again.pk, rig->identity.pk, SIGN_PK_LEN);
    assert_string_equal(again.terminal, "81724");
    assert_string_equal(again.token, "v1.81724.abc");
    assert_int_equal(again.token_expires_s, 1234);
    assert_int_equal(stat(again.dir, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    identity_set_token(&again, "a token\nwith a header: in it", 1);
    assert_string_equal(again.token, "");
    identity_close(&again);
}

int main(void)
{
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR - 1);
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_up, rig_down)
    const struct CMUnitTest tests[] = {
        RIG(what_was_pinned_is_there_after_a_restart),
        RIG(an_offer_without_its_own_signatures_is_none),
        RIG(a_successor_needs_the_old_and_the_new_signatures),
        RIG(two_of_three_root_keys_are_counted_by_key),
        RIG(versions_are_never_skipped_or_repeated),
        RIG(another_organisations_root_is_refused),
        RIG(a_damaged_file_pins_nothing),
        RIG(the_device_key_and_words_survive_a_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
