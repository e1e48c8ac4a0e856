#include "kiosk/desk.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/codec.h"
#include "common/crypto.h"
#include "common/log.h"
#include "kiosk/model.h"
#include "terminal/bell.h"

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

struct desk {
    char *dir;
    struct worker *worker;
    struct outbox *outbox; /* NULL: could not be opened yet */
    bool has_receipt;
    struct desk_receipt receipt;
    int64_t sent_mono_ms[DESK_CROWD]; /* the last sendings, newest first; 0 none */
    struct search *search;            /* in the worker's hands */
    enum desk_search outcome;
    int tried, total; /* of the last search */
    bool has_keys;
    struct casecode_keys keys; /* of the open case */
    struct casefile *casefile; /* opened from case_generation's bytes */
    int64_t case_generation;
};

struct desk *desk_open(const char *dir, struct worker *worker)
{
    struct desk *desk = xcalloc(1, sizeof *desk);
    desk->dir = xstrdup(dir);
    desk->worker = worker;
    desk->outbox = outbox_open(dir);
    return desk;
}

static void let_go_of_search(struct desk *desk)
{
    if (desk->search) {
        atomic_store(&desk->search->cancelled, true);
        desk->search->desk = NULL;
        desk->search = NULL;
    }
}

void desk_close(struct desk *desk)
{
    if (desk) {
        desk_forget_receipt(desk);
        desk_forget_case(desk);
        outbox_close(desk->outbox);
        free(desk->dir);
        free(desk);
    }
}

/* ---- sending ---- */

static bool box_key(const struct model *model, uint8_t pk[static BOX_PK_LEN])
{
    return codec_unhex(pk, BOX_PK_LEN, model->box_pk);
}

static void current_month(char out[static CASECODE_MONTH_LEN + 1], const struct model *model, int64_t now_s)
{
    struct civil civil = clock_civil(now_s, model->zone_s);
    unsigned year = (unsigned)CLAMP(civil.year, 0, 9999), month = (unsigned)CLAMP(civil.month, 1, 12);
    const char digits[CASECODE_MONTH_LEN + 1] = {(char)('0' + year / 1000),
                                                 (char)('0' + year / 100 % 10),
                                                 (char)('0' + year / 10 % 10),
                                                 (char)('0' + year % 10),
                                                 '-',
                                                 (char)('0' + month / 10),
                                                 (char)('0' + month % 10),
                                                 0};
    memcpy(out, digits, sizeof digits);
}

static void seal_entry(struct outbox_entry *entry, const struct model *model, const struct entry_draft *draft,
                       const struct desk_stamp *stamp, const char *code, const uint8_t pk[static BOX_PK_LEN])
{
    char month[CASECODE_MONTH_LEN + 1];
    current_month(month, model, entry->at);
    const struct entry_stamp entry_stamp = {
        .code = code,
        .month = month,
        .site = model->site,
        .lobby = json_str_or(model->lobby, "id", ""),
        .lang = stamp->lang,
        .at_s = entry->at,
        .trust = stamp->trust,
    };
    struct buf plain = {0};
    entry_build(&plain, draft, &entry_stamp);
    crypto_seal(&entry->sealed, plain.data, plain.len, pk);
    buf_wipe(&plain);
    crypto_sha256_hex(entry->sha256, entry->sealed.data, entry->sealed.len);
}

static void put_word(char *out, size_t size, const char *word)
{
    size_t len = MIN(strlen(word), size - 1);
    memcpy(out, word, len);
    out[len] = 0;
}

static void remember_sending(struct desk *desk, int64_t mono_ms)
{
    memmove(desk->sent_mono_ms + 1, desk->sent_mono_ms, sizeof desk->sent_mono_ms - sizeof desk->sent_mono_ms[0]);
    desk->sent_mono_ms[0] = mono_ms;
}

