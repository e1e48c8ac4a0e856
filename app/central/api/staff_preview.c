/* A picture of any page as any lobby would show it, also of words that are not kept yet. */
#include "central/api/staff.h"

#include <stdio.h>
#include <stdlib.h>

#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/preview/preview.h"
#include "central/words/words.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"

#define SIDE_MIN 320
#define SIDE_MAX 4096
#define AREA_MAX (3840 * 2160)
#define PAGE_MAX 200 /* bytes of a page's path */
#define TURN_MAX 200

struct wish {
    char size[16], at[32], modes[64], turn[8], viewer[128];
    const char *lobby, *lang, *page;
};

static bool bad(struct staff_call *call, const char *why)
{
    staff_error(call, 400, "bad_request", "%s", why);
    return false;
}

/* The lobby's document in force. Yours; NULL: none of that name. */
static json_t *find_lobby(struct staff_call *call, const char *id)
{
    CLEANUP(json_free_ref) json_t *lobbies = lobbies_list(call->central->db, call->site);
    json_t *lobby = json_find(lobbies, id);
    return json_incref(lobby);
}

static bool read_lobby(struct staff_call *call, struct wish *wish, json_t **lobby)
{
    wish->lobby = json_str(call->body, "lobby");
    *lobby = wish->lobby ? find_lobby(call, wish->lobby) : NULL;
    if (*lobby)
        return true;
    staff_error(call, 404, "no_lobby", _("there is no such lobby"));
    return false;
}

static bool read_size(struct staff_call *call, struct wish *wish, const json_t *lobby)
{
    const json_t *screen = json_member(lobby, "screen"), *size = json_member(call->body, "size");
    int64_t w = json_int_or(screen, "px_w", 1080), h = json_int_or(screen, "px_h", 1920);
    int used = 0;
    long long asked_w = 0, asked_h = 0;
    if (size &&
        (!json_is_string(size) || sscanf(json_string_value(size), "%5lldx%5lld%n", &asked_w, &asked_h, &used) != 2 ||
         (size_t)used != json_string_length(size)))
        return bad(call, _("size: pixels like 1080x1920 are wanted"));
    w = size ? asked_w : CLAMP(w, SIDE_MIN, SIDE_MAX);
    h = size ? asked_h : CLAMP(h, SIDE_MIN, SIDE_MAX);
    if (w < SIDE_MIN || h < SIDE_MIN || w > SIDE_MAX || h > SIDE_MAX || w * h > AREA_MAX)
        return bad(call, _("size: each side has 320 to 4096 pixels, and no more of them together than 3840x2160"));
    (void)snprintf(wish->size, sizeof(wish->size), "%lldx%lld", (long long)w, (long long)h);
    return true;
}

static bool read_modes(struct staff_call *call, struct wish *wish)
{
    static const char *const known[] = {"large", "contrast", "low", "aloud", "still"};
    const json_t *modes = json_member(call->body, "mode");
    size_t len = 0;
    if (modes && (!json_is_array(modes) || json_array_size(modes) > ARRAY_LEN(known)))
        return bad(call, _("mode: a list of large, contrast, low, aloud and still is wanted"));
    for (size_t i = 0; i < json_array_size(modes); i++) {
        const char *mode = json_string_value(json_array_get(modes, i)), *found = NULL;
        for (size_t k = 0; k < ARRAY_LEN(known); k++)
            if (mode && str_eq(mode, known[k]))
                found = known[k];
        if (!found)
            return bad(call, _("mode: large, contrast, low, aloud and still are known"));
        len += (size_t)snprintf(wish->modes + len, sizeof(wish->modes) - len, "%s%s", i ? "," : "", found);
    }
    return true;
}

