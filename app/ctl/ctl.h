/* What every command of foyerctl is given, and the exit codes that scripts rely on. A command reads its words, speaks
 * to central through `http`, prints its result on stdout (a table, or JSON with --json) and one clear sentence per
 * refusal on stderr. One thread. */
#ifndef FOYER_CTL_CTL_H
#define FOYER_CTL_CTL_H

#include <jansson.h>
#include "common/base.h"
#include "ctl/http.h"

enum ctl_exit {
    CTL_OK = 0,
    CTL_REFUSED = 1,     /* central said no, or a file is not as it must be */
    CTL_USAGE = 2,       /* the command line is wrong */
    CTL_UNREACHABLE = 3, /* central does not answer */
    CTL_LOGIN = 4,       /* no session, an ended one, or a wrong password */
};

#define CTL_WORDS_MAX 8
#define CTL_FILE_MAX  (16 << 20) /* bytes of a file that a command reads */

struct ctl {
    char *central, *ca_file, *state_dir; /* owned by config.h from here … */
    char *user, *password_file, *totp;
    char *site; /* the community that is meant; NULL: the only one */
    char *file;
    char *now, *lobby, *kind, *state, *text, *role, *into;
    char *category, *detail, *group, *why, *reason, *remedy, *month, *posts;
    int64_t amount_fen, expect;
    int64_t visits, signups, services, cancelled; /* -1: not said */
    bool late, approve;
    bool json;                            /* … to here */
    const char *words[CTL_WORDS_MAX + 1]; /* the command and what follows; NULL ends */
    struct http *http;                    /* opened by ctl_connect */
};

/* One line on stderr: "foyerctl: …". */
void ctl_say(const char *fmt, ...) PRINTF(1, 2);

/* Opens `http` with the stored session. CTL_OK, or the reason was said. */
MUST_USE enum ctl_exit ctl_connect(struct ctl *ctl, bool wants_session);

/* A call whose refusal is said as "what: reason". *answer is yours on CTL_OK (never NULL then), else NULL. body may be
 * NULL. */
MUST_USE enum ctl_exit ctl_call(struct ctl *ctl, const char *what, const char *method, const char *path,
                                const json_t *body, json_t **answer);
/* The same of a PUT, but a refusal with the code `but` is not said: CTL_OK with *answer NULL. */
MUST_USE enum ctl_exit ctl_try(struct ctl *ctl, const char *what, const char *path, const json_t *body, const char *but,
                               json_t **answer);
/* A GET of what may not be there: CTL_OK with *answer NULL on 404. */
MUST_USE enum ctl_exit ctl_look(struct ctl *ctl, const char *what, const char *path, json_t **answer);
/* `path` for the community that is meant; ctl_call, ctl_send and ctl_fetch do it themselves. Yours. */
MUST_USE char *ctl_path(const struct ctl *ctl, const char *path);
/* The same with a POST of a file's bytes. */
MUST_USE enum ctl_exit ctl_send(struct ctl *ctl, const char *what, const char *path, const char *bytes, size_t len,
                                json_t **answer);
/* The same as ctl_call after ctl_connect, for commands of one call. */
MUST_USE enum ctl_exit ctl_ask(struct ctl *ctl, const char *method, const char *path, const json_t *body,
                               json_t **answer);

/* The same for a GET of a picture; bytes (zeroed) is yours. */
MUST_USE enum ctl_exit ctl_fetch(struct ctl *ctl, const char *path, struct buf *bytes);

void ctl_print_json(const json_t *value); /* two-space indented, keys sorted, LF */

/* "-" is stdin. false: said why. *bytes is yours, NUL-terminated. */
MUST_USE bool ctl_read_file(const char *path, char **bytes, size_t *len);
/* A JSON object from a file; NULL: said why. */
MUST_USE json_t *ctl_read_json(const char *path);

/* Commands. */
enum ctl_exit session_login(struct ctl *ctl), session_passwd(struct ctl *ctl), session_logout(struct ctl *ctl);
enum ctl_exit import_run(struct ctl *ctl), lobbies_run(struct ctl *ctl);
enum ctl_exit items_list(struct ctl *ctl), items_publish(struct ctl *ctl), items_withdraw(struct ctl *ctl);
enum ctl_exit upload_run(struct ctl *ctl), shown_run(struct ctl *ctl);
int64_t items_version(const json_t *item); /* the newest, also of a text in work; 0: none */
enum ctl_exit fleet_terminals(struct ctl *ctl), fleet_lobbies(struct ctl *ctl), fleet_pair(struct ctl *ctl),
    fleet_revoke(struct ctl *ctl), fleet_sites(struct ctl *ctl);
enum ctl_exit accounts_list(struct ctl *ctl), accounts_change(struct ctl *ctl);
enum ctl_exit cases_list(struct ctl *ctl), cases_show(struct ctl *ctl), cases_reply(struct ctl *ctl);
enum ctl_exit outcome_show(struct ctl *ctl) /* outcome */, outcome_put(struct ctl *ctl) /* … KIND ID */,
    outcome_remove(struct ctl *ctl); /* … KIND ID remove */
enum ctl_exit desk_act(struct ctl *ctl) /* cases VERB NUMBER */, desk_count(struct ctl *ctl) /* cases WHAT */;
enum ctl_exit cases_carried(struct ctl *ctl); /* cases carried FILE */
enum ctl_exit cases_code(struct ctl *ctl) /* cases code NUMBER */, cases_photo(struct ctl *ctl); /* … photo NUMBER N */

#endif
