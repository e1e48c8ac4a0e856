/* A central without a network: a data folder of its own, tables, keys, publisher, terminals and cases. For tests. */
#ifndef FOYER_TEST_CENTRAL_RIG_H
#define FOYER_TEST_CENTRAL_RIG_H

#include "docs.h"

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "central/accounts/accounts.h"
#include "central/accounts/audit.h"
#include "central/accounts/grants.h"
#include "central/cases/cases.h"
#include "central/central.h"
#include "central/fleet/fleet.h"
#include "central/items/items.h"
#include "central/outcome/outcome.h"
#include "central/posting/sheets.h"
#include "central/store/keys.h"
#include "central/store/schema.h"
#include "common/log.h"

#define RIG_ORG  "7f3a91c05be24d18"
#define RIG_SITE "heting"

struct rig {
    char dir[64];
    struct central central;
    struct central_keys keys;
};

static inline void rig_open(struct rig *rig)
{
    struct central *central = &rig->central;
    CLEANUP(free_ptr) char *path = xasprintf("%s/central.db", rig->dir);
    *central = (struct central){.data_dir = rig->dir, .org = RIG_ORG, .name = "rig", .keys = &rig->keys};
    central->db = db_open(path, DB_FULL, NULL);
    assert_non_null(central->db);
    assert_true(schema_prepare(central->db));
    assert_true(accounts_prepare(central->db));
    assert_true(audit_prepare(central->db));
    assert_true(items_prepare(central->db));
    assert_true(sheets_prepare(central->db));
    if (db_get_i64(central->db, "SELECT count(*) FROM root_document", 0) == 0) {
        assert_true(meta_set(central->db, "org", RIG_ORG));
        assert_true(keys_make(central->db, rig->dir, RIG_ORG, 1763886000));
    }
    assert_true(keys_load(&rig->keys, rig->dir));
    central->publisher = publisher_open(central->db, rig->dir);
    assert_non_null(central->publisher);
    central->fleet = fleet_open(central);
    assert_non_null(central->fleet);
    central->cases = cases_start(central);
    assert_non_null(central->cases);
    central->outcome = outcome_start(central);
    assert_non_null(central->outcome);
}

static inline void rig_close(struct rig *rig)
{
    outcome_stop(rig->central.outcome);
    cases_stop(rig->central.cases);
    fleet_close(rig->central.fleet);
    publisher_close(rig->central.publisher);
    db_close(rig->central.db);
}

static inline int rig_setup(void **state)
{
    static struct rig rig;
    crypto_start();
    log_open("test", LOG_LEVEL_ERROR);
    memset(&rig, 0, sizeof(rig));
    snprintf(rig.dir, sizeof(rig.dir), "/tmp/foyer-rig-XXXXXX");
    assert_non_null(mkdtemp(rig.dir));
    rig_open(&rig);
    *state = &rig;
    return 0;
}

static inline int rig_teardown(void **state)
{
    struct rig *rig = *state;
    rig_close(rig);
    pid_t child = fork();
    if (child == 0) {
        execlp("rm", "rm", "-rf", rig->dir, (char *)NULL);
        _exit(1);
    }
    return child > 0 && waitpid(child, NULL, 0) == child ? 0 : -1;
}

static inline void rig_put(struct rig *rig, const char *kind, json_t *doc /* taken */)
{
    struct items_act act = {.site = str_eq(kind, "community") ? NULL : RIG_SITE, .who = "admin", .now_s = 1763886000};
    enum items_result result = items_put_document(&rig->central, &act, kind, doc);
    if (result != ITEMS_OK && result != ITEMS_CREATED)
        fail_msg("%s: %s", kind, act.why ? act.why : "failed");
    json_decref(doc);
}

static inline void rig_put_sample(struct rig *rig)
{
    json_t *community = docs_load("community.json");
    docs_set(community, "community.demo", json_true());
    rig_put(rig, "community", community);
    rig_put(rig, "standard", docs_load("standards.json"));
    rig_put(rig, "fee", docs_load("fees.json"));
    rig_put(rig, "form", docs_load("complaints.json"));
}

/* An account with a role everywhere, and posts ("R-CS R-ENG") in the site. */
static inline enum accounts_result rig_account(struct db *db, const char *user, const char *role, const char *posts,
                                               const char *hash, int64_t now_s)
{
    json_t *grants = json_pack("[{s:s,s:s,s:[]}]", "site", "*", "role", role, "posts");
    if (*posts)
        json_array_append_new(grants,
                              json_pack("{s:s,s:s,s:o}", "site", RIG_SITE, "role", "none", "posts", posts_list(posts)));
    enum accounts_result result =
        accounts_create(db, &(struct accounts_once){.user = user, .hash = hash, .by = "admin", .now_s = now_s}, grants);
    json_decref(grants);
    return result;
}

/* "s:heting s:…": the channels that carry this item. */
static inline char *rig_channels(struct rig *rig, const char *item)
{
    struct buf out = {0};
    struct db_stmt *stmt = db_prep(rig->central.db, "SELECT channel FROM channel_item WHERE id=$1 ORDER BY channel");
    db_bind_text(stmt, 1, item);
    while (db_step(stmt) == DB_ROW)
        buf_printf(&out, "%s%s", out.len ? " " : "", db_col_text(stmt, 0));
    return buf_take(&out);
}

#endif
