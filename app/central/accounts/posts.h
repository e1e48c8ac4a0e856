/* The posts that somebody holds: role ids of the community, separated by blanks ("R-CS R-ENG"). A post says whose desk
 * it is; what an account may do at all is its role (accounts.h). Pure; any thread. */
#ifndef FOYER_CENTRAL_POSTS_H
#define FOYER_CENTRAL_POSTS_H

#include <jansson.h>
#include "common/base.h"

#define POSTS_MAX   512 /* bytes, with the end */
#define POSTS_COUNT 12

bool posts_has(const char *posts, const char *post);            /* "" and NULL are no post */
void posts_add(char posts[static POSTS_MAX], const char *post); /* once; what does not fit is left out */
/* From ["R-CS",…] (absent and null: none). NULL: good; else one sentence. `roles`: the community's, NULL: any name. */
const char *posts_read(char posts[static POSTS_MAX], const json_t *list, const json_t *roles);
MUST_USE json_t *posts_list(const char *posts);

#endif
