/* What scripts rely on: exit codes, the stored session, tables. Central is a child that gives one prepared answer. */
#include "ctl/ctl.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/json.h"
#include "ctl/session.h"
#include "ctl/table.h"

struct scene {
    char dir[32];
    char *central, *seen; /* address; file with the request that central saw */
    pid_t child;
};

static int set_up(void **state)
{
    struct scene *scene = xcalloc(1, sizeof(*scene));
    (void)snprintf(scene->dir, sizeof(scene->dir), "/tmp/ctl-test-XXXXXX");
    assert_non_null(mkdtemp(scene->dir));
    scene->central = xasprintf("unix:%s/sock", scene->dir);
    scene->seen = xasprintf("%s/seen", scene->dir);
    *state = scene;
    return 0;
}

static int tear_down(void **state)
{
    struct scene *scene = *state;
    static const char *const files[] = {"sock", "seen", "session.json", "words"};
    if (scene->child)
        assert_int_equal(waitpid(scene->child, NULL, 0), scene->child);
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", scene->dir, files[i]);
        (void)unlink(path);
    }
    assert_int_equal(rmdir(scene->dir), 0);
    free(scene->central);
    free(scene->seen);
    free(scene);
    return 0;
}

/* In the child: one connection, one answer, what was asked goes to the file. */
static void serve_once(int listener, const char *seen, const char *answer)
{
    char request[65536];
    size_t len = 0;
    alarm(90);
    int fd = accept(listener, NULL, NULL);
    for (;;) {
        ssize_t got = read(fd, request + len, sizeof(request) - 1 - len);
        if (got <= 0)
            break;
        len += (size_t)got;
        request[len] = '\0';
        const char *body = strstr(request, "\r\n\r\n"), *size = strcasestr(request, "content-length:");
        if (body && (!size || strlen(body + 4) >= (size_t)strtol(size + 15, NULL, 10)))
            break;
    }
    FILE *file = fopen(seen, "we");
    if (file) {
        fwrite(request, 1, len, file);
        fclose(file);
    }
    if (write(fd, answer, strlen(answer)) < 0)
        _exit(1);
    close(fd);
    _exit(0);
}

static void central_answers(struct scene *scene, int status, const char *body)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    (void)snprintf(address.sun_path, sizeof(address.sun_path), "%s", scene->central + strlen("unix:"));
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof(address)), 0);
    assert_int_equal(listen(listener, 4), 0);
    CLEANUP(free_ptr)
    char *answer =
        xasprintf("HTTP/1.1 %d X\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s", status, strlen(body), body);
    fflush(NULL);
    scene->child = fork();
    assert_true(scene->child >= 0);
    if (scene->child == 0)
        serve_once(listener, scene->seen, answer);
    close(listener);
}

static char *seen(const struct scene *scene)
{
    char *bytes = NULL;
    size_t len;
    assert_true(ctl_read_file(scene->seen, &bytes, &len));
    return bytes;
}

static void log_in(const struct scene *scene, const char *central)
{
    struct session session = {.central = (char *)central, .token = (char *)"secret-token", .user = (char *)"admin"};
    assert_true(session_store(scene->dir, &session));
}

static enum ctl_exit ask_items(struct scene *scene, const char *central)
{
    struct ctl ctl = {.central = (char *)central, .state_dir = scene->dir, .json = true, .words = {"items"}};
    json_t *answer = NULL;
    enum ctl_exit result = ctl_ask(&ctl, "GET", "/v1/staff/items", NULL, &answer);
    assert_int_equal(result == CTL_OK, answer != NULL);
    json_decref(answer);
    http_close(ctl.http);
    return result;
}

static void an_answer_is_success_and_carries_the_token(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    central_answers(scene, 200, "{\"items\":[]}");
    assert_int_equal(ask_items(scene, NULL), CTL_OK);
    CLEANUP(free_ptr) char *request = seen(scene);
    assert_non_null(strstr(request, "GET /v1/staff/items HTTP/1.1\r\n"));
    assert_non_null(strstr(request, "Authorization: Bearer secret-token\r\n"));
}

static void a_refusal_is_one(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    central_answers(scene, 422, "{\"error\":\"refused\",\"msg\":\"title: the text is empty\"}");
    assert_int_equal(ask_items(scene, NULL), CTL_REFUSED);
}

static void an_ended_session_is_four(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    central_answers(scene, 401, "{\"error\":\"no_session\",\"msg\":\"log in first\"}");
    assert_int_equal(ask_items(scene, NULL), CTL_LOGIN);
}

static void an_unchanged_one_time_password_is_four(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    central_answers(scene, 403, "{\"error\":\"password_must_change\",\"msg\":\"x\"}");
    assert_int_equal(ask_items(scene, NULL), CTL_LOGIN);
}

static void what_is_no_json_counts_as_unreachable(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    central_answers(scene, 200, "<html>Please log in to the Wi-Fi</html>");
    assert_int_equal(ask_items(scene, NULL), CTL_UNREACHABLE);
}

