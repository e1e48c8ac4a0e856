#include "sync/enrol.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/codec.h"
#include "common/log.h"

#define WAIT_S        55
#define EARLY_304_MS  1000 /* an answer sooner than this was not waited for: no tight loop with it */
#define EXPIRES_MAX_S 3600

/* What the worker computes; it holds the only reference while it runs. */
struct code_job {
    struct enrol *enrol; /* NULL: nobody waits any more. Loop thread only */
    uint8_t pk[SIGN_PK_LEN], ours[WIRE_NONCE_LEN], theirs[WIRE_NONCE_LEN];
    char id[UUID_LEN + 1], code[16];
    struct buf root;
};

struct enrol {
    struct enrol_env env;
    struct call *call;
    struct code_job *job;
    struct enrol_offer offer;
    uint8_t nonce[WIRE_NONCE_LEN];
    struct timer timer;
    int64_t until_ms;
};

static void enrol_free(struct enrol *enrol)
{
    call_cancel(&enrol->call);
    timer_stop(enrol->env.loop, &enrol->timer);
    if (enrol->job) {
        enrol->job->enrol = NULL;
    }
    enrol_offer_fini(&enrol->offer);
    free(enrol);
}

void enrol_cancel(struct enrol **enrol)
{
    if (*enrol) {
        enrol_free(*enrol);
        *enrol = NULL;
    }
}

static void end(struct enrol *enrol, enum enrol_end how)
{
    enrol->env.on_end(how, enrol->env.arg);
    enrol_free(enrol);
}

static bool decode_fixed(uint8_t *out, size_t len, const char *text)
{
    struct buf bytes = {0};
    bool ok = text && codec_unbase64url(&bytes, text, len) && bytes.len == len;
    if (ok) {
        memcpy(out, bytes.data, len);
    }
    buf_fini(&bytes);
    return ok;
}

bool enrol_offer_decode(struct enrol_offer *offer, const json_t *json)
{
    *offer = (struct enrol_offer){.expires_s = CLAMP(json_int_or(json, "expires", 900), 10, EXPIRES_MAX_S)};
    const char *id = json_str(json, "id");
    if (!id || !ids_is_uuid(id) || !decode_fixed(offer->nonce, sizeof offer->nonce, json_str(json, "nonce"))) {
        return false;
    }
    memcpy(offer->id, id, UUID_LEN + 1);
    return trust_offer_decode(&offer->root, json);
}

void enrol_offer_fini(struct enrol_offer *offer)
{
    trust_offer_fini(&offer->root);
}

/* --- waiting for somebody to type the code --- */

static void poll_again(void *arg);

static enum enrol_end take_place(struct enrol *enrol, const json_t *json)
{
    struct identity *identity = enrol->env.caller->identity;
    const char *terminal = json_str(json, "terminal");
    if (!terminal || !identity_is_terminal(terminal)) {
        log_warn("enrol: central names no terminal");
        return ENROL_REFUSED;
    }
    if (!trust_pin(enrol->env.trust, &enrol->offer.root) || !identity_enrolled(identity, terminal)) {
        return ENROL_FAILED;
    }
    (void)!identity_take_token(identity, json); /* without one it is asked for next */
    log_info("enrol: paired as terminal %s of %s", terminal, enrol->offer.root.root.org);
    return ENROL_PAIRED;
}

static void on_poll(const struct call_answer *answer, void *arg)
{
    struct enrol *enrol = arg;
    enrol->call = NULL;
    bool late = clock_mono_ms() >= enrol->until_ms;
    switch (answer->result) {
    case CALL_OK:
        end(enrol, answer->status == 200 ? take_place(enrol, answer->json) : ENROL_REFUSED);
        return;
    case CALL_UNCHANGED:
    case CALL_OFFLINE: /* the attempt at central lives on, and the code people are reading with it */
    case CALL_BUSY:
    case CALL_SKEW:
        if (late) {
            end(enrol, answer->result == CALL_OFFLINE ? ENROL_OFFLINE : ENROL_EXPIRED);
        } else {
            bool early = clock_mono_ms() - answer->asked_ms < EARLY_304_MS;
            int64_t pause_ms = answer->result == CALL_BUSY ? answer->retry_s * 1000 : early ? 2 * EARLY_304_MS : 0;
            timer_start(enrol->env.loop, &enrol->timer, delay_scaled_ms(enrol->env.caller->delays, pause_ms));
        }
        return;
    case CALL_MISSING:
        end(enrol, ENROL_EXPIRED);
        return;
    case CALL_TOKEN:
    case CALL_REVOKED:
    case CALL_AHEAD:
    case CALL_REFUSED:
    case CALL_TOO_LARGE:
    case CALL_OVERSIZED:
        log_warn("enrol: central refused while we waited: %s", answer->why);
        end(enrol, ENROL_REFUSED);
        return;
    }
}

