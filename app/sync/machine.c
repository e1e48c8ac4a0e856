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
#include "common/log.h"
#include "sync/changeset.h"
#include "sync/clocksync.h"
#include "sync/commands.h"
#include "sync/enrol.h"
#include "sync/feed.h"
#include "sync/longpoll.h"
#include "sync/roots.h"
#include "sync/shown.h"
#include "sync/status.h"
#include "sync/upload.h"
#include "sync/words.h"

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
    struct words words;
    struct clocksync clocksync;
    struct roots roots; /* newer root documents, beside everything */
    struct upload upload;
    struct status status;
    struct commands commands;
    struct shown shown;
    struct timer heads, collect, outbox_look;
    char own_channel[CHANNEL_MAX + 1];
    struct longpoll longpoll;
    int failures;
    int64_t retry_low_s, retry_high_s;
    bool more, refresh_due, auth_again; /* auth_again: one question for a token after a 401, not an endless exchange */
    bool sign_feed;                     /* central said that it knows less: it is asked once more, signed */
    bool told_to_wait;                  /* the delay that runs in BACKOFF is central's, not ours */
    int64_t auth_ms;
};

static void enter_time(void *arg);
static void enter_auth(struct machine *machine);
static void enter_feed(struct machine *machine);
static void enter_backoff(struct machine *machine, const char *why, int64_t delay);
static void enter_paused(struct machine *machine);
static void enter_enrol(void *arg);

/* Central names the delay; the fleet spreads over as much again. */
static void back_off_busy(struct machine *machine, const struct call_answer *answer)
{
    enter_backoff(machine, answer->why, delay_between_ms(machine->env.delays, answer->retry_s, 2 * answer->retry_s));
}

/* --- beside the states: root document, heads, garbage --- */

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

/* Somebody may have deleted the cache: all of it is asked for again, now rather than when the parked poll ends. */
static void mend_cache(struct machine *machine)
{
    if (!cache_mend(machine->env.cache)) {
        return;
    }
    machine->refresh_due = true;
    if (machine->state == STATE_LIVE || machine->state == STATE_CATCHUP) {
        call_cancel(&machine->call);
        changeset_cancel(&machine->changeset);
        enter_feed(machine);
    }
}

static void outbox_look(void *arg)
{
    struct machine *machine = arg;
    mend_cache(machine);
    status_hear(&machine->status);
    upload_kick(&machine->upload);
    timer_start(machine->env.loop, &machine->outbox_look, delay_ms(machine->env.delays, DELAY_OUTBOX_LOOK));
}

/* --- BOOT, ENROL --- */

