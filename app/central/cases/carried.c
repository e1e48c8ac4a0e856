#include "central/cases/carried.h"
#include "central/words/words.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/codec.h"
#include "common/wire.h"

#define MARK      "FOYER1"
#define ID_DOMAIN "foyer-carried-v1\n"
#define SEEN_MAX  32 /* lines of one text: four, and each a few times over */

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct part {
    int number, of;
    char box[KEY_ID_LEN + 1];
    const char *from, *end; /* its letters begin at `from`; the next part's line begins at `end` */
};
struct parts {
    struct part seen[SEEN_MAX];
    size_t count;
};

/* --- Finding the lines --- */

/* Blanks of every kind that phones put between words, also those of no width, and the mark of a quoted mail. */
static const char *skip_blanks(const char *at, bool *line_ends)
{
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\x8B", "\xE3\x80\x80", "\xEF\xBB\xBF"};
    for (;;) {
        size_t len = *at && strchr(" \t\r\n>", *at) ? 1 : 0;
        for (size_t i = 0; !len && i < ARRAY_LEN(wide); i++) {
            if (str_starts(at, wide[i]))
                len = strlen(wide[i]);
        }
        if (!len)
            return at;
        *line_ends = *line_ends || *at == '\n' || *at == '\r';
        at += len;
    }
}

/* "FOYER1 2/3 9f86d081884c7d65 " and then its letters. false: the word stands there for something else. */
static bool read_head(const char *at, struct part *part)
{
    bool ignored = false;
    const char *start = at + strlen(MARK);
    at = skip_blanks(start, &ignored);
    if (at == start || at[0] < '1' || at[0] > '0' + CARRIED_PARTS_MAX || at[1] != '/' || at[2] < at[0] ||
        at[2] > '0' + CARRIED_PARTS_MAX)
        return false;
    part->number = at[0] - '0';
    part->of = at[2] - '0';
    at = skip_blanks(at + 3, &ignored);
    if (strspn(at, "0123456789abcdef") != KEY_ID_LEN)
        return false;
    memcpy(part->box, at, KEY_ID_LEN);
    start = at + KEY_ID_LEN;
    part->from = skip_blanks(start, &ignored);
    return part->from > start && strspn(part->from, letters) > 0;
}

static char *find_parts(struct parts *parts, const char *text)
{
    for (const char *at = strstr(text, MARK); at; at = strstr(at + 1, MARK)) {
        struct part part = {0};
        if (!read_head(at, &part))
            continue;
        if (parts->count == SEEN_MAX)
            return xasprintf(_("text: more than %d lines that begin with %s; carry in one report at a time"), SEEN_MAX,
                             MARK);
        if (parts->count)
            parts->seen[parts->count - 1].end = at;
        part.end = text + strlen(text);
        parts->seen[parts->count++] = part;
    }
    return parts->count
               ? NULL
               : xasprintf(_("text: no line begins with %s; paste what the phone read from the codes, all of it"),
                           MARK);
}

/* --- Their letters --- */

static void add_letters(struct buf *out, const char *from, const char *end)
{
    size_t len = MIN(strspn(from, letters), (size_t)(end - from));
    buf_append(out, from, len);
}

/* What follows on lines of their own that hold nothing but letters. true: there were some. */
static bool add_broken(struct buf *out, const struct part *part)
{
    bool any = false;
    const char *at = part->from + MIN(strspn(part->from, letters), (size_t)(part->end - part->from));
    while (at < part->end) {
        bool line_ends = false, ends_too = false;
        const char *from = skip_blanks(at, &line_ends);
        const char *to = from + (from < part->end ? MIN(strspn(from, letters), (size_t)(part->end - from)) : 0);
        bool alone = to >= part->end || *skip_blanks(to, &ends_too) == '\0' || ends_too;
        if (!line_ends || to <= from || !alone)
            break;
        buf_append(out, from, (size_t)(to - from));
        at = to;
        any = true;
    }
    return any;
}

/* --- Putting them together --- */

/* Twice the same is once; twice something else are two reports. */
static char *choose(const struct parts *parts, const struct part *chosen[static CARRIED_PARTS_MAX])
{
    const struct part *first = &parts->seen[0];
    for (size_t i = 0; i < parts->count; i++) {
        const struct part *part = &parts->seen[i], **place = &chosen[part->number - 1];
        if (part->of != first->of || !str_eq(part->box, first->box))
            return xstrdup(_("text: lines of more than one report stand there; carry in one report at a time"));
        CLEANUP(buf_fini) struct buf mine = {0}, other = {0};
        add_letters(&mine, part->from, part->end);
        if (*place)
            add_letters(&other, (*place)->from, (*place)->end);
        if (*place && !str_eq(buf_str(&mine), buf_str(&other)))
            return xasprintf(
                _("text: part %d of %d stands there twice and not the same; carry in one report at a time"),
                part->number, part->of);
        *place = part;
    }
    return NULL;
}

static char *missing(const struct part *const chosen[static CARRIED_PARTS_MAX], int of)
{
    struct buf list = {0};
    int count = 0;
    for (int i = 0; i < of; i++) {
        if (chosen[i])
            continue;
        buf_printf(&list, "%s%d", count++ ? _(" and ") : "", i + 1);
    }
    CLEANUP(free_ptr) char *numbers = buf_take(&list);
    if (count == 0)
        return NULL;
    return count == 1
               ? xasprintf(_("text: part %s of %d is missing; scan it on the screen, or ask for the picture of it"),
                           numbers, of)
               : xasprintf(
                     _("text: parts %s of %d are missing; scan them on the screen, or ask for the picture of them"),
                     numbers, of);
}

static bool decode(struct buf *sealed, const struct buf *text)
{
    if (codec_unbase64url(sealed, buf_str(text), WIRE_SEALED_MAX))
        return true;
    buf_clear(sealed);
    return false;
}

static char *put_together(struct carried *carried, const struct part *const chosen[static CARRIED_PARTS_MAX], int of)
{
    CLEANUP(buf_fini) struct buf plain = {0}, broken = {0};
    bool any = false;
    for (int i = 0; i < of; i++) {
        add_letters(&plain, chosen[i]->from, chosen[i]->end);
        add_letters(&broken, chosen[i]->from, chosen[i]->end);
        any = add_broken(&broken, chosen[i]) || any;
    }
    bool whole = decode(&carried->plain_lines, &plain);
    whole = (any && decode(&carried->broken_lines, &broken)) || whole;
    return whole ? NULL : xstrdup(_("text: letters are missing or wrong; scan the codes once more"));
}

char *carried_read(struct carried *carried, const char *text)
{
    struct parts parts = {0};
    const struct part *chosen[CARRIED_PARTS_MAX] = {0};
    memset(carried, 0, sizeof(*carried));
    char *why = find_parts(&parts, text);
    if (!why)
        why = choose(&parts, chosen);
    if (!why)
        why = missing(chosen, parts.seen[0].of);
    if (why)
        return why;
    str_copy(carried->box, sizeof(carried->box), parts.seen[0].box);
    return put_together(carried, chosen, parts.seen[0].of);
}

void carried_fini(struct carried *carried)
{
    buf_fini(&carried->plain_lines);
    buf_fini(&carried->broken_lines);
}

void carried_id(char id[static UUID_LEN + 1], const void *sealed, size_t len)
{
    CLEANUP(buf_fini) struct buf named = {0};
    uint8_t hash[SHA256_LEN];
    buf_puts(&named, ID_DOMAIN);
    buf_append(&named, sealed, len);
    crypto_sha256(hash, named.data, named.len);
    ids_uuid_of(id, hash);
}
