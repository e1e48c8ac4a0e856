/* Options from defaults, file and flags. */
#include "common/config.h"

#include <stdio.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

static char *url;
static int64_t port;
static bool verbose;
static bool demo;

static const struct config_option options[] = {
    {.name = "central-url",
     .type = CONFIG_STR,
     .target = &url,
     .fallback = "http://default",
     .help = "where central is"},
    {.name = "port", .type = CONFIG_INT, .target = &port, .fallback = "8080", .min = 1, .max = 65535, .help = "port"},
    {.name = "verbose", .type = CONFIG_FLAG, .target = &verbose, .help = "say more"},
    {.name = "demo", .type = CONFIG_FLAG, .target = &demo, .fallback = "yes", .help = "ribbon"},
};

static char output[4096]; /* what the last run printed on stdout and stderr */
static const char *rest[4];
static char file_path[64];

static void redirect(int to, int *saved, int fd)
{
    fflush(NULL);
    *saved = dup(fd);
    assert_true(dup2(to, fd) >= 0);
}

static void restore(int saved, int fd)
{
    fflush(NULL);
    assert_true(dup2(saved, fd) >= 0);
    close(saved);
}

static enum config_result load(char **argv)
{
    int argc = 0, out, err;
    while (argv[argc])
        argc++;
    FILE *capture = tmpfile();
    redirect(fileno(capture), &out, STDOUT_FILENO);
    redirect(fileno(capture), &err, STDERR_FILENO);
    config_fini(options, ARRAY_LEN(options));
    enum config_result result =
        config_load(options, ARRAY_LEN(options), "foyer-test [options] WORDS", argc, argv, rest, ARRAY_LEN(rest));
    restore(out, STDOUT_FILENO);
    restore(err, STDERR_FILENO);
    rewind(capture);
    size_t len = fread(output, 1, sizeof(output) - 1, capture);
    output[len] = '\0';
    fclose(capture);
    return result;
}

#define LOAD(...) load((char *[]){"/usr/bin/foyer-test", __VA_ARGS__, NULL})

static void write_file(const char *text, size_t len)
{
    FILE *file = fopen(file_path, "w");
    assert_non_null(file);
    fwrite(text, 1, len, file);
    fclose(file);
}

static enum config_result load_text(const char *text)
{
    write_file(text, strlen(text));
    return LOAD("--config", file_path);
}

static void nothing_given_means_the_defaults(void **state)
{
    (void)state;
    assert_int_equal(load((char *[]){"foyer-test", NULL}), CONFIG_RUN);
    assert_string_equal(url, "http://default");
    assert_int_equal(port, 8080);
    assert_false(verbose);
    assert_true(demo);
    assert_null(rest[0]);
}

static void flags_are_read_in_every_form(void **state)
{
    (void)state;
    assert_int_equal(LOAD("--central-url", "http://a", "one", "--port=99", "--verbose", "--no-demo", "two"),
                     CONFIG_RUN);
    assert_string_equal(url, "http://a");
    assert_int_equal(port, 99);
    assert_true(verbose);
    assert_false(demo);
    assert_string_equal(rest[0], "one");
    assert_string_equal(rest[1], "two");
    assert_null(rest[2]);
    assert_int_equal(LOAD("--verbose=no", "--demo=on", "--central-url=", "--", "--port"), CONFIG_RUN);
    assert_false(verbose);
    assert_true(demo);
    assert_string_equal(url, "");
    assert_string_equal(rest[0], "--port");
    assert_int_equal(LOAD("--verbose", "word", "-"), CONFIG_RUN); /* a bare flag takes no word */
    assert_string_equal(rest[0], "word");
    assert_string_equal(rest[1], "-");
}

static void flags_win_over_the_file_and_the_file_over_defaults(void **state)
{
    (void)state;
    static const char text[] =
        "; a comment\n# another\n[central]\ncentral-url = http://file ; why\nport=7\nverbose = yes\n";
    write_file(text, sizeof(text) - 1);
    assert_int_equal(LOAD("--port=9", "--config", file_path), CONFIG_RUN);
    assert_string_equal(url, "http://file");
    assert_int_equal(port, 9);
    assert_true(verbose);
    assert_true(demo);
}

