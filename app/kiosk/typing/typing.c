#include "kiosk/typing/typing.h"

#include <stdlib.h>

#define NO_LAYOUT (-1)

struct typing {
    char *dir; /* owned */
    struct worker *worker;
    bool is_open;
    struct engine *engine;
    struct handwriting *handwriting;
    struct suggest *suggest;
    int layout;
};

struct typing *typing_new(const char *share_dir, struct worker *worker)
{
    struct typing *typing = xcalloc(1, sizeof(*typing));
    typing->dir = xasprintf("%s/typing", share_dir);
    typing->worker = worker;
    typing->layout = NO_LAYOUT;
    return typing;
}

void typing_free(struct typing *typing)
{
    if (!typing)
        return;
    engine_close(typing->engine);
    handwriting_close(typing->handwriting);
    suggest_close(typing->suggest);
    free(typing->dir);
    free(typing);
}

static void open_all(struct typing *typing)
{
    if (typing->is_open)
        return;
    typing->is_open = true;
    typing->engine = engine_open(typing->dir);
    typing->handwriting = handwriting_open(NULL, typing->worker);
    typing->suggest = suggest_open(typing->dir);
}

struct engine *typing_engine(struct typing *typing)
{
    if (typing)
        open_all(typing);
    return typing ? typing->engine : NULL;
}

struct handwriting *typing_handwriting(struct typing *typing)
{
    if (typing)
        open_all(typing);
    return typing ? typing->handwriting : NULL;
}

const struct suggest *typing_suggest(struct typing *typing)
{
    if (typing)
        open_all(typing);
    return typing ? typing->suggest : NULL;
}

int typing_layout(const struct typing *typing)
{
    return typing ? typing->layout : NO_LAYOUT;
}

void typing_use_layout(struct typing *typing, int layout)
{
    if (typing)
        typing->layout = layout;
}

void typing_forget(struct typing *typing)
{
    if (!typing)
        return;
    engine_forget(typing->engine);
    handwriting_forget(typing->handwriting);
    typing->layout = NO_LAYOUT;
}
