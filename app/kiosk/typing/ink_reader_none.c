/* What stands for the recogniser in a build without zinnia: there is none. */
#include "kiosk/typing/ink_reader.h"

bool ink_reader_is_built(void)
{
    return false;
}

struct ink_reader *ink_reader_open(const char *model)
{
    (void)model;
    return NULL;
}

void ink_reader_close(struct ink_reader *reader)
{
    (void)reader;
}

void ink_reader_read(struct ink_reader *reader, const struct ink *shape, struct ink_reading *out)
{
    (void)reader, (void)shape;
    out->count = 0;
}
