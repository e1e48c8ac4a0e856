/* foyer-central: the server. */
#include <stdio.h>
#include <sys/stat.h>

#include "central/accounts/audit.h"
#include "central/backup/command.h"
#include "central/init.h"
#include "central/roots/roots.h"
#include "central/serve.h"
#include "common/config.h"
#include "common/crypto.h"
#include "common/log.h"

struct options {
    char *data, *name, *hosts, *listen, *witness, *certificate, *certificate_key;
    char *to, *from, *passphrase_file, *erased, *erased_list, *root_key, *fresh, *new_root_key, *user;
    bool without_erased;
    int64_t connections;
};

static int run(const struct options *options, const char *command)
{
    if (str_eq(command, "init"))
        return init(options->data, options->name, options->hosts);
    if (str_eq(command, "certificate"))
        return init_certificate(options->data, options->hosts);
    if (str_eq(command, "once"))
        return init_once(options->data, options->user);
    if (str_eq(command, "serve"))
        return serve(&(struct serve_options){.data_dir = options->data,
                                             .listen = options->listen,
                                             .certificate = options->certificate,
                                             .certificate_key = options->certificate_key,
                                             .erased_list = options->erased_list,
                                             .connections_max = options->connections});
    struct backup_command backup = {.data_dir = options->data,
                                    .to = options->to,
                                    .from = options->from,
                                    .passphrase_file = options->passphrase_file,
                                    .erased = options->erased,
                                    .without_erased = options->without_erased};
    if (str_eq(command, "backup"))
        return backup_command(&backup);
    if (str_eq(command, "restore"))
        return restore_command(&backup);
    if (str_eq(command, "root"))
        return roots_show(options->data);
    if (str_eq(command, "root-paper"))
        return roots_paper(options->root_key);
    if (str_eq(command, "root-next"))
        return roots_next(&(struct roots_command){.data_dir = options->data,
                                                  .root_keys = options->root_key,
                                                  .fresh = options->fresh,
                                                  .new_root_key = options->new_root_key});
    if (str_eq(command, "audit-verify"))
        return audit_verify_command(options->data, options->witness);
    fprintf(stderr, "foyer-central: say init, serve, once, backup, restore, certificate, root, root-next, root-paper "
                    "or audit-verify (--help tells more)\n");
    return 2;
}

int main(int argc, char **argv)
{
    struct options o = {0};
    const struct config_option table[] = {
        {"data", CONFIG_STR, &o.data, NULL, 0, 0, "folder of the database, blobs and keys"},
        {"name", CONFIG_STR, &o.name, "Foyer", 0, 0, "init: the organisation's name"},
        {"listen", CONFIG_STR, &o.listen, "127.0.0.1:8460", 0, 0,
         "serve: ADDR:PORT, tls:ADDR:PORT or unix:PATH, several separated by commas; port 0 takes a free one, see "
         "DATA/listen and DATA/listen.tls"},
        {"hosts", CONFIG_STR, &o.hosts, NULL, 0, 0,
         "init, certificate: names and addresses by which this server is reached, separated by commas"},
        {"user", CONFIG_STR, &o.user, NULL, 0, 0, "once: the account that gets a new one-time password"},
        {"certificate", CONFIG_STR, &o.certificate, NULL, 0, 0,
         "serve: PEM file with the certificate and its chain; without it the one that init made"},
        {"certificate-key", CONFIG_STR, &o.certificate_key, NULL, 0, 0, "serve: PEM file with its private key"},
        {"witness", CONFIG_STR, &o.witness, NULL, 0, 0,
         "audit-verify: the hash that a terminal kept, 64 hex digits: it must be in the chain"},
        {"to", CONFIG_STR, &o.to, NULL, 0, 0, "backup: the file that is made"},
        {"from", CONFIG_STR, &o.from, NULL, 0, 0, "restore: the file of a backup"},
        {"passphrase-file", CONFIG_STR, &o.passphrase_file, NULL, 0, 0,
         "backup, restore: a file with the passphrase; without it somebody is asked"},
        {"erased", CONFIG_STR, &o.erased, NULL, 0, 0,
         "restore: the list of what was erased since (DATA/erased.list of the old server, or its copy)"},
        {"without-erased", CONFIG_FLAG, &o.without_erased, NULL, 0, 0,
         "restore: the list is lost; all names, telephone numbers, rooms and photographs go"},
        {"erased-list", CONFIG_STR, &o.erased_list, NULL, 0, 0,
         "serve: a file on another disk that also gets the list of what was erased"},
        {"root-key", CONFIG_STR, &o.root_key, NULL, 0, 0,
         "root-next, root-paper: the file with the root key, or several with commas between them"},
        {"new", CONFIG_STR, &o.fresh, NULL, 0, 0, "root-next: which keys are made anew: head, box, root"},
        {"new-root-key", CONFIG_STR, &o.new_root_key, NULL, 0, 0, "root-next: the file for a new root key"},
        {"connections", CONFIG_INT, &o.connections, "100000", 16, 1000000, "serve: open connections at most"},
    };
    const char *rest[3] = {0};
    umask(0077);
    log_open("foyer-central", LOG_LEVEL_INFO);
    enum config_result loaded =
        config_load(table, ARRAY_LEN(table),
                    "foyer-central init|serve|once|backup|restore|certificate|root|root-next|root-paper|audit-verify "
                    "--data DIR [options]",
                    argc, argv, rest, ARRAY_LEN(rest));
    int code = loaded == CONFIG_EXIT_OK ? 0 : 2;
    if (loaded == CONFIG_RUN && !o.data && !str_eq(rest[0], "root-paper"))
        fprintf(stderr, "foyer-central: --data DIR is wanted\n");
    else if (loaded == CONFIG_RUN && rest[0] && rest[1])
        fprintf(stderr, "foyer-central: one command at a time; \"%s\" is one too many\n", rest[1]);
    else if (loaded == CONFIG_RUN) {
        crypto_start();
        code = run(&o, rest[0]);
    }
    config_fini(table, ARRAY_LEN(table));
    return code;
}
