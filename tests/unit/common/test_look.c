#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "common/look.h"

static bool parse(const char *text, struct look *look, char **why)
{
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    assert_non_null(json);
    bool good = look_parse(json, look, why);
    json_decref(json);
    return good;
}

static void assert_refused(const char *text, const char *reason)
{
    struct look look, usual = look_default();
    char *why = NULL;
    assert_false(parse(text, &look, &why));
    assert_non_null(why);
    if (!strstr(why, reason))
        print_error("%s\n", why);
    assert_non_null(strstr(why, reason));
    assert_int_equal(look.accent, usual.accent);
    assert_int_equal(look.paper, usual.paper);
    free(why);
}

static void no_look_is_the_usual_one(void **state)
{
    (void)state;
    struct look look;
    char *why = NULL;
    assert_true(look_parse(NULL, &look, &why));
    assert_int_equal(look.accent, look_default().accent);
    assert_true(parse("{}", &look, &why));
    assert_int_equal(look.paper, look_default().paper);
}

static void a_readable_look_is_taken(void **state)
{
    (void)state;
    struct look look;
    char *why = NULL;
    assert_true(parse("{\"accent\":\"#7a1F1f\",\"paper\":\"#FFFFFF\"}", &look, &why));
    assert_null(why);
    assert_int_equal(look.accent, 0x7A1F1F);
    assert_int_equal(look.paper, 0xFFFFFF);
}

static void what_cannot_be_read_is_refused_with_its_figure(void **state)
{
    (void)state;
    assert_refused("{\"accent\":\"#FFFFFF\"}", "white words on #FFFFFF have a contrast of 1.0 to 1");
    assert_refused("{\"accent\":\"#8A8A8A\"}", "look.accent");
    assert_refused("{\"paper\":\"#202020\"}", "look.paper: #202020 is too dark");
    assert_refused("{\"accent\":\"#767676\",\"paper\":\"#EDE9E0\"}", "words of #767676 on paper of #EDE9E0");
}

/* Which paper the screens have is not known here, so the darkest one counts. */
static void an_accent_alone_is_read_on_every_paper(void **state)
{
    (void)state;
    struct look look;
    char *why = NULL;
    assert_true(parse("{\"accent\":\"#0F564C\"}", &look, &why));
    assert_int_equal(look.paper, LOOK_NONE);
    assert_refused("{\"accent\":\"#6A6A6A\"}", "on the darkest paper");
    assert_true(parse("{\"accent\":\"#6A6A6A\",\"paper\":\"#FFFFFF\"}", &look, &why));
}

static void what_is_no_colour_is_refused(void **state)
{
    (void)state;
    assert_refused("{\"accent\":\"green\"}", "look.accent: a colour");
    assert_refused("{\"accent\":7}", "look.accent: a colour");
    assert_refused("{\"paper\":\"#12345\"}", "look.paper: a colour");
    assert_refused("{\"paper\":\"#GGGGGG\"}", "look.paper: a colour");
    assert_refused("\"green\"", "look: colours");
}

static void contrast_is_that_of_the_guideline(void **state)
{
    (void)state;
    assert_true(look_contrast(0x000000, 0xFFFFFF) == 21);
    assert_true(look_contrast(0x777777, 0xFFFFFF) > 4.47 && look_contrast(0xFFFFFF, 0x777777) < 4.49);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_look_is_the_usual_one),
        cmocka_unit_test(a_readable_look_is_taken),
        cmocka_unit_test(what_cannot_be_read_is_refused_with_its_figure),
        cmocka_unit_test(an_accent_alone_is_read_on_every_paper),
        cmocka_unit_test(what_is_no_colour_is_refused),
        cmocka_unit_test(contrast_is_that_of_the_guideline),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
