/* The attack table against the pure judgement: what the flow test does with real programs, here case by case. */
#include "sync/apply.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "forge.h"

struct rig {
    struct forge_key root, head, stranger;
    struct trust trust;
    struct wire_manifest old, new;
    struct apply_held held;
    struct wire_head head_new;
    struct feed_entry entry;
    struct wire_item put;
};

static int rig_up(void **state)
{
    struct rig *rig = xcalloc(1, sizeof *rig);
    forge_key(&rig->root);
    forge_key(&rig->head);
    forge_key(&rig->stranger);
    rig->trust.pinned = true;
    rig->trust.root = forge_root(1, &rig->root, &rig->head);
    struct wire_item one = forge_item("N-001", "notice", "one"), two = forge_item("N-002", "notice", "two");
    rig->put = forge_item("N-003", "notice", "three");
    wire_manifest_put(&rig->old, &one);
    wire_manifest_put(&rig->old, &two);
    wire_manifest_put(&rig->new, &one);
    wire_manifest_put(&rig->new, &rig->put);
    struct wire_head head_old = forge_head("s:heting", 10, &rig->old, &rig->head);
    rig->held = (struct apply_held){.version = 10, .issued = head_old.issued, .items = &rig->old};
    memcpy(rig->held.root, head_old.root, sizeof rig->held.root);
    rig->head_new = forge_head("s:heting", 20, &rig->new, &rig->head);
    rig->entry.from = 10;
    rig->entry.puts = xcalloc(1, sizeof *rig->entry.puts);
    rig->entry.puts[0] = rig->put;
    rig->entry.put_count = 1;
    rig->entry.dels = xcalloc(1, sizeof *rig->entry.dels);
    memcpy(rig->entry.dels[0], "N-002", 6);
    rig->entry.del_count = 1;
    forge_sign(&rig->entry, &rig->head_new, &rig->head);
    *state = rig;
    return 0;
}

static int rig_down(void **state)
{
    struct rig *rig = *state;
    wire_manifest_fini(&rig->old);
    wire_manifest_fini(&rig->new);
    buf_fini(&rig->entry.head);
    free(rig->entry.puts);
    free(rig->entry.dels);
    free(rig);
    return 0;
}

static enum apply_verdict judge(struct rig *rig, const char **why)
{
    struct wire_head head;
    struct wire_manifest items;
    const char *reason;
    enum apply_verdict verdict = apply_entry(&rig->trust, &rig->held, &rig->entry, &head, &items, why ? why : &reason);
    assert_int_equal(rig->old.count, 2); /* what is held is never touched */
    if (verdict == APPLY_READY) {
        assert_int_equal(items.count, head.count);
    } else {
        assert_null(items.items);
    }
    wire_manifest_fini(&items);
    return verdict;
}

static void refused(struct rig *rig, const char *reason)
{
    const char *why = NULL;
    assert_int_equal(judge(rig, &why), APPLY_REFUSED);
    assert_string_equal(why, reason);
}

static void an_honest_change_is_ready(void **state)
{
    assert_int_equal(judge(*state, NULL), APPLY_READY);
}

static void a_change_from_another_version_needs_the_manifest(void **state)
{
    struct rig *rig = *state;
    rig->entry.from = 9;
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
    rig->entry.from = 0;
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
    rig->entry.from = 10;
    rig->held.items = NULL; /* rows that no longer hash to their root */
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
}

static void a_withheld_or_added_operation_is_not_ready(void **state)
{
    struct rig *rig = *state;
    rig->entry.put_count = 0;
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
    rig->entry.put_count = 1;
    rig->entry.del_count = 0;
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
    rig->entry.del_count = 1;
    memcpy(rig->entry.dels[0], "N-001", 6);
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
}

static void a_flipped_item_hash_is_not_ready(void **state)
{
    struct rig *rig = *state;
    rig->entry.puts[0].sha256[0] ^= 1;
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
}

static void every_flipped_byte_of_a_head_is_refused(void **state)
{
    struct rig *rig = *state;
    for (size_t i = 0; i < rig->entry.head.len; i++) {
        rig->entry.head.data[i] ^= 1;
        assert_int_equal(judge(rig, NULL), APPLY_REFUSED);
        rig->entry.head.data[i] ^= 1;
    }
    assert_int_equal(judge(rig, NULL), APPLY_READY);
    buf_putc(&rig->entry.head, '\n');
    refused(rig, APPLY_BAD_HEAD);
}

static void an_extended_expiry_is_refused(void **state)
{
    struct rig *rig = *state;
    rig->head_new.expires += 86400;
    buf_clear(&rig->entry.head);
    wire_head_format(&rig->entry.head, &rig->head_new);
    refused(rig, APPLY_BAD_SIG);
}

static void a_strangers_key_is_refused_whatever_it_calls_itself(void **state)
{
    struct rig *rig = *state;
    forge_sign(&rig->entry, &rig->head_new, &rig->stranger);
    refused(rig, APPLY_BAD_SIG);
    memcpy(rig->head_new.key, rig->stranger.public.id, sizeof rig->head_new.key);
    forge_sign(&rig->entry, &rig->head_new, &rig->stranger);
    refused(rig, APPLY_UNKNOWN_KEY);
    memcpy(rig->head_new.key, rig->root.public.id, sizeof rig->head_new.key);
    forge_sign(&rig->entry, &rig->head_new, &rig->root); /* a root key signs no heads */
    refused(rig, APPLY_UNKNOWN_KEY);
}

static void a_revoked_key_is_refused(void **state)
{
    struct rig *rig = *state;
    rig->trust.root = forge_root(2, &rig->root, &rig->stranger);
    refused(rig, APPLY_UNKNOWN_KEY);
}

