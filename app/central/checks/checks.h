/* What is looked at in a notice, and in the words of a standing document, before anybody else sees it: what the rules
 * forbid (refused at submitting and publishing too, whatever program sends it), what is probably a slip, and what could
 * be better. validate.h says what a document must be; this room says it in the clerk's language, all of it at once, and
 * adds what a city asks and what the words themselves give away. Pure; any thread; the
 * sentences are in its language (words.h). */
#ifndef FOYER_CENTRAL_CHECKS_H
#define FOYER_CENTRAL_CHECKS_H

#include <jansson.h>

#include "common/base.h"

/* What a 32-inch screen shows of a slide to somebody two metres away: two lines of title at 24 mm, two of summary at
 * 16 mm. In halves of a Han character. */
#define CHECKS_TITLE_WIDTH   60
#define CHECKS_SUMMARY_WIDTH 88

struct checks_world {        /* borrowed; NULL: there is none yet */
    const json_t *rules;     /* rules.h; never NULL */
    const json_t *fees;      /* the fee document in force */
    const json_t *community; /* whose contacts' numbers are no secret */
    int64_t now_s;
    int32_t zone_s;
    int64_t first_s; /* when the notice was first published, or now */
    int64_t began_s; /* what took effect before hung elsewhere and is believed */
    int64_t lobbies; /* that the audience means; -1: not known */
};

/* [{"level":"refuse"|"warn"|"tell","code","at","text"}], the gravest first. `at` is a path in the document such as
 * "lang.zh-CN.title", or "audience". Yours. */
MUST_USE json_t *checks_notice(const json_t *doc, const struct checks_world *world);
/* The same of a standing document ("standard", "fee", "outcome", "community"): personal data, and characters that the
 * lobbies' fonts lack, in each of its texts. Telephones and names where people are meant to be known (contacts, posts,
 * the owners' committee) are let be; identity numbers are refused there too. At most a few hundred are told. Yours. */
MUST_USE json_t *checks_document(const char *kind, const json_t *doc, const struct checks_world *world);
/* The first sentence that refuses, with its place before it; NULL: none does. Yours. */
MUST_USE char *checks_refusal(const json_t *list);

#endif
