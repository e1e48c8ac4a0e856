/* What a notice carries: files, and the pictures that its text names. Private to validate_*.c, but for the limits.
 * Pure.
 */
#ifndef FOYER_CENTRAL_VALIDATE_FILES_H
#define FOYER_CENTRAL_VALIDATE_FILES_H

#include "central/validate/validate_check.h"
#include "common/markdown.h"

#define FILES_SCAN_PAGES_MAX 40
#define FILES_NAME_MAX       60 /* characters */

void validate_files_check(struct check *check, const json_t *doc);
/* Only the picture is there, no words: a scan or image that nobody has typed. */
bool validate_files_picture_only(const json_t *doc);
bool validate_files_has_image(const json_t *doc, const char *name);
/* The pictures of a text (`path`.body_md) are in `files`. */
void validate_files_check_text(struct check *check, const json_t *doc, const char *path, const struct md_doc *body);

#endif
