#include "kiosk/nav.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/log.h"
#include "kiosk/i18n.h"
#include "kiosk/typing/typing.h"
#include "kiosk/visit.h"

#define REQUESTS_MAX 4 /* of one turn; a tap asks for one thing */

enum request_kind {
    REQUEST_GO,
    REQUEST_REPLACE,
    REQUEST_BACK,
    REQUEST_SETTLED,
    REQUEST_HOME,
    REQUEST_LANG,
    REQUEST_MODES,
    REQUEST_USUAL,
    REQUEST_EASIER,
    REQUEST_MASKED
};
struct request {
    enum request_kind kind;
    char path[NAV_PATH_MAX];
    struct modes modes;
    bool shown;
};
struct nav {
    const struct page_ops *const *table;
    size_t table_count;
    struct nav_entry stack[NAV_DEPTH_MAX];
    int depth;
    struct request requests[REQUESTS_MAX];
    int request_count;
    char lang[16], default_lang[16];
    struct modes modes, default_modes;
    bool easier; /* its sheet is open */
    bool masked;
};

struct nav *nav_new(const struct page_ops *const *table, size_t count, const char *lang)
{
    struct nav *nav = xcalloc(1, sizeof(*nav));
    nav->table = table;
    nav->table_count = count;
    snprintf(nav->lang, sizeof(nav->lang), "%s", lang);
    snprintf(nav->default_lang, sizeof(nav->default_lang), "%s", lang);
    i18n_use(nav->lang);
    return nav;
}

static void close_entry(struct nav_entry *entry)
{
    if (entry->ops && entry->ops->close)
        entry->ops->close(entry->state);
    explicit_bzero(entry, sizeof(*entry));
}

static void close_above(struct nav *nav, int keep)
{
    while (nav->depth > keep)
        close_entry(&nav->stack[--nav->depth]);
}

void nav_free(struct nav *nav)
{
    if (!nav)
        return;
    close_above(nav, 0);
    free(nav);
}

static const struct page_ops *find(const struct nav *nav, const char *path, const char **arg)
{
    size_t len = strcspn(path, "/");
    *arg = path[len] ? path + len + 1 : "";
    for (size_t i = 0; i < nav->table_count; i++)
        if (strlen(nav->table[i]->name) == len && strncmp(nav->table[i]->name, path, len) == 0)
            return nav->table[i];
    return NULL;
}

static bool open_entry(struct nav *nav, const struct page_env *env, const char *path, struct nav_entry *entry)
{
    const char *arg;
    memset(entry, 0, sizeof(*entry));
    entry->ops = strlen(path) < NAV_PATH_MAX ? find(nav, path, &arg) : NULL;
    if (!entry->ops)
        return false;
    entry->state = entry->ops->open(env, arg);
    if (!entry->state)
        return false;
    snprintf(entry->path, sizeof(entry->path), "%s", path);
    return true;
}

bool nav_set_root(struct nav *nav, const struct page_env *env, const char *path)
{
    struct nav_entry entry;
    if (!open_entry(nav, env, path, &entry))
        return false;
    close_above(nav, 0);
    typing_forget(env->typing);
    nav->stack[nav->depth++] = entry;
    return true;
}

/* The oldest page above the root that holds nothing of anybody's makes room. false: there is none. */
static bool make_room(struct nav *nav)
{
    for (int i = 1; nav->depth == NAV_DEPTH_MAX && i < nav->depth; i++) {
        struct nav_entry *entry = &nav->stack[i];
        if (entry->ops->is_private || (entry->ops->dirty && entry->ops->dirty(entry->state)))
            continue;
        close_entry(entry);
        memmove(entry, entry + 1, (size_t)(nav->depth - i - 1) * sizeof *entry);
        nav->depth--;
    }
    return nav->depth < NAV_DEPTH_MAX;
}

