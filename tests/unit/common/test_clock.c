/* Clocks, zones, calendar; and identifiers. */
#include "common/clock.h"

#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/crypto.h"
#include "common/ids.h"
#include "common/tzfile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#define EAST8 (8 * 3600)

static void civil_time_agrees_with_the_c_library(void **state)
{
    (void)state;
    for (int64_t t = -70000000000; t < 250000000000; t += 86399 * 997 + 12345) {
        time_t c_time = t;
        struct tm tm;
        assert_non_null(gmtime_r(&c_time, &tm));
        struct civil civil = clock_civil(t, 0);
        assert_int_equal(civil.year, tm.tm_year + 1900);
        assert_int_equal(civil.month, tm.tm_mon + 1);
        assert_int_equal(civil.day, tm.tm_mday);
        assert_int_equal(civil.hour, tm.tm_hour);
        assert_int_equal(civil.minute, tm.tm_min);
        assert_int_equal(civil.second, tm.tm_sec);
        assert_int_equal(civil.weekday, tm.tm_wday);
        assert_int_equal(clock_from_civil(civil, 0), t);
    }
}

static void overflowing_fields_are_normalised(void **state)
{
    (void)state;
    int64_t t = clock_from_civil((struct civil){.year = 2026, .month = 13, .day = 32, .hour = 25}, EAST8);
    struct civil civil = clock_civil(t, EAST8);
    assert_int_equal(civil.year, 2027);
    assert_int_equal(civil.month, 2);
    assert_int_equal(civil.day, 2);
    assert_int_equal(civil.hour, 1);
    t = clock_from_civil((struct civil){.year = 2026, .month = 0, .day = 0}, 0);
    civil = clock_civil(t, 0);
    assert_int_equal(civil.year, 2025);
    assert_int_equal(civil.month, 11);
    assert_int_equal(civil.day, 30);
}

static void absurd_times_stay_defined(void **state)
{
    (void)state;
    char text[32];
    static const int64_t times[] = {INT64_MIN, INT64_MAX, 0};
    for (size_t i = 0; i < ARRAY_LEN(times); i++) {
        clock_format(text, times[i], EAST8);
        assert_int_equal(strlen(text), 25);
        clock_format(text, times[i], INT32_MAX);
        clock_format(text, times[i], INT32_MIN);
    }
}

static void parse_reads_rfc_3339_and_bare_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t unix_s;
    } table[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"2026-11-23T09:00:00+08:00", 1795395600},
        {"2026-11-23T01:00:00Z", 1795395600},
        {"2026-11-22T21:30:00-03:30", 1795395600},
        {"2026-11-23T01:00:00.999Z", 1795395600},
        {"2026-11-23", 1795363200}, /* midnight at +8 */
        {"2024-02-29T00:00:00Z", 1709164800},
        {"2016-12-31T23:59:60Z", 1483228800},
        {"0000-01-01T00:00:00Z", -62167219200},
        {"9999-12-31T23:59:59-23:59", 253402387139},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        int64_t t = -1;
        assert_true(clock_parse(table[i].text, EAST8, &t));
        assert_int_equal(t, table[i].unix_s);
        assert_int_equal(clock_from_civil(clock_civil(t, EAST8), EAST8), t);
    }
}

static void parse_refuses_everything_else(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "2026",
                                      "2026-1-2",
                                      "2026-13-01",
                                      "2026-00-01",
                                      "2026-02-29",
                                      "2100-02-29",
                                      "2026-04-31",
                                      "2026-11-23 09:00:00+08:00",
                                      "2026-11-23T09:00:00",
                                      "2026-11-23T09:00+08:00",
                                      "2026-11-23T24:00:00Z",
                                      "2026-11-23T09:60:00Z",
                                      "2026-11-23T09:00:61Z",
                                      "2026-11-23T09:00:00+0800",
                                      "2026-11-23T09:00:00+24:00",
                                      "2026-11-23T09:00:00.Z",
                                      "2026-11-23T09:00:00Zx",
                                      "2026-11-23T",
                                      "2026-11-2३",
                                      " 2026-11-23",
                                      "2026-11-23 ",
                                      "-026-11-23"};
    int64_t t = 5;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(clock_parse(bad[i], EAST8, &t));
    assert_false(clock_parse(NULL, EAST8, &t));
    assert_int_equal(t, 5);
}

static void format_is_what_parse_reads(void **state)
{
    (void)state;
    char text[32];
    clock_format(text, 1795395600, EAST8);
    assert_string_equal(text, "2026-11-23T09:00:00+08:00");
    clock_format(text, 1795395600, -12600);
    assert_string_equal(text, "2026-11-22T21:30:00-03:30");
    int64_t t;
    assert_true(clock_parse(text, 0, &t));
    assert_int_equal(t, 1795395600);
}

