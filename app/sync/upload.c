#include "sync/upload.h"

#include "common/codec.h"
#include "common/log.h"
#include "terminal/bell.h"

#define BATCH_BYTES 150000 /* sealed bytes in one POST; base64 and JSON keep it under WIRE_BODY_MAX */

static void on_timer(void *arg)
{
    upload_kick(arg);
}

void upload_init(struct upload *upload)
{
    upload->batch_max = WIRE_OUTBOX_ITEMS;
    upload->timer = (struct timer){.fn = on_timer, .arg = upload};
}

static void drop_entries(struct upload *upload)
{
    for (size_t i = 0; i < upload->count; i++) {
        outbox_entry_fini(&upload->entries[i]);
    }
    upload->count = 0;
}

void upload_fini(struct upload *upload)
{
    call_cancel(&upload->call);
    timer_stop(upload->loop, &upload->timer);
    drop_entries(upload);
}

enum upload_verdict upload_judge(const struct trust *trust, const struct outbox_entry *entry, const json_t *result)
{
    const char *status = json_str_or(result, "s", "");
    uint8_t sig[SIGN_LEN];
    if (strcmp(status, "rejected") == 0 || strcmp(status, "conflict") == 0) {
        return UPLOAD_REFUSED;
    }
    if ((strcmp(status, "stored") != 0 && strcmp(status, "dup") != 0) ||
        !trust_sig_decode(sig, json_str(result, "sig"))) {
        return UPLOAD_UNPROVED;
    }
    struct buf signable = {0};
    wire_signable_receipt(&signable, entry->id, status, entry->sha256);
    bool good = trust_check(trust, NULL, sig, signable.data, signable.len) == TRUST_GOOD;
    buf_fini(&signable);
    return good ? UPLOAD_ARRIVED : UPLOAD_UNPROVED;
}

static void retry_later(struct upload *upload, int64_t delay)
{
    upload->failures++;
    timer_start(upload->loop, &upload->timer, delay);
}

/* Returns whether the entry needs no attention for now. */
static bool take_result(struct upload *upload, const struct outbox_entry *entry, const json_t *result, int64_t now_s)
{
    switch (upload_judge(upload->trust, entry, result)) {
    case UPLOAD_ARRIVED:
        log_info("upload: entry %s reached central", entry->id);
        return outbox_settle(upload->outbox, entry->id, now_s);
    case UPLOAD_REFUSED: {
        const char *code = json_str_or(result, "code", json_str_or(result, "s", "rejected"));
        log_warn("upload: entry %s is refused by central (%s) and kept", entry->id, code);
        return outbox_refused(upload->outbox, entry->id, code, now_s);
    }
    case UPLOAD_UNPROVED:
        log_warn("upload: entry %s came back without a good receipt and is kept", entry->id);
        return false;
    }
    return false;
}

static void take_results(struct upload *upload, const json_t *results)
{
    int64_t now_s = timekeeper_now_ms(upload->caller->timekeeper) / 1000;
    bool all = true;
    for (size_t i = 0; i < upload->count; i++) {
        all &= take_result(upload, &upload->entries[i], json_find(results, upload->entries[i].id), now_s);
    }
    (void)bell_ring(upload->data_dir, "kiosk"); /* a receipt page may be open */
    drop_entries(upload);
    if (all) {
        upload->failures = 0;
        upload_kick(upload);
    } else {
        retry_later(upload, delay_backoff_ms(upload->caller->delays, upload->failures));
    }
}

/* A 400 is unsigned: it may be forged, so the entry is only counted as refused, and only when it was alone. */
static void on_batch_refused(struct upload *upload, const char *code)
{
    if (upload->count > 1) {
        log_warn("upload: %zu entries refused together (%s), sending them one by one", upload->count, code);
        upload->batch_max = 1;
    } else if (upload->count == 1) {
        log_warn("upload: entry %s is refused (%s) and kept", upload->entries[0].id, code);
        (void)!outbox_refused(upload->outbox, upload->entries[0].id, code,
                              timekeeper_now_ms(upload->caller->timekeeper) / 1000); /* logged */
    }
    drop_entries(upload);
    retry_later(upload, delay_backoff_ms(upload->caller->delays, 0));
}

static void on_answer(const struct call_answer *answer, void *arg)
{
    struct upload *upload = arg;
    const struct delays *delays = upload->caller->delays;
    upload->call = NULL;
    switch (answer->result) {
    case CALL_OK:
        take_results(upload, json_member(answer->json, "results"));
        upload->on_reached(upload->arg);
        return;
    case CALL_REFUSED:
    case CALL_TOO_LARGE:
        on_batch_refused(upload, answer->code);
        return;
    case CALL_TOKEN:
    case CALL_SKEW:
    case CALL_REVOKED:
        drop_entries(upload);
        upload->on_token(answer->result, upload->arg);
        retry_later(upload, delay_backoff_ms(delays, MAX(upload->failures, 2))); /* should the kick never come */
        return;
    case CALL_BUSY:
        drop_entries(upload);
        retry_later(upload, delay_between_ms(delays, answer->retry_s, 2 * answer->retry_s));
        return;
    case CALL_UNCHANGED:
    case CALL_MISSING:
    case CALL_AHEAD:
    case CALL_OFFLINE:
    case CALL_OVERSIZED:
        log_info("upload: %zu entries wait, central is not reached (%s)", upload->count, answer->why);
        drop_entries(upload);
        retry_later(upload, delay_backoff_ms(delays, upload->failures));
        return;
    }
}

/* As many as fit; the rest is due again at once. */
static void make_body(struct upload *upload, struct buf *body)
{
    size_t bytes = 0, fit = 0;
    CLEANUP(json_free_ref) json_t *items = json_array();
    for (; fit < upload->count; fit++) {
        const struct outbox_entry *entry = &upload->entries[fit];
        bytes += entry->sealed.len;
        if (fit > 0 && bytes > BATCH_BYTES) {
            break;
        }
        struct buf sealed = {0};
        codec_base64url(&sealed, entry->sealed.data, entry->sealed.len);
        json_array_append_new(items, json_pack("{s:s, s:s, s:I, s:s, s:s, s:s}", "id", entry->id, "kind", entry->kind,
                                               "at", (json_int_t)entry->at, "clk", entry->clk, "box", entry->box,
                                               "sealed", buf_str(&sealed)));
        buf_fini(&sealed);
    }
    for (size_t i = fit; i < upload->count; i++) {
        outbox_entry_fini(&upload->entries[i]);
    }
    upload->count = fit;
    CLEANUP(json_free_ref) json_t *json = json_pack("{s:O}", "items", items);
    json_encode(body, json);
}

void upload_kick(struct upload *upload)
{
    if (upload->call || !upload->caller->identity->token[0] || upload->timer.armed) {
        return;
    }
    int64_t now_s = timekeeper_now_ms(upload->caller->timekeeper) / 1000;
    upload->count = outbox_due(upload->outbox, now_s, upload->entries, upload->batch_max);
    if (upload->count == 0) {
        upload->batch_max = WIRE_OUTBOX_ITEMS;
        return;
    }
    struct buf body = {0};
    make_body(upload, &body);
    struct call_spec spec = {
        .method = "POST", .target = "/v1/outbox", .auth = CALL_BEARER, .body = &body, .file_fd = -1};
    upload->call = call_start(upload->caller, &spec, on_answer, upload);
    buf_fini(&body);
}

void upload_now(struct upload *upload)
{
    timer_stop(upload->loop, &upload->timer);
    upload->failures = 0;
    upload_kick(upload);
}
