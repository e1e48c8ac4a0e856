/* The second factor: begun, confirmed by its first code, taken away with the password or by an administrator. */
#include "central/api/staff.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/accounts/brake.h"
#include "central/accounts/factor.h"
#include "central/store/keys.h"
#include "central/words/words.h"

static void internal(struct staff_call *call)
{
    staff_error(call, 500, "internal", _("it could not be kept; nothing has changed"));
}

void staff_factor_refusal(struct http_call *http, enum factor_result result, int wait_s)
{
    char text[128];
    switch (result) {
    case FACTOR_LOCKED:
        (void)snprintf(text, sizeof(text), _("too many wrong codes; wait %d minutes and try again"),
                       (wait_s + 59) / 60);
        http_reply_error(http, 429, "rate_limited", text, wait_s);
        break;
    case FACTOR_NONE:
        http_reply_error(http, 409, "conflict", _("no second step was begun; begin once more and scan the new code"),
                         0);
        break;
    case FACTOR_WRONG:
        http_reply_error(http, 401, "bad_totp",
                         _("this code is not right or was used already; take the next one that the app shows"), 0);
        break;
    case FACTOR_GOOD:
    case FACTOR_FAILED:
        http_reply_error(http, 500, "internal", _("it could not be kept; nothing has changed"), 0);
        break;
    }
}

/* --- Proof: the password, and where a factor is on also a code of it; a session alone changes nothing --- */

struct proving { /* what the worker gets; nothing in it is shared */
    struct central *central;
    char user[ACCOUNTS_USER_MAX + 1], hash[ACCOUNTS_HASH_LEN];
    char *password, *code; /* owned, wiped; code NULL: none was given */
    bool matches;
    enum factor_result factor;
    int wait_s;
    int64_t now_s;
    void (*then)(struct http_call *http, struct proving *proving);
};

static void wipe(char *text)
{
    if (text)
        explicit_bzero(text, strlen(text));
    free(text);
}

static void proving_free(struct proving *proving)
{
    wipe(proving->password);
    wipe(proving->code);
    explicit_bzero(proving, sizeof(*proving));
    free(proving);
}

static bool check_body(struct db *db, void *arg)
{
    struct proving *proving = arg;
    proving->factor =
        factor_check(db, proving->central->factor_key, proving->user, proving->code, proving->now_s, &proving->wait_s);
    return proving->factor != FACTOR_FAILED;
}

/* false: answered. */
static bool second_step(struct http_call *http, struct proving *proving)
{
    if (!factor_is_on(proving->central->db, proving->user))
        return true;
    if (!proving->code) {
        http_reply_error(http, 401, "totp_needed", _("now the code that your app shows, or a recovery code"), 0);
        return false;
    }
    if (!db_transact(proving->central->db, check_body, proving))
        proving->factor = FACTOR_FAILED;
    if (proving->factor != FACTOR_GOOD)
        staff_factor_refusal(http, proving->factor, proving->wait_s);
    return proving->factor == FACTOR_GOOD;
}

static void run_password(void *arg)
{
    struct proving *proving = arg;
    proving->matches = accounts_password_matches(proving->hash, proving->password);
}

static void on_password(struct http_call *http, void *arg)
{
    struct proving *proving = arg;
    if (http && !proving->matches)
        http_reply_error(http, 403, "bad_login", _("password: the password is wrong"), 0);
    else if (http && second_step(http, proving))
        proving->then(http, proving);
    proving_free(proving);
}

static void prove(struct staff_call *call, void (*then)(struct http_call *http, struct proving *proving))
{
    const char *password = json_str(call->body, "password");
    struct account account;
    if (!password || strlen(password) > ACCOUNTS_PASSWORD_MAX) {
        staff_error(call, 400, "bad_request", _("password: the own password is wanted, as a text"));
        return;
    }
    if (!staff_brake(call, call->session.user))
        return;
    if (!accounts_find(call->central->db, call->session.user, &account)) {
        internal(call);
        return;
    }
    struct proving *proving = xcalloc(1, sizeof(*proving));
    *proving = (struct proving){.central = call->central, .now_s = call->now_s, .then = then};
    memcpy(proving->user, call->session.user, sizeof(proving->user));
    memcpy(proving->hash, account.hash, sizeof(proving->hash));
    explicit_bzero(&account, sizeof(account));
    proving->password = xstrdup(password);
    proving->code = xstrdup(json_str(call->body, "totp"));
    http_stretch(call->http, run_password, on_password, proving);
}

static void answer(struct http_call *http, json_t *told /* taken */)
{
    http_set_header(http, "Cache-Control", "no-store");
    http_reply_json(http, 200, told);
    json_decref(told);
}

/* --- Beginning --- */

struct beginning {
    struct proving *proving;
    uint8_t secret[TOTP_SECRET_LEN];
};

static bool begin_body(struct db *db, void *arg)
{
    struct beginning *beginning = arg;
    return factor_begin(db, beginning->proving->central->factor_key, beginning->proving->user, beginning->secret);
}

