/* Caches made ready: one folder for each state of a lobby's channels, from which every drawing takes its copy. Folders
 * are made by whoever first needs one and put here when they are done; the oldest goes when there are too many, once
 * nobody draws from it. Loop thread only, except shelf_copy. */
#ifndef FOYER_CENTRAL_SHELF_H
#define FOYER_CENTRAL_SHELF_H

#include "common/base.h"

struct shelf;
MUST_USE struct shelf *shelf_new(void);
void shelf_free(struct shelf *shelf); /* with its folders */

struct shelf_base;
/* Ready, and held until it is released; NULL: not there. */
struct shelf_base *shelf_take(struct shelf *shelf, const char *key);
const char *shelf_dir(const struct shelf_base *base);
void shelf_release(struct shelf *shelf, struct shelf_base *base); /* NULL is fine */
void shelf_add(struct shelf *shelf, const char *key, const char *dir);

/* Any thread: DIR/cache.db is a copy, DIR/blobs leads to the base's. false: logged. */
MUST_USE bool shelf_copy(const char *base, const char *dir);
void shelf_remove_dir(const char *dir); /* any thread: a folder and all in it */

#endif
