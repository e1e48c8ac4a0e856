#include "kiosk/reader.h"

#include <stdio.h>

#include "kiosk/programme.h"

static const struct model_notice *next_notice(const struct page_env *env)
{
    struct slides slides;
    slides_collect(&slides, env->model, env->now_ms / 1000);
    const struct model_notice *notice = programme_open_next(env->programme, &slides, env->model);
    slides_fini(&slides);
    return notice;
}

static bool open_next(struct reader *reader, const struct page_env *env)
{
    reader->since_ms = env->mono_ms;
    const struct model_notice *notice = next_notice(env);
    if (!notice)
        return false;
    snprintf(reader->path, sizeof(reader->path), "notice/%s", notice->id);
    nav_go(env->nav, reader->path);
    return nav_apply(env->nav, env);
}

static bool go_back(struct reader *reader, const struct page_env *env)
{
    reader->since_ms = env->mono_ms;
    reader->path[0] = '\0';
    nav_back(env->nav);
    return nav_apply(env->nav, env);
}

bool reader_owns(const struct reader *reader, struct nav *nav)
{
    return reader->path[0] && str_eq(nav_top(nav)->path, reader->path);
}

bool reader_look(struct reader *reader, const struct page_env *env, bool is_wanted)
{
    bool owns = reader_owns(reader, env->nav);
    if (!is_wanted || (!owns && nav_depth(env->nav) > 1)) {
        reader->since_ms = 0;
        reader->path[0] = '\0';
        return false;
    }
    if (!reader->since_ms || (!owns && reader->path[0])) {
        reader->since_ms = MAX(env->mono_ms, 1);
        reader->path[0] = '\0';
    }
    int64_t ms = env->mono_ms - reader->since_ms;
    if (!owns)
        return ms >= READER_HOME_MS && open_next(reader, env);
    bool is_read = ui_state_is_read(&nav_top(env->nav)->ui, env->mono_ms);
    return (is_read || ms >= READER_MOST_MS) && go_back(reader, env);
}

int64_t reader_next_ms(const struct reader *reader, struct nav *nav)
{
    if (!reader->since_ms)
        return INT64_MAX;
    if (!reader_owns(reader, nav))
        return reader->since_ms + READER_HOME_MS;
    return MIN(ui_state_read_ms(&nav_top(nav)->ui), reader->since_ms + READER_MOST_MS);
}
