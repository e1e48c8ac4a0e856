/* The description and the door agree: every operation is described, and nothing is described that is not there. What
 * each answers is held against the running server by tests/flow/staff_api_test.py. */
#include "docs.h"

#include "central/api/staff.h"

static json_t *described(void)
{
    json_error_t error;
    json_t *api = json_load_file(FOYER_SOURCE_DIR "/app/central/api/openapi.json", 0, &error), *set = json_object(),
           *methods, *op;
    const char *path, *method;
    if (!api)
        fail_msg("openapi.json: %s", error.text);
    json_object_foreach(json_object_get(api, "paths"), path, methods)
    {
        json_object_foreach(methods, method, op)
        {
            struct buf name = {0};
            for (const char *c = method; *c; c++)
                buf_putc(&name, (char)(*c - 'a' + 'A'));
            buf_putc(&name, ' ');
            for (const char *c = path; *c; c++) {
                if (*c != '}')
                    buf_putc(&name, *c == '{' ? ':' : *c);
            }
            assert_non_null(json_object_get(op, "operationId"));
            json_object_set_new(set, buf_str(&name), json_true());
            buf_fini(&name);
        }
    }
    json_decref(api);
    return set;
}

static void every_operation_is_described_and_nothing_else(void **state)
{
    (void)state;
    json_t *names = staff_operations(), *set = described();
    assert_true(json_array_size(names) >= 20);
    for (size_t i = 0; i < json_array_size(names); i++) {
        const char *name = json_string_value(json_array_get(names, i));
        if (json_object_del(set, name) != 0)
            fail_msg("%s is not described in openapi.json", name);
    }
    const char *left;
    json_t *ignored;
    json_object_foreach(set, left, ignored)
    {
        fail_msg("%s is described, but the server has no such operation", left);
    }
    json_decref(names);
    json_decref(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_operation_is_described_and_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