/* "+" would touch what is on the page: a picture is only looked at. */
static bool read_page(struct staff_call *call, struct wish *wish)
{
    int64_t turn = json_int_or(call->body, "turn", 1);
    wish->page = json_str_or(call->body, "page", "home");
    wish->lang = json_str_or(call->body, "lang", "zh-CN");
    if (!*wish->page || strlen(wish->page) > PAGE_MAX || strchr(wish->page, '+') ||
        !utf8_clean(wish->page, UTF8_LINE, NULL) || wish->page[0] == '-')
        return bad(call, _("page: a page like notice/N-001 or home is wanted"));
    if (!str_eq(wish->lang, "zh-CN") && !str_eq(wish->lang, "en"))
        return bad(call, _("lang: zh-CN or en is wanted"));
    if (turn < 1 || turn > TURN_MAX)
        return bad(call, _("turn: a number from 1 to 200 is wanted"));
    (void)snprintf(wish->turn, sizeof(wish->turn), "%d", (int)turn);
    return true;
}

/* When nobody says a time: now, or the first moment at which what is being written would hang. */
static bool read_time(struct staff_call *call, struct wish *wish, const struct items_draft *draft)
{
    const char *at = json_str(call->body, "at");
    int64_t at_s = call->now_s;
    int32_t zone_s = items_zone(call->central->db, call->site, call->now_s);
    if (at && !clock_parse(at, zone_s, &at_s))
        return bad(call, _("at: a time like 2026-11-23T09:00:00+08:00 is wanted"));
    if (!at && draft && draft->line.until && at_s >= draft->line.until)
        at_s = draft->line.until - 1;
    if (!at && draft && at_s < draft->line.from)
        at_s = draft->line.from;
    clock_format(wish->at, at_s, zone_s);
    return true;
}

static bool read_draft(struct staff_call *call, const char *site, struct items_draft **draft)
{
    const json_t *doc = json_member(call->body, "doc");
    *draft = NULL;
    if (!doc || json_is_null(doc))
        return true;
    *draft = xcalloc(1, sizeof(**draft));
    CLEANUP(free_ptr) char *why = items_draft(call->central->db, site, doc, call->now_s, *draft);
    if (!why)
        return true;
    staff_error(call, 422, "refused", "%s", why);
    return false;
}

static void drop_draft(struct items_draft *draft)
{
    if (draft)
        items_draft_fini(draft);
    free(draft);
}

static void draw(struct staff_call *call, const struct wish *wish, const char *site, struct items_draft *draft)
{
    const char *args[] = {
        "--snapshot", "out.png", "--cache",  ".",        "--page",
        wish->page,   "--size",  wish->size, "--lang",   wish->lang,
        "--now",      wish->at,  "--turn",   wish->turn, json_member(call->body, "mode") ? "--mode" : NULL,
        wish->modes,  NULL};
    http_set_header(call->http, "Foyer-At", wish->at);
    preview_draw(call->central->preview, call->http,
                 &(struct preview_order){.viewer = wish->viewer,
                                         .site = site,
                                         .lobby = wish->lobby,
                                         .draft = draft,
                                         .program = "foyer-kiosk",
                                         .args = args,
                                         .out = "out.png",
                                         .type = "image/png"},
                 call->now_s);
}

void staff_preview(struct staff_call *call)
{
    struct wish wish = {0};
    struct items_draft *draft = NULL;
    CLEANUP(json_free_ref) json_t *lobby = NULL;
    const char *site = call->site;
    if (!call->body) {
        staff_error(call, 400, "bad_json", _("what shall be drawn is missing"));
        return;
    }
    (void)snprintf(wish.viewer, sizeof(wish.viewer), "%s/%.40s", call->session.user,
                   json_str_or(call->body, "view", ""));
    if (read_lobby(call, &wish, &lobby) && read_size(call, &wish, lobby) && read_modes(call, &wish) &&
        read_page(call, &wish) && read_draft(call, site, &draft) && read_time(call, &wish, draft)) {
        draw(call, &wish, site, draft);
        return;
    }
    drop_draft(draft);
}
