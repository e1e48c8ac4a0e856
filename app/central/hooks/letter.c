#include "central/hooks/letter.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>

#include "central/words/words.h"
#include "common/clock.h"
#include "common/codec.h"
#include "common/crypto.h"
#include "common/json.h"

static const char *const kind_names[LETTER_KINDS] = {"json", "wecom", "dingtalk"};

const char *letter_kind_name(enum letter_kind kind)
{
    return kind_names[kind];
}

enum letter_kind letter_kind_of(const char *name)
{
    int kind = 0;
    while (kind < LETTER_KINDS && !str_eq(name, kind_names[kind]))
        kind++;
    return (enum letter_kind)kind;
}

/* --- Words --- */

/* What has happened, in a line. What is about somebody in the office comes without a number. */
static const struct happening {
    const char *event, *words;
} happenings[] = {
    {"case_new", N_("A new case")},
    {"case_late", N_("A case is late")},
    {"terminal_quiet", N_("A lobby's screen has gone quiet")},
    {"site_quiet", N_("Most screens of the community have gone quiet")},
    {"notice_ending", N_("An urgent notice is about to end: extend it, or give the all-clear")},
    {"hook_test", N_("A test: messages for the office will arrive here")},
};

static const char *happening_words(const char *event)
{
    for (size_t i = 0; i < ARRAY_LEN(happenings); i++)
        if (str_eq(event, happenings[i].event))
            return words_text(happenings[i].words);
    return event;
}

static void add_fact(struct buf *out, const char *label, const char *value)
{
    if (value && *value)
        buf_printf(out, "\n%s: %s", label, value);
}

static void add_due(struct buf *out, const json_t *event)
{
    int64_t due = json_int_or(event, "due", 0);
    char said[24];
    if (!due)
        return;
    struct civil at = clock_civil(due, (int32_t)json_int_or(event, "zone", 0));
    (void)snprintf(said, sizeof(said), "%04d-%02d-%02d %02d:%02d", at.year % 10000, at.month, at.day, at.hour,
                   at.minute);
    add_fact(out, str_eq(json_str(event, "event"), "notice_ending") ? _("Ends") : _("Promised until"), said);
}

void letter_words(struct buf *out, const json_t *event)
{
    const json_t *category = json_member(event, "category");
    const char *name = json_str_or(event, "site_name", "");
    if (*name)
        buf_printf(out, "[%s] ", name);
    buf_puts(out, happening_words(json_str_or(event, "event", "")));
    add_fact(out, _("Number"), json_str(event, "number"));
    add_fact(out, _("Category"), json_str(category, words_english() ? "en" : "zh-CN"));
    add_fact(out, _("Building"), json_str(event, "building"));
    add_fact(out, _("Lobby"), json_str(event, "lobby"));
    if (json_int_or(event, "expected", 0)) {
        buf_putc(out, '\n');
        buf_printf(out, _("%lld of %lld screens"), (long long)json_int_or(event, "silent", 0),
                   (long long)json_int_or(event, "expected", 0));
    }
    add_due(out, event);
}

void letter_body(struct buf *out, enum letter_kind kind, const json_t *event)
{
    CLEANUP(buf_fini) struct buf words = {0};
    letter_words(&words, event);
    CLEANUP(json_free_ref)
    json_t *doc = kind == LETTER_JSON
                      ? json_deep_copy(event)
                      : json_pack("{s:s,s:{s:s}}", "msgtype", "text", "text", "content", buf_str(&words));
    if (kind == LETTER_JSON)
        json_object_set_new(doc, "text", json_string(buf_str(&words)));
    json_encode(out, doc);
}

/* --- Signatures --- */

static void hmac(uint8_t mac[static SHA256_LEN], const char *secret, const void *data, size_t len)
{
    unsigned int mac_len = 0;
    ASSERT(HMAC(EVP_sha256(), secret, (int)strlen(secret), data, len, mac, &mac_len) && mac_len == SHA256_LEN);
}

void letter_signature(char out[static LETTER_SIGNATURE_LEN + 1], const char *secret, int64_t at_s,
                      const struct buf *body)
{
    static const char scheme[] = "sha256=";
    CLEANUP(buf_fini) struct buf text = {0};
    uint8_t mac[SHA256_LEN];
    buf_printf(&text, "%lld.", (long long)at_s);
    buf_append(&text, body->data, body->len);
    hmac(mac, secret, text.data, text.len);
    memcpy(out, scheme, sizeof(scheme));
    codec_hex(out + sizeof(scheme) - 1, mac, sizeof(mac));
}

void letter_dingtalk_url(struct buf *out, const char *url, const char *secret, int64_t at_ms)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    uint8_t mac[SHA256_LEN];
    unsigned char base64[4 * ((SHA256_LEN + 2) / 3) + 1];
    buf_printf(&text, "%lld\n%s", (long long)at_ms, secret);
    hmac(mac, secret, text.data, text.len);
    EVP_EncodeBlock(base64, mac, sizeof(mac));
    buf_printf(out, "%s%ctimestamp=%lld&sign=", url, strchr(url, '?') ? '&' : '?', (long long)at_ms);
    for (const unsigned char *c = base64; *c; c++) {
        if (strchr("+/=", *c))
            buf_printf(out, "%%%02X", *c);
        else
            buf_putc(out, (char)*c);
    }
}
