/* How many connections of one address may be open that have not shown yet who they are. */
#include "central/http/strangers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define MAX_OPEN 2

static bool enters(struct strangers *strangers, const char *peer)
{
    return strangers_enter(strangers, peer, MAX_OPEN);
}

static void each_address_is_counted_for_itself(void **state UNUSED)
{
    struct strangers *strangers = strangers_new();
    assert_true(enters(strangers, "203.0.113.9") && enters(strangers, "203.0.113.9"));
    assert_false(enters(strangers, "203.0.113.9"));
    assert_true(enters(strangers, "203.0.113.10"));
    strangers_free(strangers); /* also while some are open */
}

static void whoever_closes_or_is_known_makes_room(void **state UNUSED)
{
    struct strangers *strangers = strangers_new();
    assert_true(enters(strangers, "203.0.113.9") && enters(strangers, "203.0.113.9"));
    strangers_leave(strangers, "203.0.113.9");
    assert_true(enters(strangers, "203.0.113.9"));
    strangers_leave(strangers, "203.0.113.9");
    strangers_leave(strangers, "203.0.113.9"); /* the last one takes the entry along */
    assert_true(enters(strangers, "203.0.113.9") && enters(strangers, "203.0.113.9"));
    assert_false(enters(strangers, "203.0.113.9"));
    strangers_free(strangers);
}

/* Whoever has one of IPv6 has 2^64 of them. */
static void a_network_of_ipv6_is_one_address(void **state UNUSED)
{
    struct strangers *strangers = strangers_new();
    assert_true(enters(strangers, "2001:db8:0:1::1") && enters(strangers, "2001:db8:0:1::2"));
    assert_false(enters(strangers, "2001:db8:0:1:ffff::3"));
    assert_true(enters(strangers, "2001:db8:0:2::1"));
    strangers_free(strangers);
    strangers_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_address_is_counted_for_itself),
        cmocka_unit_test(whoever_closes_or_is_known_makes_room),
        cmocka_unit_test(a_network_of_ipv6_is_one_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
