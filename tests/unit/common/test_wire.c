/* Item lines, manifests, heads, root documents and what is signed. */
#include "common/wire.h"

#include <stdio.h>

#include "common/codec.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define HASH "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static bool item_ok(const char *line)
{
    struct wire_item item;
    CLEANUP(free_ptr) char *exact = xmalloc(strlen(line)); /* no NUL behind it */
    memcpy(exact, line, strlen(line));
    return wire_item_parse(&item, exact, strlen(line));
}

static void item_lines_round_trip(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "N-001\t1763886000123\tnotice\t" HASH "\t2048\t2\t1763886000\t0\tp",
        "self\t1\tself\t" HASH "\t32\t3\t0\t0\t-",
        "s:heting\t9223372036854775807\tchan\t" HASH "\t0\t4\t0\t9223372036854775807\tabcdefgh",
        "c.202611.00112233445566778899aabbccddeeff\t0\tcase\t" HASH "\t67108864\t1\t0\t0\t-",
    };
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        struct wire_item item;
        assert_true(wire_item_parse(&item, lines[i], strlen(lines[i])));
        CLEANUP(buf_fini) struct buf out = {0};
        wire_item_format(&out, &item);
        assert_string_equal(out.data, lines[i]);
    }
}

static void malformed_item_lines_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "N-001",
        "N-001\t1\tnotice\t" HASH "\t2\t2\t0\t0",                      /* a field short */
        "N-001\t1\tnotice\t" HASH "\t2\t2\t0\t0\t",                    /* empty field */
        "N-001\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-\t",                 /* a field long */
        "N-001\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-\n",                 /* its LF */
        "N-001\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-\r",                 /* CR */
        "N-001\t1\tnotice\t" HASH "\t2\t2\t0\t0\tP",                   /* flag */
        "N-001\t1\tnotice\t" HASH "\t2\t2\t0\t0\tabcdefghi",           /* flags too long */
        "N-001\t1\tnotice\t" HASH "\t2\t0\t0\t0\t-",                   /* priority */
        "N-001\t1\tnotice\t" HASH "\t2\t5\t0\t0\t-",                   /* priority */
        "N-001\t01\tnotice\t" HASH "\t2\t2\t0\t0\t-",                  /* leading zero */
        "N-001\t-1\tnotice\t" HASH "\t2\t2\t0\t0\t-",                  /* sign */
        "N-001\t-0\tnotice\t" HASH "\t2\t2\t0\t0\t-",                  /* sign */
        "N-001\t+1\tnotice\t" HASH "\t2\t2\t0\t0\t-",                  /* sign */
        "N-001\t 1\tnotice\t" HASH "\t2\t2\t0\t0\t-",                  /* blank */
        "N-001\t9223372036854775808\tnotice\t" HASH "\t2\t2\t0\t0\t-", /* overflow */
        "N-001\t1\tNotice\t" HASH "\t2\t2\t0\t0\t-",                   /* kind */
        "N-001\t1\tnoticenoticenotic\t" HASH "\t2\t2\t0\t0\t-",        /* kind too long */
        "N-001\t1\tnotice\t" HASH "0\t2\t2\t0\t0\t-",                  /* hash too long */
        "N-001\t1\tnotice\tabc\t2\t2\t0\t0\t-",                        /* hash too short */
        "N-001\t1\tnotice\t" HASH "\t67108865\t2\t0\t0\t-",            /* size */
        "N 001\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-",                   /* id */
        "N/001\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-",                   /* id */
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-",
        "N-001\t1\tnotice\t9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08\t2\t2\t0\t0\t-",
    };
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(item_ok(bad[i]));
    struct wire_item item;
    static const char nul[] = "N-\0001\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-";
    assert_false(wire_item_parse(&item, nul, sizeof(nul) - 1));
}

static struct wire_item make_item(const char *id, int64_t ver)
{
    struct wire_item item = {.ver = ver, .kind = "notice", .sha256 = HASH, .size = 10, .prio = 3, .flags = "-"};
    snprintf(item.id, sizeof(item.id), "%s", id);
    return item;
}

static void put(struct wire_manifest *manifest, const char *id, int64_t ver)
{
    struct wire_item item = make_item(id, ver);
    wire_manifest_put(manifest, &item);
}

