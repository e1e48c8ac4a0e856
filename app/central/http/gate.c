/* The raw head is looked at twice: our own scan first (line ends, folding, NUL, counts: what http-parser lets through),
 * then http-parser over a private copy, whose callbacks hand back spans that are cut into strings in place. */
#include "central/http/gate.h"

#include <ctype.h>
#include <http_parser.h>
#include <stdlib.h>
#include <strings.h>

#define REFUSE(s, c, m) ((struct gate_refusal){.status = (s), .code = (c), .message = (m)})
static const struct gate_refusal good = {0};

size_t gate_head_len(const char *data, size_t len)
{
    size_t at = 0;
    while (at < len && (data[at] == '\r' || data[at] == '\n'))
        at++;
    for (; at < len; at++) {
        if (data[at] != '\n')
            continue;
        if (at + 1 < len && data[at + 1] == '\n')
            return at + 2;
        if (at + 2 < len && data[at + 1] == '\r' && data[at + 2] == '\n')
            return at + 3;
    }
    return 0;
}

struct gate_refusal gate_too_long(const char *data, size_t len)
{
    const char *eol = memchr(data, '\n', len);
    size_t line = eol ? (size_t)(eol - data) : len;
    if (line > GATE_TARGET_MAX + sizeof("DELETE  HTTP/1.1\r"))
        return REFUSE(414, "uri_too_long", "the address is longer than 2048 bytes");
    if (len >= GATE_HEAD_MAX)
        return REFUSE(431, "headers_too_large", "the header fields are longer than 8192 bytes");
    return good;
}

static bool token_char(unsigned char c)
{
    return isalnum(c) || (c && strchr("!#$%&'*+-.^_`|~", c) != NULL);
}

