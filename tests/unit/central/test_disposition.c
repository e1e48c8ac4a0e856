/* Names of files that are fetched: RFC 6266. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "central/http/disposition.h"

static void a_browser_keeps_the_name(void **state)
{
    (void)state;
    static const struct {
        const char *name, *header;
    } rows[] = {
        {NULL, "inline"},
        {"cases.csv", "attachment; filename=\"cases.csv\""},
        {"foyer 2026-11-26.backup", "attachment; filename=\"foyer 2026-11-26.backup\""},
        {"收费 1.xlsx", "attachment; filename=\"__ 1.xlsx\"; filename*=UTF-8''%E6%94%B6%E8%B4%B9%201.xlsx"},
        /* nothing ends the quotes, makes a second line, or leads into a folder */
        {"a\"; filename=\"b.exe", "attachment; filename=\"a_; filename=_b.exe\""},
        {"a\r\nSet-Cookie: b", "attachment; filename=\"a__Set-Cookie: b\""},
        {"..\\../费%41'.pdf", "attachment; filename=\".._..___41'.pdf\"; filename*=UTF-8''.._.._%E8%B4%B9%2541%27.pdf"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        CLEANUP(free_ptr) char *header = disposition_header(rows[i].name);
        assert_string_equal(header, rows[i].header);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_browser_keeps_the_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
