/* Looking up a case by its receipt code, and the case that was found. */
#include "kiosk/desk_internal.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "kiosk/model.h"

/* One search. It belongs to the worker from worker_add until it comes back; the desk may let go of it before that. Only
 * `cancelled` and `tried` are touched from both sides. */
struct search {
    struct desk *desk; /* NULL once the desk let go of it; UI thread only */
    atomic_bool cancelled;
    atomic_int tried;
    char code[CASECODE_LEN + 1];
    char *org, *site;
    char months[DESK_MONTHS_MAX][CASECODE_MONTH_LEN + 1]; /* newest first */
    int month_count;
    char (*ids)[ID_MAX + 1]; /* sorted */
    size_t id_count;
    bool found;
    struct casecode_keys keys;
};

static void search_free(struct search *search)
{
    explicit_bzero(search->code, sizeof search->code);
    explicit_bzero(&search->keys, sizeof search->keys);
    free(search->org);
    free(search->site);
    free(search->ids);
    free(search);
}

static void let_go_of_search(struct desk *desk)
{
    if (desk->search) {
        atomic_store(&desk->search->cancelled, true);
        desk->search->desk = NULL;
        desk->search = NULL;
    }
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Worker's thread. */
static void search_run(void *arg)
{
    struct search *search = arg;
    for (int i = 0; i < search->month_count && !search->found && !atomic_load(&search->cancelled); i++) {
        casecode_stretch(&search->keys, search->code, search->org, search->site, search->months[i]);
        search->found =
            bsearch(search->keys.item_id, search->ids, search->id_count, sizeof search->ids[0], compare_ids);
        atomic_fetch_add(&search->tried, 1);
    }
}

static void search_done(void *arg, bool ran)
{
    struct search *search = arg;
    struct desk *desk = search->desk;
    if (desk) {
        desk->search = NULL;
        desk->tried = atomic_load(&search->tried);
        desk->outcome = ran && search->found ? DESK_FOUND : DESK_NO_NEWS;
        if (desk->outcome == DESK_FOUND) {
            desk->keys = search->keys;
            desk->has_keys = true;
        }
    }
    search_free(search);
}

static bool has_month(const struct search *search, const char *month)
{
    for (int i = 0; i < search->month_count; i++) {
        if (str_eq(search->months[i], month)) {
            return true;
        }
    }
    return false;
}

/* Items are sorted by id and the id begins with its month: backwards is newest first. */
static void take_cases(struct search *search, const struct model *model)
{
    search->ids = xcalloc(model->case_count ? model->case_count : 1, sizeof search->ids[0]);
    for (size_t i = model->case_count; i > 0; i--) {
        char month[CASECODE_MONTH_LEN + 1];
        const char *id = model->cases[i - 1].id;
        if (!casecode_item_month(month, id)) {
            continue;
        }
        str_copy(search->ids[search->id_count++], sizeof search->ids[0], id);
        if (!has_month(search, month) && search->month_count < DESK_MONTHS_MAX) {
            memcpy(search->months[search->month_count++], month, sizeof month);
        }
    }
    qsort(search->ids, search->id_count, sizeof search->ids[0], compare_ids);
}

void desk_look_up(struct desk *desk, const struct model *model, const char *code)
{
    ASSERT(casecode_valid(code));
    if (!desk) {
        return;
    }
    desk_forget_case(desk);
    struct search *search = xcalloc(1, sizeof *search);
    str_copy(search->code, sizeof search->code, code);
    search->org = xstrdup(model->org);
    search->site = xstrdup(model->site);
    take_cases(search, model);
    desk->tried = 0;
    desk->total = search->month_count;
    if (!desk->worker || !search->month_count) {
        desk->outcome = DESK_NO_NEWS;
        search_free(search);
        return;
    }
    search->desk = desk;
    desk->search = search;
    desk->outcome = DESK_SEARCHING;
    worker_add(desk->worker, search_run, search_done, search);
}

enum desk_search desk_search(const struct desk *desk, int *tried, int *total)
{
    if (tried) {
        *tried = !desk ? 0 : desk->search ? atomic_load(&desk->search->tried) : desk->tried;
    }
    if (total) {
        *total = desk ? desk->total : 0;
    }
    return desk ? desk->outcome : DESK_IDLE;
}

const struct casefile *desk_case(struct desk *desk, const struct model *model)
{
    if (!desk || !desk->has_keys) {
        return NULL;
    }
    if (desk->case_generation != model->generation) { /* a damaged one is not opened again and again */
        const struct model_case *item = model_case_find(model, desk->keys.item_id);
        casefile_free(desk->casefile);
        desk->casefile = item ? casefile_open(item->bytes, item->len, &desk->keys) : NULL;
        desk->case_ver = item ? item->ver : 0;
        desk->case_generation = model->generation;
    }
    return desk->casefile;
}

void desk_forget_case(struct desk *desk)
{
    if (desk) {
        let_go_of_search(desk);
        casefile_free(desk->casefile);
        desk->casefile = NULL;
        explicit_bzero(&desk->keys, sizeof desk->keys);
        desk->has_keys = false;
        desk->case_generation = -1;
        desk->outcome = DESK_IDLE;
        desk->tried = desk->total = 0;
    }
}
