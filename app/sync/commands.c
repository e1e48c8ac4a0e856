#include "sync/commands.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"
#include "terminal/bell.h"
#include "terminal/vitals.h"

#define FILE_DONE     "commands" /* ids, one a line */
#define FILE_SAID     "said"     /* "id word", one a line */
#define DONE_MAX      65536
#define SAID_FILE_MAX 2048

/* --- What is told to central --- */

static void write_said(const struct commands *commands)
{
    CLEANUP(buf_fini) struct buf text = {0};
    for (size_t i = 0; i < commands->said_count; i++) {
        buf_printf(&text, "%s %s\n", commands->said[i].id, commands->said[i].word);
    }
    (void)!identity_write(commands->caller->identity, FILE_SAID, text.data, text.len); /* logged; told once less */
}

static void keep_said(struct commands *commands, const char *id, const char *word)
{
    if (commands->said_count == COMMANDS_SAID_MAX) {
        memmove(&commands->said[0], &commands->said[1], sizeof commands->said[0] * (COMMANDS_SAID_MAX - 1));
        commands->said_count--;
    }
    struct command_said *said = &commands->said[commands->said_count++];
    str_copy(said->id, sizeof said->id, id);
    str_copy(said->word, sizeof said->word, word);
}

static void say(struct commands *commands, const char *id, const char *word)
{
    keep_said(commands, id, word);
    write_said(commands);
    commands->on_said(commands->arg);
}

static void read_said(struct commands *commands)
{
    CLEANUP(buf_fini) struct buf text = {0};
    if (!identity_read(commands->caller->identity, FILE_SAID, SAID_FILE_MAX, &text)) {
        return;
    }
    char *save = NULL;
    for (char *line = strtok_r(text.data, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *blank = strchr(line, ' ');
        if (blank && (size_t)(blank - line) == UUID_LEN) {
            *blank = '\0';
            keep_said(commands, line, blank + 1);
        }
    }
}

json_t *commands_said(const struct commands *commands)
{
    json_t *list = json_array();
    for (size_t i = 0; i < commands->said_count; i++) {
        json_array_append_new(list,
                              json_pack("{s:s, s:s}", "id", commands->said[i].id, "said", commands->said[i].word));
    }
    return list;
}

/* --- What the kiosk does --- */

static void end_order(struct commands *commands, const char *word)
{
    CLEANUP(free_ptr) char *id = xstrdup(commands->order);
    commands->order[0] = '\0';
    timer_stop(commands->loop, &commands->patience);
    (void)!cache_set_meta(commands->cache, CACHE_ORDER, NULL); /* logged by the database */
    say(commands, id, word);
    commands_run(commands); /* what waited for it */
}

static void lose_patience(void *arg)
{
    struct commands *commands = arg;
    log_warn("commands: the screen does not answer");
    end_order(commands, "no_screen");
}

static void ask_kiosk(struct commands *commands, const char *id, const char *what)
{
    CLEANUP(free_ptr) char *order = xasprintf("%s %s", id, what);
    log_info("commands: central asks the screen for: %s", what);
    str_copy(commands->order, sizeof commands->order, id);
    (void)!cache_set_meta(commands->cache, CACHE_ORDER, order);
    (void)bell_ring(commands->data_dir, "kiosk");
    timer_start(commands->loop, &commands->patience, COMMANDS_ORDER_MS);
}

static void drop_shot(const struct commands *commands)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", commands->data_dir, VITALS_SHOT);
    if (unlink(path) < 0 && errno != ENOENT) {
        log_warn("commands: %s cannot be removed: %s", path, strerror(errno));
    }
}

static void on_shot(const struct call_answer *answer, void *arg)
{
    struct commands *commands = arg;
    commands->shot = NULL;
    drop_shot(commands);
    if (answer->result != CALL_OK) {
        log_warn("commands: the picture of the screen did not reach central: %s", answer->why);
    }
    end_order(commands, answer->result == CALL_OK ? "done" : "not_sent");
}

