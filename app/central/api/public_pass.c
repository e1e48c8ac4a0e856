#include "central/api/public_pass.h"

#include <stdlib.h>

#include "common/codec.h"
#include "common/crypto.h"

#define MAC_LEN 16

static void mac_of(uint8_t mac[static MAC_LEN], const struct pass *pass, int64_t until_s)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    buf_printf(&text, "foyer-page-v1\n%s\n%s\n%s\n%lld", pass->kind == PASS_WRITE ? "write" : "open", pass->page,
               pass->stamp, (long long)until_s);
    crypto_keyed_hash(mac, MAC_LEN, text.data, text.len, pass->key);
}

void pass_make(struct buf *out, const struct pass *pass, int64_t now_s)
{
    uint8_t mac[MAC_LEN];
    int64_t until_s = now_s + (pass->kind == PASS_WRITE ? PASS_WRITE_S : PASS_OPEN_S);
    mac_of(mac, pass, until_s);
    buf_printf(out, "%lld.", (long long)until_s);
    codec_base64url(out, mac, sizeof(mac));
}

bool pass_good(const struct pass *pass, const char *text, int64_t now_s)
{
    CLEANUP(buf_fini) struct buf said = {0};
    uint8_t mac[MAC_LEN];
    int64_t until_s;
    const char *dot = text ? strchr(text, '.') : NULL;
    if (!dot || strlen(text) > 64)
        return false;
    CLEANUP(free_ptr) char *number = xstrndup(text, (size_t)(dot - text));
    if (!parse_i64(number, 1, INT64_MAX, &until_s) || until_s < now_s || until_s > now_s + PASS_OPEN_S ||
        !codec_unbase64url(&said, dot + 1, MAC_LEN) || said.len != MAC_LEN)
        return false;
    mac_of(mac, pass, until_s);
    return crypto_same(mac, said.data, MAC_LEN);
}
