/* BOOT ── no identity ── ENROL ── paired ──┐
 *   └──── identity, jitter ───────────── TIME ── AUTH ── CATCHUP ── LIVE ─┐
 *                                         ↑       │         ↑        └────┘ 200, 304
 *                                      BACKOFF ←──┴─────────┴─ any network or server failure
 *                                               403: PAUSED, the content stays, asked again after hours
 * Every enter_… function names one state and starts the one thing that state waits for; every on_… function is an
 * answer and ends by entering a state. Content that cannot be verified never changes the state but to BACKOFF: the
 * screen keeps what it has. The kiosk is told by words in the cache and a ring. */
#include "sync/machine.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/codec.h"
#include "common/log.h"
#include "sync/changeset.h"
#include "sync/commands.h"
#include "sync/enrol.h"
#include "sync/feed.h"
#include "sync/roots.h"
#include "sync/status.h"
#include "sync/upload.h"
#include "sync/words.h"

#define WAIT_MAX_S     240
#define WAIT_MIN_S     25
#define CLEAN_ROUNDS   3   /* 304s in a row before a longer poll is dared */
#define TOKEN_MARGIN_S 600 /* a token is renewed this long before it ends */
#define FEED_MAX       (1 << 20)

enum state { STATE_BOOT, STATE_ENROL, STATE_TIME, STATE_AUTH, STATE_CATCHUP, STATE_LIVE, STATE_BACKOFF, STATE_PAUSED };

struct machine {
    struct machine_env env;
    enum state state;
    struct timer timer; /* what the state waits for when it is no answer */
    struct call *call;  /* … and when it is one */
    struct enrol *enrol;
    struct changeset *changeset;
    struct call *time_call; /* the clock again, beside LIVE */
    struct words words;
    struct roots roots; /* newer root documents, beside everything */
    struct upload upload;
    struct status status;
    struct timer heads, clock_save, time_again, collect, outbox_look;
    char own_channel[CHANNEL_MAX + 1];
    char nonce[33];
    int failures, clean_rounds;
    int64_t wait_s, retry_low_s, retry_high_s, asked_ms;
    bool more, refresh_due, auth_again; /* auth_again: one question for a token after a 401, not an endless exchange */
    int64_t auth_ms;
};

static void enter_time(void *arg);
static void enter_auth(struct machine *machine);
static void enter_feed(struct machine *machine);
static void enter_backoff(struct machine *machine, const char *why, int64_t delay);
static void enter_paused(struct machine *machine);
static void enter_enrol(void *arg);

/* --- beside the states: clock, root document, heads, garbage --- */

static void say(const struct machine *machine, const char *name, const char *value)
{
    words_say(&machine->words, name, value);
}

static void say_identity(const struct machine *machine)
{
    words_identity(&machine->words, machine->env.caller->identity, machine->env.trust);
}

static void set_own_channel(struct machine *machine)
{
    snprintf(machine->own_channel, sizeof machine->own_channel, "t:%s", machine->env.caller->identity->terminal);
}

static void save_clock(void *arg)
{
    struct machine *machine = arg;
    timekeeper_save(machine->env.caller->timekeeper, machine->env.cache);
    timer_start(machine->env.loop, &machine->clock_save, delay_ms(machine->env.delays, DELAY_CLOCK_SAVE));
}

static struct call *ask_time(struct machine *machine, call_on_done *fn)
{
    uint8_t nonce[16];
    crypto_random(nonce, sizeof nonce);
    codec_hex(machine->nonce, nonce, sizeof nonce);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/time?n=%s", machine->nonce);
    struct call_spec spec = {.method = "GET", .target = target, .auth = CALL_OPEN, .file_fd = -1};
    return call_start(machine->env.caller, &spec, fn, machine);
}

static void take_time(struct machine *machine, const struct call_answer *answer)
{
    if (answer->result != CALL_OK) {
        return;
    }
    if (timekeeper_accept(machine->env.caller->timekeeper, machine->env.trust, answer->json, machine->nonce,
                          answer->asked_ms)) {
        save_clock(machine);
        words_ring(&machine->words);
    } else {
        log_warn("time: the answer is not signed by central, the clock stays as it is");
        status_error(&machine->status, "bad_time", "");
    }
}

