/* The lobbies are looked after: what a terminal says of itself, what is asked of it, where it is moved to, and when its
 * silence is worth a word. */
#include "world.h"

#include "central/alerts/alerts.h"
#include "central/alerts/quiet.h"
#include "central/fleet/command.h"
#include "central/fleet/health.h"
#include "central/fleet/shots.h"
#include "central/fleet/shown.h"

static struct world world;
static struct device device;

static int start(void **state)
{
    (void)state;
    world_make(&world);
    world_serve(&world);
    world_lobby(&world, "T-B1-U1", "B1");
    world_lobby(&world, "T-B2-U1", "B2");
    device_pair(&world, &device, "T-B1-U1");
    return 0;
}

static int finish(void **state)
{
    (void)state;
    device_fini(&device);
    world_end(&world);
    return 0;
}

static int send_status(const char *body)
{
    struct reply reply = ask(&world, &device, "POST", "/v1/status", body);
    int status = reply.status;
    reply_fini(&reply);
    return status;
}

static json_t *last_word(void)
{
    CLEANUP(json_free_ref) json_t *list = fleet_list(&world.central);
    return json_incref(json_member(json_find(list, device.id), "status"));
}

/* --- Health --- */

static void what_is_not_said_stays_absent(void **state)
{
    (void)state;
    assert_int_equal(send_status("{\"fw\":\"1.0\",\"up\":5,\"kiosk\":{\"frames\":7}}"), 204);
    CLEANUP(json_free_ref) json_t *said = last_word();
    assert_null(json_member(said, "temp"));
    assert_null(json_member(said, "power"));
    assert_null(json_member(json_member(said, "kiosk"), "touched"));
    assert_int_equal(json_int_or(json_member(said, "kiosk"), "frames", -1), 7);
}

static void odd_measurements_are_left_out(void **state)
{
    (void)state;
    assert_int_equal(
        send_status("{\"temp\":9000,\"disk\":-1,\"free\":\"much\",\"clock\":\"\\u202eok\",\"power\":\"ok\","
                    "\"secret\":\"x\",\"kiosk\":{\"page\":\"receipt/1\"}}"),
        204);
    CLEANUP(json_free_ref) json_t *said = last_word();
    assert_null(json_member(said, "temp"));
    assert_null(json_member(said, "disk"));
    assert_null(json_member(said, "free"));
    assert_null(json_member(said, "secret"));
    assert_null(json_member(json_member(said, "kiosk"), "page"));
    assert_string_equal(json_str(said, "power"), "ok");
}

static void history_is_by_the_hour_and_thirty_days_long(void **state)
{
    (void)state;
    int64_t now_s = 2000000000 / 3600 * 3600;
    CLEANUP(json_free_ref) json_t *said = json_pack("{s:i}", "temp", 40);
    for (int i = 0; i < 40 * 24; i++)
        assert_int_equal(health_take(world.central.db, device.id, said, now_s - i * 3600LL), HEALTH_OK);
    json_object_set_new(said, "temp", json_integer(55));
    assert_int_equal(health_take(world.central.db, device.id, said, now_s + 30), HEALTH_OK);
    assert_true(health_sweep(world.central.db, now_s));
    CLEANUP(json_free_ref) json_t *history = health_history(world.central.db, device.id, 0);
    assert_int_equal(json_array_size(history), HEALTH_KEPT_DAYS * 24 + 1);
    assert_int_equal(json_int_or(json_array_get(history, HEALTH_KEPT_DAYS * 24), "temp", 0), 55);
}

/* --- Commands --- */

static enum command_result send_command(const char *cmd, char id[static UUID_LEN + 1])
{
    struct command_send send = {.terminal = device.id, .cmd = cmd, .who = "clerk", .now_s = clock_wall_ms() / 1000};
    enum command_result result = command_send(&world.central, &send);
    memcpy(id, send.id, UUID_LEN + 1);
    return result;
}

static void assert_command(const char *id, const char *state, const char *said)
{
    CLEANUP(json_free_ref) json_t *list = command_list(&world.central, device.id, clock_wall_ms() / 1000, 10);
    const json_t *row = json_find(list, id);
    assert_string_equal(json_str(row, "state"), state);
    assert_string_equal(json_str(row, "said"), said);
}

