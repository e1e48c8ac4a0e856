#include "central/files/code_reader.h"

#include <stdlib.h>
#include <unistd.h>

#include "central/files/jail.h"
#include "common/file.h"
#include "common/json.h"
#include "common/log.h"
#include "common/utf8.h"

#define CPU_S      20
#define WALL_S     40
#define OUTPUT_MAX (1 << 20) /* what says more was not read */

static bool is_among(const json_t *list, const char *text)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (str_eq(json_string_value(json_array_get(list, i)), text))
            return true;
    }
    return false;
}

/* One a line; what is no text in UTF-8 is told as far as it is one. */
static json_t *lines(char *text)
{
    json_t *list = json_array();
    bool full = false;
    for (char *line = text, *end; !full && (end = strchr(line, '\n')) != NULL; line = end + 1) {
        *end = '\0';
        (void)utf8_scrub(line, UTF8_LINE);
        if (is_among(list, line))
            continue;
        full = json_array_size(list) == CODE_READER_MAX;
        json_array_append_new(list, full ? json_null() : json_string(line));
    }
    return list;
}

static char *said_in(const char *path)
{
    CLEANUP(buf_fini) struct buf said = {0};
    CLEANUP(buf_fini) struct buf text = {0};
    if (!file_read(path, OUTPUT_MAX, &said))
        return NULL;
    buf_putc(&said, '\0');
    CLEANUP(json_free_ref) json_t *list = lines(said.data);
    json_encode(&text, list);
    return buf_take(&text);
}

char *code_reader_texts(int picture_fd, const char *dir)
{
    CLEANUP(free_ptr) char *program = file_beside_program("foyer-codes");
    CLEANUP(free_ptr) char *path = xasprintf("%s/" JAIL_OUTPUT, dir);
    const char *const argv[] = {program, NULL};
    struct jail_job job = {.argv = argv, .dir = dir, .in_fd = picture_fd, .cpu_s = CPU_S, .wall_s = WALL_S};
    (void)lseek(picture_fd, 0, SEEK_SET);
    enum jail_result result = jail_run(&job);
    char *codes = result == JAIL_DONE ? said_in(path) : NULL;
    if (!codes)
        log_warn("files: a picture could not be searched for codes; its approver is told so");
    unlink(path);
    return codes;
}
