/* Paper and proof: a notice as a sheet to print, the sheets of today, and the certificate of posting. */
#include "central/api/staff.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/items/items.h"
#include "central/posting/posting.h"
#include "central/posting/sheets.h"
#include "central/preview/preview.h"
#include "central/words/words.h"
#include "common/json.h"

/* A misspelt member would be answered with something that was not asked for. */
static bool knows_query(struct staff_call *call)
{
    static const char *const names[] = {"site", "ver", "paper", "lang"};
    const char *other = http_query_other(call->http, names, ARRAY_LEN(names));
    if (!other)
        return true;
    staff_error(call, 400, "bad_request", _("%.40s: this is not known here; ver, paper, lang and site are"), other);
    return false;
}

static bool read_version(struct staff_call *call, const char *text, int64_t *ver)
{
    *ver = 0;
    if (!text || parse_i64(text, 1, INT64_MAX, ver))
        return true;
    staff_error(call, 400, "bad_request", _("ver: a whole number from 1 is wanted"));
    return false;
}

static bool read_lang(struct staff_call *call, const char **lang)
{
    *lang = http_query(call->http, "lang");
    if (!*lang)
        *lang = "zh-CN";
    if (str_eq(*lang, "zh-CN") || str_eq(*lang, "en"))
        return true;
    staff_error(call, 400, "bad_request", _("lang: zh-CN or en is wanted"));
    return false;
}

/* --- A sheet --- */

/* The version that is printed stands in the cache like a draft: also one that hangs nowhere yet. */
static struct items_draft *draft_of(struct staff_call *call, const char *id, const json_t *item)
{
    struct items_draft *draft = xcalloc(1, sizeof(*draft));
    CLEANUP(json_free_ref)
    json_t *body = json_pack("{s:s,s:s,s:O}", "kind", "notice", "id", id, "doc", json_member(item, "doc"));
    CLEANUP(free_ptr) char *why = items_draft(call->central->db, call->site, body, call->now_s, draft);
    if (!why)
        return draft;
    staff_error(call, 422, "refused", "%s", why);
    items_draft_fini(draft);
    free(draft);
    return NULL;
}

static void draw_sheet(struct staff_call *call, const char *id, const json_t *item, const char *paper, const char *lang)
{
    char version[24], hash[65];
    struct items_draft *draft = draft_of(call, id, item);
    if (!draft)
        return;
    (void)snprintf(version, sizeof(version), "%lld", (long long)json_int_or(item, "asked", 0));
    str_copy(hash, sizeof(hash), draft->line.sha256);
    CLEANUP(free_ptr) char *name = xasprintf("%s-v%s-%s.pdf", id, version, paper);
    const char *args[] = {"sheet", "--out",  "out.pdf", "--cache", ".",   "--item", id,   "--item-version",
                          version, "--hash", hash,      "--paper", paper, "--lang", lang, NULL};
    preview_draw(call->central->preview, call->http,
                 &(struct preview_order){.site = call->site,
                                         .draft = draft,
                                         .program = "foyer-paper",
                                         .args = args,
                                         .out = "out.pdf",
                                         .type = "application/pdf",
                                         .name = name},
                 call->now_s);
}

void staff_item_sheet(struct staff_call *call)
{
    const char *id = http_capture(call->http, "id"), *paper = http_query(call->http, "paper"), *lang;
    int64_t ver;
    if (!paper)
        paper = "A4";
    if (!knows_query(call) || !read_version(call, http_query(call->http, "ver"), &ver) || !read_lang(call, &lang))
        return;
    if (!str_eq(paper, "A4") && !str_eq(paper, "A3")) {
        staff_error(call, 400, "bad_request", _("paper: A4 or A3 is wanted"));
        return;
    }
    CLEANUP(json_free_ref) json_t *item = items_get(call->central->db, call->site, id, ver, call->now_s);
    if (!item || !str_eq(json_str(item, "kind"), "notice")) {
        staff_error(call, 404, "not_found", _("there is no such notice or version"));
        return;
    }
    json_object_set_new(item, "asked", json_integer(ver ? ver : json_int_or(item, "version", 0)));
    draw_sheet(call, id, item, paper, lang);
}

/* --- Today's sheets --- */

void staff_list_sheets(struct staff_call *call)
{
    staff_json(call, 200, sheets_list(call->central->db, call->site, call->now_s));
}

void staff_sheet_done(struct staff_call *call)
{
    struct sheets_act act = {.site = call->site,
                             .item = http_capture(call->http, "item"),
                             .place = json_str_or(call->body, "place", ""),
                             .who = call->session.user,
                             .now_s = call->now_s,
                             .up = !json_flag(call->body, "down")};
    if (!read_version(call, http_capture(call->http, "ver"), &act.ver))
        return;
    CLEANUP(free_ptr) char *why = sheets_done(call->central->db, &act);
    if (why) {
        staff_error(call, 422, "refused", "%s", why);
        return;
    }
    staff_events_tell(call->central, "sheets");
    staff_json(call, 200, sheets_list(call->central->db, call->site, call->now_s));
}

/* --- The certificate --- */

/* NULL: answered. */
static json_t *make_certificate(struct staff_call *call, const char **lang)
{
    int64_t ver;
    if (!knows_query(call) || !read_lang(call, lang) || !read_version(call, http_query(call->http, "ver"), &ver))
        return NULL;
    json_t *certificate =
        posting_certificate(call->central, call->site, http_capture(call->http, "id"), ver, call->now_s);
    if (!certificate)
        staff_error(call, 404, "not_found", _("there is no such notice or version"));
    return certificate;
}

void staff_item_certificate(struct staff_call *call)
{
    const char *lang; /* the document has both */
    json_t *certificate = make_certificate(call, &lang);
    if (certificate)
        staff_json(call, 200, certificate);
}

void staff_item_certificate_pdf(struct staff_call *call)
{
    const char *lang;
    CLEANUP(json_free_ref) json_t *certificate = make_certificate(call, &lang);
    CLEANUP(buf_fini) struct buf input = {0};
    if (!certificate)
        return;
    if (!posting_given(call->central->db, call->site, call->session.user, certificate, call->now_s)) {
        staff_error(call, 500, "internal", _("it could not be written down that the certificate is given"));
        return;
    }
    json_encode(&input, certificate);
    CLEANUP(free_ptr) char *name = xasprintf("%s-certificate.pdf", http_capture(call->http, "id"));
    const char *args[] = {"certificate", "--out", "out.pdf", "--lang", lang, NULL};
    preview_draw(call->central->preview, call->http,
                 &(struct preview_order){.site = call->site,
                                         .program = "foyer-paper",
                                         .args = args,
                                         .input = &input,
                                         .out = "out.pdf",
                                         .type = "application/pdf",
                                         .name = name},
                 call->now_s);
}
