#include "sync/roots.h"

#include <inttypes.h>

#include "common/log.h"

/* While it is armed nobody asks again; who wanted to meanwhile does now. */
static void on_pause(void *arg)
{
    struct roots *roots = arg;
    if (roots->wanted) {
        roots_ask(roots);
    }
}

void roots_init(struct roots *roots)
{
    roots->pause = (struct timer){.fn = on_pause, .arg = roots};
}

void roots_fini(struct roots *roots)
{
    call_cancel(&roots->call);
    timer_stop(roots->loop, &roots->pause);
}

static void on_root(const struct call_answer *answer, void *arg)
{
    struct roots *roots = arg;
    struct trust_offer offer;
    const char *why = "it is malformed or badly signed";
    roots->call = NULL;
    if (answer->result != CALL_OK) {
        return; /* 404: there is none yet */
    }
    bool sound = trust_offer_decode(&offer, answer->json);
    switch (sound ? trust_follow(roots->trust, &offer, &why) : TRUST_REFUSED) {
    case TRUST_FOLLOWED:
        log_info("trust: root document %" PRId64 " follows", roots->trust->root.version);
        timer_stop(roots->loop, &roots->pause);
        roots->on_end(true, roots->arg);
        roots_ask(roots);
        break;
    case TRUST_REFUSED:
        log_warn("trust: root document refused, %s; keeping %" PRId64, why, roots->trust->root.version);
        roots->on_end(false, roots->arg);
        break;
    case TRUST_FAILED:
        break;
    }
    trust_offer_fini(&offer);
}

void roots_ask(struct roots *roots)
{
    roots->wanted = roots->call || roots->pause.armed;
    if (roots->wanted) {
        return;
    }
    timer_start(roots->loop, &roots->pause, delay_ms(roots->caller->delays, DELAY_ROOT));
    CLEANUP(free_ptr) char *target = xasprintf("/v1/root/%" PRId64, roots->trust->root.version + 1);
    struct call_spec spec = {.method = "GET", .target = target, .auth = CALL_OPEN, .file_fd = -1};
    roots->call = call_start(roots->caller, &spec, on_root, roots);
}