static void a_manifest_stays_sorted_and_unique(void **state)
{
    (void)state;
    CLEANUP(wire_manifest_fini) struct wire_manifest manifest = {0};
    static const char *const ids[] = {"b", "a", "N-2", "N-10", "z", "_", "b", "A"};
    for (size_t i = 0; i < ARRAY_LEN(ids); i++)
        put(&manifest, ids[i], (int64_t)i);
    assert_int_equal(manifest.count, 7);
    for (size_t i = 1; i < manifest.count; i++)
        assert_true(strcmp(manifest.items[i - 1].id, manifest.items[i].id) < 0);
    assert_int_equal(wire_manifest_find(&manifest, "b")->ver, 6); /* replaced */
    assert_null(wire_manifest_find(&manifest, "c"));
    assert_true(wire_manifest_del(&manifest, "N-10"));
    assert_false(wire_manifest_del(&manifest, "N-10"));
    wire_manifest_put(&manifest, &manifest.items[3]); /* from inside itself */
    assert_int_equal(manifest.count, 6);
    CLEANUP(buf_fini) struct buf out = {0};
    wire_manifest_format(&out, &manifest);
    CLEANUP(wire_manifest_fini) struct wire_manifest back = {0};
    assert_true(wire_manifest_parse(&back, out.data, out.len));
    CLEANUP(buf_fini) struct buf again = {0};
    wire_manifest_format(&again, &back);
    assert_string_equal(out.data, again.data);
}

static void a_copied_manifest_is_its_own(void **state)
{
    (void)state;
    CLEANUP(wire_manifest_fini) struct wire_manifest manifest = {0};
    CLEANUP(wire_manifest_fini) struct wire_manifest copy = {0};
    CLEANUP(wire_manifest_fini) struct wire_manifest empty = {0};
    put(&manifest, "a", 1);
    wire_manifest_copy(&copy, &manifest);
    put(&manifest, "a", 2);
    assert_int_equal(copy.items[0].ver, 1);
    wire_manifest_copy(&empty, &(struct wire_manifest){0});
    assert_int_equal(empty.count, 0);
}

static void malformed_manifests_are_refused_and_leave_nothing(void **state)
{
    (void)state;
#define LINE(id) id "\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-"
    static const char *const bad[] = {
        LINE("a"),                        /* no LF */
        "\n",                             /* an empty line */
        LINE("a") "\n\n",                 /* an empty line more */
        LINE("b") "\n" LINE("a") "\n",    /* order */
        LINE("a") "\n" LINE("a") "\n",    /* twice */
        LINE("a") "\n" LINE("b"),         /* last LF */
        LINE("a") "\nx\n" LINE("b") "\n", /* a bad line between good ones */
    };
    struct wire_manifest manifest;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        assert_false(wire_manifest_parse(&manifest, bad[i], strlen(bad[i])));
        assert_null(manifest.items);
        assert_int_equal(manifest.count, 0);
    }
    assert_true(wire_manifest_parse(&manifest, "", 0));
    assert_int_equal(manifest.count, 0);
}

static void a_manifest_has_at_most_its_limit_of_items(void **state)
{
    (void)state;
    CLEANUP(buf_fini) struct buf text = {0};
    for (int i = 0; i < WIRE_ITEMS_MAX; i++)
        buf_printf(&text, "N-%05d\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-\n", i);
    struct wire_manifest manifest;
    assert_true(wire_manifest_parse(&manifest, text.data, text.len));
    assert_int_equal(manifest.count, WIRE_ITEMS_MAX);
    wire_manifest_fini(&manifest);
    buf_printf(&text, "N-%05d\t1\tnotice\t" HASH "\t2\t2\t0\t0\t-\n", WIRE_ITEMS_MAX);
    assert_false(wire_manifest_parse(&manifest, text.data, text.len));
}

static const char HEAD[] = "foyer-head 1\norg 7f3a91c05be24d18\nchannel b:4411\nversion 1763886000123\nroot " HASH
                           "\ncount 187\nsize 24310\nissued 1763886000\nexpires 1764015600\nkey 9c41d0aa31b2c7f0\n";