static void poll_feed(void)
{
    char target[96];
    snprintf(target, sizeof(target), "/v1/feed?since=%lld&wait=0", (long long)publisher_seq(world.central.publisher));
    struct reply reply = ask(&world, &device, "GET", target, NULL);
    reply_fini(&reply);
}

static void a_command_is_sent_fetched_and_done(void **state)
{
    (void)state;
    char id[UUID_LEN + 1], again[UUID_LEN + 1], body[200];
    assert_int_equal(send_command("identify", id), COMMAND_OK);
    assert_command(id, "sent", "");
    assert_int_equal(send_command("identify", again), COMMAND_SAME);
    assert_string_equal(again, id);
    poll_feed();
    assert_command(id, "fetched", "");
    snprintf(body, sizeof(body), "{\"said\":[{\"id\":\"%s\",\"said\":\"refused_form\"}]}", id);
    assert_int_equal(send_status(body), 204);
    assert_command(id, "refused", "refused_form");
    snprintf(body, sizeof(body), "{\"said\":[{\"id\":\"%s\",\"said\":\"done\"}]}", id);
    assert_int_equal(send_status(body), 204); /* the first word counts */
    assert_command(id, "refused", "refused_form");
    assert_int_equal(send_command("identify", again), COMMAND_OK);
    assert_string_not_equal(again, id);
}

static void what_is_too_late_leaves_the_channel(void **state)
{
    (void)state;
    char id[UUID_LEN + 1], channel[CHANNEL_MAX + 1];
    assert_int_equal(send_command("screenshot", id), COMMAND_OK);
    assert_true(command_sweep(&world.central, clock_wall_ms() / 1000 + COMMAND_SOON_S + 1));
    assert_command(id, "late", "late");
    struct wire_manifest items = {0};
    snprintf(channel, sizeof(channel), "t:%s", device.id);
    assert_true(publish_channel_items(world.central.db, channel, &items));
    for (size_t i = 0; i < items.count; i++)
        assert_string_not_equal(items.items[i].id, id);
    wire_manifest_fini(&items);
}

static void nobody_answers_for_another_terminal(void **state)
{
    (void)state;
    char id[UUID_LEN + 1];
    struct device other;
    device_pair(&world, &other, "T-B2-U1");
    assert_int_equal(send_command("identify", id), COMMAND_OK);
    CLEANUP(json_free_ref) json_t *said = json_pack("[{s:s,s:s}]", "id", id, "said", "done");
    bool answered;
    assert_true(command_said(&world.central, other.id, said, clock_wall_ms() / 1000, &answered));
    assert_false(answered);
    assert_command(id, "sent", "");
    device_fini(&other);
}

/* --- Pictures --- */

static void only_a_picture_that_was_asked_for_is_taken(void **state)
{
    (void)state;
    char id[UUID_LEN + 1], target[96];
    const char png[] = "\x89PNG\r\n\x1a\n....";
    assert_int_equal(send_command("screenshot", id), COMMAND_OK);
    assert_error(&world, ask(&world, &device, "POST", "/v1/shot/0190a1b2-0000-7000-8000-000000000000", png), 404,
                 "not_asked");
    snprintf(target, sizeof(target), "/v1/shot/%s", id);
    assert_error(&world, ask(&world, &device, "POST", target, "<script>"), 400, "bad_request");
    struct reply reply = ask(&world, &device, "POST", target, png);
    assert_int_equal(reply.status, 204);
    reply_fini(&reply);
    int64_t at_s, now_s = clock_wall_ms() / 1000;
    assert_non_null(shots_get(world.central.shots, device.id, now_s, &at_s));
    assert_null(shots_get(world.central.shots, device.id, now_s + SHOTS_LIFE_S + 5, &at_s));
}

/* --- Moving --- */

static void day_of(char day[static 32], int64_t at_s)
{
    clock_format(day, at_s, 0);
    day[SHOWN_DAY_LEN] = '\0';
}

