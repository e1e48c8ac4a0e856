/* token = "v1." terminal "." expires "." channels "." base64url(HMAC-SHA-256(token key, all before)). Checked without
 * the database: the terminal's row is in memory. A channel's name may hold dots, so the ends are split off first. */
#include <sodium/crypto_auth_hmacsha256.h>
#include <sodium/crypto_verify_32.h>

#include "central/fleet/fleet_internal.h"

#include "common/codec.h"

#define TOKEN_MAX (FLEET_CHANNELS_MAX + 128)

static void mac_of(uint8_t mac[static crypto_auth_hmacsha256_BYTES], struct fleet *fleet, const char *text, size_t len)
{
    crypto_auth_hmacsha256(mac, (const unsigned char *)text, len, fleet->central->keys->token);
}

void fleet_token(struct fleet *fleet, const struct fleet_terminal *terminal, int64_t now_s, struct buf *out,
                 int64_t *expires)
{
    uint8_t mac[crypto_auth_hmacsha256_BYTES];
    *expires = now_s + FLEET_TOKEN_LIFE_S;
    buf_clear(out);
    buf_printf(out, "v1.%s.%lld.%s", terminal->id, (long long)*expires, terminal->channels);
    mac_of(mac, fleet, out->data, out->len);
    buf_putc(out, '.');
    codec_base64url(out, mac, sizeof(mac));
}

static bool mac_fits(struct fleet *fleet, const char *token, const char *last_dot)
{
    uint8_t mac[crypto_auth_hmacsha256_BYTES];
    CLEANUP(buf_fini) struct buf said = {0};
    if (!codec_unbase64url(&said, last_dot + 1, sizeof(mac)) || said.len != sizeof(mac))
        return false;
    mac_of(mac, fleet, token, (size_t)(last_dot - token));
    return crypto_verify_32((const unsigned char *)said.data, mac) == 0;
}

enum fleet_token fleet_token_check(struct fleet *fleet, const char *token, int64_t now_s,
                                   struct fleet_terminal **terminal)
{
    const char *last_dot = strrchr(token, '.');
    if (strlen(token) > TOKEN_MAX || !str_starts(token, "v1.") || !last_dot || !mac_fits(fleet, token, last_dot))
        return FLEET_TOKEN_BAD;
    CLEANUP(free_ptr) char *fields = xstrndup(token + 3, (size_t)(last_dot - token) - 3);
    char *expires_text = strchr(fields, '.');
    char *channels = expires_text ? strchr(expires_text + 1, '.') : NULL;
    if (!channels)
        return FLEET_TOKEN_BAD;
    *expires_text++ = '\0';
    *channels++ = '\0';
    int64_t expires;
    *terminal = fleet_find(fleet, fields);
    if (!*terminal || !parse_i64(expires_text, 0, INT64_MAX, &expires))
        return FLEET_TOKEN_BAD;
    if ((*terminal)->revoked)
        return FLEET_TOKEN_REVOKED;
    if (now_s >= expires)
        return FLEET_TOKEN_EXPIRED;
    return str_eq(channels, (*terminal)->channels) ? FLEET_TOKEN_OK : FLEET_TOKEN_STALE;
}
