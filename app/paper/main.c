#include <stdio.h>
#include <stdlib.h>

#include "common/config.h"
#include "common/crypto.h"
#include "common/file.h"
#include "common/log.h"
#include "kiosk/i18n.h"
#include "paper/certificate.h"
#include "paper/sheet.h"

#define USAGE                                                                                                          \
    "foyer-paper sheet --out FILE.pdf --cache DIR --item ID --item-version N --hash HEX [--paper A3]\n"                \
    "       foyer-paper certificate --out FILE.pdf < certificate.json"

struct options {
    char *out, *cache, *item, *version, *hash, *paper, *lang, *share;
};

static int run(const struct options *options, const char *what)
{
    CLEANUP(free_ptr) char *found = options->share ? NULL : file_beside_program("../share");
    const char *share = options->share ? options->share : found;
    CLEANUP(free_ptr) char *locale = xasprintf("%s/locale", share);
    i18n_start(locale);
    i18n_use(options->lang);
    if (str_eq(what, "certificate") && options->out)
        return certificate_write(share, options->out) ? 0 : 1;
    struct sheet sheet = {.share = share,
                          .cache = options->cache,
                          .out = options->out,
                          .item = options->item,
                          .version = options->version,
                          .hash = options->hash,
                          .a3 = str_eq(options->paper, "A3")};
    if (str_eq(what, "sheet") && sheet.cache && sheet.out && sheet.item && sheet.version && sheet.hash)
        return sheet_write(&sheet) ? 0 : 1;
    fprintf(stderr, "usage: %s\n", USAGE);
    return 2;
}

int main(int argc, char **argv)
{
    struct options o = {0};
    const struct config_option table[] = {
        {"out", CONFIG_STR, &o.out, NULL, 0, 0, "the PDF to write"},
        {"cache", CONFIG_STR, &o.cache, NULL, 0, 0, "a terminal's data folder: where the notice is"},
        {"item", CONFIG_STR, &o.item, NULL, 0, 0, "the notice's number"},
        {"item-version", CONFIG_STR, &o.version, NULL, 0, 0, "which version of it this is"},
        {"hash", CONFIG_STR, &o.hash, NULL, 0, 0, "SHA-256 of the published text"},
        {"paper", CONFIG_STR, &o.paper, "A4", 0, 0, "A4 or A3"},
        {"lang", CONFIG_STR, &o.lang, "zh-CN", 0, 0, "zh-CN or en"},
        {"share", CONFIG_STR, &o.share, NULL, 0, 0, "fonts, icons and words; else beside the program"},
    };
    const char *rest[2] = {0};
    log_open("paper", LOG_LEVEL_INFO);
    enum config_result result = config_load(table, ARRAY_LEN(table), USAGE, argc, argv, rest, ARRAY_LEN(rest));
    int status = result == CONFIG_EXIT_OK ? 0 : 2;
    if (result == CONFIG_RUN) {
        crypto_start();
        status = run(&o, rest[0] ? rest[0] : "");
    }
    config_fini(table, ARRAY_LEN(table));
    return status;
}
