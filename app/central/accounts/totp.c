#include "central/accounts/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <qrencode.h>
#include <stdio.h>

#include "common/crypto.h"

#define QUIET 4 /* modules (ISO/IEC 18004, 5.3.8) */

/* RFC 4226, section 5.3 */
static void code_of(char code[static TOTP_DIGITS + 1], const uint8_t secret[static TOTP_SECRET_LEN], int64_t step)
{
    uint8_t counter[8], mac[EVP_MAX_MD_SIZE];
    unsigned int len = 0;
    for (int i = 0; i < 8; i++)
        counter[i] = (uint8_t)((uint64_t)step >> (56 - 8 * i));
    ASSERT(HMAC(EVP_sha1(), secret, TOTP_SECRET_LEN, counter, sizeof(counter), mac, &len) && len == 20);
    const uint8_t *at = mac + (mac[19] & 0xf);
    uint32_t number = (uint32_t)(at[0] & 0x7f) << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    (void)snprintf(code, TOTP_DIGITS + 1, "%06u", (unsigned)(number % 1000000));
    explicit_bzero(mac, sizeof(mac));
}

int64_t totp_step(const uint8_t secret[static TOTP_SECRET_LEN], const char *code, int64_t used, int64_t now_s)
{
    int64_t found = 0, now = now_s / TOTP_STEP_S;
    if (strlen(code) != TOTP_DIGITS)
        return 0;
    for (int64_t step = now - 1; step <= now + 1; step++) {
        char right[TOTP_DIGITS + 1];
        code_of(right, secret, step);
        if (crypto_same(right, code, TOTP_DIGITS) && step > used && !found)
            found = step;
        explicit_bzero(right, sizeof(right));
    }
    return found;
}

void totp_base32(struct buf *out, const void *data, size_t len)
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    const uint8_t *bytes = data;
    uint32_t bits = 0;
    int count = 0;
    for (size_t i = 0; i < len; i++) {
        bits = bits << 8 | bytes[i];
        for (count += 8; count >= 5; count -= 5)
            buf_putc(out, alphabet[bits >> (count - 5) & 31]);
        bits &= (1u << count) - 1;
    }
    if (count > 0)
        buf_putc(out, alphabet[bits << (5 - count) & 31]);
}

static void put_escaped(struct buf *out, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (; *text; text++) {
        if (strchr(plain, *text))
            buf_putc(out, *text);
        else
            buf_printf(out, "%%%02X", (uint8_t)*text);
    }
}

void totp_uri(struct buf *out, const uint8_t secret[static TOTP_SECRET_LEN], const char *issuer, const char *user)
{
    buf_puts(out, "otpauth://totp/");
    put_escaped(out, issuer);
    buf_putc(out, ':');
    put_escaped(out, user);
    buf_puts(out, "?secret=");
    totp_base32(out, secret, TOTP_SECRET_LEN);
    buf_puts(out, "&issuer=");
    put_escaped(out, issuer);
}

/* A run of dark modules is one rectangle. */
int totp_qr(struct buf *out, const char *text)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (!code)
        return 0;
    int width = code->width;
    for (int y = 0; y < width; y++) {
        for (int x = 0, run; x < width; x += run + 1) {
            for (run = 0; x + run < width && (code->data[y * width + x + run] & 1); run++)
                ;
            if (run > 0)
                buf_printf(out, "M%d %dh%dv1h-%dz", x + QUIET, y + QUIET, run, run);
        }
    }
    explicit_bzero(code->data, (size_t)width * (size_t)width);
    QRcode_free(code);
    return width + 2 * QUIET;
}