static void on_time_again(const struct call_answer *answer, void *arg)
{
    struct machine *machine = arg;
    machine->time_call = NULL;
    take_time(machine, answer);
}

static void time_again(void *arg)
{
    struct machine *machine = arg;
    timer_start(machine->env.loop, &machine->time_again, delay_ms(machine->env.delays, DELAY_TIME));
    if (machine->env.trust->pinned && !machine->time_call && machine->state != STATE_TIME) {
        machine->time_call = ask_time(machine, on_time_again);
    }
}

static void on_root_end(bool followed, void *arg)
{
    struct machine *machine = arg;
    if (followed) {
        say_identity(machine);
        machine->refresh_due = true; /* heads signed by a key that is no longer named are signed anew by now */
    } else {
        status_error(&machine->status, "bad_root", "");
    }
}

static void collect(void *arg)
{
    struct machine *machine = arg;
    cache_collect(machine->env.cache);
}

static void heads_due(void *arg)
{
    struct machine *machine = arg;
    machine->refresh_due = true;
    if (machine->state == STATE_LIVE && machine->call) {
        call_cancel(&machine->call); /* the parked poll is begun again afterwards */
        enter_feed(machine);
    }
}

static void outbox_look(void *arg)
{
    struct machine *machine = arg;
    upload_kick(&machine->upload);
    timer_start(machine->env.loop, &machine->outbox_look, delay_ms(machine->env.delays, DELAY_OUTBOX_LOOK));
}

/* --- BOOT, ENROL --- */

void machine_start(struct machine *machine)
{
    struct identity *identity = machine->env.caller->identity;
    timekeeper_save(machine->env.caller->timekeeper, machine->env.cache);
    timer_start(machine->env.loop, &machine->clock_save, delay_ms(machine->env.delays, DELAY_CLOCK_SAVE));
    timer_start(machine->env.loop, &machine->time_again, delay_ms(machine->env.delays, DELAY_TIME));
    timer_start(machine->env.loop, &machine->outbox_look, delay_ms(machine->env.delays, DELAY_OUTBOX_LOOK));
    timer_start(machine->env.loop, &machine->heads, delay_ms(machine->env.delays, DELAY_HEADS));
    timer_start(machine->env.loop, &machine->collect, delay_ms(machine->env.delays, DELAY_COLLECT));
    say_identity(machine);
    say(machine, CACHE_ENROL_CODE, NULL);
    if (!identity->terminal[0] || !machine->env.trust->pinned) {
        enter_enrol(machine);
        return;
    }
    say(machine, CACHE_STATE, "connecting");
    set_own_channel(machine);
    machine->refresh_due = true; /* also finds what is missing or damaged on this card */
    if (cache_check_blobs(machine->env.cache) > 0) {
        log_warn("sync: some blobs are missing here, they are fetched again");
    }
    machine->timer.fn = enter_time;
    timer_start(machine->env.loop, &machine->timer, delay_ms(machine->env.delays, DELAY_BOOT));
}

static void on_enrol_code(const char *code, void *arg)
{
    struct machine *machine = arg;
    machine->failures = 0;
    log_info("enrol: the code for pairing is on the screen");
    say(machine, CACHE_ENROL_CODE, code);
}

static void on_enrol_end(enum enrol_end end, void *arg)
{
    struct machine *machine = arg;
    machine->enrol = NULL;
    say(machine, CACHE_ENROL_CODE, NULL);
    machine->timer.fn = enter_enrol;
    switch (end) {
    case ENROL_PAIRED:
        machine->failures = 0;
        set_own_channel(machine);
        say_identity(machine);
        machine->refresh_due = true;
        enter_time(machine);
        return;
    case ENROL_EXPIRED:
    case ENROL_REFUSED:
        timer_start(machine->env.loop, &machine->timer, delay_ms(machine->env.delays, DELAY_ENROL_AGAIN));
        return;
    case ENROL_OFFLINE:
    case ENROL_FAILED:
        timer_start(machine->env.loop, &machine->timer, delay_backoff_ms(machine->env.delays, machine->failures++));
        return;
    }
}

