/* Buildings, units, lifts, outdoor places, contacts and lobbies of a community from one spreadsheet, and back into one.
 * Each row says in the column `kind` what it is; the head row names the columns in English or Chinese, in any order. A
 * row whose id is known changes it, any other adds it; what no row names stays, but where the sheet is said to
 * be the whole. A cell left empty changes nothing. A row that is wrong changes nothing, either. Pure.
 *
 * kind 种类: community 小区, building 楼栋, unit 单元, lift 电梯, place 地点, contact 电话, lobby 大堂
 * hours: "24h", or spans like "1-5 08:30-17:30; 6,7 09:00-12:00" (1 is Monday). px, mm: "1080x1920". Areas in square
 * metres, "89.52". Buildings, units and groups are named by their ids or as they are called. Used by foyerctl and by
 * central. */
#ifndef FOYER_COMMON_SHEET_H
#define FOYER_COMMON_SHEET_H

#include <jansson.h>
#include "common/csv.h"

#define SHEET_AREA_MAX_C 2000000000 /* 1/100 square metres */
#define SHEET_NAMES_MAX  64         /* in one cell, as the schema takes of tags */

enum sheet_kind {
    SHEET_COMMUNITY,
    SHEET_BUILDING,
    SHEET_UNIT,
    SHEET_LIFT,
    SHEET_PLACE,
    SHEET_CONTACT,
    SHEET_LOBBY,
    SHEET_KINDS
};
const char *sheet_kind_name(enum sheet_kind kind);    /* "building" */
const char *sheet_kind_name_zh(enum sheet_kind kind); /* "楼栋" */

enum sheet_column {
    SHEET_KIND,
    SHEET_ID,
    SHEET_NAME,
    SHEET_NAME_EN,
    SHEET_IN_BUILDING,
    SHEET_IN_UNIT,
    SHEET_FLOORS,
    SHEET_HOMES,
    SHEET_DOORS,
    SHEET_ROOM_FIRST,
    SHEET_ROOM_LAST,
    SHEET_AREA,
    SHEET_AREA_HOME,
    SHEET_WATER, /* zones of the supply */
    SHEET_NEAR,
    SHEET_PHONE,
    SHEET_USE,
    SHEET_HOURS,
    SHEET_ORDER,
    SHEET_TAGS,
    SHEET_WORDS, /* the place of a lobby, to read out */
    SHEET_WORDS_EN,
    SHEET_ADDRESS,
    SHEET_TIMEZONE,
    SHEET_PX,
    SHEET_MM,
    SHEET_TOUCH,
    SHEET_MODE,
    SHEET_COLUMNS
};
const char *sheet_column_name(enum sheet_column column);    /* "floors" */
const char *sheet_column_name_zh(enum sheet_column column); /* "层数" */

enum sheet_state {
    SHEET_ADDED,
    SHEET_RENAMED, /* and perhaps changed otherwise, too */
    SHEET_CHANGED,
    SHEET_SAME,
    SHEET_GONE,
    SHEET_WRONG,
    SHEET_STATES
};
const char *sheet_state_name(enum sheet_state state); /* "new", "refused": as the staff API says it */

struct sheet_row {
    size_t line, number;  /* as csv_row has them; 0: no row names it, it goes */
    enum sheet_kind kind; /* SHEET_KINDS: none */
    char *id;             /* owned */
    enum sheet_state state;
    json_t *before, *after; /* owned; the entry, NULL: there was or is none */
    /* Of one that is wrong: */
    const char *code;         /* "missing", "number", … */
    enum sheet_column column; /* SHEET_COLUMNS: none */
    char *value;              /* owned: what stands in the cell, or what else is meant; never NULL then */
    char *what;               /* owned: an English sentence */
};
struct sheet_report {
    struct sheet_row *rows; /* owned: in the order of the sheet, then what goes */
    size_t row_count;
    size_t counts[SHEET_KINDS + 1][SHEET_STATES]; /* [SHEET_KINDS]: wrong rows of no kind */
    size_t wrong_count;
    json_t *ignored; /* owned: headings that are not known */
    bool no_head;    /* the head is of no use: nothing was read, and the only row says why */
};
struct sheet_how {
    bool whole;            /* of the kinds that the sheet has, what it does not name goes */
    bool lenient;          /* columns that are not known are left alone, and named in `ignored`; else they are wrong */
    const json_t *refused; /* {"7": sentence}: rows by number that are wrong for another's reasons; NULL: none */
};
/* Brings the rows that are right into `community`, a document of PUT /v1/staff/community. false: some are wrong, or
 * cannot go. */
MUST_USE bool sheet_apply(const struct csv *csv, json_t *community, const struct sheet_how *how,
                          struct sheet_report *report);
void sheet_report_fini(struct sheet_report *report);

/* Every entry as a row: `cells` are borrowed for the call, "" where nothing stands. What is written so and read again
 * changes nothing. */
void sheet_write(const json_t *community, void (*on_row)(void *arg, char *const cells[static SHEET_COLUMNS]),
                 void *arg);

/* "1-5 08:30-17:30" as a contact's `hours`. NULL: not understood. */
MUST_USE json_t *sheet_hours(const char *text);
/* And back; "" for what only people read. Yours. */
MUST_USE char *sheet_hours_text(const json_t *hours);

#endif
