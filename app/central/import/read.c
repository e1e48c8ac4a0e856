/* The file: CSV is read here, a workbook by foyer-workbook in the jail, whose answer is CSV, too. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "central/files/jail.h"
#include "central/import/import.h"
#include "common/file.h"
#include "common/log.h"
#include "common/utf8.h"

#define CPU_S      10
#define WALL_S     20
#define OUTPUT_MAX (16u << 20)

static bool read_file(int fd, struct buf *out)
{
    struct stat stat;
    if (fstat(fd, &stat) != 0 || stat.st_size > IMPORT_FILE_MAX)
        return false;
    buf_reserve(out, (size_t)stat.st_size);
    while (out->len < (size_t)stat.st_size) {
        ssize_t got = pread(fd, out->data + out->len, (size_t)stat.st_size - out->len, (off_t)out->len);
        if (got <= 0)
            return false;
        out->len += (size_t)got;
    }
    out->data[out->len] = '\0';
    return true;
}

static bool begins(const struct buf *bytes, const char *magic, size_t len)
{
    return bytes->len >= len && memcmp(bytes->data, magic, len) == 0;
}

/* What the program says in its first line. */
static enum import_fault fault_said(struct buf *output)
{
    static const struct {
        const char *name;
        enum import_fault fault;
    } said[] = {{"done\n", IMPORT_GOOD},
                {"none\n", IMPORT_NOT_A_TABLE},
                {"damaged\n", IMPORT_DAMAGED},
                {"too_large\n", IMPORT_TOO_LARGE},
                {"no_sheet\n", IMPORT_EMPTY}};
    for (size_t i = 0; i < ARRAY_LEN(said); i++) {
        if (!str_starts(buf_str(output), said[i].name))
            continue;
        buf_consume(output, strlen(said[i].name));
        return said[i].fault;
    }
    return IMPORT_DAMAGED;
}

static enum import_fault run(int fd, const char *dir, struct buf *csv)
{
    CLEANUP(free_ptr) char *program = file_beside_program("foyer-workbook");
    CLEANUP(free_ptr) char *path = xasprintf("%s/" JAIL_OUTPUT, dir);
    const char *const argv[] = {program, NULL};
    const struct jail_job job = {.argv = argv, .dir = dir, .in_fd = fd, .cpu_s = CPU_S, .wall_s = WALL_S};
    (void)lseek(fd, 0, SEEK_SET);
    enum jail_result result = jail_run(&job);
    enum import_fault fault = IMPORT_DAMAGED;
    if (result == JAIL_DONE && file_read(path, OUTPUT_MAX, csv))
        fault = fault_said(csv);
    unlink(path);
    return result == JAIL_NONE ? IMPORT_BROKEN : fault;
}

static enum import_fault read_workbook(int fd, const char *work_dir, struct buf *csv)
{
    CLEANUP(free_ptr) char *dir = jail_folder_make(work_dir, JAIL_FOLDER);
    if (!dir)
        return IMPORT_BROKEN;
    enum import_fault fault = run(fd, dir, csv);
    jail_folder_remove(dir);
    return fault;
}

struct csv *import_read(int fd, const char *work_dir, enum import_fault *fault, char **detail)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    *detail = NULL;
    *fault = read_file(fd, &bytes) ? IMPORT_GOOD : IMPORT_TOO_LARGE;
    if (*fault != IMPORT_GOOD)
        return NULL;
    if (begins(&bytes, "PK\3\4", 4)) {
        buf_clear(&bytes);
        *fault = read_workbook(fd, work_dir, &bytes);
        if (*fault != IMPORT_GOOD)
            return NULL;
    } else if (begins(&bytes, "\xD0\xCF\x11\xE0", 4) || begins(&bytes, "%PDF", 4) ||
               memchr(buf_str(&bytes), '\0', bytes.len)) {
        *fault = IMPORT_NOT_A_TABLE;
        return NULL;
    }
    struct csv *csv = csv_parse_any(buf_str(&bytes), bytes.len, detail);
    if (!csv)
        *fault = IMPORT_NOT_A_TABLE;
    return csv;
}
