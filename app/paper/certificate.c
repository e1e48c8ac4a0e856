#include "paper/certificate.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/log.h"
#include "kiosk/i18n.h"
#include "kiosk/words.h"
#include "paper/canvas.h"

#define MM          CANVAS_PX_PER_MM
#define PAPER_W     (210 * MM)
#define PAPER_H     (297 * MM)
#define MARGIN      (18 * MM)
#define WIDTH       (PAPER_W - 2 * MARGIN)
#define BOTTOM      (PAPER_H - 24 * MM)
#define INPUT_MAX   (32u << 20)
#define TEXT_PX     44 /* 3.7 mm, 10.4 pt */
#define TABLE_PX    36
#define COLUMNS_MAX 8

struct roll { /* where the pen is; the first pass counts the pages, the second draws them */
    struct canvas *canvas;
    const json_t *data;
    int32_t zone_s;
    int y, page, count;
};

static void foot(struct roll *roll)
{
    const char *digest = json_str_or(roll->data, "digest", "");
    CLEANUP(free_ptr) char *left = xasprintf(_("Check number of this certificate: %s"), digest);
    CLEANUP(free_ptr) char *right = xasprintf(_("Page %d of %d"), roll->page, MAX(roll->count, roll->page));
    struct canvas_words words = {.x = MARGIN, .y = PAPER_H - 17 * MM, .w = WIDTH, .size_px = 30, .grey = 0.25};
    canvas_line(roll->canvas, MARGIN, PAPER_H - 18 * MM, MARGIN + WIDTH, PAPER_H - 18 * MM, 3, 0.4);
    canvas_words(roll->canvas, words, left, true);
    words.align = CANVAS_RIGHT;
    canvas_words(roll->canvas, words, right, true);
}

static void next_page(struct roll *roll)
{
    foot(roll);
    canvas_next_page(roll->canvas);
    roll->page++;
    roll->y = 18 * MM;
}

/* Room for what may not be cut; else the next page begins. true: it did. */
static bool make_room(struct roll *roll, int h)
{
    if (roll->y + h <= BOTTOM)
        return false;
    next_page(roll);
    return true;
}

static void put(struct roll *roll, enum font_face face, int size_px, double grey, int gap, const char *s)
{
    struct canvas_words words = {.x = MARGIN, .w = WIDTH, .face = face, .size_px = size_px, .grey = grey};
    int h = canvas_words(roll->canvas, words, s, false);
    make_room(roll, h);
    words.y = roll->y;
    canvas_words(roll->canvas, words, s, true);
    roll->y += h + gap;
}

static void pair(struct roll *roll, const char *label, const char *value)
{
    struct canvas_words left = {.x = MARGIN, .w = 40 * MM, .size_px = TEXT_PX, .grey = 0.3};
    struct canvas_words right = {.x = MARGIN + 42 * MM, .w = WIDTH - 42 * MM, .size_px = TEXT_PX};
    int left_h = canvas_words(roll->canvas, left, label, false),
        right_h = canvas_words(roll->canvas, right, value, false);
    make_room(roll, MAX(left_h, right_h));
    left.y = right.y = roll->y;
    canvas_words(roll->canvas, left, label, true);
    canvas_words(roll->canvas, right, value, true);
    roll->y += MAX(left_h, right_h) + 14;
}

/* --- Tables --- */

struct column {
    const char *title;
    int share; /* of the width, in hundredths */
    bool right;
};

static int row_height(struct roll *roll, const struct column *columns, int count, char *const *cells, bool bold)
{
    int h = 0;
    for (int i = 0; i < count; i++) {
        struct canvas_words words = {.w = WIDTH * columns[i].share / 100 - 20, .size_px = TABLE_PX};
        words.face = bold ? FONT_BOLD : FONT_REGULAR;
        int cell_h = canvas_words(roll->canvas, words, cells[i] ? cells[i] : columns[i].title, false);
        h = MAX(h, cell_h);
    }
    return h + 16;
}

