/* foyerctl import: a folder of content, sent document by document. Doing it twice changes nothing: central compares
 * with what it holds and says so. What a live community does not take without a second person is put in for approval.
 */
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "ctl/ctl.h"
#include "ctl/draft.h"
#include "ctl/sample.h"
#include "ctl/upload.h"

struct import {
    struct ctl *ctl;
    size_t sent, changed, same, refused, waiting;
    bool live; /* the community is there, and asks for a second person */
};

static void progress(const struct import *import, const char *what, const char *outcome)
{
    if (!import->ctl->json)
        printf("%-12s %s\n", what, outcome);
}

/* What is put: `path` publishes it; `kind` and `id` name the item that a draft of it belongs to, NULL where drafts are
 * none of its life. */
struct piece {
    const char *what, *path, *id, *kind;
    const json_t *body;
};

static bool is_notice(const struct piece *piece)
{
    return str_eq(piece->kind, "notice");
}

/* true: it hangs like this, or waits. */
static enum ctl_exit put_draft(struct import *import, const struct piece *piece)
{
    CLEANUP(json_free_ref) json_t *item = NULL;
    struct draft_end end = {0};
    const struct draft draft = {.what = piece->what,
                                .id = piece->id,
                                .kind = piece->kind,
                                .doc = is_notice(piece) ? json_member(piece->body, "doc") : piece->body,
                                .audience = is_notice(piece) ? json_member(piece->body, "audience") : NULL};
    enum ctl_exit result = draft_item(import->ctl, piece->what, piece->id, &item);
    if (result == CTL_OK)
        result = draft_send(import->ctl, &draft, item, &end);
    if (result != CTL_OK)
        return result;
    *(end.same ? &import->same : &import->waiting) += 1;
    CLEANUP(free_ptr) char *page = draft_page(import->ctl, piece->id);
    CLEANUP(free_ptr)
    char *outcome =
        end.same ? xstrdup("unchanged")
                 : xasprintf("draft %lld waits for a second person: console page %s", (long long)end.version, page);
    progress(import, piece->what, outcome);
    return CTL_OK;
}

static enum ctl_exit put_one(struct import *import, const struct piece *piece)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result =
        ctl_try(import->ctl, piece->what, piece->path, piece->body, piece->id ? DRAFT_ASKED : NULL, &answer);
    import->live = import->live || (result == CTL_OK && !answer);
    if (result == CTL_OK && !answer)
        return put_draft(import, piece);
    if (result != CTL_OK)
        return result;
    bool unchanged = json_is_false(json_member(answer, "changed"));
    *(unchanged ? &import->same : &import->changed) += 1;
    progress(import, piece->what, unchanged ? "unchanged" : "published");
    return CTL_OK;
}

/* CTL_REFUSED is counted and the import goes on; anything else ends it. */
static bool put(struct import *import, const struct piece *piece, enum ctl_exit *result)
{
    enum ctl_exit put_result = put_one(import, piece);
    import->sent++;
    if (put_result == CTL_OK)
        return true;
    *result = put_result;
    if (put_result != CTL_REFUSED)
        return false;
    import->refused++;
    progress(import, piece->what, "refused");
    return true;
}

static bool put_documents(struct import *import, const struct sample *sample, enum ctl_exit *result)
{
    const char *site = json_str(json_member(sample->community, "community"), "id");
    /* Without its community a server takes nothing else: one reason is enough. */
    const struct piece community = {"community", "/v1/staff/community", "community", "community", sample->community};
    if (!import->ctl->site && site) /* all of it is that community's */
        import->ctl->site = xstrdup(site);
    if (!put(import, &community, result) || (*result != CTL_OK && !import->live))
        return false;
    const struct piece others[] = {{"standards", "/v1/staff/standards", "standards", "standard", sample->standards},
                                   {"fees", "/v1/staff/fees", "fees", "fee", sample->fees},
                                   {"form", "/v1/staff/form", "complaint", "form", sample->form}};
    for (size_t i = 0; i < ARRAY_LEN(others); i++) {
        if (!put(import, &others[i], result))
            return false;
    }
    return true;
}

static bool put_files(const struct import *import, const struct sample *sample, enum ctl_exit *result)
{
    for (size_t i = 0; i < json_array_size(sample->files); i++) {
        CLEANUP(json_free_ref) json_t *file = NULL;
        const json_t *entry = json_array_get(sample->files, i);
        enum ctl_exit sent = upload_file(import->ctl, json_str_or(entry, "path", ""), json_str(entry, "name"), &file);
        if (sent != CTL_OK && sent != CTL_REFUSED) {
            *result = sent;
            return false;
        }
    }
    return true; /* a notice whose file was refused is refused itself, and counted there */
}

