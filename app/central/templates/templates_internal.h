/* What templates*.c share. Pure; any thread. */
#ifndef FOYER_CENTRAL_TEMPLATES_INTERNAL_H
#define FOYER_CENTRAL_TEMPLATES_INTERNAL_H

#include "central/templates/templates.h"
#include "central/words/words.h"
#include "common/buf.h"

#define TEMPLATES_FOLDER "templates"

struct fill {
    const json_t *template, *answers;
    const struct templates_world *world;
    bool english; /* the text that is filled now */
};

/* The options of a choice: its own, or what the rules or the community offer. Yours. */
MUST_USE json_t *template_options(const json_t *field, const struct templates_world *world);
/* What a hole ("start+2h:moment") says; "" for an answer that is missing. */
void template_hole(const struct fill *fill, const char *hole, struct buf *out);
/* The same as a number, for "{=area}"; 0 when it is none. */
int64_t template_number(const struct fill *fill, const char *hole);
/* NULL: the answer is good; else a sentence, yours. */
MUST_USE char *template_answer_refusal(const struct fill *fill, const json_t *field);
bool template_area(const char *text, int64_t *hundredths); /* "98.50": 9850 */
bool template_moment(const struct fill *fill, const json_t *field, int64_t *unix_s);

#endif
