/* Cases for tests of the desk's pages: sealed under a fresh code as central would, and opened with it by touch. */
#ifndef FOYER_TESTS_CASE_RIG_H
#define FOYER_TESTS_CASE_RIG_H

#include "desk_rig.h"

#define CASE_MONTH "2026-11"
#define CASE_NOW_S (RIG_NOW_MS / 1000)

struct case_rig {
    struct rig rig;
    char code[CASECODE_LEN + 1];
    struct casecode_keys keys;
    int64_t ver;
};

/* What the office would do when it is asked. */
static void case_allow(json_t *doc, const char *acts)
{
    json_t *may = json_array();
    for (const char *at = acts; *at; at += strspn(at, " ")) {
        size_t len = strcspn(at, " ");
        json_array_append_new(may, json_stringn(at, len));
        at += len;
    }
    json_object_set_new(doc, "may", may);
}

/* A case that was answered ten minutes ago; tests change what they are about. */
static json_t *case_document(void)
{
    json_t *doc =
        json_pack("{s:i,s:s,s:s,s:s,s:s,s:s,s:s,s:I,s:I,s:I,s:I,s:b,s:b,s:[s,s],s:s,s:i,s:I,s:s}", "v", 1, "number",
                  "2026-1095", "state", "replied", "outcome", "", "category", "BJ", "subitem", "BJ-04", "role", "R-CLN",
                  "at", (json_int_t)CASE_NOW_S - 90000, "reached", (json_int_t)CASE_NOW_S - 89900, "promised_s",
                  (json_int_t)CASE_NOW_S - 3600, "answer_s", (json_int_t)CASE_NOW_S + 86400, "first_kept", 0,
                  "answer_kept", 1, "standard", "GT-06", "GT-07", "asks", "verdict", "replies", 1, "reopen_until",
                  (json_int_t)CASE_NOW_S + 60 * 86400, "contact", "kept");
    json_t *steps = json_pack(
        "[{s:s,s:s,s:I,s:s,s:s,s:s},{s:s,s:s,s:I,s:s,s:s,s:s},{s:s,s:s,s:I,s:s,s:s,s:s,s:s},{s:s,s:s,s:I,s:s,s:s,s:s}]",
        "what", "state", "state", "received", "at", (json_int_t)CASE_NOW_S - 89900, "role", "", "text", "", "by",
        "office", "what", "word", "state", "received", "at", (json_int_t)CASE_NOW_S - 7200, "role", "", "text",
        "It smells by now.", "by", "resident", "what", "late", "state", "received", "at", (json_int_t)CASE_NOW_S - 3600,
        "role", "", "text", "", "by", "office", "deadline", "first_reply", "what", "state", "state", "replied", "at",
        (json_int_t)CASE_NOW_S - 600, "role", "R-CLN", "text", "The bins were emptied.", "by", "office");
    assert_non_null(doc);
    assert_non_null(steps);
    json_object_set_new(doc, "steps", steps);
    case_allow(doc, "helped not_helped reopen add contact forget_contact");
    return doc;
}

/* Takes `doc`. The one case of this lobby; again: its newer version. */
static void case_put(struct case_rig *at, json_t *doc)
{
    struct model *model = at->rig.model;
    char *text = json_dumps(doc, 0);
    struct buf sealed = {0};
    crypto_secret(&sealed, text, strlen(text), at->keys.key);
    if (model->case_count)
        free(model->cases[0].bytes);
    model->cases = xrealloc(model->cases, sizeof model->cases[0]);
    model->case_count = 1;
    memset(model->cases, 0, sizeof model->cases[0]);
    snprintf(model->cases[0].id, sizeof model->cases[0].id, "%s", at->keys.item_id);
    model->cases[0].ver = ++at->ver;
    model->cases[0].len = sealed.len;
    model->cases[0].bytes = (uint8_t *)buf_take(&sealed);
    model->generation++;
    free(text);
    json_decref(doc);
}

static void case_enter(struct case_rig *at)
{
    RIG_TAPS(&at->rig, "lookup");
    for (const char *c = at->code; *c; c++) {
        char id[] = {'d', 'i', 'g', 'i', 't', '/', *c, 0};
        rig_tap_once(&at->rig, id);
    }
    for (int i = 0; i < 12000 && !str_eq(rig_path(&at->rig), "case"); i++) {
        worker_poll(at->rig.worker);
        rig_draw(&at->rig);
        rig_wait(5);
    }
    rig_draw(&at->rig);
    assert_string_equal(rig_path(&at->rig), "case");
}

static void case_open_at(struct case_rig *at, json_t *doc)
{
    memset(at, 0, sizeof *at);
    rig_open_lobby(&at->rig, "T-B5-U1");
    casecode_mint(at->code);
    casecode_stretch(&at->keys, at->code, at->rig.model->org, at->rig.model->site, CASE_MONTH);
    case_put(at, doc);
    case_enter(at);
}

/* Everything on the page, however far one has to read. Yours. */
static char *case_words(struct case_rig *at)
{
    struct script script = {0};
    struct buf all = {0};
    view_tell(&at->rig.view, &at->rig.env, &script);
    for (size_t i = 0; i < script.unit_count; i++)
        buf_printf(&all, "%.*s\n", (int)script.units[i].len, script.units[i].text);
    script_fini(&script);
    return buf_take(&all);
}

static bool case_says(struct case_rig *at, const char *words)
{
    CLEANUP(free_ptr) char *all = case_words(at);
    return strstr(all, words) != NULL;
}

#endif
