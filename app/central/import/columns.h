/* Which columns there are, and how a cell becomes a member. Private to import/. Pure. */
#ifndef FOYER_CENTRAL_IMPORT_COLUMNS_H
#define FOYER_CENTRAL_IMPORT_COLUMNS_H

#include "central/import/import.h"

enum column_type {
    COLUMN_ID,
    COLUMN_TEXT,
    COLUMN_NUMBER,  /* whole; a % or a unit's sign behind it is let be */
    COLUMN_MONEY,   /* yuan in the cell, whole fen in the document */
    COLUMN_PERCENT, /* 15% in the cell, 1500 basis points in the document */
    COLUMN_DAY,
    COLUMN_NAMES, /* ids between commas, blanks, semicolons or 、 */
    COLUMN_COMPARATOR,
    COLUMN_CATEGORY, /* of standards: its id or its name */
};
struct column {
    const char *member; /* "guide_price.base_fen" lies in an object */
    enum column_type type;
    const char *zh, *en;
    bool needed; /* of a new row */
    int width;
    const char *example;
};
const struct column *columns_of(enum import_kind kind, size_t *count);
const struct column *column_named(enum import_kind kind, const char *heading); /* by its own names; NULL: none */
const struct column *column_meant(enum import_kind kind, const char *heading); /* as offices call it; NULL: none */
const char *column_type_name(enum column_type type);

json_t *column_get(const struct column *column, const json_t *entry); /* borrowed; NULL: absent or null */
void column_set(const struct column *column, json_t *entry, json_t *value /* taken; NULL: takes it out */);

/* What the cell says; NULL: it is no such thing, *problem says which rule ("money", "day", …). */
MUST_USE json_t *column_read(const struct column *column, const char *cell, const json_t *doc, const char **problem);
void column_write(const struct column *column, const json_t *value, struct grid *grid);

/* synonyms.c */
const char *synonym_of(enum import_kind kind, const char *heading); /* the member; NULL: none */
bool column_heading_is(const char *heading, const char *name);      /* but for blanks, case, width of brackets */

#endif
