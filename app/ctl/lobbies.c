/* foyerctl lobbies FILE.csv: reads the spreadsheet, brings it into the community that central holds, sends it back
 * whole: to a live community as a draft, which waits for a second person. One wrong row, and nothing is sent. */
#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "common/sheet.h"
#include "ctl/ctl.h"
#include "ctl/draft.h"

#define WRONG_TOLD_MAX 50 /* wrong rows that are named; the rest is a number */

static struct csv *read_sheet(const char *path)
{
    CLEANUP(free_ptr) char *bytes = NULL;
    CLEANUP(free_ptr) char *why = NULL;
    size_t len;
    if (!ctl_read_file(path, &bytes, &len))
        return NULL;
    struct csv *csv = csv_parse(bytes, len, &why);
    if (!csv)
        ctl_say("%s: %s", path, why);
    return csv;
}

static void say_wrong(const char *path, const struct sheet_report *report)
{
    size_t named = 0;
    for (size_t i = 0; i < report->row_count && named < WRONG_TOLD_MAX; i++) {
        const struct sheet_row *row = &report->rows[i];
        if (row->state != SHEET_WRONG)
            continue;
        ctl_say("%s: row %zu: %s", path, row->line, row->what);
        named++;
    }
    if (report->wrong_count > named)
        ctl_say("%s: and %zu rows more", path, report->wrong_count - named);
    ctl_say("%s: nothing was sent", path);
}

static void print_counts(const struct sheet_report *report)
{
    for (enum sheet_kind kind = 0; kind < SHEET_KINDS; kind++) {
        const size_t *count = report->counts[kind];
        if (count[SHEET_ADDED] + count[SHEET_RENAMED] + count[SHEET_CHANGED] + count[SHEET_SAME])
            printf("%-10s %zu new, %zu changed, %zu unchanged\n", sheet_kind_name(kind), count[SHEET_ADDED],
                   count[SHEET_RENAMED] + count[SHEET_CHANGED], count[SHEET_SAME]);
    }
}

static void print_json(const struct sheet_report *report, int64_t draft, const char *page)
{
    CLEANUP(json_free_ref) json_t *all = json_object();
    for (enum sheet_kind kind = 0; kind < SHEET_KINDS; kind++) {
        const size_t *count = report->counts[kind];
        json_object_set_new(all, sheet_kind_name(kind),
                            json_pack("{s:I, s:I, s:I}", "added", (json_int_t)count[SHEET_ADDED], "changed",
                                      (json_int_t)(count[SHEET_RENAMED] + count[SHEET_CHANGED]), "unchanged",
                                      (json_int_t)count[SHEET_SAME]));
    }
    if (draft)
        json_object_set_new(all, "draft", json_pack("{s:I, s:s}", "version", (json_int_t)draft, "page", page));
    ctl_print_json(all);
}

/* draft 0: it hangs. */
static void say_counts(const struct ctl *ctl, const struct sheet_report *report, int64_t draft)
{
    CLEANUP(free_ptr) char *page = draft_page(ctl, "community");
    if (ctl->json) {
        print_json(report, draft, page);
        return;
    }
    print_counts(report);
    if (draft)
        printf("draft %lld waits for a second person: console page %s\n", (long long)draft, page);
}

/* Rows into a copy of `doc` (NULL: there is none yet). NULL: said why. Yours. */
static json_t *with_rows(const struct ctl *ctl, const struct csv *csv, const json_t *doc, struct sheet_report *report)
{
    CLEANUP(json_free_ref) json_t *community = doc ? json_deep_copy(doc) : json_object();
    if (sheet_apply(csv, community, &(struct sheet_how){0}, report))
        return TAKE(community);
    say_wrong(ctl->words[1], report);
    return NULL;
}

/* The rows go into the text in work, where there is one: nobody's words are lost. */
static enum ctl_exit send_draft(struct ctl *ctl, const struct csv *csv, const json_t *item)
{
    CLEANUP(sheet_report_fini) struct sheet_report report = {0};
    const json_t *work = json_member(item, "work");
    CLEANUP(json_free_ref)
    json_t *community = with_rows(ctl, csv, json_member(json_is_object(work) ? work : item, "doc"), &report);
    const struct draft draft = {
        .what = ctl->words[1], .id = "community", .kind = "community", .doc = community, .over = true};
    struct draft_end end;
    enum ctl_exit result = community ? draft_send(ctl, &draft, item, &end) : CTL_REFUSED;
    if (result == CTL_OK)
        say_counts(ctl, &report, end.version);
    return result;
}

static enum ctl_exit send(struct ctl *ctl, const struct csv *csv, const json_t *item)
{
    CLEANUP(sheet_report_fini) struct sheet_report report = {0};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (json_flag(json_member(item, "work"), "four_eyes"))
        return send_draft(ctl, csv, item);
    CLEANUP(json_free_ref) json_t *community = with_rows(ctl, csv, json_member(item, "doc"), &report);
    if (!community)
        return CTL_REFUSED;
    enum ctl_exit result = ctl_try(ctl, ctl->words[1], "/v1/staff/community", community, DRAFT_ASKED, &answer);
    if (result == CTL_OK && !answer)
        return send_draft(ctl, csv, item);
    if (result == CTL_OK)
        say_counts(ctl, &report, 0);
    return result;
}

enum ctl_exit lobbies_run(struct ctl *ctl)
{
    CLEANUP(csv_free_ref) struct csv *csv = read_sheet(ctl->words[1]);
    CLEANUP(json_free_ref) json_t *item = NULL;
    if (!csv)
        return CTL_REFUSED;
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result == CTL_OK) /* no item: before the first community */
        result = draft_item(ctl, "lobbies", "community", &item);
    return result == CTL_OK ? send(ctl, csv, item) : result;
}