static void enter_enrol(void *arg)
{
    struct machine *machine = arg;
    machine->state = STATE_ENROL;
    say(machine, CACHE_STATE, "enrol");
    struct enrol_env env = {machine->env.loop, machine->env.caller, machine->env.trust,
                            on_enrol_code,     on_enrol_end,        machine};
    machine->enrol = enrol_start(&env);
}

/* --- TIME, AUTH --- */

static void on_time(const struct call_answer *answer, void *arg)
{
    struct machine *machine = arg;
    machine->call = NULL;
    take_time(machine, answer);
    if (answer->result == CALL_OFFLINE) {
        enter_backoff(machine, answer->why, 0);
    } else {
        enter_auth(machine); /* without a proven clock too: sync runs, judgements wait */
    }
}

static void enter_time(void *arg)
{
    struct machine *machine = arg;
    machine->state = STATE_TIME;
    if (timekeeper_trust(machine->env.caller->timekeeper) == CLOCK_OK) {
        enter_auth(machine);
        return;
    }
    machine->call = ask_time(machine, on_time);
}

static bool token_is_fresh(const struct machine *machine)
{
    const struct identity *identity = machine->env.caller->identity;
    int64_t now_s = timekeeper_now_ms(machine->env.caller->timekeeper) / 1000;
    return identity->token[0] && now_s < identity->token_expires_s - TOKEN_MARGIN_S;
}

static void on_token(const struct call_answer *answer, void *arg)
{
    struct machine *machine = arg;
    machine->call = NULL;
    switch (answer->result) {
    case CALL_OK:
        if (!enrol_take_token(machine->env.caller->identity, answer->json)) {
            enter_backoff(machine, "central gave no usable token", 0);
            return;
        }
        machine->auth_ms = clock_mono_ms();
        upload_now(&machine->upload);
        machine->more = true;
        enter_feed(machine);
        return;
    case CALL_SKEW:
        if (!machine->auth_again) {
            machine->auth_again = true;
            enter_auth(machine); /* signed anew with the hint */
            return;
        }
        enter_backoff(machine, "central's clock and ours disagree", 0);
        return;
    case CALL_REVOKED:
        enter_paused(machine);
        return;
    case CALL_BUSY:
        enter_backoff(machine, answer->why,
                      delay_between_ms(machine->env.delays, answer->retry_s, 2 * answer->retry_s));
        return;
    case CALL_UNCHANGED:
    case CALL_TOKEN:
    case CALL_MISSING:
    case CALL_AHEAD:
    case CALL_REFUSED:
    case CALL_TOO_LARGE:
    case CALL_OFFLINE:
    case CALL_OVERSIZED:
        enter_backoff(machine, answer->why, 0);
        return;
    }
}

static void enter_auth(struct machine *machine)
{
    machine->state = STATE_AUTH;
    if (token_is_fresh(machine)) {
        machine->more = true;
        upload_kick(&machine->upload);
        enter_feed(machine);
        return;
    }
    struct buf body = {0};
    CLEANUP(json_free_ref) json_t *json = json_pack("{s:s}", "terminal", machine->env.caller->identity->terminal);
    json_encode(&body, json);
    struct call_spec spec = {
        .method = "POST", .target = "/v1/token", .auth = CALL_SIGNED, .body = &body, .file_fd = -1};
    machine->call = call_start(machine->env.caller, &spec, on_token, machine);
    buf_fini(&body);
}

/* 401 somewhere: the token is forgotten and asked for anew; when the new one is refused at once too, that is a failure.
 */
static void renew_token(struct machine *machine)
{
    bool just_had =
        machine->auth_ms && clock_mono_ms() - machine->auth_ms < delay_scaled_ms(machine->env.delays, 60000);
    identity_set_token(machine->env.caller->identity, "", 0);
    if (just_had) {
        machine->auth_ms = 0;
        enter_backoff(machine, "central refuses the token it gave", 0);
    } else {
        enter_auth(machine);
    }
}