static void draw_row(struct roll *roll, const struct column *columns, int count, char *const *cells, bool bold)
{
    int h = row_height(roll, columns, count, cells, bold), x = MARGIN;
    for (int i = 0; i < count; i++) {
        int w = WIDTH * columns[i].share / 100;
        struct canvas_words words = {.x = x, .y = roll->y + 6, .w = w - 20, .size_px = TABLE_PX};
        words.face = bold ? FONT_BOLD : FONT_REGULAR;
        words.align = columns[i].right ? CANVAS_RIGHT : CANVAS_LEFT;
        canvas_words(roll->canvas, words, cells[i] ? cells[i] : columns[i].title, true);
        x += w;
    }
    roll->y += h;
    canvas_line(roll->canvas, MARGIN, roll->y, MARGIN + WIDTH, roll->y, bold ? 5 : 2, bold ? 0 : 0.6);
}

/* The titles stand again on top of each page. Frees the cells. */
static void table_row(struct roll *roll, const struct column *columns, int count, char **cells)
{
    static char *const none[COLUMNS_MAX];
    if (make_room(roll, row_height(roll, columns, count, cells, false)))
        draw_row(roll, columns, count, none, true);
    draw_row(roll, columns, count, cells, false);
    for (int i = 0; i < count; i++)
        free(cells[i]);
}

static void table_head(struct roll *roll, const struct column *columns, int count)
{
    static char *const none[COLUMNS_MAX];
    make_room(roll, 2 * row_height(roll, columns, count, none, true));
    draw_row(roll, columns, count, none, true);
}

/* --- Words --- */

static char *moment(const struct roll *roll, int64_t at_s)
{
    if (!at_s)
        return xstrdup("–");
    struct civil civil = clock_civil(at_s, roll->zone_s);
    return xasprintf("%04d-%02d-%02d %02d:%02d", civil.year, civil.month, civil.day, civil.hour, civil.minute);
}

static const char *reason(const char *why)
{
    static const struct {
        const char *why, *words;
    } reasons[] = {
        {"hours", N_("outside the screen's hours")},
        {"panel", N_("panel dark or missing")},
        {"clock", N_("clock unknown")},
        {"power", N_("no power, not running, or not arrived yet")},
        {"silent", N_("nothing was heard from this screen")},
    };
    for (size_t i = 0; i < ARRAY_LEN(reasons); i++)
        if (str_eq(why, reasons[i].why))
            return _(reasons[i].words);
    return why;
}

static char *gaps_words(const json_t *gaps)
{
    struct buf out = {0};
    for (size_t i = 0; i < json_array_size(gaps); i++) {
        const json_t *gap = json_array_get(gaps, i);
        buf_printf(&out, "%s", i ? "\n" : "");
        buf_printf(&out, _("%s: %d min"), reason(json_str_or(gap, "why", "")), (int)json_int_or(gap, "minutes", 0));
    }
    return buf_take(&out);
}

/* --- The parts --- */

static char *number(const json_t *row, const char *key)
{
    return xasprintf("%lld", (long long)json_int_or(row, key, 0));
}

static void facts(struct roll *roll)
{
    const json_t *data = roll->data, *newest = json_array_get(json_member(data, "versions"),
                                                              json_array_size(json_member(data, "versions")) - 1);
    CLEANUP(free_ptr) char *from = moment(roll, json_int_or(data, "from", 0));
    CLEANUP(free_ptr) char *until = moment(roll, json_int_or(data, "until", 0));
    CLEANUP(free_ptr) char *period = xasprintf(_("%s to %s"), from, until);
    CLEANUP(free_ptr) char *made = moment(roll, json_int_or(data, "made", 0));
    CLEANUP(free_ptr) char *name = xasprintf("%s %s", json_str_or(data, "item", ""), json_str_or(data, "title", ""));
    pair(roll, _("Notice"), name);
    pair(roll, _("Kind"), words_kind(json_str_or(data, "kind", "")));
    pair(roll, _("Community"), json_str_or(data, "community", ""));
    pair(roll, _("Period looked at"), period);
    pair(roll, _("Fingerprint (SHA-256)"), json_str_or(newest, "sha256", "–"));
    pair(roll, _("Made by"), json_str_or(data, "organisation", ""));
    pair(roll, _("Made at"), made);
}