static void shanghai_is_known_with_and_without_zone_files(void **state)
{
    (void)state;
    int32_t offset = 0;
    assert_true(clock_zone_offset("Asia/Shanghai", 1795395600, &offset));
    assert_int_equal(offset, EAST8);
    setenv("TZDIR", "/nonexistent", 1);
    offset = 0;
    assert_true(clock_zone_offset("Asia/Shanghai", 1795395600, &offset));
    assert_int_equal(offset, EAST8);
    assert_false(clock_zone_offset("Europe/Berlin", 1795395600, &offset));
    unsetenv("TZDIR");
}

static void zone_names_cannot_leave_their_folder(void **state)
{
    (void)state;
    static const char *const bad[] = {"",     "../../../etc/passwd", "/etc/localtime", "Asia/../UTC", "No/Such_Zone",
                                      "Asia", "Asia Shanghai",       "tzdata.zi"};
    int32_t offset;
    for (size_t i = 0; i < ARRAY_LEN(bad); i++)
        assert_false(clock_zone_offset(bad[i], 0, &offset));
}

/* A zone file made here: the tests must not depend on the system's. */
struct zone_bytes {
    uint8_t data[512];
    size_t len;
};

static void put(struct zone_bytes *zone, uint64_t value, size_t bytes)
{
    for (size_t i = bytes; i-- > 0;)
        zone->data[zone->len++] = (uint8_t)(value >> (8 * i));
}

static void put_header(struct zone_bytes *zone, unsigned times, unsigned types)
{
    memcpy(zone->data + zone->len, "TZif2", 5);
    zone->len += 20;
    put(zone, 0, 4);
    put(zone, 0, 4);
    put(zone, 0, 4);
    put(zone, times, 4);
    put(zone, types, 4);
    put(zone, 4, 4); /* abbreviation bytes */
}

/* One transition at 1000 from +1 h to +2 h, then the rule. */
static void make_zone(struct zone_bytes *zone, const char *rule)
{
    *zone = (struct zone_bytes){0};
    put_header(zone, 0, 1);
    put(zone, 0, 6);
    put(zone, 0, 4);
    put_header(zone, 1, 2);
    put(zone, 1000, 8);
    put(zone, 1, 1);
    put(zone, 3600, 4);
    put(zone, 0, 2);
    put(zone, 7200, 4);
    put(zone, 0, 2);
    put(zone, 0, 4);
    zone->len += (size_t)snprintf((char *)zone->data + zone->len, 100, "\n%s\n", rule);
}

static int32_t zone_at(const struct zone_bytes *zone, const char *when)
{
    int64_t t;
    int32_t offset = -1;
    assert_true(clock_parse(when, 0, &t));
    assert_true(tzfile_offset_in(zone->data, zone->len, t, &offset));
    return offset;
}

static void zone_file_transitions_and_rules_are_followed(void **state)
{
    (void)state;
    struct zone_bytes zone;
    make_zone(&zone, "CST-8");
    assert_int_equal(zone_at(&zone, "1970-01-01T00:00:01Z"), 3600);
    assert_int_equal(zone_at(&zone, "2026-01-01"), EAST8);
    make_zone(&zone, "<+0330>-3:30");
    assert_int_equal(zone_at(&zone, "2026-01-01"), 12600);
    make_zone(&zone, "CET-1CEST,M3.5.0,M10.5.0/3");
    assert_int_equal(zone_at(&zone, "2026-01-01"), 3600);
    assert_int_equal(zone_at(&zone, "2026-03-29T00:59:59Z"), 3600);
    assert_int_equal(zone_at(&zone, "2026-03-29T01:00:00Z"), 7200);
    assert_int_equal(zone_at(&zone, "2026-10-25T00:59:59Z"), 7200);
    assert_int_equal(zone_at(&zone, "2026-10-25T01:00:00Z"), 3600);
    make_zone(&zone, "AEST-10AEDT,M10.1.0,M4.1.0/3"); /* summer over the turn of the year */
    assert_int_equal(zone_at(&zone, "2026-01-01"), 39600);
    assert_int_equal(zone_at(&zone, "2026-07-01"), 36000);
    make_zone(&zone, ""); /* no rule: the last transition rules */
    assert_int_equal(zone_at(&zone, "2026-07-01"), 7200);
    assert_int_equal(zone_at(&zone, "1970-01-01T00:16:39Z"), 3600);
    assert_int_equal(zone_at(&zone, "1970-01-01T00:16:40Z"), 7200);
    make_zone(&zone, "J5,what");
    assert_int_equal(zone_at(&zone, "2026-07-01"), 7200);
}

