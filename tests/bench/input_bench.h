/* The parts of the input bench: each measures one way in and puts its figures into the report. */
#ifndef FOYER_BENCH_INPUT_H
#define FOYER_BENCH_INPUT_H

#include <jansson.h>

#include "common/base.h"
#include "common/buf.h"

struct phrase {
    char *text, *pinyin; /* owned; syllables with blanks between */
};
struct phrases {
    struct phrase *list; /* owned */
    size_t count;
};
struct report {
    json_t *figures;
    bool is_good; /* no limit is broken */
};

/* One line of the table. `limit` 0: told, not judged. */
void report_share(struct report *report, const char *name, size_t hits, size_t all, double limit_pct);
void report_cost(struct report *report, const char *name, double *ms, size_t count, double limit_p99_ms); /* sorts */
void report_number(struct report *report, const char *name, double value, const char *unit);
double bench_now_ms(void);
long bench_rss_kib(void);

/* The keys of a phrase, as its layout has them; strokes: of its characters that the dictionary knows, each picked. */
#define BENCH_PICK ' '
typedef void bench_spelling(struct buf *out, const struct phrase *phrase);
bench_spelling bench_spell_pinyin, bench_spell_nine, bench_spell_strokes;

/* First: it is told what memory the program has before anything else was opened. */
void bench_screen(struct report *report, const struct phrases *phrases);
/* Phrases that the lexicon was not corrected by: `unseen` are told, not judged, `held` have limits. */
void bench_typing(struct report *report, const struct phrases *phrases, const struct phrases *unseen,
                  const struct phrases *held, const char *share);
/* `medians`: the folder of hanzi-writer-data, or NULL: not measured, which is not good. */
void bench_handwriting(struct report *report, const struct phrases *phrases, const char *medians);

#endif
