/* What single words and numbers give away. */
#include <stdio.h>
#include <strings.h>

#include "common/buf.h"
#include "common/casecode.h"
#include "common/json.h"
#include "common/personal.h"
#include "common/utf8.h"
#include "central/checks/checks_internal.h"
#include "central/checks/glyphs.h"
#include "central/checks/rules.h"

#define FLAGGED_MAX  20 /* of one kind in one text; more would bury the rest */
#define LOCAL_DIGITS 7  /* the shortest telephone number of a city */
#define EXCERPT_MAX  60 /* bytes */

static bool says(const char *words, const char *what)
{
    return strstr(words, what) || ((unsigned char)*what < 0x80 && strcasestr(words, what));
}

/* Services are never cut for unpaid fees (Civil Code 944), so an outage notice does not speak of them in one breath. */
static void check_arrears(struct checks *checks, const struct checks_text *text)
{
    size_t i;
    json_t *word;
    if (!rules_is_outage(checks->world->rules, json_str(checks->doc, "kind")))
        return;
    json_array_foreach(json_member(checks->world->rules, "arrears_words"), i, word)
    {
        if (!says(text->words, json_string_value(word)))
            continue;
        checks_add(checks, CHECKS_REFUSE, "arrears", text->at,
                   _("a notice of an outage must not mention \"%s\": services are never cut for unpaid fees (Civil "
                     "Code, article 944)"),
                   json_string_value(word));
        return;
    }
}

static void check_private(struct checks *checks, const struct checks_text *text)
{
    size_t i;
    json_t *word;
    json_array_foreach(json_member(checks->world->rules, "private_words"), i, word)
    {
        if (says(text->words, json_string_value(word)))
            checks_add(checks, CHECKS_WARN, "private", text->at,
                       _("\"%s\" may be somebody's private matter; make sure that nobody is recognised"),
                       json_string_value(word));
    }
}

/* --- Numbers and names --- */

static size_t digits_of(char *out, size_t size, const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len && count + 1 < size; i++) {
        if (text[i] >= '0' && text[i] <= '9')
            out[count++] = text[i];
    }
    out[count] = '\0';
    return count;
}

/* The whole number, or all of it but the code of its area. */
static bool ends_with(const char *number, const char *end)
{
    size_t len = strlen(number), end_len = strlen(end);
    return end_len >= LOCAL_DIGITS && len >= end_len && str_eq(number + len - end_len, end);
}

/* The office's own numbers stand on the lobbies' telephone page anyhow. */
static bool is_public_number(const struct checks *checks, const char *phone, size_t len)
{
    char wanted[40], own[40];
    size_t i;
    json_t *contact;
    digits_of(wanted, sizeof(wanted), phone, len);
    json_array_foreach(json_member(checks->world->community, "contacts"), i, contact)
    {
        const char *number = json_str_or(contact, "phone", "");
        if (digits_of(own, sizeof(own), number, strlen(number)) && (str_eq(own, wanted) || ends_with(own, wanted)))
            return true;
    }
    return false;
}

static void say_personal(struct checks *checks, const struct checks_text *text, const struct personal *found)
{
    CLEANUP(free_ptr) char *words = xstrndup(text->words + found->at, MIN(found->len, (size_t)EXCERPT_MAX));
    utf8_scrub(words, UTF8_LINE);
    if (text->open && found->kind != PERSONAL_ID_NUMBER)
        return;
    switch (found->kind) {
    case PERSONAL_ID_NUMBER:
        checks_add(checks, CHECKS_REFUSE, "id_number", text->at,
                   _("an identity card number stands in it (%.6s…); it must not be published"), words);
        break;
    case PERSONAL_PHONE:
        if (!is_public_number(checks, text->words + found->at, found->len))
            checks_add(checks, CHECKS_WARN, "phone", text->at,
                       _("\"%s\" looks like a telephone number that is not among the community's own; private numbers "
                         "are not published"),
                       words);
        break;
    case PERSONAL_NAME:
        checks_add(checks, CHECKS_WARN, "name", text->at,
                   _("\"%s\" looks like somebody's name; it is not published without their own consent"), words);
        break;
    case PERSONAL_ROOM:
        checks_add(checks, CHECKS_WARN, "room", text->at,
                   _("\"%s\" looks like the number of a flat; make sure that nobody's home is singled out"), words);
        break;
    }
}

static void check_personal(struct checks *checks, const struct checks_text *text,
                           bool (*find)(const char *, size_t, struct personal *))
{
    struct personal found;
    size_t from = 0;
    for (int i = 0; i < FLAGGED_MAX && find(text->words, from, &found); i++) {
        say_personal(checks, text, &found);
        from = found.at + MAX(found.len, (size_t)1);
    }
}

static void check_code(struct checks *checks, const struct checks_text *text)
{
    if (casecode_appears_in(text->words))
        checks_add(checks, CHECKS_REFUSE, "receipt_code", text->at,
                   _("some digits have the form of a receipt code, which opens a resident's case; use the public "
                     "number (2026-1095)"));
}

/* --- Characters --- */

static bool listed(const uint32_t *codes, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++) {
        if (codes[i] == code)
            return true;
    }
    return false;
}

static void check_glyphs(struct checks *checks, const struct checks_text *text)
{
    uint32_t missing[FLAGGED_MAX];
    size_t count = 0;
    const char *at = text->words;
    CLEANUP(buf_fini) struct buf said = {0};
    for (uint32_t code; count < ARRAY_LEN(missing) && (code = utf8_next(&at)) != 0;) {
        char bytes[4];
        if (glyphs_have(code) || listed(missing, count, code))
            continue;
        missing[count++] = code;
        buf_append(&said, bytes, utf8_put(bytes, code));
        buf_printf(&said, "(U+%04X) ", (unsigned)code);
    }
    if (count)
        checks_add(checks, CHECKS_WARN, "glyph", text->at,
                   _("the screens' own fonts lack: %slook at the preview, or use another character"), buf_str(&said));
}

void checks_words(struct checks *checks, const struct checks_text *text)
{
    check_arrears(checks, text);
    check_code(checks, text);
    check_personal(checks, text, personal_find);
    check_personal(checks, text, personal_find_room);
    check_private(checks, text);
    check_glyphs(checks, text);
}

void checks_standing_words(struct checks *checks, const struct checks_text *text)
{
    check_code(checks, text);
    check_personal(checks, text, personal_find);
    if (!text->homes)
        check_personal(checks, text, personal_find_room);
    check_glyphs(checks, text);
}
