#include "sync/shown.h"

#include <stdio.h>

#include "common/clock.h"
#include "common/log.h"

#define SOON_MS   500 /* what is drawn together is told together */
#define MINUTE_MS 60000

static void post(void *arg);

void shown_init(struct shown *shown)
{
    shown->timer = (struct timer){.fn = post, .arg = shown};
    shown->batch_max = SHOWN_ROWS_MAX;
}

void shown_fini(struct shown *shown)
{
    call_cancel(&shown->call);
    timer_stop(shown->loop, &shown->timer);
    proof_close(shown->proof);
    shown->proof = NULL;
}

void shown_soon(struct shown *shown)
{
    int64_t soon_ms = clock_mono_ms() + SOON_MS;
    if (shown->call || shown->failures || (shown->timer.armed && shown->timer.due_ms <= soon_ms)) {
        return;
    }
    int64_t oldest_ms = shown->posted_ms[shown->next];
    int64_t due_ms = oldest_ms ? MAX(soon_ms, oldest_ms + MINUTE_MS) : soon_ms;
    timer_start(shown->loop, &shown->timer, due_ms - clock_mono_ms());
}

void shown_begin(struct shown *shown)
{
    shown->failures = 0;
    shown_soon(shown);
}

static void again(struct shown *shown, int64_t delay)
{
    timer_start(shown->loop, &shown->timer, delay);
}

/* Codes of one item stand together: the rows come sorted by item. */
static json_t *missing_json(const struct proof_missing *missing, size_t count)
{
    json_t *list = json_array(), *codes = NULL;
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(missing[i].item, missing[i - 1].item) != 0) {
            codes = json_array();
            json_array_append_new(list, json_pack("{s:s, s:o}", "item", missing[i].item, "codes", codes));
        }
        char word[16];
        snprintf(word, sizeof word, "U+%04X", (unsigned)missing[i].code);
        json_array_append_new(codes, json_string(word));
    }
    return list;
}

void shown_body(struct buf *body, const struct proof_row *rows, size_t count, const struct proof_missing *missing,
                size_t missing_count)
{
    CLEANUP(json_free_ref) json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct proof_row *row = &rows[i];
        json_array_append_new(list, json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "day", row->day, "item",
                                              row->item, "ver", (json_int_t)row->ver, "first", (json_int_t)row->first,
                                              "last", (json_int_t)row->last, "times", (json_int_t)row->times, "seconds",
                                              (json_int_t)row->seconds, "opened", (json_int_t)row->opened, "minutes",
                                              (json_int_t)row->minutes));
    }
    CLEANUP(json_free_ref)
    json_t *json = json_pack("{s:O, s:o}", "rows", list, "missing", missing_json(missing, missing_count));
    json_encode(body, json);
}

static void mark_sent(struct shown *shown)
{
    shown->failures = 0;
    if (!proof_sent(shown->proof, shown->rows, shown->row_count, shown->missing, shown->missing_count)) {
        again(shown, delay_ms(shown->caller->delays, DELAY_SHOWN)); /* logged; the same once more is harmless */
        return;
    }
    if (shown->row_count == shown->batch_max || shown->missing_count == SHOWN_MISSING_MAX) {
        shown_soon(shown);
    } else {
        shown->batch_max = SHOWN_ROWS_MAX;
        again(shown, delay_ms(shown->caller->delays, DELAY_SHOWN));
    }
}

/* A row that central does not take would hold up all others: sent one by one, the odd one is marked and left. */
static void on_refused(struct shown *shown, const char *code)
{
    if (shown->row_count + shown->missing_count > 1 && shown->batch_max > 1) {
        log_warn("shown: %zu counts refused together (%s), sending them one by one", shown->row_count, code);
        shown->batch_max = 1;
        again(shown, delay_backoff_ms(shown->caller->delays, 0));
        return;
    }
    log_warn("shown: central does not take the count of %s (%s); left out",
             shown->row_count ? shown->rows[0].item : "missing characters", code);
    mark_sent(shown);
}

static void on_answer(const struct call_answer *answer, void *arg)
{
    struct shown *shown = arg;
    const struct delays *delays = shown->caller->delays;
    shown->call = NULL;
    switch (answer->result) {
    case CALL_OK:
        mark_sent(shown);
        return;
    case CALL_REFUSED:
    case CALL_TOO_LARGE:
        on_refused(shown, answer->code);
        return;
    case CALL_BUSY:
        again(shown, delay_between_ms(delays, answer->retry_s, 2 * answer->retry_s));
        return;
    case CALL_MISSING: /* an older central does not count */
        again(shown, delay_ms(delays, DELAY_STATUS));
        return;
    case CALL_TOKEN:
    case CALL_SKEW:
    case CALL_REVOKED:
    case CALL_UNCHANGED:
    case CALL_AHEAD:
    case CALL_OFFLINE:
    case CALL_OVERSIZED:
        again(shown, delay_backoff_ms(delays, MAX(shown->failures++, 1)));
        return;
    }
}

static void note_post(struct shown *shown)
{
    shown->posted_ms[shown->next] = clock_mono_ms();
    shown->next = (shown->next + 1) % SHOWN_A_MINUTE;
}

static void post(void *arg)
{
    struct shown *shown = arg;
    if (shown->call || !shown->caller->identity->token[0]) {
        return; /* begins anew with the next token */
    }
    if (!shown->proof) {
        shown->proof = proof_open(shown->data_dir);
    }
    shown->row_count = shown->proof ? proof_due(shown->proof, shown->rows, shown->batch_max) : 0;
    size_t room = shown->batch_max == SHOWN_ROWS_MAX ? SHOWN_MISSING_MAX : shown->row_count ? 0 : 1;
    shown->missing_count = shown->proof ? proof_due_missing(shown->proof, shown->missing, room) : 0;
    if (!shown->row_count && !shown->missing_count) {
        again(shown, delay_ms(shown->caller->delays, DELAY_SHOWN));
        return;
    }
    struct buf body = {0};
    shown_body(&body, shown->rows, shown->row_count, shown->missing, shown->missing_count);
    struct call_spec spec = {
        .method = "POST", .target = "/v1/shown", .auth = CALL_BEARER, .body = &body, .file_fd = -1};
    note_post(shown);
    shown->call = call_start(shown->caller, &spec, on_answer, shown);
    buf_fini(&body);
}
