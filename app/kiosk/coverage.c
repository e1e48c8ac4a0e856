#include "kiosk/coverage.h"

#include <stdlib.h>
#include <unicode/uchar.h>

#include "common/json.h"
#include "common/log.h"
#include "common/markdown.h"
#include "kiosk/pieces.h"
#include "terminal/bell.h"
#include "terminal/cache.h"
#include "terminal/proof.h"

#define CODE_END      0x110000
#define DOCUMENTS_MAX 4096 /* remembered as read; then all are read again */
#define FOUND_MAX     64   /* characters of one document; more say nothing new */

struct coverage {
    char *dir, *font_dir; /* owned */
    coverage_read_fonts *read;
    struct worker *worker; /* borrowed */
    /* the job's alone while it runs */
    struct codes codes;
    bool fonts_read, fonts_good;
    struct proof *proof;
    bool rings;          /* something new for sync to carry */
    uint64_t *documents; /* owned; hashes of those that were read */
    size_t document_count;
    /* the UI thread's */
    bool looking, again;
};

/* --- sets --- */

void codes_add(struct codes *codes, uint32_t code)
{
    if (!codes->bits)
        codes->bits = xcalloc(CODE_END / 8, 1);
    if (code < CODE_END)
        codes->bits[code / 8] |= (uint8_t)(1u << code % 8);
}

bool codes_have(const struct codes *codes, uint32_t code)
{
    return codes->bits && code < CODE_END && codes->bits[code / 8] >> code % 8 & 1;
}

void codes_fini(struct codes *codes)
{
    free(codes->bits);
    codes->bits = NULL;
}

/* --- one document --- */

static bool needs_picture(uint32_t code)
{
    return !piece_is_ignorable(code) && !u_isUWhiteSpace((UChar32)code);
}

void coverage_scan(const struct codes *codes, const char *s, size_t len, coverage_on_missing *missing, void *arg)
{
    uint32_t told[FOUND_MAX];
    size_t count = 0;
    for (size_t at = 0; at < len;) {
        uint32_t code = piece_decode(s, len, &at);
        if (codes_have(codes, code) || !needs_picture(code))
            continue;
        size_t i = 0;
        while (i < count && told[i] != code)
            i++;
        if (i < count || count == FOUND_MAX)
            continue;
        told[count++] = code;
        missing(arg, code);
    }
}

struct finding {
    struct coverage *coverage;
    const char *item;
};

static void on_missing(void *arg, uint32_t code)
{
    const struct finding *finding = arg;
    struct coverage *coverage = finding->coverage;
    log_warn("coverage: %s has U+%04X, which no font here has; a box with its number stands for it", finding->item,
             (unsigned)code);
    if (!coverage->proof)
        coverage->proof = proof_open(coverage->dir);
    if (coverage->proof && proof_add_missing(coverage->proof, finding->item, code))
        coverage->rings = true;
}

/* --- the job --- */

struct reading {
    struct coverage *coverage;
    struct cache *cache;
};

static bool is_text(const char *kind)
{
    static const char *const kinds[] = {"notice", "community", "lobby", "standard", "fee", "form", "outcome"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
        if (str_eq(kind, kinds[i]))
            return true;
    return false;
}

static uint64_t mix(uint64_t hash, const char *s)
{
    for (; *s; s++)
        hash = (hash ^ (uint8_t)*s) * 0x9E3779B97F4A7C15u;
    return hash;
}

static uint64_t key_of(const struct wire_item *item)
{
    return mix(mix(0xCBF29CE484222325u, item->sha256), item->id);
}

static bool was_read(const struct coverage *coverage, uint64_t key)
{
    for (size_t i = 0; i < coverage->document_count; i++)
        if (coverage->documents[i] == key)
            return true;
    return false;
}

static void remember(struct coverage *coverage, uint64_t key)
{
    if (coverage->document_count == DOCUMENTS_MAX)
        coverage->document_count = 0;
    coverage->documents[coverage->document_count++] = key;
}

/* The screen says so as well; staff look here. */
static void say_cut(const char *id, const char *bytes, size_t len)
{
    CLEANUP(json_free_ref) json_t *doc = json_decode(bytes, len, NULL);
    const char *lang;
    json_t *words;
    json_object_foreach(json_member(doc, "lang"), lang, words)
    {
        struct md_doc *body = md_parse(json_str_or(words, "body_md", ""));
        if (body->is_cut)
            log_warn(
                "coverage: the %s text of %s is larger than a screen shows (%d KiB, tables of %d columns); its end "
                "is left out",
                lang, id, MARKDOWN_BYTES_MAX / 1024, MARKDOWN_COLUMNS_MAX);
        md_free(body);
    }
}

/* A document is UTF-8 as json_encode writes it: what it shows stands in it unescaped. */
static void on_item(const struct wire_item *item, const char *channel UNUSED, void *arg)
{
    const struct reading *reading = arg;
    uint64_t key = key_of(item);
    if (!is_text(item->kind) || was_read(reading->coverage, key))
        return;
    size_t len;
    CLEANUP(free_ptr) char *bytes = cache_blob(reading->cache, item->sha256, &len);
    struct finding finding = {reading->coverage, item->id};
    if (!bytes) /* it has not arrived, or cannot be read: the next look tries again */
        return;
    remember(reading->coverage, key);
    coverage_scan(&reading->coverage->codes, bytes, len, on_missing, &finding);
    if (str_eq(item->kind, "notice"))
        say_cut(item->id, bytes, len);
}

static void run_look(void *arg)
{
    struct coverage *coverage = arg;
    if (!coverage->fonts_read)
        coverage->fonts_good = coverage->read(coverage->font_dir, &coverage->codes);
    coverage->fonts_read = true;
    if (!coverage->fonts_good) /* every character is missing then, which the screen's log says once */
        return;
    struct reading reading = {coverage, cache_open_read(coverage->dir)};
    if (reading.cache && !cache_each_item(reading.cache, NULL, on_item, &reading))
        log_warn("coverage: the bulletin could not be read to its end; the rest is looked at with the next change");
    cache_close(reading.cache);
    if (coverage->rings)
        (void)bell_ring(coverage->dir, "sync");
    coverage->rings = false;
}

static void done_look(void *arg, bool ran)
{
    struct coverage *coverage = arg;
    coverage->looking = false;
    if (ran && coverage->again)
        coverage_look(coverage);
}

void coverage_look(struct coverage *coverage)
{
    coverage->again = coverage->looking;
    if (coverage->looking)
        return;
    coverage->looking = true;
    worker_add(coverage->worker, run_look, done_look, coverage);
}

/* --- life --- */

struct coverage *coverage_new(const char *dir, const char *font_dir, coverage_read_fonts *read, struct worker *worker)
{
    struct coverage *coverage = xcalloc(1, sizeof(*coverage));
    coverage->dir = xstrdup(dir);
    coverage->font_dir = xstrdup(font_dir);
    coverage->read = read;
    coverage->worker = worker;
    coverage->documents = xcalloc(DOCUMENTS_MAX, sizeof(*coverage->documents));
    return coverage;
}

void coverage_free(struct coverage *coverage)
{
    if (!coverage)
        return;
    proof_close(coverage->proof);
    codes_fini(&coverage->codes);
    free(coverage->documents);
    free(coverage->dir);
    free(coverage->font_dir);
    free(coverage);
}