static const char *status_words(const char *status)
{
    static const struct {
        const char *status, *words;
    } known[] = {{"draft", N_("draft")},
                 {"scheduled", N_("published for later")},
                 {"published", N_("published")},
                 {"superseded", N_("replaced")},
                 {"withdrawn", N_("withdrawn")}};
    for (size_t i = 0; i < ARRAY_LEN(known); i++)
        if (str_eq(status, known[i].status))
            return _(known[i].words);
    return status;
}

/* Where a company has one person for it, whoever reads this is told. */
static void alone(struct roll *roll, const json_t *version)
{
    if (!json_flag(version, "alone"))
        return;
    CLEANUP(free_ptr)
    char *words = xasprintf(_("Version %d was written and approved by the same person."),
                            (int)json_int_or(version, "version", 0));
    put(roll, FONT_REGULAR, TEXT_PX, 0, 8, words);
}

static void versions(struct roll *roll)
{
    const struct column columns[] = {
        {_("Version"), 10, false}, {_("At"), 20, false}, {_("State"), 18, false}, {_("Fingerprint"), 52, false}};
    const json_t *list = json_member(roll->data, "versions");
    put(roll, FONT_BOLD, 54, 0, 10, _("Versions"));
    table_head(roll, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *version = json_array_get(list, i);
        char *cells[] = {number(version, "version"), moment(roll, json_int_or(version, "at", 0)),
                         xstrdup(status_words(json_str_or(version, "status", ""))),
                         xasprintf("%.32s…", json_str_or(version, "sha256", ""))};
        table_row(roll, columns, ARRAY_LEN(columns), cells);
    }
    for (size_t i = 0; i < json_array_size(list); i++)
        alone(roll, json_array_get(list, i));
    roll->y += 3 * MM;
}

static void summary(struct roll *roll)
{
    const struct column columns[] = {{_("Lobby"), 34, false},
                                     {_("Days counted"), 18, true},
                                     {_("First shown"), 24, true},
                                     {_("Last shown"), 24, true}};
    const json_t *list = json_member(roll->data, "lobbies");
    put(roll, FONT_BOLD, 54, 0, 10, _("Lobbies"));
    table_head(roll, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *lobby = json_array_get(list, i);
        char *cells[] = {
            xstrdup(json_str_or(lobby, "name", "")),
            xasprintf(_("%d of %d"), (int)json_int_or(lobby, "days_posted", 0), (int)json_int_or(lobby, "days", 0)),
            moment(roll, json_int_or(lobby, "first", 0)), moment(roll, json_int_or(lobby, "last", 0))};
        table_row(roll, columns, ARRAY_LEN(columns), cells);
    }
    roll->y += 3 * MM;
}

static void paper(struct roll *roll)
{
    const json_t *part = json_member(roll->data, "paper"), *sheets = json_member(part, "sheets");
    const char *rule = json_str_or(part, "rule", "");
    put(roll, FONT_BOLD, 54, 0, 10, _("Paper"));
    if (*rule) {
        CLEANUP(free_ptr) char *words = xasprintf(_("Rule of posting: %s."), rule);
        put(roll, FONT_REGULAR, TEXT_PX, 0, 12, words);
    }
    put(roll, FONT_REGULAR, TEXT_PX, 0, 12,
        _("This certificate is about screens. Where a rule asks for paper, it does not take the place of the paper."));
    if (!json_array_size(sheets))
        put(roll, FONT_REGULAR, TEXT_PX, 0, 12, _("Nobody has noted that a sheet of paper was hung."));
    for (size_t i = 0; i < json_array_size(sheets); i++) {
        const json_t *sheet = json_array_get(sheets, i);
        CLEANUP(free_ptr) char *at = moment(roll, json_int_or(sheet, "at", 0));
        CLEANUP(free_ptr)
        char *words = xasprintf(
            json_is_true(json_member(sheet, "up")) ? _("%s: version %d hung at %s, noted by %s")
                                                   : _("%s: version %d taken down at %s, noted by %s"),
            json_str_or(sheet, "name", ""), (int)json_int_or(sheet, "version", 0), at, json_str_or(sheet, "who", ""));
        put(roll, FONT_REGULAR, TEXT_PX, 0, 8, words);
    }
    roll->y += 3 * MM;
}

