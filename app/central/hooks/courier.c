#include "central/hooks/courier.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "central/words/words.h"
#include "common/json.h"

#define CONNECT_MAX_S 8
#define REPLY_MAX     4096

static const char *const result_names[COURIER_RESULTS] = {"delivered", "no_answer", "private", "unsafe", "refused"};

const char *courier_result_name(enum courier_result result)
{
    return result_names[result];
}

/* --- Addresses --- */

static bool is_private_v4(uint32_t ip)
{
    static const struct {
        uint32_t net;
        int bits;
    } nets[] = {
        {0x00000000, 8},  /* this network */
        {0x0a000000, 8},  /* private */
        {0x64400000, 10}, /* shared */
        {0x7f000000, 8},  /* loopback */
        {0xa9fe0000, 16}, /* link-local */
        {0xac100000, 12}, /* private */
        {0xc0000000, 24}, /* protocols */
        {0xc0a80000, 16}, /* private */
        {0xc6120000, 15}, /* measuring */
        {0xe0000000, 3},  /* multicast, reserved, broadcast */
    };
    for (size_t i = 0; i < ARRAY_LEN(nets); i++)
        if ((ip ^ nets[i].net) >> (32 - nets[i].bits) == 0)
            return true;
    return false;
}

static uint32_t v4_at(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Whatever is not of the global unicast block 2000::/3 is private; what carries an IPv4 address is judged by that. */
static bool is_private_v6(const uint8_t *ip)
{
    static const uint8_t mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, nat64[12] = {0, 0x64, 0xff, 0x9b};
    if (memcmp(ip, mapped, sizeof(mapped)) == 0 || memcmp(ip, nat64, sizeof(nat64)) == 0)
        return is_private_v4(v4_at(ip + 12));
    if (ip[0] == 0x20 && ip[1] == 0x02) /* 6to4 */
        return is_private_v4(v4_at(ip + 2));
    return ip[0] >> 5 != 1 || (ip[0] == 0x20 && ip[1] == 0x01 && ip[2] < 2);
}

bool courier_is_private(const struct sockaddr *address)
{
    if (address->sa_family == AF_INET)
        return is_private_v4(ntohl(((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr));
    if (address->sa_family == AF_INET6)
        return is_private_v6(((const struct sockaddr_in6 *)(const void *)address)->sin6_addr.s6_addr);
    return true;
}

static bool is_here(const char *host)
{
    return str_eq(host, "localhost") || str_eq(host, "127.0.0.1") || str_eq(host, "[::1]");
}

struct url_parts {
    char *scheme, *host, *port, *user; /* of libcurl */
};

static bool take_apart(const char *url, struct url_parts *parts)
{
    CURLU *handle = curl_url();
    ASSERT(handle);
    bool ok = curl_url_set(handle, CURLUPART_URL, url, CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK &&
              curl_url_get(handle, CURLUPART_SCHEME, &parts->scheme, 0) == CURLUE_OK &&
              curl_url_get(handle, CURLUPART_HOST, &parts->host, 0) == CURLUE_OK && *parts->host;
    if (ok) { /* both may be absent */
        (void)curl_url_get(handle, CURLUPART_PORT, &parts->port, 0);
        (void)curl_url_get(handle, CURLUPART_USER, &parts->user, 0);
    }
    curl_url_cleanup(handle);
    return ok;
}

static void parts_fini(struct url_parts *parts)
{
    curl_free(parts->scheme);
    curl_free(parts->host);
    curl_free(parts->port);
    curl_free(parts->user);
}

char *courier_url_refusal(const char *url)
{
    struct url_parts parts = {0};
    char *why = NULL;
    if (strlen(url) > COURIER_URL_MAX || url[strcspn(url, " \t\r\n")])
        why = xasprintf(_("url: an address of at most %d bytes, without spaces, is wanted"), COURIER_URL_MAX);
    else if (!take_apart(url, &parts))
        why = xstrdup(_("url: this is no address"));
    else if (parts.user)
        why = xstrdup(_("url: no name or password stands in the address"));
    else if (!str_eq(parts.scheme, "https") && !(str_eq(parts.scheme, "http") && is_here(parts.host)))
        why = xstrdup(_("url: only https is safe on the way; http leads no further than this machine itself"));
    parts_fini(&parts);
    return why;
}

char *courier_url_shown(const char *url)
{
    struct url_parts parts = {0};
    char *shown = take_apart(url, &parts) ? xasprintf("%s://%s%s%s", parts.scheme, parts.host, parts.port ? ":" : "",
                                                      parts.port ? parts.port : "")
                                          : xstrdup("");
    parts_fini(&parts);
    return shown;
}

/* --- The way --- */

struct trip {
    struct courier_letter *letter;
    const atomic_bool *ending;
    struct buf reply;
    bool was_private;
};

static curl_socket_t open_socket(void *arg, curlsocktype purpose UNUSED, struct curl_sockaddr *address)
{
    struct trip *trip = arg;
    if (!trip->letter->private_allowed && courier_is_private(&address->addr)) {
        trip->was_private = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static int on_progress(void *arg, curl_off_t all UNUSED, curl_off_t now UNUSED, curl_off_t up UNUSED,
                       curl_off_t up_now UNUSED)
{
    const struct trip *trip = arg;
    return trip->ending && atomic_load(trip->ending);
}

static size_t on_reply(char *data, size_t size, size_t count, void *arg)
{
    struct trip *trip = arg;
    size_t len = size * count, room = REPLY_MAX - MIN(trip->reply.len, (size_t)REPLY_MAX);
    buf_append(&trip->reply, data, MIN(len, room));
    return len;
}

/* Robots answer 200 whatever they think: {"errcode":0} is the good answer. */
static enum courier_result judge(struct trip *trip)
{
    struct courier_letter *letter = trip->letter;
    if (letter->status < 200 || letter->status > 299)
        return COURIER_REFUSED;
    if (letter->kind == LETTER_JSON)
        return COURIER_DELIVERED;
    CLEANUP(json_free_ref) json_t *said = json_decode(trip->reply.data, trip->reply.len, NULL);
    letter->code = (int)json_int_or(said, "errcode", -1);
    return letter->code == 0 ? COURIER_DELIVERED : COURIER_REFUSED;
}

static enum courier_result result_of(struct trip *trip, CURL *curl, CURLcode code)
{
    long status = 0;
    if (trip->was_private)
        return COURIER_PRIVATE;
    if (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR || code == CURLE_SSL_CACERT_BADFILE)
        return COURIER_UNSAFE;
    if (code != CURLE_OK)
        return COURIER_NO_ANSWER;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    trip->letter->status = (int)status;
    return judge(trip);
}

static struct curl_slist *headers_of(const struct courier_letter *letter)
{
    struct curl_slist *list = curl_slist_append(NULL, "Content-Type: application/json; charset=utf-8");
    list = curl_slist_append(list, "Expect:");
    if (letter->kind == LETTER_JSON && letter->secret && *letter->secret) {
        char signature[LETTER_SIGNATURE_LEN + 1];
        letter_signature(signature, letter->secret, letter->at_ms / 1000, &letter->body);
        CLEANUP(free_ptr) char *at = xasprintf("Foyer-Timestamp: %lld", (long long)(letter->at_ms / 1000));
        CLEANUP(free_ptr) char *sign = xasprintf("Foyer-Signature: %s", signature);
        list = curl_slist_append(curl_slist_append(list, at), sign);
    }
    ASSERT(list);
    return list;
}

static void set_url(CURL *curl, const struct courier_letter *letter)
{
    CLEANUP(buf_wipe) struct buf url = {0};
    if (letter->kind == LETTER_DINGTALK && letter->secret && *letter->secret)
        letter_dingtalk_url(&url, letter->url, letter->secret, letter->at_ms);
    else
        buf_puts(&url, letter->url);
    curl_easy_setopt(curl, CURLOPT_URL, buf_str(&url)); /* copied */
}

static void set_manners(CURL *curl, struct trip *trip)
{
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "https,http");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_MAX_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)COURIER_MAX_S);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "Foyer");
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, trip);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, trip);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_reply);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, trip);
}

void courier_carry(struct courier_letter *letter, const atomic_bool *ending)
{
    struct trip trip = {.letter = letter, .ending = ending};
    CURL *curl = curl_easy_init();
    ASSERT(curl);
    struct curl_slist *headers = headers_of(letter);
    set_manners(curl, &trip);
    set_url(curl, letter);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)letter->body.len);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, buf_str(&letter->body));
    letter->status = letter->code = 0;
    letter->result = result_of(&trip, curl, curl_easy_perform(curl));
    curl_easy_cleanup(curl);
    curl_slist_free_all(headers);
    buf_fini(&trip.reply);
}

static void wipe(char **text)
{
    if (*text)
        explicit_bzero(*text, strlen(*text));
    free(*text);
    *text = NULL;
}

void courier_fini(struct courier_letter *letter)
{
    wipe(&letter->url);
    wipe(&letter->secret);
    buf_fini(&letter->body);
}
