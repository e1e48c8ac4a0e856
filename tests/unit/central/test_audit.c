#include "rig.h"

static bool append(struct db *db, void *arg)
{
    const char *object = arg;
    return audit_append(db, 1000, "admin", "item.publish", object, NULL, "{\"a\":1}");
}

static void fill(struct db *db)
{
    static const char *const objects[] = {"N-1", "N-2", "N-3", "N-4"};
    for (size_t i = 0; i < ARRAY_LEN(objects); i++)
        assert_true(db_transact(db, append, (void *)objects[i]));
}

/* What someone with the file in hand would do. */
static void tamper(struct db *db, const char *sql)
{
    assert_true(db_exec(db, "DROP TRIGGER audit_keep_rows; DROP TRIGGER audit_keep_words;"));
    assert_true(db_exec(db, sql));
}

static void expect_break(void **state, const char *sql, int64_t at)
{
    struct rig *rig = *state;
    int64_t rows, broken;
    fill(rig->central.db);
    assert_true(audit_verify(rig->central.db, &rows, &broken, NULL));
    assert_int_equal(rows, 4);
    tamper(rig->central.db, sql);
    assert_false(audit_verify(rig->central.db, &rows, &broken, NULL));
    assert_int_equal(broken, at);
}

static void empty_and_filled_chains_are_whole(void **state)
{
    struct rig *rig = *state;
    int64_t rows, broken;
    assert_true(audit_verify(rig->central.db, &rows, &broken, NULL));
    assert_int_equal(rows, 0);
    fill(rig->central.db);
    assert_true(audit_verify(rig->central.db, &rows, &broken, NULL));
    assert_int_equal(rows, 4);
}

static void edited_row_shows(void **state)
{
    expect_break(state, "UPDATE audit SET who='someone' WHERE n=2", 2);
}

static void dropped_row_shows(void **state)
{
    expect_break(state, "DELETE FROM audit WHERE n=3", 3);
}

static void renumbered_rows_show(void **state)
{
    expect_break(state, "DELETE FROM audit WHERE n=3; UPDATE audit SET n=3 WHERE n=4", 3);
}

static void moved_border_between_texts_shows(void **state)
{
    expect_break(state, "UPDATE audit SET who='admi', what='nitem.publish' WHERE n=1", 1);
}

static void rows_cannot_be_changed_by_the_program(void **state)
{
    struct rig *rig = *state;
    fill(rig->central.db);
    assert_false(db_exec(rig->central.db, "DELETE FROM audit WHERE n=1"));
    assert_false(db_exec(rig->central.db, "UPDATE audit SET who='x'"));
}

static void list_is_newest_first_and_pages(void **state)
{
    struct rig *rig = *state;
    fill(rig->central.db);
    json_t *list = audit_list(rig->central.db, NULL, 0, 2);
    assert_int_equal(json_array_size(list), 2);
    assert_int_equal(json_integer_value(docs_at(json_array_get(list, 0), "n")), 4);
    json_decref(list);
    list = audit_list(rig->central.db, NULL, 3, 10);
    assert_int_equal(json_array_size(list), 2);
    assert_string_equal(json_string_value(docs_at(json_array_get(list, 0), "object")), "N-2");
    assert_string_equal(json_string_value(docs_at(json_array_get(list, 0), "before_sha")), "");
    assert_int_equal(strlen(json_string_value(docs_at(json_array_get(list, 0), "after_sha"))), 64);
    json_decref(list);
}

#define WITH_RIG(test) cmocka_unit_test_setup_teardown(test, rig_setup, rig_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RIG(empty_and_filled_chains_are_whole),
        WITH_RIG(edited_row_shows),
        WITH_RIG(dropped_row_shows),
        WITH_RIG(renumbered_rows_show),
        WITH_RIG(moved_border_between_texts_shows),
        WITH_RIG(rows_cannot_be_changed_by_the_program),
        WITH_RIG(list_is_newest_first_and_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