static void poll_again(void *arg)
{
    struct enrol *enrol = arg;
    int64_t wait_s = MAX(delay_scaled_ms(enrol->env.caller->delays, WAIT_S * 1000) / 1000, 1);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/enroll/%s?wait=%lld", enrol->offer.id, (long long)wait_s);
    struct call_spec spec = {
        .method = "GET", .target = target, .auth = CALL_SIGNED, .any_304 = true, .wait_s = wait_s, .file_fd = -1};
    enrol->call = call_start(enrol->env.caller, &spec, on_poll, enrol);
}

/* --- the code --- */

static void compute_code(void *arg)
{
    struct code_job *job = arg;
    wire_enrol_code(job->code, job->pk, job->root.data, job->root.len, job->ours, job->theirs, job->id);
}

static void on_code(void *arg)
{
    struct code_job *job = arg;
    struct enrol *enrol = job->enrol;
    if (enrol) {
        enrol->job = NULL;
        enrol->env.on_code(job->code, enrol->env.arg);
        poll_again(enrol);
    }
    buf_fini(&job->root);
    free(job);
}

static void start_code(struct enrol *enrol)
{
    struct code_job *job = xcalloc(1, sizeof *job);
    job->enrol = enrol;
    memcpy(job->pk, enrol->env.caller->identity->pk, sizeof job->pk);
    memcpy(job->ours, enrol->nonce, sizeof job->ours);
    memcpy(job->theirs, enrol->offer.nonce, sizeof job->theirs);
    memcpy(job->id, enrol->offer.id, sizeof job->id);
    buf_append(&job->root, enrol->offer.root.bytes.data, enrol->offer.root.bytes.len);
    enrol->job = job;
    loop_work(enrol->env.loop, compute_code, on_code, job);
}

/* --- the first call --- */

static void on_offer(const struct call_answer *answer, void *arg)
{
    struct enrol *enrol = arg;
    enrol->call = NULL;
    if (answer->result == CALL_OFFLINE || answer->result == CALL_BUSY) {
        log_info("enrol: central is not reached (%s)", answer->why);
        end(enrol, ENROL_OFFLINE);
    } else if (answer->result == CALL_SKEW) {
        end(enrol, ENROL_EXPIRED); /* the clock's hint is taken: again soon */
    } else if (answer->result != CALL_OK || !enrol_offer_decode(&enrol->offer, answer->json)) {
        log_warn("enrol: central's offer is refused: %s",
                 answer->result == CALL_OK ? "malformed or badly signed" : answer->why);
        end(enrol, ENROL_REFUSED);
    } else {
        enrol->until_ms = clock_mono_ms() + enrol->offer.expires_s * 1000;
        start_code(enrol);
    }
}

static void read_model(struct buf *out)
{
    char text[64];
    CLEANUP(close_fd) int fd = open("/proc/device-tree/model", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? 0 : read(fd, text, sizeof text);
    for (ssize_t i = 0; i < got && text[i]; i++) {
        buf_putc(out, text[i] >= ' ' && text[i] <= '~' ? text[i] : '?');
    }
    if (out->len == 0) {
        buf_puts(out, "generic");
    }
}

static void make_request(struct enrol *enrol, struct buf *body)
{
    struct buf pk = {0}, nonce = {0}, model = {0};
    struct utsname system = {0};
    (void)uname(&system);
    crypto_random(enrol->nonce, sizeof enrol->nonce);
    codec_base64url(&pk, enrol->env.caller->identity->pk, SIGN_PK_LEN);
    codec_base64url(&nonce, enrol->nonce, sizeof enrol->nonce);
    read_model(&model);
    CLEANUP(json_free_ref)
    json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:s}", "pk", buf_str(&pk), "nonce", buf_str(&nonce), "model",
                             buf_str(&model), "fw", FOYER_VERSION, "hw", system.machine);
    json_encode(body, json);
    buf_fini(&pk);
    buf_fini(&nonce);
    buf_fini(&model);
}

struct enrol *enrol_start(const struct enrol_env *env)
{
    struct enrol *enrol = xcalloc(1, sizeof *enrol);
    struct buf body = {0};
    enrol->env = *env;
    enrol->timer = (struct timer){.fn = poll_again, .arg = enrol};
    make_request(enrol, &body);
    struct call_spec spec = {
        .method = "POST", .target = "/v1/enroll", .auth = CALL_SIGNED, .body = &body, .file_fd = -1};
    enrol->call = call_start(env->caller, &spec, on_offer, enrol);
    buf_fini(&body);
    return enrol;
}