static void nobody_there_is_three(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    assert_int_equal(ask_items(scene, NULL), CTL_UNREACHABLE);
}

static void a_token_goes_only_to_the_server_that_gave_it(void **state)
{
    struct scene *scene = *state;
    log_in(scene, "https://elsewhere.invalid");
    assert_int_equal(ask_items(scene, scene->central), CTL_LOGIN);
}

static void without_a_session_is_four(void **state)
{
    struct scene *scene = *state;
    assert_int_equal(ask_items(scene, scene->central), CTL_LOGIN);
    assert_int_equal(ask_items(scene, NULL), CTL_LOGIN);
}

static void the_session_is_for_its_owner_alone(void **state)
{
    struct scene *scene = *state;
    CLEANUP(free_ptr) char *path = xasprintf("%s/session.json", scene->dir);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644); /* an older, too open file does not stay open */
    assert_true(fd >= 0);
    close(fd);
    log_in(scene, scene->central);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    CLEANUP(session_fini) struct session session = {0};
    assert_true(session_load(scene->dir, &session));
    assert_string_equal(session.token, "secret-token");
    session_forget(scene->dir);
    CLEANUP(session_fini) struct session none = {0};
    assert_false(session_load(scene->dir, &none));
}

static void logging_in_sends_the_password_and_keeps_the_token(void **state)
{
    struct scene *scene = *state;
    CLEANUP(free_ptr) char *words = xasprintf("%s/words", scene->dir);
    FILE *file = fopen(words, "we");
    assert_non_null(file);
    fputs("correct horse\r\n", file);
    fclose(file);
    central_answers(scene, 200, "{\"token\":\"fresh\",\"expires\":1,\"must_change\":false}");
    struct ctl ctl = {
        .central = scene->central, .state_dir = scene->dir, .password_file = words, .user = (char *)"admin"};
    assert_int_equal(session_login(&ctl), CTL_OK);
    http_close(ctl.http);
    CLEANUP(free_ptr) char *request = seen(scene);
    assert_non_null(strstr(request, "{\"password\":\"correct horse\",\"user\":\"admin\"}"));
    CLEANUP(session_fini) struct session session = {0};
    assert_true(session_load(scene->dir, &session));
    assert_string_equal(session.token, "fresh");
}

static void logging_out_ends_the_session_there_and_here(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    central_answers(scene, 200, "{\"ok\":true}");
    struct ctl ctl = {.state_dir = scene->dir, .words = {"logout"}};
    assert_int_equal(session_logout(&ctl), CTL_OK);
    http_close(ctl.http);
    CLEANUP(free_ptr) char *request = seen(scene);
    assert_non_null(strstr(request, "POST /v1/staff/logout HTTP/1.1\r\n"));
    assert_non_null(strstr(request, "Content-Length: 0\r\n"));
    CLEANUP(session_fini) struct session none = {0};
    assert_false(session_load(scene->dir, &none));
}

static void a_receipt_code_is_never_sent(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    static const char *const codes[] = {"123456789012346", "12345-67890-12346", "12345 67890 12346", "12345678901234"};
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        struct ctl ctl = {.central = scene->central,
                          .state_dir = scene->dir,
                          .words = {"case", codes[i]},
                          .state = (char *)"replied"};
        assert_int_equal(cases_show(&ctl), CTL_USAGE); /* nobody listens: a call would be CTL_UNREACHABLE */
        assert_int_equal(cases_reply(&ctl), CTL_USAGE);
    }
}

static void an_act_on_a_case_is_whole_before_it_is_sent(void **state)
{
    struct scene *scene = *state;
    static const char *const halves[][2] = {
        {"assign", "2026-1"}, {"reply", "2026-1"},     {"merge", "2026-1"}, {"remedy", "2026-1"},
        {"note", "2026-1"},   {"set-aside", "2026-1"}, {"dance", "2026-1"}, {"start", "12345 67890 12346"}};
    log_in(scene, scene->central);
    for (size_t i = 0; i < ARRAY_LEN(halves); i++) {
        struct ctl ctl = {.state_dir = scene->dir, .words = {"cases", halves[i][0], halves[i][1]}};
        assert_int_equal(desk_act(&ctl), CTL_USAGE);
    }
    struct ctl month = {.state_dir = scene->dir, .words = {"cases", "statistics"}};
    assert_int_equal(desk_count(&month), CTL_USAGE);
    central_answers(scene, 200, "{\"state\":\"assigned\"}");
    struct ctl ctl = {.state_dir = scene->dir,
                      .words = {"cases", "assign", "2026-1"},
                      .role = (char *)"R-ENG",
                      .reason = (char *)"休假",
                      .expect = 3};
    assert_int_equal(desk_act(&ctl), CTL_OK);
    http_close(ctl.http);
    CLEANUP(free_ptr) char *request = seen(scene);
    assert_non_null(strstr(request, "POST /v1/staff/cases/2026-1/reply HTTP/1.1\r\n"));
    assert_non_null(strstr(request, "{\"expect\":3,\"reason\":\"休假\",\"role\":\"R-ENG\",\"state\":\"assigned\"}"));
}

