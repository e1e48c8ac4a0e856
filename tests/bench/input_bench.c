/* How well people can write, and how soon they see it: pinyin, nine keys and strokes on tests/data/phrases.tsv, which
 * the lexicon was tuned to, on phrases_unseen.tsv and the held-out half of phrases_fresh.tsv, whose misses are never
 * told; handwriting on strokes of a public set that scripts/bench fetches. input_bench [MEDIANS]; prints a table,
 * writes build/bench/input.json and ends with 1 when a limit is broken. */
#include "input_bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/file.h"
#include "common/log.h"
#include "common/utf8.h"

#define REPORT      "build/bench/input.json"
#define PHRASES     FOYER_SOURCE_DIR "/tests/data/phrases.tsv"
#define PHRASES_MIN 120
#define FRESH       FOYER_SOURCE_DIR "/tests/data/phrases_fresh.tsv"
#define UNSEEN      FOYER_SOURCE_DIR "/tests/data/phrases_unseen.tsv"
#define UNSEEN_MIN  30
#define FRESH_MIN   150
#define FILE_MAX    (4 << 20)

double bench_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

long bench_rss_kib(void)
{
    FILE *file = fopen("/proc/self/status", "r");
    char line[128];
    long kib = 0;
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmRSS: %ld", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return kib;
}

/* ---- the report ---- */

static const char *mark(struct report *report, bool is_kept)
{
    report->is_good = report->is_good && is_kept;
    return is_kept ? "" : "  BROKEN";
}

void report_share(struct report *report, const char *name, size_t hits, size_t all, double limit_pct)
{
    double pct = all ? 100.0 * (double)hits / (double)all : 0;
    const char *broken = mark(report, pct >= limit_pct);
    printf("%-58s %4zu of %4zu  %5.1f %%", name, hits, all, pct);
    if (limit_pct > 0)
        printf("  (at least %.0f)%s", limit_pct, broken);
    printf("\n");
    json_array_append_new(report->figures, json_pack("{s:s, s:f, s:i, s:i, s:f}", "name", name, "percent", pct, "hits",
                                                     (int)hits, "of", (int)all, "at_least", limit_pct));
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void report_cost(struct report *report, const char *name, double *ms, size_t count, double limit_p99_ms)
{
    if (!count)
        return;
    qsort(ms, count, sizeof *ms, by_size);
    double p50 = ms[count / 2], p99 = ms[count * 99 / 100], worst = ms[count - 1];
    const char *broken = mark(report, limit_p99_ms <= 0 || p99 < limit_p99_ms);
    printf("%-58s p50 %6.3f  p99 %6.3f  worst %6.2f ms", name, p50, p99, worst);
    if (limit_p99_ms > 0)
        printf("  (p99 below %g)%s", limit_p99_ms, broken);
    printf("\n");
    json_array_append_new(report->figures, json_pack("{s:s, s:f, s:f, s:f, s:f}", "name", name, "p50_ms", p50, "p99_ms",
                                                     p99, "worst_ms", worst, "p99_below_ms", limit_p99_ms));
}

void report_number(struct report *report, const char *name, double value, const char *unit)
{
    printf("%-58s %8.2f %s\n", name, value, unit);
    json_array_append_new(report->figures, json_pack("{s:s, s:f, s:s}", "name", name, "value", value, "unit", unit));
}

/* ---- the phrases ---- */

static void fail(const char *what, const char *on)
{
    fprintf(stderr, "input_bench: %s %s\n", on, what);
    exit(2);
}

static struct phrases read_phrases(const char *path, size_t at_least)
{
    struct phrases phrases = {0};
    CLEANUP(buf_fini) struct buf file = {0};
    if (!file_read(path, FILE_MAX, &file))
        fail("cannot be read", path);
    char *rest = file.data;
    for (char *line; (line = strsep(&rest, "\n"));) {
        char *tab = strchr(line, '\t');
        if (*line == '#' || !tab)
            continue;
        *tab = '\0';
        phrases.list = xrealloc(phrases.list, (phrases.count + 1) * sizeof *phrases.list);
        phrases.list[phrases.count++] = (struct phrase){xstrdup(line), xstrdup(tab + 1)};
    }
    if (phrases.count < at_least)
        fail("has too few phrases", path);
    return phrases;
}

/* The lines that nobody looks at: the second, the fourth … */
static struct phrases held_out(struct phrases *phrases)
{
    struct phrases held = {0};
    held.list = xcalloc(phrases->count, sizeof *held.list);
    for (size_t i = 1; i < phrases->count; i += 2)
        held.list[held.count++] = phrases->list[i];
    return held;
}

static void free_phrases(struct phrases *phrases)
{
    for (size_t i = 0; i < phrases->count; i++) {
        free(phrases->list[i].text);
        free(phrases->list[i].pinyin);
    }
    free(phrases->list);
}

/* A phrase that the lexicon was made from says nothing about typing. */
static void check_honest(struct report *report, const struct phrases *phrases, const char *name)
{
    static const char *const sources[] = {"typing/words.tsv",       "typing/collocations.tsv", "typing/pairs.tsv",
                                          "sample/complaints.json", "sample/standards.json",   "sample/fees.json",
                                          "sample/community.json",  "sample/notices.json",     "speech/polyphones.tsv",
                                          "languages/zh_CN.po"};
    size_t copied = 0;
    for (size_t i = 0; i < ARRAY_LEN(sources); i++) {
        CLEANUP(free_ptr) char *path = xasprintf(FOYER_SOURCE_DIR "/assets/%s", sources[i]);
        CLEANUP(buf_fini) struct buf file = {0};
        if (!file_read(path, FILE_MAX, &file))
            fail("cannot be read", path);
        for (size_t j = 0; j < phrases->count; j++)
            if (strstr(file.data, phrases->list[j].text)) {
                fprintf(stderr, "input_bench: %s stands in %s\n", phrases->list[j].text, path);
                copied++;
            }
    }
    report->is_good = report->is_good && !copied;
    report_number(report, name, (double)copied, "");
}

int main(int argc, char **argv)
{
    log_open("input_bench", LOG_LEVEL_WARN);
    struct phrases phrases = read_phrases(PHRASES, PHRASES_MIN), unseen = read_phrases(UNSEEN, UNSEEN_MIN);
    struct phrases fresh = read_phrases(FRESH, FRESH_MIN), held = held_out(&fresh);
    struct report report = {json_array(), true};
    report_number(&report, "tuned phrases", (double)phrases.count, "");
    check_honest(&report, &phrases, "tuned phrases that stand in the lexicon's sources");
    report_number(&report, "unseen phrases", (double)unseen.count, "");
    check_honest(&report, &unseen, "unseen phrases that stand in the lexicon's sources");
    report_number(&report, "fresh phrases, held out", (double)held.count, "");
    check_honest(&report, &fresh, "fresh phrases that stand in the lexicon's sources");
    bench_screen(&report, &phrases);
    bench_typing(&report, &phrases, &unseen, &held, FOYER_SHARE_DIR "/typing");
    bench_handwriting(&report, &phrases, argc > 1 ? argv[1] : NULL);
    if (json_dump_file(report.figures, REPORT, JSON_INDENT(2)) != 0)
        fprintf(stderr, "input_bench: %s cannot be written\n", REPORT);
    json_decref(report.figures);
    free_phrases(&phrases);
    free_phrases(&unseen);
    free(held.list);
    free_phrases(&fresh);
    return report.is_good ? 0 : 1;
}
