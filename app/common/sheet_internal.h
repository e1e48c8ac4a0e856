/* What the files of the sheet share: the row that is being read, and how a cell becomes a member. */
#ifndef FOYER_COMMON_SHEET_INTERNAL_H
#define FOYER_COMMON_SHEET_INTERNAL_H

#include "common/sheet.h"

struct sheet {
    json_t *community;
    struct sheet_report *report;
    int at[SHEET_COLUMNS]; /* which field of a row; -1: the column is absent */
    const struct csv_row *row;
    struct sheet_row *told; /* of the report: where the row that is read stands */
    enum sheet_kind kind;
    json_t *seen; /* what rows have named so far */
};

/* The row cannot be taken; false. Only what is said first is kept. */
bool sheet_wrong(struct sheet *sheet, const char *code, enum sheet_column column, const char *value, const char *fmt,
                 ...) PRINTF(5, 6);

const char *sheet_cell(const struct sheet *sheet, enum sheet_column column); /* "" where nothing stands */
/* The cells of the row into the entry of its kind. false: said why; the entry is then of no use. */
MUST_USE bool sheet_fill(struct sheet *sheet, json_t *entry);

/* Where entries of a kind stand in the document; NULL for the community itself and for units. */
const char *sheet_list_member(enum sheet_kind kind);
json_t *sheet_list_in(json_t *object, const char *member); /* made where it is missing */
/* By id, else by what it is called. NULL: none. */
json_t *sheet_named(const json_t *list, const char *name);

/* What is whole: takes out what no row names, and says so in the report. */
void sheet_take_out(struct sheet *sheet);
struct sheet_row *sheet_tell(struct sheet *sheet, enum sheet_kind kind, const char *id); /* a new row of the report */
void sheet_count(struct sheet *sheet, struct sheet_row *row, enum sheet_state state);

/* Zones of a water supply, as they are kept and as they are called. */
struct sheet_zone {
    const char *id, *zh;
};
#define SHEET_ZONES 3
extern const struct sheet_zone sheet_zones[SHEET_ZONES];

#endif