void machine_start(struct machine *machine)
{
    struct identity *identity = machine->env.caller->identity;
    clocksync_begin(&machine->clocksync);
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

/* Also beside the other states, where nothing waits for it. */
static void on_clock(enum clocksync_end end, const char *why, void *arg)
{
    struct machine *machine = arg;
    if (end == CLOCKSYNC_SET) {
        words_ring(&machine->words);
    } else if (end == CLOCKSYNC_FORGED) {
        status_error(&machine->status, "bad_time", "");
    }
    if (machine->state != STATE_TIME) {
        return;
    }
    if (end == CLOCKSYNC_OFFLINE) {
        enter_backoff(machine, why, 0);
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
    clocksync_ask(&machine->clocksync);
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
        if (!identity_take_token(machine->env.caller->identity, answer->json)) {
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
        back_off_busy(machine, answer);
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
    if (report->done.stored == 0) {
        return;
    }
    timekeeper_raise(machine->env.caller->timekeeper, report->done.newest_issued_s);
    words_content(&machine->words, report->end == CHANGESET_DONE && !machine->more);
    if (report->done.changed) {
        log_info("sync: content changed, %zu channels stored", report->done.stored);
        words_ring(&machine->words);
        timer_start(machine->env.loop, &machine->collect, delay_ms(machine->env.delays, DELAY_COLLECT));
    }
    commands_run(&machine->commands);
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
    if (longpoll_unchanged(&machine->longpoll, clock_mono_ms()) && machine->state == STATE_LIVE) {
        enter_backoff(machine, "an unchanged feed came back at once",
                      delay_between_ms(machine->env.delays, 1, 3) + 200);
    } else {
        enter_feed(machine);
    }
}

static void on_dropped(struct machine *machine, const char *why)
{
    bool was_live = machine->state == STATE_LIVE;
    if (was_live) {
        longpoll_dropped(&machine->longpoll, clock_mono_ms());
    } else {
        longpoll_failed(&machine->longpoll);
    }
    int64_t first = was_live && machine->failures == 0 && machine->retry_high_s > 0
                        ? delay_between_ms(machine->env.delays, machine->retry_low_s, machine->retry_high_s)
                        : 0;
    enter_backoff(machine, why, first);
}

static void ask_feed(struct machine *machine);

static void on_feed(const struct call_answer *answer, void *arg)
{
    struct machine *machine = arg;
    machine->call = NULL;
    machine->sign_feed = machine->sign_feed && answer->result == CALL_AHEAD;
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
        if (!machine->sign_feed) {
            machine->sign_feed = true;
            ask_feed(machine);
            return;
        }
        machine->sign_feed = false;
        log_warn("sync: central knows less than this terminal; keeping the content, asking for its heads");
        machine->refresh_due = true;
        enter_backoff(machine, "central was restored", 0);
        return;
    case CALL_BUSY:
        back_off_busy(machine, answer);
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
    int64_t wait_s = machine->state == STATE_LIVE
                         ? MAX(delay_scaled_ms(machine->env.delays, machine->longpoll.wait_s * 1000) / 1000, 1)
                         : 0;
    CLEANUP(free_ptr) char *tag = xasprintf("%" PRId64, cursor);
    CLEANUP(free_ptr) char *target = xasprintf("/v1/feed?since=%s&wait=%" PRId64, tag, wait_s);
    struct call_spec spec = {.method = "GET",
                             .target = target,
                             .auth = CALL_BEARER,
                             .sign = machine->sign_feed,
                             .unchanged = tag,
                             .wait_s = wait_s,
                             .answer_max = FEED_MAX,
                             .file_fd = -1};
    longpoll_begin(&machine->longpoll, clock_mono_ms());
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
        shown_begin(&machine->shown);
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
    machine->status.offline++;
    machine->state = STATE_BACKOFF;
    machine->told_to_wait = delay > 0;
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

/* What a resident sent went through: news can come too, without sitting out a delay that an outage made long. */
static void on_upload_reached(void *arg)
{
    struct machine *machine = arg;
    if (machine->state == STATE_BACKOFF && !machine->told_to_wait) {
        timer_start(machine->env.loop, &machine->timer, delay_backoff_ms(machine->env.delays, 0));
    }
}

void machine_rung(struct machine *machine)
{
    status_hear(&machine->status);
    upload_now(&machine->upload);
    shown_soon(&machine->shown);
}

static void on_said(void *arg)
{
    struct machine *machine = arg;
    status_soon(&machine->status);
}

struct machine *machine_new(const struct machine_env *env)
{
    struct machine *machine = xcalloc(1, sizeof *machine);
    machine->env = *env;
    longpoll_init(&machine->longpoll);
    machine->timer = (struct timer){.fn = enter_time, .arg = machine};
    machine->heads = (struct timer){.fn = heads_due, .arg = machine};
    machine->collect = (struct timer){.fn = collect, .arg = machine};
    machine->outbox_look = (struct timer){.fn = outbox_look, .arg = machine};
    machine->words = (struct words){env->cache, env->data_dir};
    machine->clocksync = (struct clocksync){.loop = env->loop,
                                            .caller = env->caller,
                                            .trust = env->trust,
                                            .cache = env->cache,
                                            .on_end = on_clock,
                                            .arg = machine};
    clocksync_init(&machine->clocksync);
    machine->roots = (struct roots){
        .loop = env->loop, .caller = env->caller, .trust = env->trust, .on_end = on_root_end, .arg = machine};
    roots_init(&machine->roots);
    machine->upload = (struct upload){.loop = env->loop,
                                      .caller = env->caller,
                                      .trust = env->trust,
                                      .outbox = env->outbox,
                                      .data_dir = env->data_dir,
                                      .on_token = on_upload_token,
                                      .on_reached = on_upload_reached,
                                      .arg = machine};
    upload_init(&machine->upload);
    machine->commands = (struct commands){.loop = env->loop,
                                          .caller = env->caller,
                                          .cache = env->cache,
                                          .data_dir = env->data_dir,
                                          .own_channel = machine->own_channel,
                                          .on_said = on_said,
                                          .arg = machine};
    commands_init(&machine->commands);
    machine->status = (struct status){.loop = env->loop,
                                      .caller = env->caller,
                                      .cache = env->cache,
                                      .outbox = env->outbox,
                                      .trust = env->trust,
                                      .commands = &machine->commands,
                                      .data_dir = env->data_dir};
    status_init(&machine->status);
    machine->shown = (struct shown){.loop = env->loop, .caller = env->caller, .data_dir = env->data_dir};
    shown_init(&machine->shown);
    return machine;
}

void machine_free(struct machine *machine)
{
    if (!machine) {
        return;
    }
    struct timer *const timers[] = {&machine->timer, &machine->heads, &machine->collect, &machine->outbox_look};
    for (size_t i = 0; i < ARRAY_LEN(timers); i++) {
        timer_stop(machine->env.loop, timers[i]);
    }
    if (machine->state != STATE_ENROL && machine->state != STATE_PAUSED) {
        say(machine, CACHE_STATE, "offline"); /* nobody follows central while this program does not run */
    }
    call_cancel(&machine->call);
    roots_fini(&machine->roots);
    clocksync_fini(&machine->clocksync);
    enrol_cancel(&machine->enrol);
    changeset_cancel(&machine->changeset);
    upload_fini(&machine->upload);
    commands_fini(&machine->commands);
    status_fini(&machine->status);
    shown_fini(&machine->shown);
    free(machine);
}
