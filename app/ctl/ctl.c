#include "ctl/ctl.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/buf.h"
#include "common/json.h"
#include "ctl/session.h"

void ctl_say(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "foyerctl: ");
    vfprintf(stderr, fmt, args);
    fprintf(stderr, "\n");
    va_end(args);
}

enum ctl_exit ctl_connect(struct ctl *ctl, bool wants_session)
{
    CLEANUP(session_fini) struct session session = {0};
    if (ctl->http) /* by what was looked at before */
        return CTL_OK;
    bool stored = session_load(ctl->state_dir, &session);
    const char *central = ctl->central ? ctl->central : session.central;
    if (!central) {
        ctl_say("not logged in; run: foyerctl login --central https://…");
        return wants_session ? CTL_LOGIN : CTL_USAGE;
    }
    bool same = stored && str_eq(central, session.central); /* a token goes to the server that gave it, nowhere else */
    if (wants_session && !same) {
        ctl_say("not logged in at %s; run: foyerctl login --central %s", central, central);
        return CTL_LOGIN;
    }
    char *why = NULL;
    ctl->http = http_open(central, same ? session.token : NULL, ctl->ca_file, &why);
    if (!ctl->http)
        ctl_say("%s", why);
    free(why);
    return ctl->http ? CTL_OK : CTL_USAGE;
}

static enum ctl_exit refusal(const struct http_answer *answer, const char *what)
{
    const char *msg = json_str(answer->body, "msg"), *error = json_str_or(answer->body, "error", "");
    if (answer->status == 401) {
        ctl_say("%s: %s", what, msg ? msg : "the session has ended; run: foyerctl login");
        return CTL_LOGIN;
    }
    if (answer->status == 403 && strstr(error, "password")) {
        ctl_say("%s: the one-time password must be changed first; run: foyerctl passwd", what);
        return CTL_LOGIN;
    }
    if (msg)
        ctl_say("%s: %s", what, msg);
    else
        ctl_say("%s: refused with status %d%s%s", what, answer->status, *error ? ", " : "", error);
    return CTL_REFUSED;
}

static enum ctl_exit judge(struct http_answer *got, const char *what, json_t **answer)
{
    *answer = NULL;
    if (got->status == 0 || (got->why && !got->body)) {
        ctl_say("%s", got->why);
        return CTL_UNREACHABLE;
    }
    if (got->status < 200 || got->status > 299)
        return refusal(got, what);
    *answer = got->body ? TAKE(got->body) : json_object();
    return CTL_OK;
}

char *ctl_path(const struct ctl *ctl, const char *path)
{
    /* A community's own document names its community. */
    if (!ctl->site || str_eq(path, "/v1/staff/community"))
        return xstrdup(path);
    return xasprintf("%s%csite=%s", path, strchr(path, '?') ? '&' : '?', ctl->site);
}

enum ctl_exit ctl_call(struct ctl *ctl, const char *what, const char *method, const char *path, const json_t *body,
                       json_t **answer)
{
    CLEANUP(http_answer_fini) struct http_answer got = {0};
    CLEANUP(free_ptr) char *target = ctl_path(ctl, path);
    http_call(ctl->http, method, target, body, &got);
    return judge(&got, what, answer);
}

enum ctl_exit ctl_try(struct ctl *ctl, const char *what, const char *path, const json_t *body, const char *but,
                      json_t **answer)
{
    CLEANUP(http_answer_fini) struct http_answer got = {0};
    CLEANUP(free_ptr) char *target = ctl_path(ctl, path);
    http_call(ctl->http, "PUT", target, body, &got);
    *answer = NULL;
    return got.status >= 400 && str_eq(json_str(got.body, "error"), but) ? CTL_OK : judge(&got, what, answer);
}

enum ctl_exit ctl_look(struct ctl *ctl, const char *what, const char *path, json_t **answer)
{
    CLEANUP(http_answer_fini) struct http_answer got = {0};
    CLEANUP(free_ptr) char *target = ctl_path(ctl, path);
    http_call(ctl->http, "GET", target, NULL, &got);
    *answer = NULL;
    return got.status == 404 ? CTL_OK : judge(&got, what, answer);
}

enum ctl_exit ctl_send(struct ctl *ctl, const char *what, const char *path, const char *bytes, size_t len,
                       json_t **answer)
{
    CLEANUP(http_answer_fini) struct http_answer got = {0};
    CLEANUP(free_ptr) char *target = ctl_path(ctl, path);
    http_send(ctl->http, target, bytes, len, &got);
    return judge(&got, what, answer);
}

enum ctl_exit ctl_ask(struct ctl *ctl, const char *method, const char *path, const json_t *body, json_t **answer)
{
    *answer = NULL;
    enum ctl_exit connected = ctl_connect(ctl, true);
    return connected == CTL_OK ? ctl_call(ctl, ctl->words[0], method, path, body, answer) : connected;
}

enum ctl_exit ctl_fetch(struct ctl *ctl, const char *path, struct buf *bytes)
{
    CLEANUP(http_answer_fini) struct http_answer got = {0};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result != CTL_OK)
        return result;
    CLEANUP(free_ptr) char *target = ctl_path(ctl, path);
    http_call(ctl->http, "GET", target, NULL, &got);
    result = judge(&got, ctl->words[0], &answer);
    *bytes = got.bytes;
    got.bytes = (struct buf){0};
    return result;
}

void ctl_print_json(const json_t *value)
{
    (void)json_dumpf(value, stdout, JSON_INDENT(2) | JSON_SORT_KEYS | JSON_ENCODE_ANY);
    putchar('\n');
}

bool ctl_read_file(const char *path, char **bytes, size_t *len)
{
    FILE *file = str_eq(path, "-") ? stdin : fopen(path, "re");
    if (!file) {
        ctl_say("cannot read %s: %s", path, strerror(errno));
        return false;
    }
    struct buf all = {0};
    char chunk[16384];
    for (size_t got; all.len <= CTL_FILE_MAX && (got = fread(chunk, 1, sizeof(chunk), file)) > 0;)
        buf_append(&all, chunk, got);
    int error = ferror(file) ? errno : 0; /* of a folder too: it opens, but cannot be read */
    bool too_long = all.len > CTL_FILE_MAX;
    explicit_bzero(chunk, sizeof(chunk)); /* may have been a password */
    if (file != stdin)
        fclose(file);
    if (error || too_long) {
        if (error)
            ctl_say("cannot read %s: %s", path, strerror(error));
        else
            ctl_say("%s is longer than %d MB", path, CTL_FILE_MAX >> 20);
        buf_wipe(&all);
        return false;
    }
    *len = all.len;
    *bytes = buf_take(&all);
    return true;
}

json_t *ctl_read_json(const char *path)
{
    CLEANUP(free_ptr) char *bytes = NULL;
    CLEANUP(free_ptr) char *why = NULL;
    size_t len;
    if (!ctl_read_file(path, &bytes, &len))
        return NULL;
    json_t *value = json_decode(bytes, len, &why);
    if (!value)
        ctl_say("%s is no JSON: %s", path, why);
    else if (!json_is_object(value))
        ctl_say("%s holds no JSON object", path);
    if (value && !json_is_object(value)) {
        json_decref(value);
        return NULL;
    }
    return value;
}