static void another_channels_head_is_refused(void **state)
{
    struct rig *rig = *state;
    memcpy(rig->entry.channel, "b:B3", 5);
    refused(rig, APPLY_OTHER_CHANNEL);
}

static void another_organisations_head_is_refused(void **state)
{
    struct rig *rig = *state;
    rig->head_new.org[0] = '0';
    forge_sign(&rig->entry, &rig->head_new, &rig->head);
    refused(rig, APPLY_OTHER_ORG);
}

static void a_rollback_is_refused(void **state)
{
    struct rig *rig = *state;
    rig->held.version = 21;
    refused(rig, APPLY_ROLLBACK);
    rig->held = (struct apply_held){0}; /* the cache was lost, the floor was not */
    trust_raise_floor(&rig->trust, "s:heting", 21);
    refused(rig, APPLY_ROLLBACK);
    trust_drop_floor(&rig->trust, "s:heting");
    assert_int_equal(judge(rig, NULL), APPLY_FETCH);
}

static void equivocation_is_refused(void **state)
{
    struct rig *rig = *state;
    rig->held.version = 20;
    refused(rig, APPLY_EQUIVOCATION);
}

static void an_older_issue_is_refused(void **state)
{
    struct rig *rig = *state;
    rig->held.issued = rig->head_new.issued + 1;
    refused(rig, APPLY_OLDER);
}

static void the_same_content_signed_anew_is_ready(void **state)
{
    struct rig *rig = *state;
    struct wire_head again = forge_head("s:heting", 10, &rig->old, &rig->head);
    again.issued += 3600;
    memset(again.audit, 'a', sizeof(again.audit) - 1); /* the office's audit went on meanwhile */
    rig->entry.put_count = rig->entry.del_count = 0;
    forge_sign(&rig->entry, &again, &rig->head);
    assert_int_equal(judge(rig, NULL), APPLY_READY);
}

static void a_manifest_must_match_its_head(void **state)
{
    struct rig *rig = *state;
    struct wire_manifest items;
    struct buf bytes = {0};
    wire_manifest_format(&bytes, &rig->new);
    assert_true(apply_manifest(&rig->head_new, bytes.data, bytes.len, &items));
    wire_manifest_fini(&items);
    assert_false(apply_manifest(&rig->head_new, bytes.data, bytes.len - 1, &items));
    bytes.data[0] ^= 1;
    assert_false(apply_manifest(&rig->head_new, bytes.data, bytes.len, &items));
    bytes.data[0] ^= 1;
    rig->head_new.count++;
    assert_false(apply_manifest(&rig->head_new, bytes.data, bytes.len, &items));
    buf_fini(&bytes);
}

static void the_own_channel_names_this_device_and_what_it_follows(void **state)
{
    struct rig *rig = *state;
    struct wire_manifest own = {0};
    struct apply_follow follow;
    struct wire_item self = forge_item("self", "self", "x"), site = forge_item("s:heting", "chan", "s:heting");
    struct wire_item false_name = forge_item("b:B3", "chan", "b:B4"), other = forge_item("t:99", "chan", "t:99");
    wire_manifest_put(&own, &site);
    assert_false(apply_is_own(&own, rig->head.public.pk));
    wire_manifest_put(&own, &self);
    assert_false(apply_is_own(&own, rig->head.public.pk));
    crypto_sha256_hex(self.sha256, rig->head.public.pk, SIGN_PK_LEN);
    wire_manifest_put(&own, &self);
    assert_true(apply_is_own(&own, rig->head.public.pk));
    wire_manifest_put(&own, &false_name);
    wire_manifest_put(&own, &other);
    apply_follow(&follow, &own, "t:81724");
    assert_int_equal(follow.count, 2);
    assert_true(apply_follows(&follow, "t:81724") && apply_follows(&follow, "s:heting"));
    wire_manifest_fini(&own);
}

static void no_more_than_sixteen_channels_are_followed(void **state)
{
    (void)state;
    struct wire_manifest own = {0};
    struct apply_follow follow;
    for (int i = 0; i < 40; i++) {
        char name[16];
        snprintf(name, sizeof name, "b:%02d", i);
        struct wire_item item = forge_item(name, "chan", name);
        wire_manifest_put(&own, &item);
    }
    apply_follow(&follow, &own, "t:1");
    assert_int_equal(follow.count, WIRE_CHANNELS_MAX);
    wire_manifest_fini(&own);
}

int main(void)
{
    crypto_start();
#define RIG(test) cmocka_unit_test_setup_teardown(test, rig_up, rig_down)
    const struct CMUnitTest tests[] = {
        RIG(an_honest_change_is_ready),
        RIG(a_change_from_another_version_needs_the_manifest),
        RIG(a_withheld_or_added_operation_is_not_ready),
        RIG(a_flipped_item_hash_is_not_ready),
        RIG(every_flipped_byte_of_a_head_is_refused),
        RIG(an_extended_expiry_is_refused),
        RIG(a_strangers_key_is_refused_whatever_it_calls_itself),
        RIG(a_revoked_key_is_refused),
        RIG(another_channels_head_is_refused),
        RIG(another_organisations_head_is_refused),
        RIG(a_rollback_is_refused),
        RIG(equivocation_is_refused),
        RIG(an_older_issue_is_refused),
        RIG(the_same_content_signed_anew_is_ready),
        RIG(a_manifest_must_match_its_head),
        RIG(the_own_channel_names_this_device_and_what_it_follows),
        cmocka_unit_test(no_more_than_sixteen_channels_are_followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
