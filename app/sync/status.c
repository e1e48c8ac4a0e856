#include "sync/status.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <fcntl.h>
#include <unistd.h>

#include "common/clock.h"
#include "terminal/bell.h"

#define GAP_MS   60000
#define FIRST_MS 5000

static void send_report(void *arg);

void status_init(struct status *status)
{
    status->timer = (struct timer){.fn = send_report, .arg = status};
}

void status_fini(struct status *status)
{
    call_cancel(&status->call);
    timer_stop(status->loop, &status->timer);
}

void status_begin(struct status *status)
{
    if (!status->timer.armed && !status->call) {
        timer_start(status->loop, &status->timer, delay_scaled_ms(status->caller->delays, FIRST_MS));
    }
}

void status_error(struct status *status, const char *word, const char *what)
{
    char text[STATUS_ERROR_LEN + 1];
    snprintf(text, sizeof text, "%s%s%s", word, *what ? " " : "", what);
    for (size_t i = 0; i < status->error_count; i++) {
        if (strcmp(status->errors[i], text) == 0) {
            return;
        }
    }
    if (status->error_count == STATUS_ERRORS_MAX) {
        return;
    }
    memcpy(status->errors[status->error_count++], text, sizeof text);
    int64_t since_ms = status->sent_ms ? clock_mono_ms() - status->sent_ms : GAP_MS;
    int64_t wait_ms = delay_scaled_ms(status->caller->delays, MAX(GAP_MS - since_ms, FIRST_MS));
    if (!status->timer.armed || status->timer.due_ms > clock_mono_ms() + wait_ms) {
        timer_start(status->loop, &status->timer, wait_ms);
    }
}

/* Degrees, from the first thermal zone; -1: there is none. */
static int read_temperature(void)
{
    char text[16] = "";
    CLEANUP(close_fd) int fd = open("/sys/class/thermal/thermal_zone0/temp", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
    int64_t milli;
    text[MAX(got, 0)] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return parse_i64(text, -100000, 200000, &milli) ? (int)(milli / 1000) : -1;
}

static int used_percent(const char *dir)
{
    struct statvfs fs;
    if (statvfs(dir, &fs) < 0 || fs.f_blocks == 0) {
        return -1;
    }
    return (int)(100 - fs.f_bavail * 100 / fs.f_blocks);
}

static void on_answer(const struct call_answer *answer, void *arg)
{
    struct status *status = arg;
    status->call = NULL;
    if (answer->result == CALL_OK) {
        status->error_count = 0;
    }
    timer_start(status->loop, &status->timer, delay_ms(status->caller->delays, DELAY_STATUS));
}

static void send_report(void *arg)
{
    struct status *status = arg;
    if (status->call || !status->caller->identity->token[0]) {
        return; /* begins anew with the next token */
    }
    CLEANUP(json_free_ref) json_t *errors = json_array();
    for (size_t i = 0; i < status->error_count; i++) {
        json_array_append_new(errors, json_string(status->errors[i]));
    }
    CLEANUP(json_free_ref)
    json_t *json = json_pack("{s:s, s:I, s:i, s:i, s:I, s:O, s:s}", "fw", FOYER_VERSION, "up",
                             (json_int_t)(clock_mono_ms() / 1000), "disk", used_percent(status->data_dir), "temp",
                             read_temperature(), "seq", (json_int_t)cache_cursor(status->cache), "err", errors,
                             "screen", bell_ring(status->data_dir, "kiosk") ? "ok" : "absent");
    struct buf body = {0};
    json_encode(&body, json);
    struct call_spec spec = {
        .method = "POST", .target = "/v1/status", .auth = CALL_BEARER, .body = &body, .file_fd = -1};
    status->sent_ms = clock_mono_ms();
    status->call = call_start(status->caller, &spec, on_answer, status);
    buf_fini(&body);
}
