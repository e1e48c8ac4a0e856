/* What the codes in a picture say: read by foyer-codes (beside this program) in a jail. Blocks: for a worker. */
#ifndef FOYER_CENTRAL_FILES_CODE_READER_H
#define FOYER_CENTRAL_FILES_CODE_READER_H

#include "common/base.h"

#define CODE_READER_MAX 32 /* of a picture */

/* JSON list of their texts, "[]" when there is none; NULL: nobody could look, which does not mean that there is none
 * (logged). Yours. `dir`: where it may write. */
MUST_USE char *code_reader_texts(int picture_fd, const char *dir);

#endif
