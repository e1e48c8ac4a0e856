/* The server about itself: for everybody its name, for administrators what it stands on and what ends when. Counting
 * files takes its time: a worker's. */
#include "central/api/staff.h"

#include <ftw.h>
#include <stdlib.h>
#include <sys/statvfs.h>

#include "common/json.h"
#include "common/wire.h"
#include "central/http/tls.h"
#include "central/store/keys.h"
#include "central/store/schema.h"
#include "central/words/words.h"

#define WALK_FILES 16 /* open at once */

/* --- What the folder holds --- */

struct inspection {
    char *data_dir; /* owned */
    json_t *answer; /* owned */
    int64_t size, free;
};

static _Thread_local int64_t walked; /* nftw has no argument of ours */

static int add_file(const char *path, const struct stat *st, int kind, struct FTW *where)
{
    (void)path;
    (void)where;
    walked += kind == FTW_F ? (int64_t)st->st_blocks * 512 : 0;
    return 0;
}

static void run_inspection(void *arg)
{
    struct inspection *inspection = arg;
    struct statvfs volume;
    walked = 0;
    if (nftw(inspection->data_dir, add_file, WALK_FILES, FTW_PHYS | FTW_MOUNT) == 0)
        inspection->size = walked;
    if (statvfs(inspection->data_dir, &volume) == 0)
        inspection->free = (int64_t)volume.f_bavail * (int64_t)volume.f_frsize;
}

static void on_inspected(struct http_call *http, void *arg)
{
    struct inspection *inspection = arg;
    if (http) {
        json_object_set_new(inspection->answer, "data_bytes", json_integer(inspection->size));
        json_object_set_new(inspection->answer, "free_bytes", json_integer(inspection->free));
        http_set_header(http, "Cache-Control", "no-store");
        http_reply_json(http, 200, inspection->answer);
    }
    json_decref(inspection->answer);
    free(inspection->data_dir);
    free(inspection);
}

/* --- What ends when --- */

static int64_t root_expires(struct db *db)
{
    struct keys_root kept;
    struct wire_root root;
    int64_t expires = 0;
    if (keys_root_get(db, 0, &kept) && wire_root_parse(&root, kept.doc.data, kept.doc.len))
        expires = root.expires;
    keys_root_fini(&kept);
    return expires;
}

static json_t *certificate(const struct tls *tls)
{
    if (!tls)
        return json_null();
    const struct certificate_info *info = tls_certificate(tls);
    return json_pack("{s:s,s:I,s:I,s:b}", "fingerprint", info->fingerprint, "not_before", (json_int_t)info->not_before,
                     "not_after", (json_int_t)info->not_after, "self_signed", info->self_signed);
}

static void add_inside(struct staff_call *call, json_t *answer)
{
    const struct central *central = call->central;
    CLEANUP(free_ptr) char *schema = meta_get(central->db, "schema");
    char *folder = realpath(central->data_dir, NULL);
    json_object_set_new(answer, "data_dir", json_string(folder ? folder : central->data_dir));
    free(folder);
    json_object_set_new(answer, "schema", json_string(schema ? schema : ""));
    json_object_set_new(answer, "started", json_integer(central->started_s));
    json_object_set_new(answer, "connections", json_integer((json_int_t)http_server_connections(central->http)));
    json_object_set_new(answer, "certificate", certificate(central->tls));
    json_object_set_new(answer, "root_expires", json_integer(root_expires(central->db)));
}

void staff_get_server(struct staff_call *call)
{
    const struct central *central = call->central;
    json_t *answer = json_pack("{s:s,s:s,s:s}", "name", central->name, "org", central->org, "version", FOYER_VERSION);
    if (!staff_administers(call)) {
        staff_json(call, 200, answer);
        return;
    }
    struct inspection *inspection = xcalloc(1, sizeof(*inspection));
    add_inside(call, answer);
    inspection->answer = answer;
    inspection->data_dir = xstrdup(central->data_dir);
    http_work(call->http, run_inspection, on_inspected, inspection);
}