static bool push(struct nav *nav, const struct page_env *env, const char *path)
{
    if (str_eq(nav_top(nav)->path, path))
        return false;
    struct nav_entry entry;
    if (!open_entry(nav, env, path, &entry)) {
        log_debug("nav: there is no page for what was touched; staying");
        return false;
    }
    if (!make_room(nav)) {
        log_debug("nav: every open page holds what a visitor wrote; staying");
        close_entry(&entry);
        return false;
    }
    nav->stack[nav->depth++] = entry;
    return true;
}

static bool replace(struct nav *nav, const struct page_env *env, const char *path)
{
    struct nav_entry entry;
    if (!open_entry(nav, env, path, &entry))
        return false;
    if (nav->depth > 1)
        close_above(nav, nav->depth - 1);
    nav->stack[nav->depth++] = entry;
    return true;
}

static bool use_lang(struct nav *nav, const char *lang)
{
    bool changed = !str_eq(nav->lang, lang);
    snprintf(nav->lang, sizeof(nav->lang), "%s", lang);
    i18n_use(nav->lang);
    return changed;
}

static bool use_modes(struct nav *nav, struct modes modes)
{
    bool changed = !modes_equal(nav->modes, modes);
    nav->modes = modes;
    return changed;
}

static bool use_usual(struct nav *nav)
{
    bool changed = use_lang(nav, nav->default_lang);
    return use_modes(nav, nav->default_modes) || changed;
}

static bool use_easier(struct nav *nav, bool shown)
{
    bool changed = nav->easier != shown;
    nav->easier = shown;
    return changed;
}

/* Modes and language end with the visit. The root is opened anew, so that it starts as for a newcomer. */
static bool go_home(struct nav *nav, const struct page_env *env)
{
    char root[NAV_PATH_MAX];
    visit_end(env);
    snprintf(root, sizeof(root), "%s", nav->stack[0].path);
    bool changed = nav->depth > 1;
    changed |= use_usual(nav);
    changed |= use_easier(nav, false);
    nav->masked = false;
    close_above(nav, 1);
    typing_forget(env->typing);
    struct nav_entry fresh;
    if (open_entry(nav, env, root, &fresh)) {
        close_entry(&nav->stack[0]);
        nav->stack[0] = fresh;
    }
    return changed;
}

static bool go_back(struct nav *nav)
{
    if (nav->depth < 2)
        return false;
    close_above(nav, nav->depth - 1);
    return true;
}

static bool go_back_settled(struct nav *nav, const struct page_env *env)
{
    bool changed = go_back(nav);
    const struct nav_entry *top = &nav->stack[nav->depth - 1];
    if (changed && top->ops->settled)
        top->ops->settled(top->state, env);
    return changed;
}

static bool apply(struct nav *nav, const struct page_env *env, const struct request *request)
{
    switch (request->kind) {
    case REQUEST_GO:
        return push(nav, env, request->path);
    case REQUEST_REPLACE:
        return replace(nav, env, request->path);
    case REQUEST_BACK:
        return go_back(nav);
    case REQUEST_SETTLED:
        return go_back_settled(nav, env);
    case REQUEST_HOME:
        return go_home(nav, env);
    case REQUEST_LANG:
        return use_lang(nav, request->path);
    case REQUEST_MODES:
        return use_modes(nav, request->modes);
    case REQUEST_USUAL:
        return use_usual(nav);
    case REQUEST_EASIER:
        return use_easier(nav, request->shown);
    case REQUEST_MASKED:
        nav->masked = request->shown;
        return true;
    }
    return false;
}

bool nav_apply(struct nav *nav, const struct page_env *env)
{
    bool changed = false;
    int count = nav->request_count;
    for (int i = 0; i < count; i++)
        changed |= apply(nav, env, &nav->requests[i]);
    nav->request_count = 0;
    return changed;
}