/* {id: its item} of what is there already: whoever replaces a notice says which version. Yours; NULL: said why. */
static json_t *standing(struct import *import, enum ctl_exit *result)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    *result = ctl_call(import->ctl, "items", "GET", "/v1/staff/items?kind=notice", NULL, &answer);
    json_t *all = *result == CTL_OK ? json_object() : NULL, *item;
    size_t i;
    json_array_foreach(json_member(answer, "items"), i, item)
    {
        json_object_set(all, json_str_or(item, "id", ""), item);
    }
    return all;
}

static bool put_notices(struct import *import, const struct sample *sample, enum ctl_exit *result)
{
    size_t i;
    json_t *notice;
    enum ctl_exit listed;
    CLEANUP(json_free_ref) json_t *there = standing(import, &listed);
    if (!there) {
        *result = listed;
        return false;
    }
    json_array_foreach(sample->notices, i, notice)
    {
        const char *id = json_str_or(notice, "id", "?");
        CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/items/%s", id);
        CLEANUP(json_free_ref) json_t *body = json_copy(json_member(notice, "item"));
        int64_t version = items_version(json_member(there, id));
        if (version)
            json_object_set_new(body, "expect", json_integer(version));
        if (!put(import, &(struct piece){id, path, id, "notice", body}, result))
            return false;
    }
    return true;
}

/* Approved at once, as everything else of a folder: whoever may import may approve. */
static bool put_texts(struct import *import, const json_t *outcome, const char *kind, enum ctl_exit *result)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_member(outcome, kind), i, entry)
    {
        const char *id = json_str_or(entry, "id", "?");
        CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/outcome/%s/%s", kind, id);
        CLEANUP(json_free_ref) json_t *body = json_copy(entry);
        json_object_del(body, "id");
        json_object_set_new(body, "approve", json_true());
        if (!put(import, &(struct piece){.what = id, .path = path, .body = body}, result))
            return false;
    }
    return true;
}

static bool put_outcome(struct import *import, const json_t *outcome, enum ctl_exit *result)
{
    size_t i;
    json_t *entry;
    if (!put_texts(import, outcome, "asked", result) || !put_texts(import, outcome, "thanks", result))
        return false;
    json_array_foreach(json_member(outcome, "bucket"), i, entry)
    {
        const char *month = json_str_or(entry, "month", "?");
        CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/outcome/bucket/%s", month);
        if (!put(import, &(struct piece){.what = month, .path = path, .body = entry}, result))
            return false;
    }
    return true;
}

static void sum_up(const struct import *import)
{
    if (import->ctl->json)
        printf("{\"sent\": %zu, \"changed\": %zu, \"unchanged\": %zu, \"refused\": %zu, \"waiting\": %zu}\n",
               import->sent, import->changed, import->same, import->refused, import->waiting);
    else if (import->changed == 0 && import->refused == 0 && import->waiting == 0)
        printf("nothing changed: central already holds all %zu\n", import->sent);
    else
        printf("%zu published, %zu unchanged, %zu refused\n", import->changed, import->same, import->refused);
    if (import->waiting && !import->ctl->json)
        printf("%zu not published yet: in a live community a second person reads and approves them\n", import->waiting);
}

enum ctl_exit import_run(struct ctl *ctl)
{
    struct import import = {.ctl = ctl};
    CLEANUP(sample_fini) struct sample sample = {0};
    CLEANUP(free_ptr) char *why = NULL;
    int64_t now_s = clock_wall_ms() / 1000;
    if (ctl->now && !clock_parse(ctl->now, 0, &now_s)) {
        ctl_say("--now %s is no time; 2026-11-23T09:00:00+08:00 is one", ctl->now);
        return CTL_USAGE;
    }
    if (!sample_load(&sample, ctl->words[1], now_s, &why)) {
        ctl_say("%s", why);
        return CTL_REFUSED;
    }
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result != CTL_OK)
        return result;
    if (put_documents(&import, &sample, &result) && put_files(&import, &sample, &result) &&
        put_notices(&import, &sample, &result) && put_outcome(&import, sample.outcome, &result))
        sum_up(&import);
    return result;
}