/* One header line without its CRLF: a token, a colon, no control characters but TAB. */
static bool field_line_ok(const char *line, size_t len)
{
    size_t name = 0;
    while (name < len && token_char((unsigned char)line[name]))
        name++;
    if (name == 0 || name == len || line[name] != ':')
        return false;
    for (size_t i = name; i < len; i++) {
        unsigned char c = (unsigned char)line[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

/* The request line: METHOD SP target SP HTTP/x.y, one blank each. The version is judged here so that 505 is ours. */
static struct gate_refusal check_request_line(const char *line, size_t len)
{
    const char *sp1 = memchr(line, ' ', len);
    if (!sp1 || sp1 == line)
        return REFUSE(400, "bad_request", "the first line is no request line");
    const char *target = sp1 + 1;
    const char *sp2 = memchr(target, ' ', len - (size_t)(target - line));
    if (!sp2 || sp2 == target)
        return REFUSE(400, "bad_request", "the first line is no request line");
    size_t target_len = (size_t)(sp2 - target), version_len = len - (size_t)(sp2 + 1 - line);
    if (target_len > GATE_TARGET_MAX)
        return REFUSE(414, "uri_too_long", "the address is longer than 2048 bytes");
    for (const char *p = target; p < sp2; p++)
        if ((unsigned char)*p <= 0x20 || (unsigned char)*p >= 0x7f)
            return REFUSE(400, "bad_request", "the address holds a byte that must be escaped");
    const char *version = sp2 + 1;
    if (version_len != 8 || memcmp(version, "HTTP/", 5) != 0 || !isdigit((unsigned char)version[5]) ||
        version[6] != '.' || !isdigit((unsigned char)version[7]))
        return REFUSE(400, "bad_request", "the first line names no HTTP version");
    if (version[5] != '1' || version[7] > '1')
        return REFUSE(505, "version", "this server speaks HTTP/1.1");
    static const char *const methods[] = {"GET", "POST", "PUT", "DELETE"};
    for (size_t i = 0; i < ARRAY_LEN(methods); i++)
        if (strlen(methods[i]) == (size_t)(sp1 - line) && memcmp(methods[i], line, strlen(methods[i])) == 0)
            return *target == '/' ? good : REFUSE(400, "bad_request", "the address must start with a slash");
    return REFUSE(501, "not_implemented", "this method is not known here");
}

/* Our own scan over the raw bytes; `head` starts at the request line. */
static struct gate_refusal check_lines(const char *head, size_t len)
{
    if (memchr(head, '\0', len))
        return REFUSE(400, "bad_request", "a NUL byte in the head");
    size_t lines = 0;
    for (size_t at = 0; at < len; lines++) {
        const char *line = head + at, *eol = memchr(line, '\n', len - at);
        size_t line_len = eol ? (size_t)(eol - line) : 0;
        if (!eol || line_len == 0 || line[line_len - 1] != '\r')
            return REFUSE(400, "bad_request", "a line must end with CR LF");
        at += line_len + 1;
        line_len--;
        if (line_len == 0)
            return at == len ? good : REFUSE(400, "bad_request", "bytes after the head");
        if (lines == 0) {
            struct gate_refusal refusal = check_request_line(line, line_len);
            if (refusal.status)
                return refusal;
        } else if (lines > GATE_FIELDS_MAX) {
            return REFUSE(431, "headers_too_large", "more than 64 header fields");
        } else if (!field_line_ok(line, line_len)) {
            return REFUSE(400, "bad_request", "a header field is malformed");
        }
    }
    return REFUSE(400, "bad_request", "the head has no end");
}

/* --- http-parser over the private copy --- */

static void cut(const char *at, size_t len)
{
    ((char *)(uintptr_t)at)[len] = '\0'; /* `at` points into gate.store, which is ours */
}

static int on_url(http_parser *parser, const char *at, size_t len)
{
    struct gate *gate = parser->data;
    gate->target = at;
    cut(at, len); /* the blank after it, already consumed */
    return 0;
}

static int on_field(http_parser *parser, const char *at, size_t len)
{
    struct gate *gate = parser->data;
    if (gate->field_count == GATE_FIELDS_MAX)
        return 1;
    gate->fields[gate->field_count++] = (struct gate_field){.name = at, .value = ""};
    cut(at, len); /* the colon */
    return 0;
}

static int on_value(http_parser *parser, const char *at, size_t len)
{
    struct gate *gate = parser->data;
    if (gate->field_count == 0)
        return 1;
    while (len > 0 && (at[len - 1] == ' ' || at[len - 1] == '\t'))
        len--;
    gate->fields[gate->field_count - 1].value = at;
    cut(at, len); /* the CR, or a trailing blank */
    return 0;
}

static int on_headers_complete(http_parser *parser)
{
    struct gate *gate = parser->data;
    gate->keep_alive = http_should_keep_alive(parser) != 0;
    gate->http_1_0 = parser->http_minor == 0;
    return 1; /* no body through the parser */
}

static size_t count_fields(const struct gate *gate, const char *name)
{
    size_t count = 0;
    for (size_t i = 0; i < gate->field_count; i++)
        count += strcasecmp(gate->fields[i].name, name) == 0;
    return count;
}

static bool all_digits(const char *s)
{
    return *s && strspn(s, "0123456789") == strlen(s);
}

/* Host, length and coding, judged on the fields. Before http-parser's own verdict on lengths, so that the status is
 * ours. */
static struct gate_refusal check_fields(const struct gate *gate)
{
    const char *host = gate_field(gate, "Host"), *coding = gate_field(gate, "Transfer-Encoding");
    const char *length = gate_field(gate, "Content-Length"), *expect = gate_field(gate, "Expect");
    if (count_fields(gate, "Host") != 1 || !*host)
        return REFUSE(400, "bad_request", "exactly one Host is wanted");
    if (count_fields(gate, "Content-Length") > 1 || (length && !all_digits(length)))
        return REFUSE(400, "bad_request", "Content-Length must be one number");
    if (coding && length)
        return REFUSE(400, "bad_request", "Transfer-Encoding and Content-Length together");
    if (coding && strcasecmp(coding, "chunked") == 0)
        return REFUSE(411, "length_required", "send a Content-Length, not chunks");
    if (coding)
        return REFUSE(501, "not_implemented", "this transfer coding is not known here");
    if (gate_field(gate, "Upgrade") && strcasecmp(gate_field(gate, "Upgrade"), "h2c") != 0)
        return REFUSE(501, "not_implemented", "nothing to upgrade to");
    if (expect && strcasecmp(expect, "100-continue") != 0)
        return REFUSE(417, "bad_request", "this expectation is not known here");
    bool has_body_method = strcmp(gate->method, "POST") == 0 || strcmp(gate->method, "PUT") == 0;
    if (has_body_method && !length)
        return REFUSE(411, "length_required", "Content-Length is missing");
    return good;
}

/* Fields are needed for our verdict even where http-parser would stop early, so it sees neither lengths nor codings:
 * they are judged above, and read by parse_length. */
static bool hidden_from_parser(const char *line)
{
    return strncasecmp(line, "content-length:", 15) == 0 || strncasecmp(line, "transfer-encoding:", 18) == 0 ||
           strncasecmp(line, "upgrade:", 8) == 0;
}

/* Gives a field its strings in place: the lines were checked, so a colon and a CRLF are there. */
static bool take_hidden(struct gate *gate, char *line, size_t len)
{
    if (gate->field_count == GATE_FIELDS_MAX)
        return false;
    char *colon = memchr(line, ':', len), *value = colon + 1, *end = line + len;
    *colon = '\0';
    while (value < end && (*value == ' ' || *value == '\t'))
        value++;
    while (end > value && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    *end = '\0';
    gate->fields[gate->field_count++] = (struct gate_field){.name = line, .value = value};
    return true;
}

static bool run_parser(http_parser *parser, const char *data, size_t len)
{
    static const http_parser_settings settings = {.on_url = on_url,
                                                  .on_header_field = on_field,
                                                  .on_header_value = on_value,
                                                  .on_headers_complete = on_headers_complete};
    size_t done = http_parser_execute(parser, &settings, data, len);
    return done == len && HTTP_PARSER_ERRNO(parser) == HPE_OK;
}

/* Feeds the copy line by line: http-parser hands spans back whole because no span crosses a line. */
static bool feed_lines(struct gate *gate, size_t len)
{
    http_parser parser;
    http_parser_init(&parser, HTTP_REQUEST);
    parser.data = gate;
    char *at = gate->store, *end = gate->store + len;
    for (bool first = true; at < end; first = false) {
        char *eol = memchr(at, '\n', (size_t)(end - at));
        size_t line_len = (size_t)(eol - at); /* with CR */
        if (first) {
            char *sp = memchr(at, ' ', line_len);
            memcpy(gate->method, at, (size_t)(sp - at)); /* checked: one of four short words */
        }
        bool ok = !first && hidden_from_parser(at) ? take_hidden(gate, at, line_len - 1)
                                                   : run_parser(&parser, at, line_len + 1);
        if (!ok)
            return false;
        at = eol + 1;
    }
    return true;
}

static bool parse_length(struct gate *gate)
{
    const char *length = gate_field(gate, "Content-Length");
    gate->has_length = length != NULL;
    int64_t value = 0;
    if (length && !parse_i64(length, 0, INT64_MAX, &value))
        return false;
    gate->content_length = (uint64_t)value;
    return true;
}

struct gate_refusal gate_parse(struct gate *gate, const char *head, size_t len)
{
    memset(gate, 0, sizeof(*gate));
    size_t blank = 0;
    while (blank + 1 < len && head[blank] == '\r' && head[blank + 1] == '\n')
        blank += 2;
    if (blank > 8)
        return REFUSE(400, "bad_request", "empty lines before the request");
    struct gate_refusal refusal = check_lines(head + blank, len - blank);
    if (refusal.status)
        return refusal;
    gate->store = xmalloc(len - blank + 1);
    memcpy(gate->store, head + blank, len - blank);
    gate->store[len - blank] = '\0';
    if (!feed_lines(gate, len - blank) || !gate->target)
        return REFUSE(400, "bad_request", "the request cannot be read");
    refusal = check_fields(gate);
    if (refusal.status)
        return refusal;
    if (!parse_length(gate))
        return REFUSE(413, "too_large", "the body is larger than anything taken here");
    gate->expects_continue = gate_field(gate, "Expect") != NULL && !gate->http_1_0;
    return good;
}

const char *gate_field(const struct gate *gate, const char *name)
{
    for (size_t i = 0; i < gate->field_count; i++)
        if (strcasecmp(gate->fields[i].name, name) == 0)
            return gate->fields[i].value;
    return NULL;
}

void gate_fini(struct gate *gate)
{
    free(gate->store);
    memset(gate, 0, sizeof(*gate));
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *gate_unescape(const char *text, size_t len)
{
    CLEANUP(free_ptr) char *out = xmalloc(len + 1);
    size_t out_len = 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] != '%') {
            out[out_len++] = text[i];
            continue;
        }
        int hi = i + 2 < len ? hex_digit(text[i + 1]) : -1;
        int lo = i + 2 < len ? hex_digit(text[i + 2]) : -1;
        if (hi < 0 || lo < 0 || (hi == 0 && lo == 0))
            return NULL;
        out[out_len++] = (char)(hi * 16 + lo);
        i += 2;
    }
    out[out_len] = '\0';
    return TAKE(out);
}