/* --- CATCHUP, LIVE --- */

static void on_changed(struct machine *machine, const struct changeset_report *report)
{
    if (report->stored == 0) {
        return;
    }
    timekeeper_raise(machine->env.caller->timekeeper, report->newest_issued_s);
    words_content(&machine->words);
    if (report->changed) {
        log_info("sync: content changed, %zu channels stored", report->stored);
        words_ring(&machine->words);
        timer_start(machine->env.loop, &machine->collect, delay_ms(machine->env.delays, DELAY_COLLECT));
    }
    struct commands_env env = {machine->env.loop, machine->env.caller, machine->env.cache, machine->own_channel};
    commands_run(&env);
}

static void on_changeset(const struct changeset_report *report, void *arg)
{
    struct machine *machine = arg;
    machine->changeset = NULL;
    on_changed(machine, report);
    switch (report->end) {
    case CHANGESET_DONE:
        machine->failures = 0;
        enter_feed(machine);
        return;
    case CHANGESET_REFUSED:
        status_error(&machine->status, report->why ? report->why : "refused", report->channel);
        if (str_eq(report->why, APPLY_UNKNOWN_KEY)) {
            roots_ask(&machine->roots);
        }
        machine->refresh_due = true; /* the next time with the whole heads: a missed change shows there */
        enter_backoff(machine, "what central sent is not believed or not complete", 0);
        return;
    case CHANGESET_OFFLINE:
        enter_backoff(machine, "the network went away while fetching", 0);
        return;
    case CHANGESET_TOKEN:
        renew_token(machine);
        return;
    case CHANGESET_REVOKED:
        enter_paused(machine);
        return;
    case CHANGESET_FAILED:
        status_error(&machine->status, "disk", "");
        enter_backoff(machine, "this machine could not store it", 0);
        return;
    }
}

static struct changeset_env changeset_env(struct machine *machine)
{
    return (struct changeset_env){machine->env.loop, machine->env.caller, machine->env.trust, machine->env.cache,
                                  machine->own_channel};
}

static void take_feed(struct machine *machine, const json_t *json)
{
    struct feed_answer feed;
    const char *why = "";
    if (!feed_decode(&feed, json, &why)) {
        feed_fini(&feed);
        log_warn("sync: the feed's answer is garbled: %s", why);
        status_error(&machine->status, "garbled_feed", "");
        enter_backoff(machine, "the feed's answer is garbled", 0);
        return;
    }
    bool caught_up = machine->state == STATE_LIVE;
    machine->more = feed.more;
    machine->retry_low_s = feed.retry_low_s;
    machine->retry_high_s = MAX(feed.retry_high_s, feed.retry_low_s);
    if (feed.root > machine->env.trust->root.version) {
        roots_ask(&machine->roots);
    }
    /* Large blobs are fetched spread over time, unless this screen still waits for its first content. */
    int64_t spread = caught_up ? delay_between_ms(machine->env.delays, 0, feed.spread_s) : 0;
    bool inline_only = true;
    for (size_t i = 0; i < feed.count; i++) {
        inline_only &= feed.entries[i].put_count <= feed.entries[i].blob_count;
    }
    struct changeset_env env = changeset_env(machine);
    machine->changeset = changeset_start(&env, &feed, inline_only ? 0 : spread, on_changeset, machine);
    feed_fini(&feed);
}

static void on_unchanged(struct machine *machine)
{
    machine->failures = 0;
    machine->more = false;
    if (++machine->clean_rounds >= CLEAN_ROUNDS) {
        machine->wait_s = MIN(machine->wait_s + machine->wait_s / 2, WAIT_MAX_S);
    }
    bool early = machine->state == STATE_LIVE && clock_mono_ms() - machine->asked_ms < 1000;
    if (early) { /* a draining server, or somebody who always answers 304: no tight loop with either */
        enter_backoff(machine, "an unchanged feed came back at once",
                      delay_between_ms(machine->env.delays, 1, 3) + 200);
    } else {
        enter_feed(machine);
    }
}