static void a_reason_travels_in_the_address_encoded(void **state)
{
    struct scene *scene = *state;
    log_in(scene, scene->central);
    central_answers(scene, 200, "{}");
    struct ctl ctl = {.state_dir = scene->dir, .words = {"case", "2026-1"}, .why = (char *)"查 &=", .json = true};
    assert_int_equal(cases_show(&ctl), CTL_OK);
    http_close(ctl.http);
    CLEANUP(free_ptr) char *request = seen(scene);
    assert_non_null(strstr(request, "GET /v1/staff/cases/2026-1?why=%E6%9F%A5%20%26%3D HTTP/1.1\r\n"));
}

static void an_account_is_added_with_its_role_and_no_slip_is_sent(void **state)
{
    struct scene *scene = *state;
    static const char *const slips[][3] = {
        {"account", "add", "a b"}, {"account", "drop", "wang"}, {"account", "add", ".."}};
    log_in(scene, scene->central);
    for (size_t i = 0; i < ARRAY_LEN(slips); i++) {
        struct ctl ctl = {.state_dir = scene->dir, .words = {slips[i][0], slips[i][1], slips[i][2]}};
        assert_int_equal(accounts_change(&ctl), CTL_USAGE);
    }
    central_answers(scene, 201, "{\"user\":\"wang\",\"role\":\"editor\",\"once\":\"abcd-efgh-jkmn-pqrs\"}");
    struct ctl ctl = {.state_dir = scene->dir, .words = {"account", "add", "wang"}, .role = (char *)"editor"};
    assert_int_equal(accounts_change(&ctl), CTL_OK);
    http_close(ctl.http);
    CLEANUP(free_ptr) char *request = seen(scene);
    assert_non_null(strstr(request, "POST /v1/staff/accounts HTTP/1.1\r\n"));
    assert_non_null(strstr(request, "{\"role\":\"editor\",\"user\":\"wang\"}"));
}

static void an_address_that_is_none_is_named(void **state UNUSED)
{
    CLEANUP(free_ptr) char *why = NULL;
    assert_null(http_open("ftp://x", NULL, NULL, &why));
    assert_non_null(strstr(why, "\"ftp://x\" is no address"));
}

/* --- tables ----------------------------------------------------------------------------------------------------- */

static void han_characters_count_two_cells(void **state UNUSED)
{
    assert_int_equal(table_width("abc"), 3);
    assert_int_equal(table_width("停水"), 4);
    assert_int_equal(table_width("（周二）"), 8);
    assert_int_equal(table_width("é—"), 2);
    assert_int_equal(table_width("e\xcc\x81"), 1);
    assert_int_equal(table_width("𠮷"), 2);
    assert_int_equal(table_width(""), 0);
}

static void columns_are_aligned_and_steer_nothing(void **state UNUSED)
{
    static const char *const head[] = {"ID", "TITLE", "X"};
    static const char *const cells[] = {"1", "停水", "a", "22", "ab\x1b[31m\n", NULL};
    struct table table;
    struct buf out = {0};
    table_init(&table, head, 3);
    for (size_t i = 0; i < ARRAY_LEN(cells); i++)
        table_add(&table, cells[i]);
    table_print(&table, &out);
    assert_string_equal(buf_str(&out), "ID  TITLE     X\n"
                                       "1   停水      a\n"
                                       "22  ab [31m   -\n");
    table_fini(&table);
    buf_fini(&out);
}

#define SCENE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCENE_TEST(an_answer_is_success_and_carries_the_token),
        SCENE_TEST(a_refusal_is_one),
        SCENE_TEST(an_ended_session_is_four),
        SCENE_TEST(an_unchanged_one_time_password_is_four),
        SCENE_TEST(what_is_no_json_counts_as_unreachable),
        SCENE_TEST(nobody_there_is_three),
        SCENE_TEST(a_token_goes_only_to_the_server_that_gave_it),
        SCENE_TEST(without_a_session_is_four),
        SCENE_TEST(the_session_is_for_its_owner_alone),
        SCENE_TEST(logging_in_sends_the_password_and_keeps_the_token),
        SCENE_TEST(logging_out_ends_the_session_there_and_here),
        SCENE_TEST(a_receipt_code_is_never_sent),
        SCENE_TEST(an_act_on_a_case_is_whole_before_it_is_sent),
        SCENE_TEST(a_reason_travels_in_the_address_encoded),
        SCENE_TEST(an_account_is_added_with_its_role_and_no_slip_is_sent),
        cmocka_unit_test(an_address_that_is_none_is_named),
        cmocka_unit_test(han_characters_count_two_cells),
        cmocka_unit_test(columns_are_aligned_and_steer_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
