#include "kiosk/visit.h"

struct desk_stamp visit_stamp(const struct page_env *env)
{
    return (struct desk_stamp){.now_ms = env->now_ms, .mono_ms = env->mono_ms, .trust = env->trust, .lang = env->lang};
}

void visit_end(const struct page_env *env)
{
    const struct desk_stamp stamp = visit_stamp(env);
    desk_end_visit(env->desk, env->model, &stamp);
}