static void send_shot(struct commands *commands)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", commands->data_dir, VITALS_SHOT);
    CLEANUP(buf_fini) struct buf picture = {0};
    if (!file_read(path, VITALS_SHOT_MAX, &picture)) {
        log_warn("commands: %s cannot be read: %s", path, strerror(errno));
        drop_shot(commands);
        end_order(commands, "failed");
        return;
    }
    CLEANUP(free_ptr) char *target = xasprintf("/v1/shot/%s", commands->order);
    struct call_spec spec = {.method = "POST",
                             .target = target,
                             .auth = CALL_BEARER,
                             .body = &picture,
                             .body_type = "image/png",
                             .file_fd = -1};
    timer_stop(commands->loop, &commands->patience);
    commands->shot = call_start(commands->caller, &spec, on_shot, commands);
}

void commands_answered(struct commands *commands, const json_t *order)
{
    const char *said = json_str(order, "said");
    if (!said || !commands->order[0] || commands->shot || !str_eq(json_str(order, "id"), commands->order)) {
        return; /* of an order that is over */
    }
    if (strcmp(said, "shot") == 0) {
        send_shot(commands);
    } else {
        end_order(commands, strlen(said) <= COMMANDS_WORD_MAX ? said : "failed");
    }
}

/* --- The channel --- */

struct found {
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
static bool note_done(struct commands *commands, struct found *found)
{
    buf_printf(&found->done, "%s\n", found->next.id);
    if (found->done.len > DONE_MAX / 2) {
        size_t cut = found->done.len - DONE_MAX / 4;
        const char *line = strchr(found->done.data + cut, '\n');
        buf_consume(&found->done, line ? (size_t)(line - found->done.data) : 0);
    }
    return identity_write(commands->caller->identity, FILE_DONE, found->done.data, found->done.len);
}

static void restart(struct commands *commands, const char *id, bool screen_alone)
{
    log_info("commands: central asks for a restart of %s", screen_alone ? "the screen" : "both programs");
    ask_kiosk(commands, id, "restart");
    if (!screen_alone) {
        commands->order[0] = '\0'; /* nobody waits for the answer */
        say(commands, id, "done");
        loop_stop(commands->loop);
    }
}

static void wipe(struct commands *commands)
{
    log_warn("commands: central has this terminal emptied");
    (void)!cache_wipe(commands->cache); /* logged */
    identity_forget(commands->caller->identity);
    loop_stop(commands->loop);
}

static void execute(struct commands *commands, const struct wire_item *item)
{
    size_t len;
    CLEANUP(free_ptr) char *text = cache_blob(commands->cache, item->sha256, &len);
    CLEANUP(json_free_ref) json_t *json = text ? json_decode(text, len, NULL) : NULL;
    const char *command = json_str_or(json, "cmd", "");
    int64_t now_s = timekeeper_now_ms(commands->caller->timekeeper) / 1000;
    if (item->until && now_s >= item->until) {
        log_info("commands: %s came too late and is not done", item->id);
        say(commands, item->id, "late");
    } else if (strcmp(command, "restart") == 0) {
        restart(commands, item->id, str_eq(json_str(json, "what"), "screen"));
    } else if (strcmp(command, "wipe") == 0) {
        wipe(commands);
    } else if (strcmp(command, "report") == 0) {
        say(commands, item->id, "done");
    } else if (strcmp(command, "identify") == 0 || strcmp(command, "screenshot") == 0) {
        ask_kiosk(commands, item->id, command);
    } else {
        log_warn("commands: %s asks for something this version does not know", item->id);
        say(commands, item->id, "unknown");
    }
}

void commands_run(struct commands *commands)
{
    struct found found = {0};
    if (!identity_read(commands->caller->identity, FILE_DONE, DONE_MAX, &found.done) || found.done.len == 0) {
        buf_clear(&found.done);
        buf_puts(&found.done, "\n");
    }
    do {
        found.any = false;
        if (!commands->order[0] && cache_each_item(commands->cache, commands->own_channel, on_item, &found) &&
            found.any && note_done(commands, &found)) {
            execute(commands, &found.next);
        } else {
            found.any = false;
        }
    } while (found.any);
    buf_fini(&found.done);
}

/* --- Life --- */

void commands_init(struct commands *commands)
{
    commands->patience = (struct timer){.fn = lose_patience, .arg = commands};
    read_said(commands);
    drop_shot(commands);
    (void)!cache_set_meta(commands->cache, CACHE_ORDER, NULL); /* of a program that ended meanwhile */
}

void commands_fini(struct commands *commands)
{
    call_cancel(&commands->shot);
    timer_stop(commands->loop, &commands->patience);
}