static struct request *ask(struct nav *nav, enum request_kind kind, const char *path)
{
    if (nav->request_count == REQUESTS_MAX)
        return NULL;
    struct request *request = &nav->requests[nav->request_count++];
    request->kind = kind;
    snprintf(request->path, sizeof(request->path), "%s", path);
    return request;
}

void nav_go(struct nav *nav, const char *path)
{
    ask(nav, REQUEST_GO, path);
}

void nav_replace(struct nav *nav, const char *path)
{
    ask(nav, REQUEST_REPLACE, path);
}

void nav_back(struct nav *nav)
{
    ask(nav, REQUEST_BACK, "");
}

void nav_back_settled(struct nav *nav)
{
    ask(nav, REQUEST_SETTLED, "");
}

void nav_home(struct nav *nav)
{
    ask(nav, REQUEST_HOME, "");
}

void nav_set_lang(struct nav *nav, const char *lang)
{
    ask(nav, REQUEST_LANG, lang);
}

void nav_set_modes(struct nav *nav, struct modes modes)
{
    struct request *request = ask(nav, REQUEST_MODES, "");
    if (request)
        request->modes = modes;
}

void nav_as_usual(struct nav *nav)
{
    ask(nav, REQUEST_USUAL, "");
}

void nav_show_easier(struct nav *nav, bool shown)
{
    struct request *request = ask(nav, REQUEST_EASIER, "");
    if (request)
        request->shown = shown;
}

void nav_set_masked(struct nav *nav, bool masked)
{
    struct request *request = ask(nav, REQUEST_MASKED, "");
    if (request)
        request->shown = masked;
}

bool nav_is_masked(const struct nav *nav)
{
    return nav->masked;
}

bool nav_shows_easier(const struct nav *nav)
{
    return nav->easier;
}

struct nav_entry *nav_top(struct nav *nav)
{
    ASSERT(nav->depth > 0);
    return &nav->stack[nav->depth - 1];
}

const struct nav_entry *nav_root(const struct nav *nav)
{
    ASSERT(nav->depth > 0);
    return &nav->stack[0];
}

int nav_depth(const struct nav *nav)
{
    return nav->depth;
}

bool nav_is_private(const struct nav *nav)
{
    for (int i = 0; i < nav->depth; i++)
        if (nav->stack[i].ops->is_private)
            return true;
    return false;
}

bool nav_holds_words(const struct nav *nav)
{
    for (int i = 0; i < nav->depth; i++) {
        const struct page_ops *ops = nav->stack[i].ops;
        if (ops->is_private && (!ops->words || ops->words(nav->stack[i].state) != PAGE_WORDS_NONE))
            return true;
    }
    return false;
}

bool nav_returns_to(const struct nav *nav, const char *name)
{
    return nav->depth > 1 && str_eq(nav->stack[nav->depth - 2].ops->name, name);
}

const struct page_ops *nav_dirty(const struct nav *nav)
{
    for (int i = nav->depth; i-- > 0;)
        if (nav->stack[i].ops->dirty && nav->stack[i].ops->dirty(nav->stack[i].state))
            return nav->stack[i].ops;
    return NULL;
}

const char *nav_lang(const struct nav *nav)
{
    return nav->lang;
}

struct modes nav_modes(const struct nav *nav)
{
    return nav->modes;
}

void nav_set_default_modes(struct nav *nav, struct modes modes)
{
    if (modes_equal(nav->modes, nav->default_modes))
        nav->modes = modes;
    nav->default_modes = modes;
}

bool nav_is_fresh(const struct nav *nav)
{
    return !nav->easier && str_eq(nav->lang, nav->default_lang) && modes_equal(nav->modes, nav->default_modes);
}

void nav_list(const struct page_ops *const *table, size_t count, const struct page_env *env,
              void (*emit)(const char *path, void *arg), void *arg)
{
    for (size_t i = 0; i < count; i++)
        if (table[i]->list)
            table[i]->list(env, emit, arg);
}
