/* What stands for the engine in a build without librime: there is none. */
#include "kiosk/typing/engine.h"

struct engine *engine_open(const char *dir)
{
    (void)dir;
    return NULL;
}

void engine_close(struct engine *engine)
{
    (void)engine;
}

bool engine_use(struct engine *engine, enum engine_scheme scheme, struct engine_accent accent)
{
    (void)engine, (void)scheme, (void)accent;
    return false;
}

bool engine_key(struct engine *engine, char key)
{
    (void)engine, (void)key;
    return false;
}

bool engine_backspace(struct engine *engine)
{
    (void)engine;
    return false;
}

bool engine_pick(struct engine *engine, int index)
{
    (void)engine, (void)index;
    return false;
}

void engine_clear(struct engine *engine)
{
    (void)engine;
}

struct engine_view engine_look(struct engine *engine)
{
    (void)engine;
    return (struct engine_view){.preedit = ""};
}

const char *engine_committed(struct engine *engine)
{
    (void)engine;
    return "";
}

void engine_forget(struct engine *engine)
{
    (void)engine;
}
