#include "common/config.h"

#include <errno.h>
#include <ini.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/buf.h"
#include "common/utf8.h"

#define OPTIONS_MAX 64

/* One run of config_load. Flags are kept as text until the file has been read, because they win over it. */
struct loading {
    const struct config_option *options;
    size_t count;
    const char *program;
    const char *flags[OPTIONS_MAX]; /* borrowed from argv or static; NULL: not given */
    bool in_file[OPTIONS_MAX];
    const char *file; /* --config */
    bool failed;      /* a reason has been printed */
    int line;         /* of the file */
};

static bool refuse(struct loading *load, const char *fmt, ...) PRINTF(2, 3);
static bool refuse(struct loading *load, const char *fmt, ...)
{
    if (load->failed)
        return false; /* the first reason is the one to mend */
    load->failed = true;
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "%s: ", load->program);
    vfprintf(stderr, fmt, args);
    fprintf(stderr, "\n");
    va_end(args);
    return false;
}

/* --- values --- */

static bool read_flag(const char *text, bool *out)
{
    static const char *const yes[] = {"true", "yes", "on", "1"};
    static const char *const no[] = {"false", "no", "off", "0"};
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        if (str_eq(text, yes[i]) || str_eq(text, no[i])) {
            *out = str_eq(text, yes[i]);
            return true;
        }
    }
    return false;
}

static bool set_int(struct loading *load, const struct config_option *option, const char *text, const char *where)
{
    bool any = option->min == 0 && option->max == 0;
    int64_t lo = any ? INT64_MIN : option->min, hi = any ? INT64_MAX : option->max;
    if (parse_i64(text, lo, hi, option->target))
        return true;
    if (any)
        return refuse(load, "%s%s: a whole number is wanted, not \"%s\"", where, option->name, text);
    return refuse(load, "%s%s: a whole number from %" PRId64 " to %" PRId64 " is wanted, not \"%s\"", where,
                  option->name, lo, hi, text);
}

static bool set_value(struct loading *load, const struct config_option *option, const char *text, const char *where)
{
    switch (option->type) {
    case CONFIG_STR:
        if (!utf8_clean(text, UTF8_LINE, NULL))
            return refuse(load, "%s%s: one line of plain text is wanted", where, option->name);
        free(*(char **)option->target);
        *(char **)option->target = xstrdup(text);
        return true;
    case CONFIG_INT:
        return set_int(load, option, text, where);
    case CONFIG_FLAG:
        return read_flag(text, option->target) ||
               refuse(load, "%s%s: yes or no is wanted, not \"%s\"", where, option->name, text);
    }
    return false;
}

static void set_fallbacks(struct loading *load)
{
    for (size_t i = 0; i < load->count; i++) {
        const struct config_option *option = &load->options[i];
        switch (option->type) {
        case CONFIG_STR:
            *(char **)option->target = NULL;
            break;
        case CONFIG_INT:
            *(int64_t *)option->target = 0;
            break;
        case CONFIG_FLAG:
            *(bool *)option->target = false;
            break;
        }
        if (option->fallback)
            ASSERT(set_value(load, option, option->fallback, "default of "));
    }
}

static const struct config_option *find(const struct loading *load, const char *name, size_t len)
{
    for (size_t i = 0; i < load->count; i++) {
        if (strlen(load->options[i].name) == len && strncmp(load->options[i].name, name, len) == 0)
            return &load->options[i];
    }
    return NULL;
}

/* --- the file --- */

struct reader {
    FILE *file;
    struct loading *load;
};

/* libinih would split a line that is longer than its buffer in two; we refuse it, and NUL bytes with it. */
static char *read_line(char *out, int size, void *stream)
{
    struct reader *reader = stream;
    if (!fgets(out, size, reader->file))
        return NULL;
    reader->load->line++;
    size_t len = strlen(out);
    if ((len == 0 || out[len - 1] != '\n') && !feof(reader->file)) {
        refuse(reader->load, "%s: line %d is longer than %d bytes or holds a NUL byte", reader->load->file,
               reader->load->line, size - 2);
        return NULL;
    }
    return out;
}

static int on_setting(void *user, const char *section, const char *name, const char *value)
{
    struct loading *load = user;
    (void)section; /* sections only order the file for its reader */
    const struct config_option *option = find(load, name, strlen(name));
    if (!option)
        return refuse(load, "%s: line %d: no option is called \"%s\"", load->file, load->line, name);
    size_t index = (size_t)(option - load->options);
    if (load->in_file[index]) /* also what libinih makes of an indented line after a setting */
        return refuse(load, "%s: line %d: \"%s\" is given twice", load->file, load->line, name);
    load->in_file[index] = true;
    CLEANUP(free_ptr) char *where = xasprintf("%s: line %d: ", load->file, load->line);
    return set_value(load, option, value, where);
}

