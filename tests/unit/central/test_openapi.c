/* The description and the door agree: every operation is described, and nothing is described that is not there. What
 * each answers is held against the running server by tests/flow/staff_api_test.py. */
#include "docs.h"

#include "central/api/staff.h"
#include "common/json.h"

/* As staff_operations says it: x-role, x-also, x-whole. */
static json_t *who_may(const json_t *op)
{
    struct buf who = {0};
    size_t i;
    json_t *also;
    buf_puts(&who, json_str_or(op, "x-role", "anybody"));
    json_array_foreach(json_object_get(op, "x-also"), i, also)
    {
        buf_printf(&who, " %s", json_string_value(also));
    }
    buf_puts(&who, json_is_true(json_object_get(op, "x-whole")) ? " whole" : "");
    json_t *text = json_string(buf_str(&who));
    buf_fini(&who);
    return text;
}

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
            json_object_set_new(set, buf_str(&name), who_may(op));
            buf_fini(&name);
        }
    }
    json_decref(api);
    return set;
}

static void every_operation_is_described_with_who_may_and_nothing_else(void **state)
{
    (void)state;
    json_t *operations = staff_operations(), *set = described(), *who;
    const char *name;
    assert_true(json_object_size(operations) >= 20);
    json_object_foreach(operations, name, who)
    {
        const char *said = json_str(set, name);
        if (!said)
            fail_msg("%s is not described in openapi.json", name);
        if (strcmp(said, json_string_value(who)) != 0)
            fail_msg("%s: openapi.json says \"%s\" may, the door \"%s\"", name, said, json_string_value(who));
        json_object_del(set, name);
    }
    const char *left;
    json_t *ignored;
    json_object_foreach(set, left, ignored)
    {
        fail_msg("%s is described, but the server has no such operation", left);
    }
    json_decref(operations);
    json_decref(set);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_operation_is_described_with_who_may_and_nothing_else)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
