/* Notices that fill themselves from a few answers: a template (assets/templates/<id>.json) is data. It names its
 * fields, and a document whose texts have holes for them. Pure; any thread.
 *
 * {"kind","name","name_en","hint","hint_en","group","order","duty"?,"fields":[…],"audience"?,"doc":{…}}
 * A field:
 * {"id","label","label_en","type":"text|lines|choice|time|hours|number|fee|rows","optional"?,"max"?,"default"?,
 * "options":[{"id","name","name_en"}] | "options_of":"causes"}. `time` is RFC 3339, `hours` counts from now, `fee` is
 * the id of an item of the fee document, `rows` a list of [title, yuan in fen].
 * Holes: {field}, {field.id} of a choice, {field:FORMAT} and {field+24h:FORMAT} of a time; FORMAT: day
 * (11月24日（周二）), time (9:00), moment (both), rfc; {fee.price}, {fee.unit}, {fee.billing}, {fee.due}, {fee.example}
 * …; {now}, {community}, {phone.duty}. A line of a text in which a hole stays empty is left out. Under "en" the English
 * of everything is taken. Refusals are in the thread's language (words.h). */
#ifndef FOYER_CENTRAL_TEMPLATES_H
#define FOYER_CENTRAL_TEMPLATES_H

#include <jansson.h>

#include "common/base.h"

struct templates_world {            /* borrowed; NULL: there is none yet */
    const json_t *rules;            /* checks/rules.h */
    const json_t *fees, *community; /* the documents in force */
    int64_t now_s;
    int32_t zone_s;
};

/* [{"id","kind","name","name_en","hint","hint_en","group","duty","fields"}], with the options of every choice. Those of
 * the duty alone, or all. Yours. */
MUST_USE json_t *templates_list(const struct templates_world *world, bool duty);
/* {"doc","audience"}; NULL: *why and *at ("fields.start") say what is missing, both yours to free. */
MUST_USE json_t *templates_fill(const char *id, const json_t *fields, const struct templates_world *world, char **why,
                                char **at);
/* Whether the words of `doc` are those of the template that it names, filled with the answers that it names: nothing in
 * it was written freely. What whoever is on duty publishes is of this kind. */
bool templates_made(const json_t *doc, const json_t *audience, const struct templates_world *world);

#endif
