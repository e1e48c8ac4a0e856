/* A folder of sample content, ready to send: read, moved to today (shift.h), and brought into the shape of the staff
 * API. Reads files, speaks to nobody. */
#ifndef FOYER_CTL_SAMPLE_H
#define FOYER_CTL_SAMPLE_H

#include <jansson.h>
#include "common/base.h"

struct sample {
    json_t *community; /* PUT /community, with `terminals` */
    json_t *standards;
    json_t *fees;
    json_t *form;
    json_t *outcome; /* what staff enter for the board: {"asked":[…],"thanks":[…],"bucket":[…]}; NULL: no such file */
    json_t *notices; /* [{"id", "item": {"kind":"notice","status","audience","doc"}}], superseded ones first */
    json_t *files; /* [{"name","path"}]: what the notices show, to be uploaded before them; paths as import got them */
};
/* now_s: what becomes of the files' reference_now. false: *why is one sentence that names file and place (yours). */
MUST_USE bool sample_load(struct sample *sample, const char *dir, int64_t now_s, char **why);
void sample_fini(struct sample *sample);

#endif
