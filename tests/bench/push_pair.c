/* Makes COUNT terminals in a data folder whose server is stopped, spread over its lobbies, and prints what each of them
 * would hold after pairing: number, token, channels, version of its own channel; tab-separated. Not through the
 * enrolment API: its codes take 0.1 s of Argon2id on either side, a quarter of an hour for 5,000. Rows, the signed
 * items of each own channel and the tokens are made by the server's own code. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/central.h"
#include "central/fleet/fleet_internal.h"
#include "central/init.h"
#include "common/clock.h"
#include "common/log.h"

#define LOBBIES_MAX 512
#define FIRST       200000 /* numbers that pairing gives have six digits, too */

/* What is made here needs to survive no power cut; 5,000 manifests would wait half a minute for the disk. */
int fsync(int fd)
{
    (void)fd;
    return 0;
}
int fdatasync(int fd)
{
    return fsync(fd);
}

struct pairing {
    struct central central;
    struct place {
        char id[ID_MAX + 1], site[ID_MAX + 1], building[ID_MAX + 1];
    } lobbies[LOBBIES_MAX];
    size_t lobby_count;
    int64_t count, now_s;
};

static bool read_lobbies(struct pairing *p)
{
    struct db_stmt *stmt = db_prep(p->central.db, "SELECT id, site, building FROM lobby WHERE retired=0 ORDER BY id");
    while (db_step(stmt) == DB_ROW && p->lobby_count < LOBBIES_MAX) {
        struct place *lobby = &p->lobbies[p->lobby_count++];
        str_copy(lobby->id, sizeof(lobby->id), db_col_text(stmt, 0));
        str_copy(lobby->site, sizeof(lobby->site), db_col_text(stmt, 1));
        str_copy(lobby->building, sizeof(lobby->building), db_col_text(stmt, 2));
    }
    db_reset(stmt);
    return p->lobby_count > 0;
}

static bool pair_one(struct db *db, struct pairing *p, int64_t i)
{
    const struct place *lobby = &p->lobbies[i % (int64_t)p->lobby_count];
    uint8_t pk[SIGN_PK_LEN], sk[SIGN_SK_LEN];
    CLEANUP(buf_fini) struct buf channels = {0};
    CLEANUP(free_ptr) char *id = xasprintf("%lld", (long long)(FIRST + i));
    crypto_sign_keys(pk, sk);
    fleet_channels(&channels, lobby->site, lobby->building, lobby->id, id);
    struct db_stmt *stmt = db_prep(db, "INSERT INTO terminal(id, pk, lobby, channels, made, made_by, model, fw)"
                                       " VALUES($1, $2, $3, $4, $5, 'bench', 'simulated', '1')");
    db_bind_text(stmt, 1, id);
    db_bind_blob(stmt, 2, pk, sizeof(pk));
    db_bind_text(stmt, 3, lobby->id);
    db_bind_text(stmt, 4, buf_str(&channels));
    db_bind_i64(stmt, 5, p->now_s);
    return db_run(stmt) && fleet_publish_self(&p->central, db, id, pk, buf_str(&channels));
}

static bool pair_all(struct db *db, void *arg)
{
    struct pairing *p = arg;
    for (int64_t i = 0; i < p->count; i++)
        if (!pair_one(db, p, i))
            return false;
    return true;
}

static void tell(struct pairing *p)
{
    for (int64_t i = 0; i < p->count; i++) {
        CLEANUP(buf_fini) struct buf token = {0};
        CLEANUP(free_ptr) char *id = xasprintf("%lld", (long long)(FIRST + i));
        int64_t expires;
        const struct fleet_terminal *terminal = fleet_find(p->central.fleet, id);
        CLEANUP(free_ptr) char *own = xasprintf("t:%s", id);
        ASSERT(terminal);
        fleet_token(p->central.fleet, terminal, p->now_s, &token, &expires);
        printf("%s\t%s\t%s\t%lld\n", id, buf_str(&token), terminal->channels,
               (long long)publish_version(p->central.db, own));
    }
}

static bool run(struct pairing *p, const char *data_dir)
{
    struct central *central = &p->central;
    struct central_keys keys;
    central->data_dir = data_dir;
    central->db = init_open_db(data_dir, false);
    if (!central->db || !keys_load(&keys, data_dir))
        return false;
    central->keys = &keys;
    central->publisher = publisher_open(central->db, data_dir);
    central->fleet = central->publisher ? fleet_open(central) : NULL;
    bool ok =
        central->fleet && read_lobbies(p) && db_transact(central->db, pair_all, p) && fleet_reload(central->fleet);
    if (ok)
        tell(p);
    fleet_close(central->fleet);
    publisher_close(central->publisher);
    keys_wipe(&keys);
    return ok;
}

int main(int argc, char **argv)
{
    static struct pairing pairing;
    umask(0077);
    log_open("push_pair", LOG_LEVEL_WARN);
    crypto_start();
    if (argc != 3 || !parse_i64(argv[2], 1, 100000, &pairing.count)) {
        fprintf(stderr, "usage: push_pair DATA COUNT\n");
        return 2;
    }
    pairing.now_s = clock_wall_ms() / 1000;
    bool ok = run(&pairing, argv[1]);
    db_close(pairing.central.db);
    return ok ? 0 : 1;
}
