#include "kiosk/place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/file.h"
#include "common/log.h"

#define FILE_MAX 512 /* "<monotonic ms> <boot> <language> <modes, or -> <page>" */

/* The kernel's name for this boot: monotonic times of another one mean nothing. */
static void boot_name(char out[static 40])
{
    CLEANUP(buf_fini) struct buf text = {0};
    bool good = file_read("/proc/sys/kernel/random/boot_id", 64, &text);
    snprintf(out, 40, "%.36s", good ? buf_str(&text) : "unknown");
}

void place_open(struct place *place, const char *dir)
{
    *place = (struct place){.path = xasprintf("%s/kiosk.place", dir)};
}

void place_close(struct place *place)
{
    if (place->path)
        unlink(place->path);
    free(place->path);
    *place = (struct place){0};
}

/* The next word of the line into out; false: there is none, or it is too long. */
static bool take_word(const char **text, char *out, size_t size)
{
    size_t len = strcspn(*text, " \n");
    if (!len || len >= size || (*text)[len] != ' ')
        return false;
    memcpy(out, *text, len);
    out[len] = '\0';
    *text += len + 1;
    return true;
}

/* What is left of the line: a page's path may have blanks, as the names of files have. */
static bool take_rest(const char *text, char *out, size_t size)
{
    size_t len = strcspn(text, "\n");
    if (!len || len >= size)
        return false;
    memcpy(out, text, len);
    out[len] = '\0';
    return true;
}

struct stood {
    char lang[16], modes[MODES_WORDS_MAX], page[NAV_PATH_MAX];
};

static bool scan(const char *text, int64_t mono_ms, struct stood *stood)
{
    char at[24], boot[40], here[40];
    int64_t at_ms;
    boot_name(here);
    return take_word(&text, at, sizeof(at)) && parse_i64(at, 0, mono_ms, &at_ms) && mono_ms - at_ms < PLACE_FRESH_MS &&
           take_word(&text, boot, sizeof(boot)) && str_eq(boot, here) &&
           take_word(&text, stood->lang, sizeof(stood->lang)) && take_word(&text, stood->modes, sizeof(stood->modes)) &&
           take_rest(text, stood->page, sizeof(stood->page));
}

void place_return(struct place *place, struct nav *nav, int64_t mono_ms)
{
    struct stood stood;
    struct modes modes;
    CLEANUP(buf_fini) struct buf text = {0};
    if (!file_read(place->path, FILE_MAX, &text))
        return;
    unlink(place->path);
    if (!scan(buf_str(&text), mono_ms, &stood) || !modes_parse(str_eq(stood.modes, "-") ? "" : stood.modes, &modes) ||
        (!str_eq(stood.lang, "en") && !str_eq(stood.lang, "zh-CN")))
        return;
    log_info("place: going on at page %s", stood.page);
    nav_set_lang(nav, stood.lang);
    nav_set_modes(nav, modes);
    if (!str_eq(stood.page, nav_root(nav)->path))
        nav_go(nav, stood.page);
}

/* Not durable on purpose: after a power cut nobody is reading on. */
static void write_place(const struct place *place, int64_t mono_ms)
{
    char boot[40];
    boot_name(boot);
    FILE *file = fopen(place->path, "w");
    if (!file) {
        log_debug("place: %s: %s; a restart begins at home", place->path, strerror(errno));
        return;
    }
    fprintf(file, "%lld %s %s\n", (long long)mono_ms, boot, place->words);
    fclose(file);
}

static void describe(char words[static PLACE_WORDS_MAX], struct nav *nav)
{
    char modes[MODES_WORDS_MAX];
    words[0] = '\0';
    if (nav_is_private(nav) || (nav_depth(nav) == 1 && nav_is_fresh(nav)))
        return;
    modes_format(nav_modes(nav), modes);
    snprintf(words, PLACE_WORDS_MAX, "%s %s %s", nav_lang(nav), *modes ? modes : "-", nav_top(nav)->path);
}

int64_t place_look(struct place *place, struct nav *nav, int64_t mono_ms)
{
    char words[PLACE_WORDS_MAX];
    describe(words, nav);
    if (!str_eq(words, place->words)) {
        memcpy(place->words, words, sizeof(words));
        unlink(place->path);
        place->since_ms = *words ? MAX(mono_ms, 1) : 0;
    }
    if (!place->since_ms)
        return INT64_MAX;
    if (mono_ms - place->since_ms < PLACE_STOOD_MS)
        return place->since_ms + PLACE_STOOD_MS;
    write_place(place, mono_ms);
    place->since_ms = 0;
    return INT64_MAX;
}