/* A network that drops quiet connections shows by polls that die before their time: shorter polls then. */
static void on_dropped(struct machine *machine, const char *why)
{
    bool was_live = machine->state == STATE_LIVE;
    bool early = clock_mono_ms() - machine->asked_ms < machine->wait_s * 1000;
    machine->clean_rounds = 0;
    if (was_live && early) {
        machine->wait_s = MAX(machine->wait_s / 2, WAIT_MIN_S);
    }
    int64_t first = was_live && machine->failures == 0 && machine->retry_high_s > 0
                        ? delay_between_ms(machine->env.delays, machine->retry_low_s, machine->retry_high_s)
                        : 0;
    enter_backoff(machine, why, first);
}

static void on_feed(const struct call_answer *answer, void *arg)
{
    struct machine *machine = arg;
    machine->call = NULL;
    switch (answer->result) {
    case CALL_OK:
        take_feed(machine, answer->json);
        return;
    case CALL_UNCHANGED:
        on_unchanged(machine);
        return;
    case CALL_TOKEN:
    case CALL_SKEW:
        renew_token(machine);
        return;
    case CALL_REVOKED:
        enter_paused(machine);
        return;
    case CALL_AHEAD: /* central was restored: its heads tell what is newer, lower ones are refused */
        log_warn("sync: central knows less than this terminal; keeping the content, asking for its heads");
        machine->refresh_due = true;
        enter_backoff(machine, "central was restored", 0);
        return;
    case CALL_BUSY:
        enter_backoff(machine, answer->why,
                      delay_between_ms(machine->env.delays, answer->retry_s, 2 * answer->retry_s));
        return;
    case CALL_MISSING:
    case CALL_REFUSED:
    case CALL_TOO_LARGE:
    case CALL_OVERSIZED:
        status_error(&machine->status, "feed", answer->code);
        enter_backoff(machine, answer->why, 0);
        return;
    case CALL_OFFLINE:
        on_dropped(machine, answer->why);
        return;
    }
}

static void ask_feed(struct machine *machine)
{
    int64_t cursor = cache_cursor(machine->env.cache);
    int64_t wait_s =
        machine->state == STATE_LIVE ? MAX(delay_scaled_ms(machine->env.delays, machine->wait_s * 1000) / 1000, 1) : 0;
    CLEANUP(free_ptr) char *tag = xasprintf("%" PRId64, cursor);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/feed?since=%s&wait=%" PRId64, tag, wait_s);
    struct call_spec spec = {.method = "GET",
                             .target = target,
                             .auth = CALL_BEARER,
                             .unchanged = tag,
                             .wait_s = wait_s,
                             .answer_max = FEED_MAX,
                             .file_fd = -1};
    machine->asked_ms = clock_mono_ms();
    machine->call = call_start(machine->env.caller, &spec, on_feed, machine);
}

/* CATCHUP asks without waiting until there is no more, then LIVE waits for the next change. */
static void enter_feed(struct machine *machine)
{
    machine->auth_again = false;
    if (!token_is_fresh(machine)) {
        enter_auth(machine);
        return;
    }
    if (machine->refresh_due) {
        machine->refresh_due = false;
        timer_start(machine->env.loop, &machine->heads, delay_ms(machine->env.delays, DELAY_HEADS));
        struct changeset_env env = changeset_env(machine);
        machine->state = STATE_CATCHUP;
        machine->changeset = changeset_refresh(&env, on_changeset, machine);
        return;
    }
    machine->state = machine->more ? STATE_CATCHUP : STATE_LIVE;
    if (machine->state == STATE_LIVE) {
        say(machine, CACHE_STATE, "live");
        status_begin(&machine->status);
        upload_kick(&machine->upload);
    }
    ask_feed(machine);
}

/* --- BACKOFF, PAUSED --- */

