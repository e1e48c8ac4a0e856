/* Pictures of what a lobby shows or would show, and the papers that belong to it, drawn by the kiosk's own code: a
 * child in the jail (files/jail.h) that reads fonts, words and a copy of the lobby's cache, and writes into a folder of
 * its own. Two are drawn at a time. The newest wish of a viewer counts: an older one that still waits is answered 409
 * `superseded`. What was read out of the channels is kept ready for as long as it does not change. Loop thread only. */
#ifndef FOYER_CENTRAL_PREVIEW_H
#define FOYER_CENTRAL_PREVIEW_H

#include "central/central.h"
#include "central/items/items.h"

#define PREVIEW_WAITING_MAX 16 /* drawings, of all viewers */
#define PREVIEW_ARGS_MAX    24
#define PREVIEW_CPU_S       10
#define PREVIEW_WALL_S      20

struct preview;
MUST_USE struct preview *preview_start(struct central *central); /* NULL: logged */
void preview_stop(struct preview *preview);                      /* after the server's workers */

struct preview_order {
    const char *viewer;        /* whose newest wish counts; NULL: each is drawn */
    const char *site, *lobby;  /* lobby NULL: what is the same in all of them */
    struct items_draft *draft; /* taken, from the heap; NULL: as it is published */
    const char *program;       /* beside this one: "foyer-kiosk" or "foyer-paper" */
    const char *const *args;   /* NULL ends; it works in its folder, where the cache is "." */
    const struct buf *input;   /* its standard input; NULL: none */
    const char *out, *type;    /* the file that it makes there, and the answer's media type */
    const char *name;          /* under which a browser keeps it; NULL: shown, not kept */
};
/* Answers the call, now or later. Everything is copied but the draft. */
void preview_draw(struct preview *preview, struct http_call *http, const struct preview_order *order, int64_t now_s);

#endif
