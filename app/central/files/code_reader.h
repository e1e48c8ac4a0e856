/* What the codes in a picture say: read by foyer-codes (beside this program) in a jail. Blocks: for a worker. */
#ifndef FOYER_CENTRAL_FILES_CODE_READER_H
#define FOYER_CENTRAL_FILES_CODE_READER_H

#include "common/base.h"

#define CODE_READER_MAX 32 /* different ones of a picture that are told */
/* What was read by an earlier one is read again: it saw less, or took "died" for "none". */
#define CODE_READER_EDITION 1

/* JSON list of their texts, each once, "[]" when there is none; a null at its end says that there are more than
 * CODE_READER_MAX, of which nobody knows. NULL: nobody could look, which does not mean that there is none (logged).
 * Yours. `dir`: where it may write. */
MUST_USE char *code_reader_texts(int picture_fd, const char *dir);

#endif