static void heads_round_trip(void **state)
{
    (void)state;
    struct wire_head head;
    assert_true(wire_head_parse(&head, HEAD, sizeof(HEAD) - 1));
    assert_string_equal(head.channel, "b:4411");
    assert_int_equal(head.version, 1763886000123);
    assert_int_equal(head.count, 187);
    assert_int_equal(head.expires, 1764015600);
    CLEANUP(buf_fini) struct buf out = {0};
    wire_head_format(&out, &head);
    assert_string_equal(out.data, HEAD);
}

static void head_may_carry_the_audits_newest_hash(void **state)
{
    (void)state;
    static const char with[] =
        "foyer-head 1\norg 7f3a91c05be24d18\nchannel all\nversion 7\nroot " HASH
        "\ncount 0\nsize 0\nissued 1763886000\nexpires 1764015600\naudit " HASH "\nkey 9c41d0aa31b2c7f0\n";
    struct wire_head head;
    CLEANUP(buf_fini) struct buf out = {0};
    assert_true(wire_head_parse(&head, HEAD, sizeof(HEAD) - 1));
    assert_string_equal(head.audit, "");
    assert_true(wire_head_parse(&head, with, sizeof(with) - 1));
    assert_string_equal(head.audit, HASH);
    wire_head_format(&out, &head);
    assert_string_equal(out.data, with);
    for (size_t len = 0; len < sizeof(with) - 1; len++)
        assert_false(wire_head_parse(&head, with, len));
}