static void damaged_zone_files_are_refused_or_harmless(void **state)
{
    (void)state;
    struct zone_bytes zone;
    make_zone(&zone, "CST-8");
    int32_t offset;
    for (size_t len = 0; len < zone.len - 7; len++)
        assert_false(tzfile_offset_in(zone.data, len, 0, &offset) && len < 100);
    for (size_t i = 0; i < zone.len; i++) {
        uint8_t old = zone.data[i];
        zone.data[i] ^= 0xff;
        CLEANUP(free_ptr) uint8_t *exact = xmalloc(zone.len); /* so that a byte too far is seen */
        memcpy(exact, zone.data, zone.len);
        bool ok = tzfile_offset_in(exact, zone.len, 5000, &offset);
        (void)ok;
        zone.data[i] = old;
    }
}

static void clocks_run_forwards(void **state)
{
    (void)state;
    int64_t mono = clock_mono_ms();
    assert_true(mono > 0 && clock_mono_ms() >= mono);
    assert_true(clock_wall_ms() > 1700000000000);
}

static void uuids_carry_their_time_and_sort_by_it(void **state)
{
    (void)state;
    char early[UUID_LEN + 1], late[UUID_LEN + 1], again[UUID_LEN + 1];
    ids_uuid7(early, 1645557742000); /* the example of RFC 9562 */
    ids_uuid7(late, 1645557742001);
    ids_uuid7(again, 1645557742001);
    assert_memory_equal(early, "017f22e2-79b0-7", 15);
    assert_true(ids_is_uuid(early) && ids_is_uuid(late));
    assert_true(strcmp(early, late) < 0);
    assert_string_not_equal(late, again);
    ids_uuid7(early, -5);
    assert_true(ids_is_uuid(early));
}

static void only_real_uuids_names_and_channels_pass(void **state)
{
    (void)state;
    static const char *const uuids[] = {"",
                                        "019ac06d-7e7b-4000-8000-000000000000",
                                        "019AC06D-7e7b-7000-8000-000000000000",
                                        "019ac06d-7e7b-7000-c000-000000000000",
                                        "019ac06d07e7b-7000-8000-000000000000",
                                        "019ac06d-7e7b-7000-8000-0000000000000",
                                        "019ac06d-7e7b-7000-8000-00000000000"};
    for (size_t i = 0; i < ARRAY_LEN(uuids); i++)
        assert_false(ids_is_uuid(uuids[i]));
    assert_true(ids_is_uuid("019ac06d-7e7b-7000-8000-000000000000"));
    static const char *const names[] = {
        "", "a b", "ä", "a/b", "a\n", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        assert_false(ids_is_name(names[i]));
    assert_true(ids_is_name("N-001") && ids_is_name("c.202611.ab_c:d"));
    static const char *const channels[] = {"", "ALL", "all:", "x:1", "s:", ":", "s:a:b", "s:a b", "s", "all2"};
    for (size_t i = 0; i < ARRAY_LEN(channels); i++)
        assert_false(ids_is_channel(channels[i]));
    assert_true(ids_is_channel("all") && ids_is_channel("s:heting") && ids_is_channel("l:T-B3-U1"));
    assert_false(ids_is_uuid(NULL) || ids_is_name(NULL) || ids_is_channel(NULL));
}

static void a_month_has_one_form(void **state)
{
    static const char *const wrong[] = {"",        "2026",       "2026-1",  "2026-00", "2026-13", "2026-1a",
                                        "2026/11", "+026-11",    "2026-+1", "2026- 1", "1999-12", "3000-01",
                                        "26-11",   "2026-11-01", " 2026-1", "2026-11 "};
    int year = 7, month = 7;
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_false(clock_month_parse(wrong[i], &year, &month));
    assert_false(clock_month_parse(NULL, &year, &month));
    assert_int_equal(year, 7);
    assert_int_equal(month, 7);
    assert_true(clock_month_parse("2026-11", &year, &month));
    assert_int_equal(year, 2026);
    assert_int_equal(month, 11);
    assert_true(clock_month_parse("2000-01", &year, &month));
    assert_true(clock_month_parse("2999-12", &year, &month));
    assert_int_equal(year, 2999);
    assert_int_equal(month, 12);
}

int main(void)
{
    crypto_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(civil_time_agrees_with_the_c_library),
        cmocka_unit_test(overflowing_fields_are_normalised),
        cmocka_unit_test(absurd_times_stay_defined),
        cmocka_unit_test(parse_reads_rfc_3339_and_bare_dates),
        cmocka_unit_test(parse_refuses_everything_else),
        cmocka_unit_test(format_is_what_parse_reads),
        cmocka_unit_test(a_month_has_one_form),
        cmocka_unit_test(shanghai_is_known_with_and_without_zone_files),
        cmocka_unit_test(zone_names_cannot_leave_their_folder),
        cmocka_unit_test(zone_file_transitions_and_rules_are_followed),
        cmocka_unit_test(damaged_zone_files_are_refused_or_harmless),
        cmocka_unit_test(clocks_run_forwards),
        cmocka_unit_test(uuids_carry_their_time_and_sort_by_it),
        cmocka_unit_test(only_real_uuids_names_and_channels_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
