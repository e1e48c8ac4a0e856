#include "sync/status.h"

#include <stdio.h>

#include "common/clock.h"
#include "sync/gauges.h"
#include "terminal/bell.h"
#include "terminal/vitals.h"

#define GAP_MS   60000
#define SOON_MS  10000 /* six a minute is what central takes */
#define FIRST_MS 5000
#define SYS      "/sys"

static void send_report(void *arg);

void status_init(struct status *status)
{
    status->timer = (struct timer){.fn = send_report, .arg = status};
    status->vitals_fd = vitals_listen(status->data_dir); /* logged; the report then says nothing of the screen */
}

void status_fini(struct status *status)
{
    call_cancel(&status->call);
    timer_stop(status->loop, &status->timer);
    close_fd(&status->vitals_fd);
    json_free_ref(&status->kiosk);
}

void status_begin(struct status *status)
{
    if (!status->timer.armed && !status->call) {
        timer_start(status->loop, &status->timer, delay_scaled_ms(status->caller->delays, FIRST_MS));
    }
}

/* As soon as `gap_ms` have passed since the last report. */
static void send_in(struct status *status, int64_t gap_ms)
{
    int64_t since_ms = status->sent_ms ? clock_mono_ms() - status->sent_ms : gap_ms;
    int64_t wait_ms = delay_scaled_ms(status->caller->delays, MAX(gap_ms - since_ms, 0));
    if (status->call || !status->sent_ms) {
        wait_ms = MAX(wait_ms, delay_scaled_ms(status->caller->delays, FIRST_MS));
    }
    if (!status->timer.armed || status->timer.due_ms > clock_mono_ms() + wait_ms) {
        timer_start(status->loop, &status->timer, wait_ms);
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
    send_in(status, GAP_MS);
}

void status_soon(struct status *status)
{
    send_in(status, SOON_MS);
}

void status_hear(struct status *status)
{
    json_t *vitals;
    while ((vitals = vitals_take(status->vitals_fd)) != NULL) {
        json_free_ref(&status->kiosk);
        status->kiosk = vitals;
        status->kiosk_ms = clock_mono_ms();
        commands_answered(status->commands, json_member(vitals, "order"));
    }
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

static json_t *error_list(const struct status *status)
{
    json_t *errors = json_array();
    for (size_t i = 0; i < status->error_count; i++) {
        json_array_append_new(errors, json_string(status->errors[i]));
    }
    return errors;
}

static void add_memory(json_t *json)
{
    int64_t kib = vitals_memory();
    if (kib >= 0) {
        json_object_set_new(json, "mem", json_integer(kib));
    }
}

static json_t *report_json(struct status *status)
{
    json_t *json =
        json_pack("{s:s, s:I, s:I, s:o, s:s, s:s, s:I, s:I, s:I, s:o}", "fw", FOYER_VERSION, "up",
                  (json_int_t)(clock_mono_ms() / 1000), "seq", (json_int_t)cache_cursor(status->cache), "err",
                  error_list(status), "screen", bell_ring(status->data_dir, "kiosk") ? "ok" : "absent", "clock",
                  termclock_word(timekeeper_trust(status->caller->timekeeper)), "waiting",
                  (json_int_t)outbox_waiting(status->outbox), "parked", (json_int_t)outbox_parked(status->outbox),
                  "offline", (json_int_t)status->offline, "said", commands_said(status->commands));
    if (status->trust->pinned) {
        json_object_set_new(json, "root", json_integer(status->trust->root.version));
    }
    gauges_read(json, SYS, status->data_dir);
    add_memory(json);
    if (status->kiosk && clock_mono_ms() - status->kiosk_ms < VITALS_FRESH_MS) {
        json_object_set(json, "kiosk", status->kiosk);
    }
    return json;
}

static void send_report(void *arg)
{
    struct status *status = arg;
    if (status->call || !status->caller->identity->token[0]) {
        return; /* begins anew with the next token */
    }
    status_hear(status);
    CLEANUP(json_free_ref) json_t *json = report_json(status);
    struct buf body = {0};
    json_encode(&body, json);
    struct call_spec spec = {
        .method = "POST", .target = "/v1/status", .auth = CALL_BEARER, .body = &body, .file_fd = -1};
    status->sent_ms = clock_mono_ms();
    status->call = call_start(status->caller, &spec, on_answer, status);
    buf_fini(&body);
}
