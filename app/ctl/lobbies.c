/* foyerctl lobbies FILE.csv: reads the spreadsheet, brings it into the community that central holds, sends it back
 * whole. One wrong row, and nothing is sent. */
#include <stdio.h>

#include "common/json.h"
#include "ctl/ctl.h"
#include "ctl/sheet.h"

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

/* The community as it stands, with its lobbies; an empty one before the first. */
static enum ctl_exit fetch(struct ctl *ctl, json_t **community)
{
    CLEANUP(http_answer_fini) struct http_answer probe = {0};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    CLEANUP(free_ptr) char *path = ctl_path(ctl, "/v1/staff/items/community");
    http_call(ctl->http, "GET", path, NULL, &probe);
    if (probe.status == 404) {
        *community = json_object();
        return CTL_OK;
    }
    enum ctl_exit result = ctl_call(ctl, "lobbies", "GET", "/v1/staff/items/community", NULL, &answer);
    if (result == CTL_OK)
        *community = json_deep_copy(json_member(answer, "doc"));
    if (result == CTL_OK && !*community) {
        ctl_say("lobbies: central answered without the community's document");
        result = CTL_REFUSED;
    }
    return result;
}

static void say_wrong(const char *path, const struct sheet_report *report)
{
    size_t named = MIN(report->wrong_count, (size_t)SHEET_WRONG_MAX);
    for (size_t i = 0; i < named; i++)
        ctl_say("%s: %s", path, report->wrong[i]);
    if (report->wrong_count > named)
        ctl_say("%s: and %zu rows more", path, report->wrong_count - named);
    ctl_say("%s: nothing was sent", path);
}

static void say_counts(const struct sheet_report *report, bool as_json)
{
    json_t *all = json_object();
    for (enum sheet_kind kind = 0; kind < SHEET_KINDS; kind++) {
        const struct sheet_count *count = &report->kinds[kind];
        json_object_set_new(all, sheet_kind_name(kind),
                            json_pack("{s:I, s:I, s:I}", "added", (json_int_t)count->added, "changed",
                                      (json_int_t)count->changed, "unchanged", (json_int_t)count->same));
        if (!as_json && count->added + count->changed + count->same)
            printf("%-10s %zu new, %zu changed, %zu unchanged\n", sheet_kind_name(kind), count->added, count->changed,
                   count->same);
    }
    if (as_json)
        ctl_print_json(all);
    json_decref(all);
}

static enum ctl_exit send(struct ctl *ctl, const struct csv *csv, json_t *community)
{
    CLEANUP(sheet_report_fini) struct sheet_report report = {0};
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!sheet_apply(csv, community, &report)) {
        say_wrong(ctl->words[1], &report);
        return CTL_REFUSED;
    }
    enum ctl_exit result = ctl_call(ctl, ctl->words[1], "PUT", "/v1/staff/community", community, &answer);
    if (result == CTL_OK)
        say_counts(&report, ctl->json);
    return result;
}

enum ctl_exit lobbies_run(struct ctl *ctl)
{
    CLEANUP(csv_free_ref) struct csv *csv = read_sheet(ctl->words[1]);
    CLEANUP(json_free_ref) json_t *community = NULL;
    if (!csv)
        return CTL_REFUSED;
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result == CTL_OK)
        result = fetch(ctl, &community);
    return result == CTL_OK ? send(ctl, csv, community) : result;
}
