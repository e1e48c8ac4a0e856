/* The door of the phone page: limits, the page's own headers, and reading. */
#include "central/api/public.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/http/network.h"
#include "central/items/items.h"
#include "central/sites/sites.h"
#include "central/store/keys.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/crypto.h"
#include "common/ids.h"
#include "common/json.h"

/* Requests at once, then as many a minute. A whole community may share an address, and a telephone company its own. */
#define READER_BURST  30  /* of one address for one page */
#define PAGE_BURST    300 /* for one page */
#define PEER_BURST    240 /* of one address */
#define GUESS_BURST   30  /* PINs from one address, whatever the page: each costs a worker's time */
#define PEER_DOMAIN   "foyer-page-peer-v1"
#define KEY_DOMAIN    "foyer-page-key-v1"
#define POLICY_BEGINS "default-src 'none'; style-src 'sha256-"
#define POLICY_ENDS   "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/* --- Answers --- */

static void put_headers(struct public_call *call)
{
    http_set_header(call->http, "Content-Security-Policy", call->api->policy);
    http_set_header(call->http, "Referrer-Policy", "no-referrer");
    http_set_header(call->http, "Cache-Control", "no-store");
    http_set_header(call->http, "X-Robots-Tag", "noindex, nofollow");
    http_set_header(call->http, "Cross-Origin-Opener-Policy", "same-origin");
    http_set_header(call->http, "Vary", "Accept-Language");
}

struct pass public_pass(const struct public_call *call, enum pass_kind kind)
{
    return (struct pass){.key = call->api->key, .kind = kind, .page = call->sha, .stamp = call->page.pin_hash};
}

enum public_door public_door_now(const struct public_call *call)
{
    if (!call->page.has_pin)
        return DOOR_READ_ONLY;
    if (call->page.all_locked_until > call->now_s)
        return DOOR_LOCKED_ALL;
    return call->page.locked_until > call->now_s ? DOOR_LOCKED : DOOR_CLOSED;
}

static int photos_left(const struct public_call *call)
{
    bool over = call->page.photos_until && call->now_s >= call->page.photos_until;
    return over ? 0 : CASES_PHOTOS_MAX - call->page.photos;
}

void public_answer(struct public_call *call, int status, enum public_door door, enum public_note note)
{
    struct db *db = call->api->central->db;
    const char *site = *call->page.site ? call->page.site : call->site;
    CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
    CLEANUP(json_free_ref) json_t *form = items_document(db, site, "form");
    CLEANUP(json_free_ref) json_t *standards = items_document(db, site, "standard");
    CLEANUP(buf_wipe) struct buf pass = {0}, html = {0};
    char entry_id[UUID_LEN + 1];
    struct pass field = public_pass(call, door == DOOR_OPEN ? PASS_WRITE : PASS_OPEN);
    pass_make(&pass, &field, call->now_s);
    ids_uuid7(entry_id, clock_wall_ms());
    struct public_page page = {.english = call->english,
                               .token = call->token,
                               .view = call->page.view,
                               .community = community,
                               .form = form,
                               .standards = standards,
                               .now_s = call->now_s,
                               .zone_s = items_zone_of(community, call->now_s),
                               .door = door,
                               .note = note,
                               .pass = buf_str(&pass),
                               .entry_id = entry_id,
                               .photos = call->page.photos,
                               .photos_left = photos_left(call)};
    public_page_html(&html, &page);
    put_headers(call);
    http_reply(call->http, status, "text/html; charset=utf-8", html.data, html.len);
}

/* --- Who asks --- */

static bool token_good(const char *token)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    return strlen(token) == ENTRY_TOKEN_LEN && codec_unbase64url(&bytes, token, ENTRY_TOKEN_BYTES) &&
           bytes.len == ENTRY_TOKEN_BYTES;
}

static bool is_own_address(const char *url, const char *host)
{
    const char *rest = url ? strstr(url, "://") : NULL;
    size_t len = host ? strlen(host) : 0;
    return rest && len && str_starts(rest + 3, host) && (rest[3 + len] == '\0' || rest[3 + len] == '/');
}

/* A token that is not known yet is of no community: the page speaks for the one whose public address was asked, else
 * for the first that has one. Without a public address there is no page at all. */
static bool find_address(struct public_call *call)
{
    struct db *db = call->api->central->db;
    CLEANUP(json_free_ref) json_t *sites = sites_list(db);
    const char *host = http_header(call->http, "Host");
    for (size_t i = 0; i < json_array_size(sites); i++) {
        const char *site = json_str_or(json_array_get(sites, i), "id", "");
        CLEANUP(json_free_ref) json_t *community = items_document(db, site, "community");
        const json_t *page = json_member(community, "phone_page");
        bool own = is_own_address(json_str(page, "url"), host);
        if (json_is_object(page) && (own || !*call->site))
            str_copy(call->site, sizeof(call->site), site);
        if (own)
            break;
    }
    return *call->site != '\0';
}

/* Refusing costs no look into the database. */
static void answer_busy(struct public_call *call)
{
    CLEANUP(buf_fini) struct buf html = {0};
    struct public_page page = {
        .english = call->english, .token = call->token, .door = DOOR_READ_ONLY, .note = NOTE_BUSY};
    public_page_html(&html, &page);
    put_headers(call);
    http_reply(call->http, 429, "text/html; charset=utf-8", html.data, html.len);
}

static int take_reading(struct public_call *call, int64_t now_ms)
{
    char reader[sizeof(call->sha) + sizeof(call->peer) + 1];
    (void)snprintf(reader, sizeof(reader), "%s %s", call->sha, call->peer);
    int peer_s = buckets_take(call->api->by_peer, call->peer, now_ms);
    int reader_s = peer_s ? 0 : buckets_take(call->api->by_reader, reader, now_ms);
    int page_s = peer_s || reader_s ? 0 : buckets_take(call->api->by_page, call->sha, now_ms);
    return MAX(peer_s, MAX(reader_s, page_s));
}