/* delay 0: by the number of failures. */
static void enter_backoff(struct machine *machine, const char *why, int64_t delay)
{
    int64_t sleep_ms = delay > 0 ? delay : delay_backoff_ms(machine->env.delays, machine->failures);
    machine->failures++;
    machine->state = STATE_BACKOFF;
    machine->more = true;
    log_info("sync: %s; again in %.1f s", why, (double)sleep_ms / 1000);
    if (machine->failures > 1) {
        say(machine, CACHE_STATE, "offline"); /* one dropped connection is no news for residents */
    }
    machine->timer.fn = enter_time;
    timer_start(machine->env.loop, &machine->timer, sleep_ms);
}

static void enter_paused(struct machine *machine)
{
    machine->state = STATE_PAUSED;
    identity_set_token(machine->env.caller->identity, "", 0);
    int64_t sleep_ms = delay_ms(machine->env.delays, DELAY_REVOKED);
    log_warn("sync: central says this terminal is revoked; the content stays, asking again in %.1f h",
             (double)sleep_ms / 3600000);
    say(machine, CACHE_STATE, "paused");
    machine->more = true;
    machine->timer.fn = enter_time;
    timer_start(machine->env.loop, &machine->timer, sleep_ms);
}

/* --- life --- */

/* The upload met a 401 or 403: the feed's next turn sees to the token, now rather than when its poll ends. */
static void on_upload_token(enum call_result result UNUSED, void *arg)
{
    struct machine *machine = arg;
    if (machine->state == STATE_LIVE && machine->call) {
        call_cancel(&machine->call);
        renew_token(machine);
    }
}

void machine_rung(struct machine *machine)
{
    upload_now(&machine->upload);
}

struct machine *machine_new(const struct machine_env *env)
{
    struct machine *machine = xcalloc(1, sizeof *machine);
    machine->env = *env;
    machine->wait_s = WAIT_MAX_S;
    machine->timer = (struct timer){.fn = enter_time, .arg = machine};
    machine->heads = (struct timer){.fn = heads_due, .arg = machine};
    machine->clock_save = (struct timer){.fn = save_clock, .arg = machine};
    machine->time_again = (struct timer){.fn = time_again, .arg = machine};
    machine->collect = (struct timer){.fn = collect, .arg = machine};
    machine->outbox_look = (struct timer){.fn = outbox_look, .arg = machine};
    machine->words = (struct words){env->cache, env->data_dir};
    machine->roots = (struct roots){
        .loop = env->loop, .caller = env->caller, .trust = env->trust, .on_end = on_root_end, .arg = machine};
    roots_init(&machine->roots);
    machine->upload.loop = env->loop;
    machine->upload.caller = env->caller;
    machine->upload.trust = env->trust;
    machine->upload.outbox = env->outbox;
    machine->upload.data_dir = env->data_dir;
    machine->upload.on_token = on_upload_token;
    machine->upload.arg = machine;
    upload_init(&machine->upload);
    machine->status.loop = env->loop;
    machine->status.caller = env->caller;
    machine->status.cache = env->cache;
    machine->status.data_dir = env->data_dir;
    status_init(&machine->status);
    return machine;
}

void machine_free(struct machine *machine)
{
    if (!machine) {
        return;
    }
    struct timer *const timers[] = {&machine->timer,      &machine->heads,   &machine->clock_save,
                                    &machine->time_again, &machine->collect, &machine->outbox_look};
    for (size_t i = 0; i < ARRAY_LEN(timers); i++) {
        timer_stop(machine->env.loop, timers[i]);
    }
    timekeeper_save(machine->env.caller->timekeeper, machine->env.cache);
    if (machine->state != STATE_ENROL && machine->state != STATE_PAUSED) {
        say(machine, CACHE_STATE, "offline"); /* nobody follows central while this program does not run */
    }
    call_cancel(&machine->call);
    roots_fini(&machine->roots);
    call_cancel(&machine->time_call);
    enrol_cancel(&machine->enrol);
    changeset_cancel(&machine->changeset);
    upload_fini(&machine->upload);
    status_fini(&machine->status);
    free(machine);
}