static void add_item(const char *id)
{
    struct db_stmt *stmt = db_prep(
        world.central.db, "INSERT INTO item(site,id,kind,status,ver,priority,from_s,until_s,pinned,title,audience,"
                          "doc,updated,updated_by,approved_by) VALUES('heting',$1,'notice','published',2,3,0,0,0,"
                          "'t','{\"tags_any\":[\"all\"]}','{}',0,'a','a')");
    db_bind_text(stmt, 1, id);
    assert_true(db_run(stmt));
}

static void report_times(int64_t first, int64_t last, int times)
{
    char day[32];
    day_of(day, first);
    CLEANUP(free_ptr)
    char *body = xasprintf("{\"rows\":[{\"day\":\"%s\",\"item\":\"N-9\",\"ver\":2,\"first\":%lld,\"last\":%lld,"
                           "\"times\":%d,\"seconds\":0,\"opened\":0,\"minutes\":%d}]}",
                           day, (long long)first, (long long)last, times, times);
    struct reply reply = ask(&world, &device, "POST", "/v1/shown", body);
    assert_int_equal(reply.status, 204);
    reply_fini(&reply);
}

static int64_t times_in(const char *lobby)
{
    CLEANUP(json_free_ref) json_t *shown = shown_of_item(world.central.db, "heting", "N-9", "");
    const json_t *rows = json_member(shown, "lobbies");
    int64_t times = 0;
    for (size_t i = 0; i < json_array_size(rows); i++)
        if (str_eq(json_str(json_array_get(rows, i), "lobby"), lobby))
            times += json_int_or(json_array_get(rows, i), "times", 0);
    return times;
}

static void a_moved_terminal_leaves_its_proof_behind(void **state)
{
    (void)state;
    int64_t now_s = clock_wall_ms() / 1000;
    char id[UUID_LEN + 1];
    add_item("N-9");
    report_times(now_s - 600, now_s - 300, 5);
    assert_int_equal(times_in("T-B1-U1"), 5);
    assert_int_equal(send_command("restart", id), COMMAND_OK);
    assert_int_equal(fleet_move(&world.central, device.id, "T-B2-U1", NULL, NULL), FLEET_OK);
    assert_int_equal(fleet_move(&world.central, device.id, "T-B2-U1", NULL, NULL), FLEET_SAME);
    assert_command(id, "refused", "moved");
    device_take_token(&world, &device);
    report_times(now_s - 600, now_s + 60, 8); /* the same day, one sum: three more in the new place */
    assert_int_equal(times_in("T-B1-U1"), 5);
    assert_int_equal(times_in("T-B2-U1"), 3);
    report_times(now_s - 3 * 86400, now_s - 3 * 86400 + 60, 2); /* told late, of a day before the move */
    assert_int_equal(times_in("T-B1-U1"), 7);
    assert_int_equal(times_in("T-B2-U1"), 3);
    const struct fleet_terminal *terminal = fleet_find(world.central.fleet, device.id);
    assert_non_null(strstr(terminal->channels, "b:B2"));
    assert_null(strstr(terminal->channels, "T-B1-U1"));
}

/* --- Quiet --- */

#define NOON 1795579200 /* 2026-11-25 12:00 in China, a Wednesday: 04:00 UTC */

static struct quiet_rule rule_at(int64_t now_s)
{
    return (struct quiet_rule){.now_s = now_s, .started_s = 0, .limit_s = 900, .zone_s = 8 * 3600};
}

static void silence_within_the_hours_is_an_alert(void **state)
{
    (void)state;
    struct quiet_rule rule = rule_at(NOON);
    struct quiet_terminal terminal = {.last_seen = NOON - 901};
    assert_true(quiet_is_alert(&rule, &terminal));
    terminal.last_seen = NOON - 800;
    assert_false(quiet_is_alert(&rule, &terminal));
    assert_true(quiet_is_silent(&rule, &terminal));
}

