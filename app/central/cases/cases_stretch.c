/* Stretching receipt codes off the loop. One thread per code, one code at a time: the thread gets its own copy of what
 * it needs, writes one byte when it is done, and is joined by the loop, so that nothing is shared and nothing is
 * locked. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/log.h"
#include "central/accounts/accounts.h"

struct stretch {
    pthread_t thread;
    bool started;
    char number[CASE_NUMBER_MAX], site[ID_MAX + 1], org[ID_MAX + 1];
    char code[CASECODE_LEN + 1], month[CASECODE_MONTH_LEN + 1];
    struct casecode_keys keys;
    char pin[ENTRY_PIN_KEPT_MAX], pin_hash[ACCOUNTS_HASH_LEN]; /* of the phone page; "": none waits */
    bool has_pin; /* so that a hash that is missing is known to have failed */
    int done_fd;
};

static void stretch_free(struct stretch *stretch)
{
    explicit_bzero(stretch, sizeof(*stretch));
    free(stretch);
}

static bool split_pending(struct stretch *stretch, const struct buf *pending)
{
    if (pending->len != CASECODE_LEN + 1 + CASECODE_MONTH_LEN)
        return false;
    memcpy(stretch->code, pending->data, CASECODE_LEN);
    memcpy(stretch->month, pending->data + CASECODE_LEN + 1, CASECODE_MONTH_LEN);
    return casecode_valid(stretch->code);
}

/* The oldest waiting case that can be read. One that cannot is logged and stands until its key file is back. */
static bool take_code(struct cases *cases, struct stretch *stretch)
{
    struct db_stmt *stmt = db_prep(
        cases->central->db, "SELECT number,site,pending FROM kase WHERE pending IS NOT NULL ORDER BY arrived,number");
    bool found = false;
    while (!found && db_step(stmt) == DB_ROW) {
        struct buf pending = {0};
        found = vault_column(&cases->vault, stmt, 2, &pending) && split_pending(stretch, &pending);
        buf_wipe(&pending);
        (void)snprintf(stretch->number, sizeof(stretch->number), "%s", db_col_text(stmt, 0));
        (void)snprintf(stretch->site, sizeof(stretch->site), "%s", db_col_text(stmt, 1));
    }
    db_reset(stmt);
    return found;
}

static bool take_pin(struct cases *cases, struct stretch *stretch)
{
    CLEANUP(buf_wipe) struct buf pin = {0};
    bool found = case_pin_waiting(cases, stretch->number, &pin);
    if (found)
        str_copy(stretch->pin, sizeof(stretch->pin), buf_str(&pin));
    return found;
}

/* A code with the PIN that came with it; else a PIN that memory was short for when its code was stretched. */
static struct stretch *take_waiting(struct cases *cases)
{
    struct stretch *stretch = xcalloc(1, sizeof(*stretch));
    bool found = take_code(cases, stretch);
    if (found)
        (void)take_pin(cases, stretch);
    else
        found = case_pin_left(cases, stretch->number) && take_pin(cases, stretch);
    (void)snprintf(stretch->org, sizeof(stretch->org), "%s", cases->central->org);
    if (found)
        return stretch;
    stretch_free(stretch);
    return NULL;
}

static void run(struct stretch *stretch)
{
    if (*stretch->code)
        casecode_stretch(&stretch->keys, stretch->code, stretch->org, stretch->site, stretch->month);
    explicit_bzero(stretch->code, sizeof(stretch->code));
    stretch->has_pin = *stretch->pin != '\0';
    if (stretch->has_pin && !accounts_hash(stretch->pin_hash, stretch->pin))
        stretch->pin_hash[0] = '\0';
    explicit_bzero(stretch->pin, sizeof(stretch->pin));
}

static void *thread_main(void *arg)
{
    struct stretch *stretch = arg;
    run(stretch);
    while (write(stretch->done_fd, "", 1) != 1) {
    }
    return NULL;
}

struct settle {
    struct cases *cases;
    const struct stretch *stretch;
};

/* From here on the code is nowhere in the database. */
static bool settle_code(struct db *db, const struct settle *settle)
{
    const struct stretch *stretch = settle->stretch;
    struct db_stmt *stmt = db_prep(db, "UPDATE kase SET item_id=$2,item_key=$3,pending=NULL WHERE number=$1");
    db_bind_text(stmt, 1, stretch->number);
    db_bind_text(stmt, 2, stretch->keys.item_id);
    vault_bind(&settle->cases->vault, stmt, 3, stretch->keys.key, sizeof(stretch->keys.key));
    struct kase kase;
    if (!db_run(stmt) || !case_load(settle->cases, stretch->number, &kase))
        return false;
    bool ok = case_publish(settle->cases, &kase);
    case_fini(&kase);
    return ok;
}

static bool settle_body(struct db *db, void *arg)
{
    const struct settle *settle = arg;
    const struct stretch *stretch = settle->stretch;
    return (!*stretch->keys.item_id || settle_code(db, settle)) &&
           (!*stretch->pin_hash || case_pin_settle(settle->cases, stretch->number, stretch->pin_hash));
}

static bool settle(struct cases *cases, const struct stretch *stretch)
{
    struct settle arg = {.cases = cases, .stretch = stretch};
    if (!db_transact(cases->central->db, settle_body, &arg)) {
        log_error("cases: %s is not yet readable at the lobbies; trying again", stretch->number);
        return false;
    }
    if (*stretch->keys.item_id) {
        publish_wake(cases->central->publisher);
        log_info("cases: %s is readable at the lobbies", stretch->number);
    }
    if (stretch->has_pin && !*stretch->pin_hash)
        log_warn("cases: no memory to hash the PIN of %s with; its phone page only reads until that is done, trying "
                 "again",
                 stretch->number);
    return !stretch->has_pin || *stretch->pin_hash;
}

void stretch_kick(struct cases *cases)
{
    if (cases->stretch)
        return;
    struct stretch *stretch = take_waiting(cases);
    if (!stretch)
        return;
    stretch->done_fd = cases->done_fd[1];
    stretch->started = pthread_create(&stretch->thread, NULL, thread_main, stretch) == 0;
    if (!stretch->started) {
        log_error("cases: no thread to stretch a code with; the next case tries again");
        stretch_free(stretch);
        return;
    }
    cases->stretch = stretch;
}

bool stretch_done(struct cases *cases)
{
    char bytes[16];
    if (read(cases->done_fd[0], bytes, sizeof(bytes)) <= 0 || !cases->stretch)
        return true;
    struct stretch *stretch = TAKE(cases->stretch);
    pthread_join(stretch->thread, NULL);
    bool ok = settle(cases, stretch);
    stretch_free(stretch);
    return ok;
}

void stretch_stop(struct cases *cases)
{
    struct stretch *stretch = TAKE(cases->stretch);
    if (!stretch)
        return;
    pthread_join(stretch->thread, NULL);
    (void)settle(cases, stretch);
    stretch_free(stretch);
}

bool cases_stretch_one(struct cases *cases)
{
    struct stretch *stretch = cases->stretch ? NULL : take_waiting(cases);
    if (!stretch)
        return false;
    run(stretch);
    bool ok = settle(cases, stretch);
    stretch_free(stretch);
    return ok;
}
