#include "central/roots/roots.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "central/accounts/audit.h"
#include "central/init.h"
#include "central/publish/publish.h"
#include "central/roots/paper.h"
#include "central/store/keys.h"
#include "common/clock.h"
#include "common/db.h"
#include "common/log.h"
#include "common/wire.h"

#define SIGNERS_MAX 4

struct signers { /* root keys in memory, for as short a time as it takes */
    uint8_t sk[SIGNERS_MAX + 1][SIGN_SK_LEN];
    size_t count;
};

struct next {
    const struct roots_command *command;
    struct db *db;
    struct wire_root root;
    struct signers signers;
    struct keys_fresh fresh;
    int64_t now_s;
};

/* --- The document in force --- */

static bool newest(struct db *db, struct wire_root *root)
{
    struct keys_root kept;
    bool ok = keys_root_get(db, 0, &kept) && wire_root_parse(root, kept.doc.data, kept.doc.len);
    keys_root_fini(&kept);
    if (!ok)
        log_error("root: the root document in the database is missing or damaged");
    return ok;
}

/* A former head or box key stands before the one that followed it; root keys stand beside one another. */
static void show_keys(const char *role, const struct wire_key *keys, size_t count, bool last_counts)
{
    for (size_t i = 0; i < count; i++)
        printf("  %s %s%s\n", role, keys[i].id, last_counts && i + 1 < count ? " (former)" : "");
}

int roots_show(const char *data_dir)
{
    struct wire_root root;
    char end[32];
    struct db *db = init_open_db(data_dir, false);
    bool ok = db && newest(db, &root);
    db_close(db);
    if (!ok)
        return 1;
    clock_format(end, root.expires, 0);
    printf("Root document %lld, good until %s (%lld days).\n", (long long)root.version, end,
           (long long)((root.expires - clock_wall_ms() / 1000) / DAY_S));
    if (root.root_count > 1)
        printf("%lld of %zu root keys sign the next.\n", (long long)root.threshold, root.root_count);
    show_keys("root", root.root, root.root_count, false);
    show_keys("head", root.head, root.head_count, true);
    show_keys("box ", root.box, root.box_count, true);
    printf("Anew: stop the server; foyer-central root-next --data %s --root-key FILE; start it.\n", data_dir);
    return 0;
}

/* --- Keys --- */

static bool take_signers(struct signers *signers, const char *files)
{
    CLEANUP(free_ptr) char *copy = xstrdup(files);
    char *save = NULL;
    for (char *file = strtok_r(copy, ",", &save); file; file = strtok_r(NULL, ",", &save)) {
        if (signers->count == SIGNERS_MAX) {
            log_error("root: at most %d root keys", SIGNERS_MAX);
            return false;
        }
        if (!paper_read_key(file, signers->sk[signers->count]))
            return false;
        signers->count++;
    }
    return signers->count > 0;
}

static void public_of(const uint8_t sk[static SIGN_SK_LEN], struct wire_key *key)
{
    crypto_sign_ed25519_sk_to_pk(key->pk, sk);
    crypto_key_id(key->id, key->pk);
}

static bool holds(const struct signers *signers, const struct wire_key *wanted)
{
    for (size_t i = 0; i < signers->count; i++) {
        struct wire_key key;
        public_of(signers->sk[i], &key);
        if (memcmp(key.pk, wanted->pk, sizeof(key.pk)) == 0)
            return true;
    }
    return false;
}

/* Do these keys carry the document in force? Counted as terminals count, by its keys: one that is given twice is one.
 * A document that they refuse would leave every board on the former keys, which are no longer here. */
static bool are_enough(const struct wire_root *root, const struct signers *signers)
{
    int64_t good = 0;
    for (size_t n = 0; n < root->root_count; n++)
        good += holds(signers, &root->root[n]);
    if (good == 0)
        log_error("root: what was given is none of this organisation's root keys");
    if (good >= root->threshold && good == (int64_t)signers->count)
        return true;
    log_error("root: %lld of this organisation's root keys are needed, each given once, and no other",
              (long long)root->threshold);
    return false;
}

/* The newest of the former ones stays beside the new one; what is older goes. */
static void succeed(struct wire_key *keys, size_t *count, const uint8_t pk[static 32])
{
    if (*count)
        keys[0] = keys[*count - 1];
    *count = *count ? 1 : 0;
    struct wire_key *key = &keys[(*count)++];
    memcpy(key->pk, pk, sizeof(key->pk));
    crypto_key_id(key->id, key->pk);
}

static bool wants(const struct roots_command *command, const char *role)
{
    CLEANUP(free_ptr) char *copy = xstrdup(command->fresh ? command->fresh : "");
    char *save = NULL;
    for (const char *one = strtok_r(copy, ",", &save); one; one = strtok_r(NULL, ",", &save)) {
        if (str_eq(one, role))
            return true;
    }
    return false;
}

