/* foyerctl outcome …: the board of outcomes as it would go out, and what staff enter for it. Words come from a file, so
 * that both languages are written in an editor and not in a shell. */
#include <stdio.h>

#include "common/ids.h"
#include "common/json.h"
#include "common/utf8.h"
#include "ctl/ctl.h"
#include "ctl/list.h"

/* --- Looking --- */

static void print_clean(const char *text)
{
    CLEANUP(free_ptr) char *clean = xstrdup(text);
    (void)utf8_scrub(clean, UTF8_LINE);
    printf("%s", clean);
}

static void print_text(const json_t *row, const char *words)
{
    const char *role = json_str_or(row, "role", ""), *due = json_str_or(row, "due", "");
    printf("%-8s %-8s ", json_str_or(row, "id", "?"), json_str_or(row, "state", json_str_or(row, "month", "")));
    print_clean(json_str_or(row, words, ""));
    if (*role || *due)
        printf("  (%s%s%s)", role, *due ? ", until " : "", due);
    if (json_flag(row, "draft"))
        printf("  DRAFT %lld by %s", (long long)json_int_or(row, "version", 0), json_str_or(row, "by", ""));
    printf("\n");
    if (json_str(row, "answer")) {
        printf("%18s", "");
        print_clean(json_str(row, "answer"));
        printf("\n");
    }
}

static void print_texts(const json_t *answer, const char *head, const char *key, const char *words)
{
    const json_t *rows = json_member(answer, key);
    size_t i;
    json_t *row;
    printf("\n%s\n", head);
    json_array_foreach((json_t *)rows, i, row)
    {
        print_text(row, words);
    }
}

static void print_ids(const char *head, const json_t *ids)
{
    for (size_t i = 0; i < json_array_size(ids); i++)
        printf("%s%s%s", i ? ", " : head, json_string_value(json_array_get(ids, i)),
               i + 1 == json_array_size(ids) ? "\n" : "");
}

static void print_bucket(const json_t *answer)
{
    size_t i;
    json_t *row;
    printf("\nbucket\n");
    json_array_foreach(json_member(answer, "bucket"), i, row)
    {
        const json_t *in = json_member(row, "in"), *out = json_member(row, "out");
        printf("%s  in: visits %lld, sign-ups %lld, services %lld  out: late %lld, reopened %lld, cancelled %lld\n",
               json_str_or(row, "month", "?"), (long long)json_int_or(in, "visits", 0),
               (long long)json_int_or(in, "signups", 0), (long long)json_int_or(in, "services", 0),
               (long long)json_int_or(out, "late", 0), (long long)json_int_or(out, "reopened", 0),
               (long long)json_int_or(out, "cancelled", 0));
    }
    print_ids("no numbers yet for: ", json_member(answer, "bucket_missing"));
}

static void print_board(const json_t *answer)
{
    const json_t *all = json_member(answer, "totals");
    char made[32];
    list_time(made, json_int_or(answer, "published", 0), answer);
    printf("%s: received %lld, closed %lld, in time %lld, late %lld, reopened %lld, open %lld\n",
           json_str_or(answer, "month", "?"), (long long)json_int_or(all, "received", 0),
           (long long)json_int_or(all, "closed", 0), (long long)json_int_or(all, "in_time", 0),
           (long long)json_int_or(all, "late", 0), (long long)json_int_or(all, "reopened", 0),
           (long long)json_int_or(all, "open", 0));
    printf("in the lobbies: %s%s\n", *made ? "as of " : "not yet", made);
    print_texts(answer, "asked", "asked", "asked");
    print_ids("its day has passed: ", json_member(answer, "overdue"));
    print_texts(answer, "thanks", "thanks", "text");
    print_bucket(answer);
}

enum ctl_exit outcome_show(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result = ctl_ask(ctl, "GET", "/v1/staff/outcome", NULL, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        print_board(answer);
    return result;
}

/* --- Entering --- */

/* What it is, of the path; NULL: said. */
static const char *kind_of(const struct ctl *ctl)
{
    const char *kind = ctl->words[1];
    if (str_eq(kind, "asked") || str_eq(kind, "thanks"))
        return kind;
    ctl_say("outcome %s: asked, thanks or bucket is wanted; see foyerctl --help", kind);
    return NULL;
}

static enum ctl_exit send(struct ctl *ctl, const char *method, const char *path, const json_t *body, const char *done)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result = ctl_ask(ctl, method, path, body, &answer);
    if (result == CTL_OK && ctl->json)
        ctl_print_json(answer);
    else if (result == CTL_OK)
        printf("%s %s\n", ctl->words[2], json_is_false(json_member(answer, "changed")) ? "stood there already" : done);
    return result;
}

/* With --file the words; with --approve they, or the draft that waits, go out. */
static enum ctl_exit put(struct ctl *ctl, const char *path)
{
    CLEANUP(json_free_ref) json_t *body = ctl->file ? ctl_read_json(ctl->file) : json_object();
    if (!body)
        return CTL_REFUSED;
    if (!ctl->file && !ctl->approve) {
        ctl_say("outcome %s: say --file F, its words as JSON; --approve hangs them, or the draft that waits, in the "
                "lobbies",
                ctl->words[1]);
        return CTL_USAGE;
    }
    if (ctl->approve)
        json_object_set_new(body, "approve", json_true());
    return send(ctl, "PUT", path, body, ctl->approve ? "goes out" : "is drafted");
}

static enum ctl_exit text(struct ctl *ctl, bool removes)
{
    const char *kind = kind_of(ctl), *id = ctl->words[2];
    if (!kind)
        return CTL_USAGE;
    if (!ids_is_name(id)) {
        ctl_say("outcome %s %s: a name like Q-01 is wanted", kind, id);
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/outcome/%s/%s", kind, id);
    return removes ? send(ctl, "DELETE", path, NULL, "is taken down") : put(ctl, path);
}

static enum ctl_exit bucket(struct ctl *ctl)
{
    const char *month = ctl->words[2];
    if (!ids_is_name(month)) {
        ctl_say("outcome bucket %s: a month like 2026-10 is wanted", month);
        return CTL_USAGE;
    }
    if (ctl->visits < 0 || ctl->signups < 0 || ctl->services < 0 || ctl->cancelled < 0) {
        ctl_say("outcome bucket: say all four of --visits, --signups, --services and --cancelled");
        return CTL_USAGE;
    }
    CLEANUP(free_ptr) char *path = xasprintf("/v1/staff/outcome/bucket/%s", month);
    CLEANUP(json_free_ref)
    json_t *body =
        json_pack("{s:I,s:I,s:I,s:I}", "visits", (json_int_t)ctl->visits, "signups", (json_int_t)ctl->signups,
                  "services", (json_int_t)ctl->services, "cancelled", (json_int_t)ctl->cancelled);
    return send(ctl, "PUT", path, body, "is entered");
}

enum ctl_exit outcome_put(struct ctl *ctl)
{
    return str_eq(ctl->words[1], "bucket") ? bucket(ctl) : text(ctl, false);
}

enum ctl_exit outcome_remove(struct ctl *ctl)
{
    if (str_eq(ctl->words[3], "remove"))
        return text(ctl, true);
    ctl_say("outcome %s %s %s: only remove may stand there", ctl->words[1], ctl->words[2], ctl->words[3]);
    return CTL_USAGE;
}
