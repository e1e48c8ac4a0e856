/* Pictures and recordings of a sample notice: {"name","role","paths":["files/x.png"]} becomes the `files` of a
 * document, with what each file is, hashed and measured here. Reads files, speaks to nobody. */
#ifndef FOYER_CTL_SAMPLE_FILES_H
#define FOYER_CTL_SAMPLE_FILES_H

#include <jansson.h>
#include "common/buf.h"

/* Appends the file `path` below the folder `dir`. false: *why is a sentence (yours). */
MUST_USE bool sample_file_read(const char *dir, const char *path, struct buf *bytes, char **why);
/* The `files` of this notice (empty when it has none), yours; NULL: *why is a sentence (yours). */
MUST_USE json_t *sample_files_of(const char *dir, const json_t *notice, char **why);

#endif