static void begin(struct http_call *http, struct proving *proving)
{
    struct beginning beginning = {.proving = proving};
    CLEANUP(buf_wipe) struct buf secret = {0}, uri = {0}, path = {0};
    if (!factor_is_on(proving->central->db, proving->user) &&
        !factor_first_until(proving->central->db, proving->user, proving->now_s)) {
        http_reply_error(http, 403, "totp_closed",
                         _("a second step is set up within a day of the first log-in; ask an administrator for a new "
                           "one-time password, log in with it, and set the second step up at once"),
                         0);
        return;
    }
    if (!db_transact(proving->central->db, begin_body, &beginning)) {
        http_reply_error(http, 500, "internal", _("it could not be kept; nothing has changed"), 0);
        return;
    }
    totp_base32(&secret, beginning.secret, TOTP_SECRET_LEN);
    totp_uri(&uri, beginning.secret, proving->central->name, proving->user);
    explicit_bzero(&beginning, sizeof(beginning));
    int size = totp_qr(&path, buf_str(&uri));
    answer(http, json_pack("{s:s,s:s,s:{s:i,s:s}}", "secret", buf_str(&secret), "uri", buf_str(&uri), "qr", "size",
                           size, "path", buf_str(&path)));
}

void staff_begin_totp(struct staff_call *call)
{
    prove(call, begin);
}

struct confirming {
    struct staff_call *call;
    const char *code;
    enum factor_result result;
    int wait_s;
    json_t *recovery; /* owned */
};

static bool confirm_body(struct db *db, void *arg)
{
    struct confirming *confirming = arg;
    struct staff_call *call = confirming->call;
    json_decref(TAKE(confirming->recovery));
    confirming->result = factor_confirm(db, call->central->factor_key, call->session.user, confirming->code,
                                        call->now_s, &confirming->wait_s, &confirming->recovery);
    if (confirming->result == FACTOR_GOOD)
        return audit_append(db, call->now_s, call->session.user, "totp.on", call->session.user, NULL, NULL);
    return confirming->result != FACTOR_FAILED;
}

void staff_confirm_totp(struct staff_call *call)
{
    struct confirming confirming = {.call = call, .code = json_str_or(call->body, "code", "")};
    bool ok = db_transact(call->central->db, confirm_body, &confirming);
    if (ok && confirming.result == FACTOR_GOOD) {
        staff_events_tell(call->central, "accounts");
        staff_json(call, 200, json_pack("{s:b,s:O}", "totp", 1, "recovery", confirming.recovery));
    } else {
        staff_factor_refusal(call->http, ok ? confirming.result : FACTOR_FAILED, confirming.wait_s);
    }
    json_decref(confirming.recovery);
}

/* --- Ending --- */

struct ending {
    struct central *central;
    const char *user, *by;
    int64_t now_s;
};

static bool end_body(struct db *db, void *arg)
{
    const struct ending *ending = arg;
    bool own = str_eq(ending->user, ending->by);
    return factor_drop(db, ending->user, own, ending->now_s) && session_forget_factor(db, ending->user) &&
           audit_append(db, ending->now_s, ending->by, "totp.off", ending->user, NULL, NULL);
}

static void end_factor(struct http_call *http, struct ending *ending)
{
    if (!db_transact(ending->central->db, end_body, ending)) {
        http_reply_error(http, 500, "internal", _("it could not be kept; nothing has changed"), 0);
        return;
    }
    staff_events_tell(ending->central, "accounts");
    answer(http, json_pack("{s:s,s:b}", "user", ending->user, "totp", 0));
}

static void end_own(struct http_call *http, struct proving *proving)
{
    struct ending ending = {
        .central = proving->central, .user = proving->user, .by = proving->user, .now_s = proving->now_s};
    end_factor(http, &ending);
}

void staff_end_totp(struct staff_call *call)
{
    prove(call, end_own);
}

bool staff_trusted(const struct staff_call *call)
{
    return call->session.factor || factor_first_until(call->central->db, call->session.user, call->now_s);
}

bool staff_has_trust(struct staff_call *call)
{
    if (staff_trusted(call))
        return true;
    staff_error(call, 403, "totp_wanted",
                factor_is_on(call->central->db, call->session.user)
                    ? _("this wants your second step; log out, and in again with the six digits")
                    : _("this is for an administrator who has logged in with the second step; yours is not set up"));
    return false;
}

/* Somebody lost telephone and recovery codes: an administrator, who knows them, takes it away. */
void staff_reset_totp(struct staff_call *call)
{
    const char *user = http_capture(call->http, "user");
    struct account account;
    if (!staff_administers(call)) {
        staff_error(call, 403, "forbidden", _("this needs an administrator of the whole organisation"));
        return;
    }
    bool known = accounts_find(call->central->db, user, &account);
    explicit_bzero(&account, sizeof(account));
    if (!known) {
        staff_error(call, 404, "not_found", _("there is no such account"));
        return;
    }
    if (str_eq(user, call->session.user)) { /* or a stolen session would be enough */
        staff_error(call, 409, "conflict", _("user: the own second step is taken away with the password"));
        return;
    }
    if (!staff_has_trust(call))
        return;
    struct ending ending = {.central = call->central, .user = user, .by = call->session.user, .now_s = call->now_s};
    end_factor(call->http, &ending);
}