static void days(struct roll *roll, const json_t *lobby)
{
    const struct column columns[] = {{_("Day"), 14, false},          {_("Could be opened, min"), 15, true},
                                     {_("Of, min"), 9, true},        {_("In rotation"), 12, true},
                                     {_("Seconds shown"), 11, true}, {_("Opened"), 9, true},
                                     {_("Counts"), 8, false},        {_("Missing, and why"), 22, false}};
    const json_t *rows = json_member(lobby, "rows");
    put(roll, FONT_BOLD, 48, 0, 8, json_str_or(lobby, "name", ""));
    table_head(roll, columns, ARRAY_LEN(columns));
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        char *cells[] = {xstrdup(json_str_or(row, "day", "")),
                         number(row, "minutes"),
                         number(row, "expected"),
                         number(row, "times"),
                         number(row, "seconds"),
                         number(row, "opened"),
                         xstrdup(json_is_true(json_member(row, "posted")) ? _("yes") : _("no")),
                         gaps_words(json_member(row, "gaps"))};
        table_row(roll, columns, ARRAY_LEN(columns), cells);
    }
    roll->y += 4 * MM;
}

static void explain(struct roll *roll)
{
    CLEANUP(free_ptr)
    char *minimum =
        xasprintf(_("A day counts as posted from %d minutes on in which the notice could be opened on a lit "
                    "screen, or when all of a shorter part of a day was there."),
                  (int)json_int_or(roll->data, "minimum", 0));
    put(roll, FONT_BOLD, 54, 0, 10, _("What is counted"));
    put(roll, FONT_REGULAR, TEXT_PX, 0, 10, minimum);
    put(roll, FONT_REGULAR, TEXT_PX, 0, 10,
        _("Could be opened: minutes within the screen's hours, with the panel lit and the notice in its list. In "
          "rotation: "
          "how often it stood there by itself, and for how many seconds. Opened: how often somebody opened it; nobody "
          "knows "
          "who."));
    put(roll, FONT_REGULAR, TEXT_PX, 0, 3 * MM,
        _("Whoever has this paper can ask the office for the entry in its log with the check number below."));
}

static void write_all(struct roll *roll)
{
    const json_t *lobbies = json_member(roll->data, "lobbies");
    roll->y = 18 * MM;
    roll->page = 1;
    put(roll, FONT_REGULAR, 44, 0.3, 6, json_str_or(roll->data, "organisation", ""));
    put(roll, FONT_BOLD, 96, 0, 4 * MM, _("Certificate of posting"));
    facts(roll);
    roll->y += 3 * MM;
    summary(roll);
    versions(roll);
    paper(roll);
    explain(roll);
    for (size_t i = 0; i < json_array_size(lobbies); i++)
        days(roll, json_array_get(lobbies, i));
    foot(roll);
    canvas_next_page(roll->canvas);
}

/* --- All of it --- */

static json_t *read_input(void)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    char piece[65536];
    ssize_t got;
    while ((got = read(STDIN_FILENO, piece, sizeof(piece))) > 0 && bytes.len < INPUT_MAX)
        buf_append(&bytes, piece, (size_t)got);
    CLEANUP(free_ptr) char *why = NULL;
    json_t *data = json_decode(bytes.data, bytes.len, &why);
    if (!data)
        log_error("paper: the certificate's data cannot be read: %s", why ? why : "it is empty");
    return data;
}

bool certificate_write(const char *share, const char *out)
{
    CLEANUP(json_free_ref) json_t *data = read_input();
    struct roll roll = {.data = data, .zone_s = (int32_t)json_int_or(data, "zone", 0)};
    bool good = data != NULL;
    for (int pass = 0; pass < 2 && good; pass++) {
        roll.count = roll.page;
        roll.canvas = canvas_open(share, pass ? out : NULL, PAPER_W / MM, PAPER_H / MM, _("Certificate of posting"));
        write_all(&roll);
        good = canvas_close(roll.canvas);
    }
    if (good)
        printf("turns %d\n", roll.page);
    return good;
}