/* The text with the first `from` replaced. */
static char *replaced(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    assert_non_null(at);
    return xasprintf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static void every_deviation_from_the_head_form_is_refused(void **state)
{
    (void)state;
    static const char *const edits[][2] = {
        {"foyer-head 1", "foyer-head 2"},
        {"foyer-head 1", " foyer-head 1"},
        {"org ", "org  "},
        {"org 7f3a91c05be24d18", "org 7F3A91C05BE24D18"},
        {"org 7f3a91c05be24d18", "org 7f3a91c05be24d1"},
        {"channel b:4411", "channel x:4411"},
        {"channel b:4411", "channel b:"},
        {"channel b:4411\n", ""},
        {"version 1", "version 01"},
        {"version 1", "version -1"},
        {"version 1763886000123", "version "},
        {"version 1763886000123", "version 17638860001230000000"},
        {"count 187", "count 2001"},
        {"count 187", "count 1e2"},
        {"size 24310", "size 99999999"},
        {"issued 1763886000\n", "issued 1763886000\r\n"},
        {"expires 1764015600", "expires 1763885999"}, /* before it was issued */
        {"expires 1764015600", "expires 1764015600 "},
        {"key 9c41d0aa31b2c7f0\n", "key 9c41d0aa31b2c7f0"},
        {"key 9c41d0aa31b2c7f0\n", "key 9c41d0aa31b2c7f0\n\n"},
        {"key 9c41d0aa31b2c7f0\n", "key 9c41d0aa31b2c7f0\nx"},
        {"count 187\nsize 24310", "size 24310\ncount 187"},
        {"count 187\n", "count 187\ncount 187\n"},
        {"key 9", "audit \nkey 9"},
        {"key 9", "audit " HASH "0\nkey 9"},
        {"key 9", "audit " HASH "\naudit " HASH "\nkey 9"},
        {"count 187", "audit " HASH "\ncount 187"},
        {"key 9c41d0aa31b2c7f0\n", "key 9c41d0aa31b2c7f0\naudit " HASH "\n"},
    };
    struct wire_head head;
    for (size_t i = 0; i < ARRAY_LEN(edits); i++) {
        CLEANUP(free_ptr) char *text = replaced(HEAD, edits[i][0], edits[i][1]);
        assert_false(wire_head_parse(&head, text, strlen(text)));
    }
    for (size_t len = 0; len < sizeof(HEAD) - 1; len++)
        assert_false(wire_head_parse(&head, HEAD, len));
    assert_false(wire_head_parse(&head, HEAD, sizeof(HEAD))); /* with its NUL */
}

struct org {
    struct wire_root root;
    uint8_t root_sk[3][SIGN_SK_LEN];
};

static void make_key(struct wire_key *key, uint8_t sk[static SIGN_SK_LEN])
{
    crypto_sign_keys(key->pk, sk);
    crypto_key_id(key->id, key->pk);
}

static void make_org(struct org *org, int64_t threshold)
{
    uint8_t sk[SIGN_SK_LEN];
    *org = (struct org){.root = {.org = "7f3a91c05be24d18", .version = 3, .expires = 1826958000}};
    org->root.threshold = threshold;
    org->root.root_count = 3;
    org->root.head_count = 2;
    org->root.box_count = 1;
    for (size_t i = 0; i < 3; i++)
        make_key(&org->root.root[i], org->root_sk[i]);
    make_key(&org->root.head[0], sk);
    make_key(&org->root.head[1], sk);
    crypto_box_keys(org->root.box[0].pk, sk);
    crypto_key_id(org->root.box[0].id, org->root.box[0].pk);
}

static void root_documents_round_trip(void **state)
{
    (void)state;
    struct org org;
    struct wire_root back;
    make_org(&org, 2);
    CLEANUP(buf_fini) struct buf text = {0};
    CLEANUP(buf_fini) struct buf again = {0};
    wire_root_format(&text, &org.root);
    assert_true(wire_root_parse(&back, text.data, text.len));
    assert_int_equal(back.root_count, 3);
    assert_int_equal(back.head_count, 2);
    assert_memory_equal(back.box[0].pk, org.root.box[0].pk, 32);
    wire_root_format(&again, &back);
    assert_string_equal(text.data, again.data);
    for (size_t len = 0; len < text.len; len++)
        assert_false(wire_root_parse(&back, text.data, len) && back.box_count == 1);
}

static bool root_ok(const struct wire_root *root)
{
    CLEANUP(buf_fini) struct buf text = {0};
    struct wire_root back;
    wire_root_format(&text, root);
    return wire_root_parse(&back, text.data, text.len);
}

static void false_keys_doubles_and_thresholds_are_refused(void **state)
{
    (void)state;
    struct org org;
    make_org(&org, 2);
    struct wire_root root = org.root;
    root.root[1].pk[0] ^= 1; /* another key under this id */
    assert_false(root_ok(&root));
    root = org.root;
    root.root[1] = root.root[0];
    assert_false(root_ok(&root));
    root = org.root;
    root.threshold = 4;
    assert_false(root_ok(&root));
    root.threshold = 0;
    assert_false(root_ok(&root));
    root = org.root;
    root.version = 0;
    assert_false(root_ok(&root));
    root = org.root;
    root.head_count = root.box_count = 0;
    assert_true(root_ok(&root));
}

static void a_root_document_has_a_limit_of_keys(void **state)
{
    (void)state;
    struct org org;
    make_org(&org, 1);
    CLEANUP(buf_fini) struct buf text = {0};
    wire_root_format(&text, &org.root);
    for (int i = 1; i < WIRE_KEYS_MAX; i++) {
        struct wire_key key;
        uint8_t sk[32];
        crypto_box_keys(key.pk, sk);
        crypto_key_id(key.id, key.pk);
        char hex[65];
        codec_hex(hex, key.pk, 32);
        buf_printf(&text, "box %s %s\n", key.id, hex);
    }
    struct wire_root back;
    assert_true(wire_root_parse(&back, text.data, text.len));
    assert_int_equal(back.box_count, WIRE_KEYS_MAX);
    struct wire_key key = {0};
    char hex[65];
    codec_hex(hex, key.pk, 32);
    crypto_key_id(key.id, key.pk);
    buf_printf(&text, "box %s %s\n", key.id, hex);
    assert_false(wire_root_parse(&back, text.data, text.len));
}

static struct wire_root_sig sign_root(const struct org *org, size_t key, const struct buf *text)
{
    struct wire_root_sig sig = {0};
    CLEANUP(buf_fini) struct buf signable = {0};
    memcpy(sig.key, org->root.root[key].id, sizeof(sig.key));
    wire_signable_root(&signable, text->data, text->len);
    crypto_sign_data(sig.sig, signable.data, signable.len, org->root_sk[key]);
    return sig;
}

static void a_root_document_needs_its_threshold_of_distinct_keys(void **state)
{
    (void)state;
    struct org org;
    make_org(&org, 2);
    CLEANUP(buf_fini) struct buf text = {0};
    wire_root_format(&text, &org.root);
    struct wire_root_sig one = sign_root(&org, 0, &text), two = sign_root(&org, 2, &text);
    struct wire_root_sig both[] = {one, two}, twice[] = {one, one}, broken[] = {one, two};
    assert_true(wire_root_signed(&org.root, text.data, text.len, both, 2));
    assert_false(wire_root_signed(&org.root, text.data, text.len, both, 1));
    assert_false(wire_root_signed(&org.root, text.data, text.len, twice, 2));
    assert_false(wire_root_signed(&org.root, text.data, text.len, NULL, 0));
    broken[1].sig[0] ^= 1;
    assert_false(wire_root_signed(&org.root, text.data, text.len, broken, 2));
    memcpy(two.key, one.key, sizeof(two.key)); /* a good signature under another key's name */
    assert_false(wire_root_signed(&org.root, text.data, text.len, (struct wire_root_sig[]){one, two}, 2));
    text.data[text.len - 2] ^= 1;
    assert_false(wire_root_signed(&org.root, text.data, text.len, both, 2));
    assert_false(wire_root_signed(&(struct wire_root){0}, text.data, text.len, both, 2));
}

static void signed_bytes_are_exactly_these(void **state)
{
    (void)state;
    struct buf out = {0};
    wire_signable_head(&out, "HEAD\n", 5);
    assert_string_equal(out.data, "foyer-head-v1\nHEAD\n");
    buf_clear(&out);
    wire_signable_root(&out, "ROOT\n", 5);
    assert_string_equal(out.data, "foyer-root-v1\nROOT\n");
    buf_clear(&out);
    wire_signable_time(&out, 1763886000123, "00ff");
    assert_string_equal(out.data, "foyer-time-v1\n1763886000123\n00ff");
    buf_clear(&out);
    wire_signable_request(&out, "POST", "/v1/status?x=1", 1763886000123, "abc", 3);
    assert_string_equal(out.data, "foyer-req-v1\nPOST\n/v1/status?x=1\n1763886000123\n"
                                  "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    buf_clear(&out);
    wire_signable_receipt(&out, "019a", "stored", HASH);
    assert_string_equal(out.data, "foyer-receipt-v1\n019a\nstored\n" HASH);
    buf_fini(&out);
}

static void the_enrolment_code_depends_on_everything(void **state)
{
    (void)state;
    static const char id[] = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
    uint8_t pk[32] = {1}, terminal[WIRE_NONCE_LEN] = {2}, server[WIRE_NONCE_LEN] = {3};
    char code[10], other[10];
    wire_enrol_code(code, pk, "root", 4, terminal, server, id);
    assert_int_equal(strlen(code), 9);
    assert_int_equal(code[4], '-');
    assert_int_equal(strspn(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ-"), 9);
    wire_enrol_code(other, pk, "root", 4, terminal, server, id);
    assert_string_equal(code, other);
    wire_enrol_code(other, pk, "ruot", 4, terminal, server, id);
    assert_string_not_equal(code, other);
    wire_enrol_code(other, pk, "root", 4, server, terminal, id);
    assert_string_not_equal(code, other);
    pk[31] ^= 1;
    wire_enrol_code(other, pk, "root", 4, terminal, server, id);
    assert_string_not_equal(code, other);
    pk[31] ^= 1;
    wire_enrol_code(other, pk, "root", 4, terminal, server, "017f22e2-79b0-7cc3-98c4-dc0c0c07398e");
    assert_string_not_equal(code, other);
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(item_lines_round_trip),
        cmocka_unit_test(malformed_item_lines_are_refused),
        cmocka_unit_test(a_manifest_stays_sorted_and_unique),
        cmocka_unit_test(a_copied_manifest_is_its_own),
        cmocka_unit_test(malformed_manifests_are_refused_and_leave_nothing),
        cmocka_unit_test(a_manifest_has_at_most_its_limit_of_items),
        cmocka_unit_test(heads_round_trip),
        cmocka_unit_test(head_may_carry_the_audits_newest_hash),
        cmocka_unit_test(every_deviation_from_the_head_form_is_refused),
        cmocka_unit_test(root_documents_round_trip),
        cmocka_unit_test(false_keys_doubles_and_thresholds_are_refused),
        cmocka_unit_test(a_root_document_has_a_limit_of_keys),
        cmocka_unit_test(a_root_document_needs_its_threshold_of_distinct_keys),
        cmocka_unit_test(signed_bytes_are_exactly_these),
        cmocka_unit_test(the_enrolment_code_depends_on_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
