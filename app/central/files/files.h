/* What staff send to go with a notice: pictures, scans, recordings. Each page is a blob under its own hash; a blob that
 * no item names is swept after a week. Owns the table upload. Loop thread only, except where said. */
#ifndef FOYER_CENTRAL_FILES_H
#define FOYER_CENTRAL_FILES_H

#include <jansson.h>

#include "central/central.h"
#include "central/files/pages.h"
#include "common/mediainfo.h"

#define FILES_UPLOAD_MAX MEDIAINFO_BYTES_MAX /* bytes of one upload */
#define FILES_PAGES_MAX  (64u << 20)         /* bytes of a scan's pages together */

MUST_USE bool files_prepare(struct db *db);

/* --- An upload --- */
struct files_page {
    char sha256[65];
    const char *type; /* media type, static */
    int width, height;
    int64_t size;
    char *codes; /* owned: JSON list of what the codes in it say (code_reader.h); NULL: they could not be read */
};
struct files_upload {
    struct publisher *publisher;
    const char *work_dir; /* where a folder for this upload may be made */
    int fd;               /* the bytes */
    /* Filled by files_read: */
    const char *role; /* "image", "scan", "voice" */
    struct files_page pages[PAGES_MAX];
    size_t page_count;
    char *why;   /* owned: one sentence when it is refused */
    bool failed; /* our disk, not the file; logged */
};
/* Looks at the bytes, draws the pages of a PDF, and stores the blobs. Any thread; takes up to two minutes. */
void files_read(struct files_upload *upload);
void files_upload_fini(struct files_upload *upload); /* all but the descriptor */
/* Removes what a server that was killed left behind. */
void files_clean(const char *work_dir);
/* Makes known what files_read stored. Own transaction, with its audit row. false: logged. */
MUST_USE bool files_enter(struct central *central, const struct files_upload *upload, const char *name, const char *who,
                          int64_t now_s);
/* {"name","role","pages":[…]}, ready for the `files` of a notice. Yours. */
MUST_USE json_t *files_json(const struct files_upload *upload, const char *name);

/* --- Files of items --- */
/* NULL: every page that `doc` names was uploaded and is what it says; else one sentence, yours. */
MUST_USE char *files_refusal(struct db *db, const json_t *doc);
/* The texts of the codes (QR and others) in an uploaded picture, with a null at the end where there are more than were
 * read (code_reader.h); NULL: they could not be read yet, or not by this release's reader (reread.h). Yours. */
MUST_USE json_t *files_codes(struct db *db, const char *sha256);
/* Every page of every file of a document; false as soon as `each` says so. */
typedef bool files_page_fn(const json_t *page, void *arg);
bool files_each_page(const json_t *doc, files_page_fn *each, void *arg);
/* Marks blobs that nothing names any longer (`named`: {sha256: true}), and forgets uploads whose blob is gone. */
MUST_USE bool files_sweep(struct db *db, const json_t *named, int64_t now_s);

#endif
