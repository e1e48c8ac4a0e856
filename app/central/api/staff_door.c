/* Who comes in: a script by its bearer token, a browser by its cookie. A browser sends its cookie whoever made the
 * page that asks, so whatever changes something must come from a page of our own: Sec-Fetch-Site, which no page can
 * set, says so; browsers that do not send it send Origin. SameSite=Strict stands behind both. */
#include "central/api/staff.h"
#include "central/words/words.h"

#include <strings.h>

#define COOKIE "__Host-sid"

/* The value of our cookie in "a=1; __Host-sid=…"; NULL: none. */
static const char *find_cookie(const char *field, size_t *len)
{
    while (field && *field) {
        field += strspn(field, " \t;");
        size_t pair = strcspn(field, ";"), name = strlen(COOKIE "=");
        if (strncmp(field, COOKIE "=", name) == 0) {
            *len = pair - name;
            return field + name;
        }
        field += pair;
    }
    return NULL;
}

static void read_credentials(struct staff_call *call)
{
    const char *bearer = http_header(call->http, "Authorization");
    size_t len = 0;
    const char *token = NULL;
    call->kind = SESSION_SCRIPT;
    if (bearer && str_starts(bearer, "Bearer ")) {
        token = bearer + strlen("Bearer ");
        len = strlen(token);
    } else if ((token = find_cookie(http_header(call->http, "Cookie"), &len)) != NULL) {
        call->kind = SESSION_BROWSER;
    }
    if (token && len == SESSION_TOKEN_LEN) {
        memcpy(call->token, token, len);
        call->token[len] = '\0';
    }
}

/* "https://foyer.example:8443" of this very request. */
static bool is_own_origin(struct http_call *http, const char *origin)
{
    const char *scheme = http_secure(http) ? "https://" : "http://", *host = http_header(http, "Host");
    return str_starts(origin, scheme) && host && strcasecmp(origin + strlen(scheme), host) == 0;
}

static bool same_origin(struct http_call *http)
{
    const char *site = http_header(http, "Sec-Fetch-Site"), *origin = http_header(http, "Origin");
    if (site)
        return str_eq(site, "same-origin");
    return origin && is_own_origin(http, origin);
}

/* A form of another site can send text, urlencoded and multipart bodies; JSON it cannot. */
static bool declares_json(struct http_call *http)
{
    static const char json[] = "application/json";
    const char *type = http_header(http, "Content-Type"), *len = http_header(http, "Content-Length");
    if (!type)
        return !len || str_eq(len, "0");
    return strncasecmp(type, json, sizeof(json) - 1) == 0 && strchr("; \t", type[sizeof(json) - 1]);
}

bool staff_same_site(struct staff_call *call, bool takes_file)
{
    if (same_origin(call->http) && (takes_file || declares_json(call->http)))
        return true;
    staff_error(call, 403, "cross_site",
                _("this was not sent by a page of this server; open the console here and try again"));
    return false;
}

bool staff_secure(struct staff_call *call)
{
    if (http_secure(call->http) || http_loopback(call->http))
        return true;
    staff_error(call, 403, "insecure",
                _("the connection is not encrypted, so no password may travel here; open this address with https://"));
    return false;
}

void staff_give_cookie(struct http_call *http, const char *token)
{
    CLEANUP(free_ptr)
    char *cookie =
        xasprintf(COOKIE "=%s; Secure; HttpOnly; SameSite=Strict; Path=/%s", token, *token ? "" : "; Max-Age=0");
    http_set_header(http, "Set-Cookie", cookie);
    explicit_bzero(cookie, strlen(cookie));
}

struct renewal {
    const char *old;
    int64_t now_s;
    char token[SESSION_TOKEN_LEN + 1];
};

static bool renew_body(struct db *db, void *arg)
{
    struct renewal *renewal = arg;
    return session_renew(db, renewal->old, renewal->now_s, renewal->token);
}

static void renew(struct staff_call *call)
{
    struct renewal renewal = {.old = call->token, .now_s = call->now_s};
    if (db_transact(call->central->db, renew_body, &renewal)) {
        staff_give_cookie(call->http, renewal.token);
        memcpy(call->token, renewal.token, sizeof(call->token));
    }
    explicit_bzero(&renewal, sizeof(renewal));
}

/* What a page asks by itself does not keep a session awake that nobody sits at. */
static bool asked_by_hand(struct http_call *http)
{
    return !http_header(http, "Foyer-Live") && !str_eq(http_request(http)->path, STAFF_PREFIX "/events");
}

bool staff_enter(struct staff_call *call, bool takes_file)
{
    read_credentials(call);
    if (!session_check(call->central->db, call->token, call->kind, asked_by_hand(call->http), call->now_s,
                       &call->session)) {
        staff_error(call, 401, "no_session", _("there is no such session or it has ended; log in again"));
        return false;
    }
    http_known(call->http);
    bool changes = !str_eq(http_request(call->http)->method, "GET");
    if (call->kind == SESSION_BROWSER && changes && !staff_same_site(call, takes_file))
        return false;
    if (!call->admitting && call->session.renew && call->kind == SESSION_BROWSER)
        renew(call);
    return true;
}

bool staff_look(struct staff_call *call)
{
    read_credentials(call);
    return session_check(call->central->db, call->token, call->kind, false, call->now_s, &call->session);
}