static void wrong_flags_get_one_clear_sentence(void **state)
{
    (void)state;
    static const struct {
        char *flag, *word;
        const char *says;
    } table[] = {
        {"--listne=1", NULL, "foyer-test: no option is called --listne; try --help\n"},
        {"--port=0", NULL, "foyer-test: --port: a whole number from 1 to 65535 is wanted, not \"0\"\n"},
        {"--port", "8x", "foyer-test: --port: a whole number from 1 to 65535 is wanted, not \"8x\"\n"},
        {"--port", NULL, "foyer-test: --port wants a value\n"},
        {"--config", NULL, "foyer-test: --config wants a value\n"},
        {"--verbose=perhaps", NULL, "foyer-test: --verbose: yes or no is wanted, not \"perhaps\"\n"},
        {"--no-verbose=1", NULL, "foyer-test: --no-verbose takes no value\n"},
        {"--no-port", NULL, "foyer-test: no option is called --no-port; try --help\n"},
        {"--central-url", "a\nb", "foyer-test: --central-url: one line of plain text is wanted\n"},
        {"-p", NULL, "foyer-test: options begin with two dashes, unlike -p; try --help\n"},
        {"--", "a", NULL},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        enum config_result result = LOAD(table[i].flag, table[i].word);
        assert_int_equal(result, table[i].says ? CONFIG_EXIT_BAD : CONFIG_RUN);
        assert_string_equal(output, table[i].says ? table[i].says : "");
    }
    assert_int_equal(LOAD("a", "b", "c", "d"), CONFIG_EXIT_BAD);
    assert_string_equal(output, "foyer-test: \"d\" is one word too many; try --help\n");
}

static void wrong_files_say_which_line(void **state)
{
    (void)state;
    static const struct {
        const char *text, *says;
    } table[] = {
        {"port = 1\nprot = 2\n", "line 2: no option is called \"prot\"\n"},
        {"\nport = many\n", "line 2: port: a whole number from 1 to 65535 is wanted, not \"many\"\n"},
        {"port = 1\nport = 2\n", "line 2: \"port\" is given twice\n"},
        {"central-url = a\n  b\n", "line 2: \"central-url\" is given twice\n"},
        {"port\n", "line 1 is no \"name = value\"\n"},
        {"[open\n", "line 1 is no \"name = value\"\n"},
        {"central-url = \xff\n", "line 1: central-url: one line of plain text is wanted\n"},
    };
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        assert_int_equal(load_text(table[i].text), CONFIG_EXIT_BAD);
        CLEANUP(free_ptr) char *says = xasprintf("foyer-test: %s: %s", file_path, table[i].says);
        assert_string_equal(output, says);
    }
}

static void long_lines_and_nul_bytes_are_refused_not_split(void **state)
{
    (void)state;
    char text[400] = "central-url = http://";
    memset(text + strlen(text), 'x', 300);
    assert_int_equal(load_text(text), CONFIG_EXIT_BAD);
    assert_non_null(strstr(output, "line 1 is longer than"));
    write_file("verbose = yes\nport\0 = 1\nport = 3\n", 32);
    assert_int_equal(LOAD("--config", file_path), CONFIG_EXIT_BAD);
    assert_non_null(strstr(output, "line 2"));
}

static void a_missing_file_is_named(void **state)
{
    (void)state;
    assert_int_equal(LOAD("--config=/nonexistent/foyer.conf"), CONFIG_EXIT_BAD);
    assert_string_equal(output, "foyer-test: cannot read /nonexistent/foyer.conf: No such file or directory\n");
    assert_int_equal(LOAD("--config=/tmp"), CONFIG_EXIT_BAD); /* a folder */
    assert_non_null(strstr(output, "cannot read /tmp"));
    assert_int_equal(load_text(""), CONFIG_RUN);
    assert_int_equal(load_text("\xef\xbb\xbfport = 5"), CONFIG_RUN); /* BOM, no last LF */
    assert_int_equal(port, 5);
}

static void help_and_version_come_from_the_table(void **state)
{
    (void)state;
    assert_int_equal(LOAD("--help"), CONFIG_EXIT_OK);
    assert_non_null(strstr(output, "Usage: foyer-test [options] WORDS\n"));
    for (size_t i = 0; i < ARRAY_LEN(options); i++) {
        assert_non_null(strstr(output, options[i].name));
        assert_non_null(strstr(output, options[i].help));
    }
    assert_non_null(strstr(output, "(8080)"));
    assert_int_equal(LOAD("--version"), CONFIG_EXIT_OK);
    assert_string_equal(output, "foyer-test " FOYER_VERSION "\n");
}

static int make_file(void **state)
{
    (void)state;
    snprintf(file_path, sizeof(file_path), "/tmp/foyer-config-XXXXXX");
    int fd = mkstemp(file_path);
    close(fd);
    return fd < 0;
}

static int drop_file(void **state)
{
    (void)state;
    config_fini(options, ARRAY_LEN(options));
    return unlink(file_path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_given_means_the_defaults),
        cmocka_unit_test(flags_are_read_in_every_form),
        cmocka_unit_test(flags_win_over_the_file_and_the_file_over_defaults),
        cmocka_unit_test(wrong_flags_get_one_clear_sentence),
        cmocka_unit_test(wrong_files_say_which_line),
        cmocka_unit_test(long_lines_and_nul_bytes_are_refused_not_split),
        cmocka_unit_test(a_missing_file_is_named),
        cmocka_unit_test(help_and_version_come_from_the_table),
    };
    return cmocka_run_group_tests(tests, make_file, drop_file);
}