static bool read_file(struct loading *load)
{
    FILE *file = fopen(load->file, "re");
    if (!file)
        return refuse(load, "cannot read %s: %s", load->file, strerror(errno));
    struct reader reader = {file, load};
    int bad_line = ini_parse_stream(read_line, &reader, on_setting, load);
    bool broken = ferror(file);
    fclose(file);
    if (broken)
        return refuse(load, "cannot read %s: %s", load->file, strerror(EIO));
    if (bad_line && !load->failed)
        return refuse(load, "%s: line %d is no \"name = value\"", load->file, bad_line);
    return !load->failed;
}

/* --- flags --- */

/* The option that "--no-NAME" turns off. */
static const struct config_option *find_negated(const struct loading *load, const char *name, size_t len)
{
    if (len <= 3 || !str_starts(name, "no-"))
        return NULL;
    const struct config_option *option = find(load, name + 3, len - 3);
    return option && option->type == CONFIG_FLAG ? option : NULL;
}

/* Reads argv[*i], "--name…", and the word behind it if it belongs to it. */
static bool take_flag(struct loading *load, int argc, char **argv, int *i)
{
    const char *name = argv[*i] + 2;
    const char *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    bool is_config = len == 6 && str_starts(name, "config");
    const struct config_option *option = is_config ? NULL : find(load, name, len);
    const struct config_option *negated = option ? NULL : find_negated(load, name, len);
    if (!is_config && !option && !negated)
        return refuse(load, "no option is called --%.*s; try --help", (int)MIN(len, (size_t)100), name);
    const char *value = equals ? equals + 1 : NULL;
    if (negated) {
        load->flags[negated - load->options] = "no";
        return !value || refuse(load, "--%.*s takes no value", (int)len, name);
    }
    if (!value && option && option->type == CONFIG_FLAG)
        value = "yes";
    else if (!value && *i + 1 < argc)
        value = argv[++*i];
    if (!value)
        return refuse(load, "--%s wants a value", name);
    *(is_config ? &load->file : &load->flags[option - load->options]) = value;
    return true;
}

static void print_option(const struct config_option *option)
{
    static const char *const values[] = {" TEXT", " NUMBER", ""};
    CLEANUP(free_ptr) char *left = xasprintf("--%s%s", option->name, values[option->type]);
    printf("  %-26s %s", left, option->help ? option->help : "");
    if (option->fallback && option->type != CONFIG_FLAG)
        printf(" (%s)", option->fallback);
    printf("\n");
}

static enum config_result print_help(const struct loading *load, const char *usage)
{
    printf("Usage: %s\n\nOptions:\n", usage);
    for (size_t i = 0; i < load->count; i++)
        print_option(&load->options[i]);
    printf("  %-26s %s\n", "--config FILE", "read options from this file; flags win over it");
    printf("  %-26s %s\n", "--help", "print this");
    printf("  %-26s %s\n", "--version", "print the version");
    return CONFIG_EXIT_OK;
}

/* Everything in argv. CONFIG_RUN: go on with the file. */
static enum config_result read_args(struct loading *load, const char *usage, int argc, char **argv, const char **rest,
                                    size_t rest_max)
{
    size_t words = 0;
    bool flags_over = false;
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (!flags_over && str_eq(word, "--")) {
            flags_over = true;
        } else if (!flags_over && (str_eq(word, "--help") || str_eq(word, "-h"))) {
            return print_help(load, usage);
        } else if (!flags_over && str_eq(word, "--version")) {
            printf("%s %s\n", load->program, FOYER_VERSION);
            return CONFIG_EXIT_OK;
        } else if (!flags_over && str_starts(word, "--")) {
            if (!take_flag(load, argc, argv, &i))
                return CONFIG_EXIT_BAD;
        } else if (!flags_over && word[0] == '-' && word[1]) {
            refuse(load, "options begin with two dashes, unlike %s; try --help", word);
            return CONFIG_EXIT_BAD;
        } else if (words + 1 < rest_max) {
            rest[words++] = word;
        } else {
            refuse(load, "\"%s\" is one word too many; try --help", word);
            return CONFIG_EXIT_BAD;
        }
    }
    if (rest_max)
        rest[words] = NULL;
    return CONFIG_RUN;
}

enum config_result config_load(const struct config_option *options, size_t count, const char *usage, int argc,
                               char **argv, const char **rest, size_t rest_max)
{
    ASSERT(count <= OPTIONS_MAX);
    const char *path = argc > 0 ? argv[0] : "foyer";
    const char *slash = strrchr(path, '/');
    struct loading load = {.options = options, .count = count, .program = slash ? slash + 1 : path};
    set_fallbacks(&load);
    enum config_result result = read_args(&load, usage, argc, argv, rest, rest_max);
    if (result != CONFIG_RUN)
        return result;
    if (load.file && !read_file(&load))
        return CONFIG_EXIT_BAD;
    for (size_t i = 0; i < count; i++) {
        if (load.flags[i] && !set_value(&load, &options[i], load.flags[i], "--"))
            return CONFIG_EXIT_BAD;
    }
    return CONFIG_RUN;
}

void config_fini(const struct config_option *options, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (options[i].type == CONFIG_STR) {
            free(*(char **)options[i].target);
            *(char **)options[i].target = NULL;
        }
    }
}
