/* Files on their way to central: what a notice shows is uploaded first and then named by the hashes in the answer. */
#ifndef FOYER_CTL_UPLOAD_H
#define FOYER_CTL_UPLOAD_H

#include "ctl/ctl.h"

/* Sends one file. name NULL: the file's own, without folder and ending. *file is yours on CTL_OK: {"name","role",
 * "pages"}. What goes wrong is said. */
MUST_USE enum ctl_exit upload_file(struct ctl *ctl, const char *path, const char *name, json_t **file);
/* Files of `doc` that are named by "path" or "paths", relative to the folder of `beside`, are sent and get their pages.
 */
MUST_USE enum ctl_exit upload_named(struct ctl *ctl, json_t *doc, const char *beside);

#endif
