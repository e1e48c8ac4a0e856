/* Enrolment. The code is computed in a worker, at most two at once, and never sent: staff type what the terminal shows.
 */
#include "central/api/terminal.h"

#include <stdlib.h>

#include "central/store/keys.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/json.h"
#include "common/log.h"
#include "common/utf8.h"

struct enrol_job {
    struct terminal_api *api;
    struct fleet_enrolment enrolment;
    struct keys_root root;
};

static void job_free(struct enrol_job *job)
{
    keys_root_fini(&job->root);
    free(job);
}

static void run_code(void *arg)
{
    struct enrol_job *job = arg;
    struct fleet_enrolment *e = &job->enrolment;
    wire_enrol_code(e->code, e->pk, job->root.doc.data, job->root.doc.len, e->nonce, e->server_nonce, e->id);
}

static void reply_enrolled(struct http_call *call, const struct enrol_job *job)
{
    CLEANUP(buf_fini) struct buf nonce = {0};
    codec_base64url(&nonce, job->enrolment.server_nonce, WIRE_NONCE_LEN);
    CLEANUP(json_free_ref) json_t *sigs = json_decode(job->root.sigs.data, job->root.sigs.len, NULL);
    CLEANUP(json_free_ref)
    json_t *answer = json_pack("{s:s, s:s, s:s, s:O, s:i}", "id", job->enrolment.id, "nonce", buf_str(&nonce), "root",
                               buf_str(&job->root.doc), "sigs", sigs, "expires", FLEET_ENROL_LIFE_S);
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 201, answer);
}

static void done_code(struct http_call *call, void *arg)
{
    struct enrol_job *job = arg;
    if (call && fleet_enrol(job->api->central->fleet, &job->enrolment))
        reply_enrolled(call, job);
    else if (call)
        http_reply_error(call, 500, "internal", "the enrolment could not be stored", 30);
    job_free(job);
}

/* What a terminal says of itself is shown to staff: short, and clean. */
static bool take_words(const json_t *body, const char *key, char *out, size_t size)
{
    const char *text = json_str_or(body, key, "");
    if (strlen(text) >= size || !utf8_clean(text, UTF8_LINE, NULL))
        return false;
    memcpy(out, text, strlen(text) + 1);
    return true;
}

static struct enrol_job *read_enrolment(struct terminal_api *api, struct http_call *call, const json_t *body)
{
    struct enrol_job *job = xcalloc(1, sizeof(*job));
    struct fleet_enrolment *e = &job->enrolment;
    job->api = api;
    if (terminal_bytes(body, "pk", e->pk, SIGN_PK_LEN) && terminal_bytes(body, "nonce", e->nonce, WIRE_NONCE_LEN) &&
        take_words(body, "model", e->model, sizeof(e->model)) && take_words(body, "fw", e->fw, sizeof(e->fw)) &&
        take_words(body, "hw", e->hw, sizeof(e->hw)))
        return job;
    job_free(job);
    terminal_bad(call, "pk (32 bytes), nonce (16 bytes), model, fw and hw are wanted");
    return NULL;
}

void terminal_enroll(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    if (!terminal_rate_peer(api, api->enrol, call))
        return;
    CLEANUP(json_free_ref) json_t *body = terminal_body(call);
    struct enrol_job *job = body ? read_enrolment(api, call, body) : NULL;
    if (!job)
        return;
    if (!terminal_signed(call, job->enrolment.pk, false)) {
        job_free(job);
        return;
    }
    if (fleet_pending(api->central->fleet, terminal_now_s()) >= FLEET_PENDING_MAX) {
        job_free(job);
        http_reply_error(call, 429, "rate_limited", "too many terminals wait for their code to be typed", 60);
        return;
    }
    if (!keys_root_get(api->central->db, 0, &job->root)) {
        job_free(job);
        http_reply_error(call, 500, "internal", "no root document", 60);
        return;
    }
    job->enrolment.made = terminal_now_s();
    ids_uuid7(job->enrolment.id, clock_wall_ms());
    crypto_random(job->enrolment.server_nonce, WIRE_NONCE_LEN);
    http_stretch(call, run_code, done_code, job);
}

/* --- Waiting for staff --- */

static void reply_paired(struct terminal_api *api, struct http_call *call, const char *id)
{
    const struct fleet_terminal *terminal = fleet_find(api->central->fleet, id);
    if (!terminal || terminal->revoked) {
        http_reply_error(call, 410, "enroll_expired", "this enrolment is over", 0);
        return;
    }
    CLEANUP(json_free_ref) json_t *answer = terminal_token_json(api, terminal);
    json_object_set_new(answer, "terminal", json_string(terminal->id));
    http_set_header(call, "Cache-Control", "no-store");
    http_reply_json(call, 200, answer);
}

void terminal_enroll_poll(struct http_call *call, void *arg)
{
    struct terminal_api *api = arg;
    const char *id = http_capture(call, "id");
    int64_t wait_s = terminal_wait(call);
    struct fleet_enrolment enrolment;
    if (!ids_is_uuid(id) || wait_s < 0) {
        http_reply_error(call, 400, "bad_id", "an enrolment's id and a wait in seconds are wanted", 0);
        return;
    }
    if (!terminal_rate_peer(api, api->token, call))
        return;
    if (!fleet_enrolment_get(api->central->fleet, id, terminal_now_s(), &enrolment)) {
        http_reply_error(call, 410, "enroll_expired", "this enrolment is over; begin a new one", 0);
        return;
    }
    if (!terminal_signed(call, enrolment.pk, false))
        return;
    if (*enrolment.terminal) {
        reply_paired(api, call, enrolment.terminal);
    } else if (wait_s == 0) {
        terminal_unchanged(call, 0);
    } else {
        struct waiter *waiter = waiter_new(api, call, &api->enrol_waiters, wait_s);
        memcpy(waiter->enrolment, enrolment.id, sizeof(waiter->enrolment));
    }
}

void enrol_wake(const char *enrolment_id, void *arg)
{
    struct terminal_api *api = arg;
    struct fleet_enrolment enrolment;
    if (!fleet_enrolment_get(api->central->fleet, enrolment_id, terminal_now_s(), &enrolment))
        return;
    struct waiter *next;
    for (struct waiter *waiter = LIST_FIRST(&api->enrol_waiters); waiter; waiter = next) {
        next = LIST_NEXT(waiter, link);
        if (!str_eq(waiter->enrolment, enrolment_id))
            continue;
        struct http_call *call = waiter->call;
        waiter_free(waiter);
        reply_paired(api, call, enrolment.terminal);
    }
}
