/* Logging in and out and changing passwords. Hashing takes a tenth of a second and 64 MiB: it runs in the pool, two at
 * once. */
#include "central/api/staff.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/accounts/brake.h"
#include "central/words/words.h"

struct attempt { /* what the worker gets; nothing in it is shared */
    struct central *central;
    struct account account;
    bool known, ran, matches, hashed, needs_code, proved; /* proved: with the second factor */
    enum factor_result factor;                            /* of a log-in with a second factor */
    int wait_s;
    char *old, *new, *code; /* owned, wiped; new NULL: a log-in; code NULL: none was given */
    char hash[ACCOUNTS_HASH_LEN];
    char token[SESSION_TOKEN_LEN + 1], former[SESSION_TOKEN_LEN + 1]; /* former: a browser's, replaced by the new one */
    enum session_kind kind;
    char *peer, *agent; /* owned; agent NULL: none told */
    int64_t now_s, expires;
};

static void wipe(char **text)
{
    if (*text)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

static void attempt_free(struct attempt *attempt)
{
    wipe(&attempt->old);
    wipe(&attempt->new);
    wipe(&attempt->code);
    free(attempt->peer);
    free(attempt->agent);
    explicit_bzero(attempt, sizeof(*attempt));
    free(attempt);
}

static struct attempt *attempt_new(const struct staff_call *call, enum session_kind kind)
{
    struct attempt *attempt = xcalloc(1, sizeof(*attempt));
    attempt->central = call->central;
    attempt->now_s = call->now_s;
    attempt->kind = kind;
    attempt->peer = xstrdup(http_request(call->http)->peer);
    attempt->agent = xstrdup(http_header(call->http, "User-Agent"));
    return attempt;
}

static void run(void *arg)
{
    struct attempt *attempt = arg;
    attempt->ran = true;
    attempt->matches = accounts_password_matches(attempt->account.hash, attempt->old) && attempt->known;
    if (attempt->matches && attempt->new)
        attempt->hashed = accounts_hash(attempt->hash, attempt->new);
    else if (attempt->matches && accounts_hash_is_old(attempt->account.hash))
        attempt->hashed = accounts_hash(attempt->hash, attempt->old);
}

bool staff_brake(struct staff_call *call, const char *user)
{
    int wait = brake_login(call->central->db, user, http_request(call->http)->peer, call->now_s);
    if (wait == 0)
        return true;
    char text[96];
    (void)snprintf(text, sizeof(text), _("too many tries; wait %d seconds and try again"), wait);
    http_reply_error(call->http, 429, "rate_limited", text, wait);
    return false;
}

static void answer_token(struct http_call *http, const struct attempt *attempt, bool must_change)
{
    json_t *answer = json_pack("{s:I,s:b,s:s,s:s}", "expires", (json_int_t)attempt->expires, "must_change", must_change,
                               "user", attempt->account.user, "role", role_name(attempt->account.role));
    if (attempt->kind == SESSION_BROWSER)
        staff_give_cookie(http, attempt->token);
    else
        json_object_set_new(answer, "token", json_string(attempt->token));
    http_set_header(http, "Cache-Control", "no-store");
    http_reply_json(http, 200, answer);
    json_decref(answer);
}

/* Is the account still what the worker compared with? It may have been removed, or its password changed, meanwhile. */
static bool unchanged(struct db *db, const struct attempt *attempt)
{
    struct account now;
    return accounts_find(db, attempt->account.user, &now) && str_eq(now.hash, attempt->account.hash);
}

/* --- Log-in --- */

static bool begin_session(struct db *db, struct attempt *attempt)
{
    struct session_start start = {.user = attempt->account.user,
                                  .peer = attempt->peer,
                                  .agent = attempt->agent,
                                  .kind = attempt->kind,
                                  .factor = attempt->proved,
                                  .now_s = attempt->now_s};
    return session_begin(db, &start, attempt->token, &attempt->expires);
}

static bool refused(struct db *db, const struct attempt *attempt, const char *what)
{
    return audit_append(db, attempt->now_s, attempt->account.user, what, attempt->account.user, NULL, NULL);
}

/* The password was right. true: so is the second factor, or none is wanted. What a wrong code leaves behind is kept. */
static bool second_factor(struct db *db, struct attempt *attempt, bool *ok)
{
    *ok = true;
    attempt->factor = FACTOR_GOOD;
    attempt->needs_code = factor_is_on(db, attempt->account.user);
    if (!attempt->needs_code)
        return true;
    if (!attempt->code)
        return false;
    attempt->factor = factor_check(db, attempt->central->factor_key, attempt->account.user, attempt->code,
                                   attempt->now_s, &attempt->wait_s);
    attempt->needs_code = false;
    attempt->proved = attempt->factor == FACTOR_GOOD;
    if (attempt->proved)
        return true;
    *ok = attempt->factor != FACTOR_FAILED && refused(db, attempt, "login.failed_totp");
    return false;
}

static bool begin_body(struct db *db, void *arg)
{
    struct attempt *attempt = arg;
    bool ok;
    if (!unchanged(db, attempt))
        return false;
    if (!second_factor(db, attempt, &ok))
        return ok;
    if (attempt->hashed && !accounts_replace_hash(db, attempt->account.user, attempt->account.hash, attempt->hash))
        return false;
    if (attempt->former[0])
        session_end(db, attempt->former);
    return begin_session(db, attempt) &&
           audit_append(db, attempt->now_s, attempt->account.user, "login", attempt->account.user, NULL, NULL);
}

static bool failed_body(struct db *db, void *arg)
{
    struct attempt *attempt = arg;
    /* Never the name that was typed: people type their password there. */
    const char *who = attempt->known ? attempt->account.user : "?";
    return audit_append(db, attempt->now_s, who, "login.failed", who, NULL, NULL);
}

static void on_login(struct http_call *http, void *arg)
{
    struct attempt *attempt = arg;
    struct db *db = attempt->central->db;
    bool ok = attempt->ran && db_transact(db, attempt->matches ? begin_body : failed_body, attempt);
    if (ok && attempt->token[0])
        staff_events_tell(attempt->central, "sessions");
    if (!http) {
        attempt_free(attempt);
        return;
    }
    if (!ok)
        http_reply_error(http, 500, "internal", _("the session could not be kept"), 0);
    else if (attempt->matches && attempt->needs_code)
        http_reply_error(http, 401, "totp_needed", _("now the code that your app shows, or a recovery code"), 0);
    else if (attempt->matches && attempt->factor != FACTOR_GOOD)
        staff_factor_refusal(http, attempt->factor, attempt->wait_s);
    else if (attempt->matches)
        answer_token(http, attempt, attempt->account.must_change);
    else
        http_reply_error(http, 401, "bad_login", _("the account or the password is wrong"), 0);
    attempt_free(attempt);
}

void staff_login(struct staff_call *call)
{
    const char *user = json_str(call->body, "user"), *password = json_str(call->body, "password");
    if (!user || !password || strlen(user) > ACCOUNTS_USER_MAX || strlen(password) > ACCOUNTS_PASSWORD_MAX) {
        staff_error(call, 400, "bad_request", _("user and password are wanted, as texts"));
        return;
    }
    bool browser = json_flag(call->body, "cookie");
    if (browser && (!staff_secure(call) || !staff_same_site(call, false)))
        return;
    if (!staff_brake(call, user))
        return;
    struct attempt *attempt = attempt_new(call, browser ? SESSION_BROWSER : SESSION_SCRIPT);
    if (browser && staff_look(call) && call->kind == SESSION_BROWSER)
        memcpy(attempt->former, call->token, sizeof(attempt->former));
    attempt->known = accounts_find(call->central->db, user, &attempt->account);
    attempt->old = xstrdup(password);
    attempt->code = xstrdup(json_str(call->body, "totp"));
    http_stretch(call->http, run, on_login, attempt);
}

/* --- A new password --- */

static bool change_body(struct db *db, void *arg)
{
    struct attempt *attempt = arg;
    const char *user = attempt->account.user;
    return unchanged(db, attempt) && factor_take_up(db, user, attempt->now_s) &&
           accounts_set_password(db, user, attempt->hash, attempt->now_s) && begin_session(db, attempt) &&
           audit_append(db, attempt->now_s, user, "password", user, NULL, NULL);
}

static void on_password(struct http_call *http, void *arg)
{
    struct attempt *attempt = arg;
    bool good = attempt->matches && attempt->hashed;
    bool ok = http && good && db_transact(attempt->central->db, change_body, attempt);
    if (!http) { /* nobody would learn the new token: the old password stays */
        attempt_free(attempt);
        return;
    }
    if (ok)
        answer_token(http, attempt, false);
    else if (!attempt->matches)
        http_reply_error(http, 403, "bad_login", _("old: the old password is wrong"), 0);
    else
        http_reply_error(http, 500, "internal", _("the password could not be kept; the old one holds"), 0);
    attempt_free(attempt);
}

void staff_password(struct staff_call *call)
{
    const char *old = json_str(call->body, "old"), *new = json_str(call->body, "new");
    if (!old || !new || strlen(old) > ACCOUNTS_PASSWORD_MAX) {
        staff_error(call, 400, "bad_request", _("old and new are wanted, as texts"));
        return;
    }
    const char *why = accounts_password_refusal(call->session.user, new);
    if (!why && str_eq(old, new))
        why = _("new: the new password is the old one");
    if (why) {
        staff_error(call, 422, "refused", "%s", why);
        return;
    }
    if (!staff_brake(call, call->session.user))
        return;
    struct attempt *attempt = attempt_new(call, call->kind);
    attempt->known = accounts_find(call->central->db, call->session.user, &attempt->account);
    attempt->old = xstrdup(old);
    attempt->new = xstrdup(new);
    attempt->proved = call->session.factor;
    http_stretch(call->http, run, on_password, attempt);
}

static bool logout_body(struct db *db, void *arg)
{
    struct staff_call *call = arg;
    session_end(db, call->token);
    return audit_append(db, call->now_s, call->session.user, "logout", call->session.user, NULL, NULL);
}

void staff_logout(struct staff_call *call)
{
    if (!db_transact(call->central->db, logout_body, call)) {
        staff_error(call, 500, "internal", _("the session could not be ended"));
        return;
    }
    if (call->kind == SESSION_BROWSER)
        staff_give_cookie(call->http, "");
    staff_events_tell(call->central, "sessions");
    staff_json(call, 200, json_pack("{s:b}", "ok", 1));
}