static bool within_limits(struct public_call *call, enum public_take take)
{
    int64_t now_ms = clock_mono_ms();
    int wait_s =
        take == TAKE_GUESS ? buckets_take(call->api->by_guesser, call->peer, now_ms) : take_reading(call, now_ms);
    if (wait_s == 0)
        return true;
    CLEANUP(free_ptr) char *retry = xasprintf("%d", wait_s);
    http_set_header(call->http, "Retry-After", retry);
    answer_busy(call);
    return false;
}

static void name_peer(struct public_call *call)
{
    char network[NETWORK_MAX];
    uint8_t hash[SHA256_LEN / 2];
    CLEANUP(buf_fini) struct buf said = {0};
    network_of(network, http_request(call->http)->peer);
    buf_puts(&said, PEER_DOMAIN "\n");
    buf_puts(&said, network);
    crypto_keyed_hash(hash, sizeof(hash), said.data, said.len, call->api->key);
    codec_hex(call->peer, hash, sizeof(hash));
}

bool public_begin(struct public_call *call, struct public_api *api, struct http_call *http, enum public_take take)
{
    const char *token = http_capture(http, "token");
    memset(call, 0, sizeof(*call));
    call->api = api;
    call->http = http;
    call->now_s = clock_wall_ms() / 1000;
    call->english = public_wants_english(http_query(http, "lang"), http_header(http, "Accept-Language"));
    if (!token || !token_good(token) || !find_address(call)) {
        http_reply_error(http, 404, "not_found", "nothing is at this address", 0);
        return false;
    }
    str_copy(call->token, sizeof(call->token), token);
    cases_page_sha(call->sha, token);
    name_peer(call);
    return (take == TAKE_NOTHING || within_limits(call, take)) && public_reload(call);
}

bool public_reload(struct public_call *call)
{
    cases_page_fini(&call->page);
    if (cases_page_load(call->api->central->cases, call->sha, call->peer, &call->page))
        return true;
    public_answer(call, 404, DOOR_READ_ONLY, NOTE_NONE);
    return false;
}

void public_end(struct public_call *call)
{
    cases_page_fini(&call->page);
    explicit_bzero(call->token, sizeof(call->token));
}

/* With "no-referrer" browsers send the origin "null" to ourselves too; then Sec-Fetch-Site or the pass decides. */
bool public_same_site(struct public_call *call)
{
    const char *site = http_header(call->http, "Sec-Fetch-Site"), *origin = http_header(call->http, "Origin");
    if (site)
        return str_eq(site, "same-origin") || str_eq(site, "none");
    if (!origin || str_eq(origin, "null"))
        return true;
    CLEANUP(json_free_ref)
    json_t *community =
        items_document(call->api->central->db, *call->page.site ? call->page.site : call->site, "community");
    return str_eq(origin, json_str_or(json_member(community, "phone_page"), "url", ""));
}

static void public_read(struct http_call *http, void *arg)
{
    struct public_call call;
    if (public_begin(&call, arg, http, TAKE_READING))
        public_answer(&call, 200, public_door_now(&call), NOTE_NONE);
    public_end(&call);
}

/* --- Life --- */

static const struct http_route routes[] = {
    {"GET", "/r/:token", public_read, 0, NULL, false},
    {"POST", "/r/:token/open", public_open, PUBLIC_FORM_MAX, NULL, false},
    {"POST", "/r/:token/word", public_word_added, PUBLIC_FORM_MAX, NULL, false},
    {"POST", "/r/:token/verdict", public_verdict, PUBLIC_FORM_MAX, NULL, false},
    {"POST", "/r/:token/photo", public_photo, PUBLIC_PHOTO_MAX, public_photo_admit, true},
    /* After an act the browser's address is the act's: looking at it again shows the page. */
    {"GET", "/r/:token/:act", public_read, 0, NULL, false},
};

/* The policy allows one style, by its hash, in the alphabet with + and /. */
static char *make_policy(void)
{
    uint8_t hash[SHA256_LEN];
    CLEANUP(buf_fini) struct buf text = {0};
    const char *style = public_page_style();
    crypto_sha256(hash, style, strlen(style));
    codec_base64url(&text, hash, sizeof(hash));
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '-')
            text.data[i] = '+';
        else if (text.data[i] == '_')
            text.data[i] = '/';
    }
    return xasprintf(POLICY_BEGINS "%s=" POLICY_ENDS, buf_str(&text));
}

void public_api_start(struct central *central)
{
    struct public_api *api = xcalloc(1, sizeof(*api));
    api->central = central;
    api->by_page = buckets_new(PAGE_BURST, PAGE_BURST);
    api->by_reader = buckets_new(READER_BURST, READER_BURST);
    api->by_peer = buckets_new(PEER_BURST, PEER_BURST);
    api->by_guesser = buckets_new(GUESS_BURST, GUESS_BURST);
    api->policy = make_policy();
    crypto_keyed_hash(api->key, sizeof(api->key), KEY_DOMAIN, strlen(KEY_DOMAIN), central->keys->token);
    central->public_api = api;
    http_server_routes(central->http, routes, ARRAY_LEN(routes), api);
}

void public_api_stop(struct central *central)
{
    struct public_api *api = TAKE(central->public_api);
    if (!api)
        return;
    buckets_free(api->by_page);
    buckets_free(api->by_reader);
    buckets_free(api->by_peer);
    buckets_free(api->by_guesser);
    free(api->policy);
    explicit_bzero(api->key, sizeof(api->key));
    free(api);
}
