#include "sync/commands.h"

#include "common/log.h"
#include "terminal/bell.h"

#define FILE_DONE "commands" /* ids, one a line */
#define DONE_MAX  65536

struct found {
    const struct commands_env *env;
    struct buf done;
    struct wire_item next; /* the first one not done yet */
    bool any;
};

static bool is_done(const struct found *found, const char *id)
{
    CLEANUP(free_ptr) char *line = xasprintf("\n%s\n", id);
    return strstr(buf_str(&found->done), line) != NULL;
}

static void on_item(const struct wire_item *item, const char *channel UNUSED, void *arg)
{
    struct found *found = arg;
    if (!found->any && strcmp(item->kind, "cmd") == 0 && !is_done(found, item->id)) {
        found->next = *item;
        found->any = true;
    }
}

/* Noted before it is done: a restart that restarts for ever would be worse than one that was lost. */
static bool note_done(struct found *found)
{
    buf_printf(&found->done, "%s\n", found->next.id);
    if (found->done.len > DONE_MAX / 2) {
        size_t cut = found->done.len - DONE_MAX / 4;
        const char *line = strchr(found->done.data + cut, '\n');
        buf_consume(&found->done, line ? (size_t)(line - found->done.data) : 0);
    }
    return identity_write(found->env->caller->identity, FILE_DONE, found->done.data, found->done.len);
}

static void execute(const struct commands_env *env, const struct wire_item *item)
{
    size_t len;
    CLEANUP(free_ptr) char *text = cache_blob(env->cache, item->sha256, &len);
    CLEANUP(json_free_ref) json_t *json = text ? json_decode(text, len, NULL) : NULL;
    const char *command = json_str_or(json, "cmd", "");
    int64_t now_s = timekeeper_now_ms(env->caller->timekeeper) / 1000;
    if (item->until && now_s >= item->until) {
        log_info("commands: %s came too late and is not done", item->id);
    } else if (strcmp(command, "restart") == 0) {
        log_info("commands: central asks for a restart");
        loop_stop(env->loop);
    } else if (strcmp(command, "wipe") == 0) {
        log_warn("commands: central has this terminal emptied");
        (void)!cache_wipe(env->cache); /* logged */
        identity_forget(env->caller->identity);
        loop_stop(env->loop);
    } else {
        log_warn("commands: %s asks for something this version does not know", item->id);
    }
}

void commands_run(const struct commands_env *env)
{
    struct found found = {.env = env};
    if (!identity_read(env->caller->identity, FILE_DONE, DONE_MAX, &found.done) || found.done.len == 0) {
        buf_clear(&found.done);
        buf_puts(&found.done, "\n");
    }
    do {
        found.any = false;
        if (cache_each_item(env->cache, env->own_channel, on_item, &found) && found.any && note_done(&found)) {
            execute(env, &found.next);
        } else {
            found.any = false;
        }
    } while (found.any);
    buf_fini(&found.done);
}
