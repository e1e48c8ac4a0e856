/* What a notice carries and how it is shown: files, display. Private to validate_*.c. Pure. */
#ifndef FOYER_CENTRAL_VALIDATE_FILES_H
#define FOYER_CENTRAL_VALIDATE_FILES_H

#include "central/validate/validate_check.h"
#include "common/markdown.h"

#define FILES_SCAN_PAGES_MAX 40
#define FILES_NAME_MAX       60        /* characters */
#define DISPLAY_URGENT_HOURS 72        /* what covers the screen ends by itself */
#define DISPLAY_BANNER_HOURS (14 * 24) /* a band across every page: works of a fortnight, a spell of weather */

void files_check(struct check *check, const json_t *doc);
/* Only the picture is there, no words: a scan or image that nobody has typed. */
bool files_picture_only(const json_t *doc);
bool files_has_image(const json_t *doc, const char *name);
/* The pictures of a text (`path`.body_md) are in `files`. */
void files_check_text(struct check *check, const json_t *doc, const char *path, const struct md_doc *body);
void display_check(struct check *check, const json_t *doc);

#endif