static void hold_receipt(struct desk *desk, const struct outbox_entry *entry, const struct entry_draft *draft,
                         const char *code)
{
    desk->receipt.at_s = entry->at;
    put_word(desk->receipt.entry_id, sizeof desk->receipt.entry_id, entry->id);
    put_word(desk->receipt.code, sizeof desk->receipt.code, code);
    put_word(desk->receipt.category, sizeof desk->receipt.category, draft->category);
    put_word(desk->receipt.subitem, sizeof desk->receipt.subitem, draft->subitem);
    desk->has_receipt = true;
}

static enum desk_sent keep_entry(struct desk *desk, const struct outbox_entry *entry)
{
    if (!desk->outbox) {
        desk->outbox = outbox_open(desk->dir);
    }
    if (!desk->outbox) {
        return DESK_FAILED;
    }
    switch (outbox_add(desk->outbox, entry)) {
    case OUTBOX_STORED:
        return DESK_KEPT;
    case OUTBOX_FULL:
        return DESK_FULL;
    case OUTBOX_FAILED:
        break;
    }
    return DESK_FAILED;
}

enum desk_sent desk_send(struct desk *desk, const struct model *model, const struct entry_draft *draft,
                         const struct desk_stamp *stamp)
{
    ASSERT(entry_is_complete(draft));
    uint8_t pk[BOX_PK_LEN];
    if (!desk) {
        return DESK_FAILED;
    }
    if (!box_key(model, pk)) {
        return DESK_NO_KEY;
    }
    char code[CASECODE_LEN + 1];
    casecode_mint(code);
    struct outbox_entry entry = {.at = stamp->now_ms / 1000};
    ids_uuid7(entry.id, stamp->now_ms);
    put_word(entry.kind, sizeof entry.kind, "complaint");
    put_word(entry.clk, sizeof entry.clk, termclock_word(stamp->trust));
    crypto_key_id(entry.box, pk);
    seal_entry(&entry, model, draft, stamp, code, pk);
    enum desk_sent sent = keep_entry(desk, &entry);
    if (sent == DESK_KEPT) {
        bell_ring(desk->dir, "sync");
        hold_receipt(desk, &entry, draft, code);
        remember_sending(desk, stamp->mono_ms);
        log_info("desk: entry %s kept in the outbox", entry.id);
    }
    explicit_bzero(code, sizeof code);
    outbox_entry_fini(&entry);
    return sent;
}

bool desk_is_crowded(const struct desk *desk, int64_t mono_ms)
{
    int64_t third = desk ? desk->sent_mono_ms[DESK_CROWD - 1] : 0;
    return third && mono_ms - third < DESK_CROWD_MS;
}

const struct desk_receipt *desk_receipt(const struct desk *desk)
{
    return desk && desk->has_receipt ? &desk->receipt : NULL;
}

void desk_forget_receipt(struct desk *desk)
{
    if (desk) {
        explicit_bzero(&desk->receipt, sizeof desk->receipt);
        desk->has_receipt = false;
    }
}

enum outbox_state desk_entry_state(struct desk *desk, const char *entry_id, int64_t *arrived_s)
{
    *arrived_s = 0;
    return desk && desk->outbox ? outbox_state(desk->outbox, entry_id, arrived_s) : OUTBOX_UNKNOWN;
}

/* ---- looking up ---- */

static void search_free(struct search *search)
{
    explicit_bzero(search->code, sizeof search->code);
    explicit_bzero(&search->keys, sizeof search->keys);
    free(search->org);
    free(search->site);
    free(search->ids);
    free(search);
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
        put_word(search->ids[search->id_count++], sizeof search->ids[0], id);
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
    put_word(search->code, sizeof search->code, code);
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
    if (!desk->casefile || desk->case_generation != model->generation) {
        const struct model_case *item = model_case_find(model, desk->keys.item_id);
        casefile_free(desk->casefile);
        desk->casefile = item ? casefile_open(item->bytes, item->len, &desk->keys) : NULL;
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
        desk->outcome = DESK_IDLE;
        desk->tried = desk->total = 0;
    }
}
