/* What stands for the reader of handwriting in a build without one. */
#include "kiosk/typing/handwriting.h"

struct handwriting *handwriting_open(const char *model, struct worker *worker)
{
    (void)model, (void)worker;
    return NULL;
}

void handwriting_close(struct handwriting *handwriting)
{
    (void)handwriting;
}

bool handwriting_is_usable(const struct handwriting *handwriting)
{
    (void)handwriting;
    return false;
}

void handwriting_ask(struct handwriting *handwriting, const struct ink *ink, int64_t mono_ms)
{
    (void)handwriting, (void)ink, (void)mono_ms;
}

int64_t handwriting_turn(struct handwriting *handwriting, int64_t mono_ms)
{
    (void)handwriting, (void)mono_ms;
    return INT64_MAX;
}

struct handwriting_view handwriting_look(const struct handwriting *handwriting)
{
    (void)handwriting;
    return (struct handwriting_view){0};
}

void handwriting_forget(struct handwriting *handwriting)
{
    (void)handwriting;
}

int handwriting_read(struct handwriting *handwriting, const struct ink *ink, bool thorough,
                     char out[static HANDWRITING_CANDIDATES][HANDWRITING_WORD_MAX])
{
    (void)handwriting, (void)ink, (void)thorough, (void)out;
    return 0;
}