static void a_screen_that_rests_is_not_missed(void **state)
{
    (void)state;
    CLEANUP(json_free_ref)
    json_t *hours = json_pack("{s:[{s:[i,i,i,i,i,i,i],s:s,s:s}]}", "weekly", "days", 1, 2, 3, 4, 5, 6, 7, "on", "06:00",
                              "off", "11:00");
    struct quiet_rule rule = rule_at(NOON);
    struct quiet_terminal terminal = {.last_seen = NOON - 86400, .hours = hours};
    assert_false(quiet_is_alert(&rule, &terminal));
    rule.now_s = NOON - 6 * 3600 + 600; /* 06:10: it may still be starting */
    terminal.last_seen = rule.now_s - 7 * 3600;
    assert_false(quiet_is_alert(&rule, &terminal));
    rule.now_s += 600; /* 06:20 */
    assert_true(quiet_is_alert(&rule, &terminal));
}

static void a_planned_power_cut_is_no_alert(void **state)
{
    (void)state;
    struct quiet_cut cut = {NOON - 7200, NOON - 300};
    struct quiet_rule rule = rule_at(NOON);
    struct quiet_terminal terminal = {.last_seen = NOON - 7200, .cuts = &cut, .cut_count = 1};
    assert_false(quiet_is_alert(&rule, &terminal));
    rule.now_s = NOON + 900; /* the current has been back for twenty minutes */
    assert_true(quiet_is_alert(&rule, &terminal));
}

static void a_server_that_was_away_blames_nobody(void **state)
{
    (void)state;
    struct quiet_rule rule = rule_at(NOON);
    struct quiet_terminal terminal = {.last_seen = NOON - 7200};
    rule.started_s = NOON - 60;
    assert_false(quiet_is_alert(&rule, &terminal));
}

static void most_of_a_site_is_one_cause(void **state)
{
    (void)state;
    assert_true(quiet_is_site(40, 20));
    assert_true(quiet_is_site(3, 3));
    assert_false(quiet_is_site(40, 19));
    assert_false(quiet_is_site(2, 2));
}

static size_t told;

static void count_alert(const struct alert *alert, void *arg)
{
    (void)alert;
    (void)arg;
    told++;
}

static void an_alert_is_told_once_also_after_a_restart(void **state)
{
    (void)state;
    struct alerts *alerts = world.central.alerts;
    told = 0;
    alerts_listen(alerts, count_alert, NULL);
    assert_true(alerts_raise(alerts, ALERT_QUIET, "heting", device.id, NULL, NOON));
    assert_true(alerts_raise(alerts, ALERT_QUIET, "heting", device.id, NULL, NOON + 60));
    assert_int_equal(told, 1);
    world_stop(&world);
    world_serve(&world);
    alerts_listen(world.central.alerts, count_alert, NULL);
    assert_true(alerts_raise(world.central.alerts, ALERT_QUIET, "heting", device.id, NULL, NOON + 120));
    assert_int_equal(told, 1);
    CLEANUP(json_free_ref) json_t *standing = alerts_list(world.central.db, "heting", true, 10);
    assert_int_equal(json_array_size(standing), 1);
    assert_true(alerts_clear(world.central.alerts, ALERT_QUIET, "heting", device.id, NOON + 180));
    assert_int_equal(told, 2);
    CLEANUP(json_free_ref) json_t *left = alerts_list(world.central.db, "heting", true, 10);
    assert_int_equal(json_array_size(left), 0);
}

#define T(test) cmocka_unit_test_setup_teardown(test, start, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(what_is_not_said_stays_absent),
        T(odd_measurements_are_left_out),
        T(history_is_by_the_hour_and_thirty_days_long),
        T(a_command_is_sent_fetched_and_done),
        T(what_is_too_late_leaves_the_channel),
        T(nobody_answers_for_another_terminal),
        T(only_a_picture_that_was_asked_for_is_taken),
        T(a_moved_terminal_leaves_its_proof_behind),
        T(silence_within_the_hours_is_an_alert),
        T(a_screen_that_rests_is_not_missed),
        T(a_planned_power_cut_is_no_alert),
        T(a_server_that_was_away_blames_nobody),
        T(most_of_a_site_is_one_cause),
        T(an_alert_is_told_once_also_after_a_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