static bool good_wish(const struct roots_command *command)
{
    CLEANUP(free_ptr) char *copy = xstrdup(command->fresh ? command->fresh : "");
    char *save = NULL;
    for (const char *one = strtok_r(copy, ",", &save); one; one = strtok_r(NULL, ",", &save)) {
        if (!str_eq(one, "head") && !str_eq(one, "box") && !str_eq(one, "root")) {
            fprintf(stderr, "foyer-central: --new: head, box and root can be made anew, separated by commas\n");
            return false;
        }
    }
    if (!command->root_keys || wants(command, "root") != (command->new_root_key != NULL)) {
        fprintf(stderr,
                "foyer-central: root-next: --root-key FILE is wanted; --new-root-key FILE belongs to --new root\n");
        return false;
    }
    return true;
}

/* --- The next document --- */

static bool new_root_key(struct next *next)
{
    uint8_t *sk = next->signers.sk[next->signers.count], pk[SIGN_PK_LEN];
    if (next->root.root_count > 1) { /* one key would stand in for all of them, and for their number */
        log_error("root: --new root makes the only root key anew; this organisation has %zu", next->root.root_count);
        return false;
    }
    crypto_sign_keys(pk, sk);
    if (access(next->command->new_root_key, F_OK) == 0) {
        log_error("root: %s is there already; nothing is overwritten", next->command->new_root_key);
        return false;
    }
    if (!crypto_key_save(next->command->new_root_key, sk, SIGN_SK_LEN))
        return false;
    next->signers.count++;
    next->root.root_count = 0;
    next->root.threshold = 1;
    succeed(next->root.root, &next->root.root_count, pk);
    return true;
}

static bool compose(struct next *next)
{
    struct wire_root *root = &next->root;
    root->version++;
    root->expires = next->now_s + KEYS_ROOT_LIFE_S;
    if (wants(next->command, "root") && !new_root_key(next))
        return false;
    if (wants(next->command, "head")) {
        uint8_t pk[SIGN_PK_LEN];
        crypto_sign_keys(pk, next->fresh.head_sk);
        next->fresh.head = true;
        succeed(root->head, &root->head_count, pk);
    }
    if (wants(next->command, "box")) {
        uint8_t pk[BOX_PK_LEN];
        crypto_box_keys(pk, next->fresh.box_sk);
        next->fresh.box = true;
        succeed(root->box, &root->box_count, pk);
    }
    return true;
}

static bool keep_body(struct db *db, void *arg)
{
    struct next *next = arg;
    char version[24];
    (void)snprintf(version, sizeof(version), "%lld", (long long)next->root.version);
    return keys_root_put(db, &next->root, next->signers.sk, next->signers.count) &&
           audit_append(db, next->now_s, "foyer-central", "root.next", version, NULL, NULL);
}

/* Terminals that wait hear of it: the one channel that all follow gets a new version, signed with the key in force. */
static bool wake(struct next *next)
{
    static const char *const channels[] = {"all"};
    struct publisher *publisher = publisher_open(next->db, next->command->data_dir);
    bool ok = publisher && (!publish_channel_exists(next->db, "all") || publish_touch(publisher, 0, channels, 1));
    publisher_close(publisher);
    return ok;
}

static bool make(struct next *next)
{
    const char *data_dir = next->command->data_dir;
    return newest(next->db, &next->root) && take_signers(&next->signers, next->command->root_keys) &&
           are_enough(&next->root, &next->signers) && compose(next) && keys_fresh_save(&next->fresh, data_dir) &&
           db_transact(next->db, keep_body, next) && keys_fresh_take(&next->fresh, data_dir) && wake(next);
}

static bool lock(const char *data_dir, int *fd)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/lock", data_dir);
    *fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (*fd >= 0 && flock(*fd, LOCK_EX | LOCK_NB) == 0)
        return true;
    log_error(errno == EWOULDBLOCK ? "root: the server runs; stop it first, the boards go on by themselves"
                                   : "root: the data folder cannot be locked");
    return false;
}

int roots_next(const struct roots_command *command)
{
    CLEANUP(close_fd) int held = -1;
    if (!good_wish(command))
        return 2;
    struct next next = {.command = command, .now_s = clock_wall_ms() / 1000};
    next.db = init_open_db(command->data_dir, false);
    bool ok = next.db && lock(command->data_dir, &held) && make(&next);
    char end[32];
    clock_format(end, next.root.expires, 0);
    if (ok)
        printf("Root document %lld is made, good until %s. Start the server; all terminals follow by themselves.\n"
               "Take the root key away again, and make a backup now.\n",
               (long long)next.root.version, end);
    db_close(next.db);
    sodium_memzero(&next.signers, sizeof(next.signers));
    sodium_memzero(&next.fresh, sizeof(next.fresh));
    return ok ? 0 : 1;
}

int roots_paper(const char *root_key)
{
    uint8_t sk[SIGN_SK_LEN];
    if (!root_key) {
        fprintf(stderr, "foyer-central: root-paper: --root-key FILE is wanted\n");
        return 2;
    }
    if (!paper_read_key(root_key, sk))
        return 1;
    paper_print_key(sk);
    sodium_memzero(sk, sizeof(sk));
    return 0;
}
