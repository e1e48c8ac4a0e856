/* The last look shows what is sent and nothing else; what was written can always be opened again. */
#include "desk_rig.h"

#include "kiosk/pages/complain.h"

static struct complain *form_of(struct rig *rig)
{
    return nav_top(rig->nav)->state;
}

static void open_with_home_visits(struct rig *rig)
{
    rig_open_lobby(rig, "T-B3-U1");
    json_object_set_new((json_t *)model_subitem(rig->model, "WX-01"), "in_home", json_true());
    json_object_set_new(
        rig->model->form, "home_visit",
        json_pack("{s:[{s:s,s:s}],s:s}", "slots", "id", "am", "name_en", "Morning", "price_clause", "ZQ-01"));
}

static void full_words_can_be_opened_and_shortened(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/other", "place/here");
    for (int i = 0; i < ENTRY_TEXT_MAX; i++)
        assert_true(entry_add_text(&form_of(&rig)->draft, "a"));
    rig_draw(&rig);
    RIG_TAPS(&rig, "type");
    assert_int_equal(form_of(&rig)->step, COMPLAIN_TYPING);
    RIG_TAPS(&rig, "key/back", "done", "next", "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_int_equal(strlen(json_str(entry, "text")), ENTRY_TEXT_MAX - 1);
    json_decref(entry);
    rig_close(&rig);
}

/* One letter is not a sentence: the matter goes out in its place, and is not called the resident's words. */
static void words_too_short_to_send_are_not_shown_as_sent(void **state UNUSED)
{
    static const char *const shorts[] = {"h", "  "};
    for (size_t i = 0; i < ARRAY_LEN(shorts); i++) {
        struct rig rig;
        rig_open_lobby(&rig, "T-B3-U1");
        RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here");
        assert_true(entry_add_text(&form_of(&rig)->draft, shorts[i]));
        rig_draw(&rig);
        RIG_TAPS(&rig, "next");
        assert_false(rig_shows(&rig, "Your words"));
        CLEANUP(free_ptr) char *matter = complain_matter_words(rig.model, "BJ", "BJ-04");
        RIG_TAPS(&rig, "send");
        json_t *entry = rig_entry(&rig, NULL);
        assert_string_equal(json_str(entry, "text"), matter);
        json_decref(entry);
        rig_close(&rig);
    }
}

static void give_room(struct rig *rig)
{
    RIG_TAPS(rig, "complain", "category/WX", "matter/WX-01", "place/home", "agree", "digit/1", "digit/3", "digit/8",
             "digit/0", "digit/done", "home-room", "digit/1", "digit/6", "digit/0", "digit/2", "digit/done", "slot/am",
             "next");
}

static void leaving_the_flat_takes_room_and_hour_along(void **state UNUSED)
{
    static const char *const others[] = {"place/here", "place/floor:16"};
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        struct rig rig;
        open_with_home_visits(&rig);
        give_room(&rig);
        RIG_TAPS(&rig, "change-place", others[i], "next");
        assert_false(rig_shows(&rig, "Morning"));
        assert_false(rig_shows(&rig, "Room"));
        assert_true(rig_shows(&rig, "Telephone"));
        RIG_TAPS(&rig, "send");
        json_t *entry = rig_entry(&rig, NULL);
        assert_null(json_member(entry, "home"));
        assert_string_equal(json_str(json_member(entry, "contact"), "phone"), "1380");
        json_decref(entry);
        rig_close(&rig);
    }
}

/* The number alone was under this consent; without it nothing is agreed any more. */
static void a_flat_left_without_a_number_leaves_no_consent(void **state UNUSED)
{
    struct rig rig;
    open_with_home_visits(&rig);
    give_room(&rig);
    memset(form_of(&rig)->draft.phone, 0, sizeof form_of(&rig)->draft.phone);
    RIG_TAPS(&rig, "change-place", "place/here");
    assert_string_equal(form_of(&rig)->draft.consent, "");
    rig_close(&rig);
}

static void another_matter_takes_the_room_along(void **state UNUSED)
{
    struct rig rig;
    open_with_home_visits(&rig);
    give_room(&rig);
    while (form_of(&rig)->step != COMPLAIN_MATTER)
        RIG_TAPS(&rig, "back");
    RIG_TAPS(&rig, "matter/WX-02");
    assert_string_equal(form_of(&rig)->draft.room, "");
    assert_string_equal(form_of(&rig)->draft.slot, "");
    rig_close(&rig);
}

static void an_hour_without_a_room_is_not_shown(void **state UNUSED)
{
    struct rig rig;
    open_with_home_visits(&rig);
    give_room(&rig);
    RIG_TAPS(&rig, "contact", "home-room", "without", "next", "next");
    assert_false(rig_shows(&rig, "Morning"));
    RIG_TAPS(&rig, "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "home"));
    json_decref(entry);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_words_can_be_opened_and_shortened),
        cmocka_unit_test(words_too_short_to_send_are_not_shown_as_sent),
        cmocka_unit_test(leaving_the_flat_takes_room_and_hour_along),
        cmocka_unit_test(a_flat_left_without_a_number_leaves_no_consent),
        cmocka_unit_test(another_matter_takes_the_room_along),
        cmocka_unit_test(an_hour_without_a_room_is_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
