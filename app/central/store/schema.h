/* The tables of central.db that the protocol needs. Each is read and written by one room alone: publish/ (feed_counter,
 * channel, channel_item, change, blob), fleet/ (terminal, enrolment, guess), lobbies/ (lobby), api/terminal_outbox
 * (outbox_in), here (meta, root_document). A module that owns further tables makes them in its own `_prepare`. Only the
 * SQL that SQLite and PostgreSQL share; BIGINT, no AUTOINCREMENT. The thread of the db.
 *
 *   meta(name PK, value)                                     org, name, schema
 *   root_document(version PK, doc, sigs)                     sigs: lines "kid hex"
 *   lobby(id PK, site, building, doc, retired)               doc: as published
 *   terminal(id PK, pk, lobby, channels, made, made_by, revoked, applied, last_seen, status, status_at, model, fw)
 *   enrolment(id PK, pk, nonces, code … terminal)            open for 15 minutes
 *   guess(staff, minute PK, count)                           wrong and right codes typed, per staff member and minute
 *   feed_counter(id=1, seq, floor)                           the one row whose order is the feed's order
 *   channel(name PK, version, root, items, size)             what the signed head says
 *   channel_item(channel, id PK, line)                       the manifest, line by line
 *   change(seq, item PK, channel, at)                        what changed; item '' when only the version did
 *   blob(sha256 PK, size, packed, made, replaced)            packed: deflated, when small enough to travel inline
 *   outbox_in(terminal, id PK, sha256, kind, at, got)
 */
#ifndef FOYER_CENTRAL_SCHEMA_H
#define FOYER_CENTRAL_SCHEMA_H

#include "common/db.h"

/* Makes what is missing; harmless when all is there. false: logged. */
MUST_USE bool schema_prepare(struct db *db);

/* A table whose key has grown: what an older file holds is copied into the new form, with `value` (SQL over the old
 * row) in the new column. Harmless when the table has the column or is not there yet. One transaction; call it before
 * the indices are made. false: logged, nothing changed. */
struct schema_rebuild {
    const char *table, *column;
    const char *create;  /* the whole CREATE TABLE, of the new form */
    const char *columns; /* those that both have, "a,b,c" */
    const char *value;
};
MUST_USE bool schema_rebuild(struct db *db, const struct schema_rebuild *rebuild);
bool schema_has_column(struct db *db, const char *table, const char *column); /* false too: no such table */

MUST_USE char *meta_get(struct db *db, const char *name); /* NULL: absent. Yours */
MUST_USE bool meta_set(struct db *db, const char *name, const char *value);

#endif
