#include "central/files/pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "central/files/jail.h"
#include "central/words/words.h"
#include "common/file.h"

#define OUTPUT_MAX 262144
#define TAIL_LEN   2048 /* where the mark of the end must stand */

static char *no(const char *why)
{
    return xstrdup(why);
}

/* A copy that broke off has no mark at its end; drawing what is left would show half a notice as a whole one. */
static bool is_whole(int fd)
{
    char tail[TAIL_LEN];
    off_t end = lseek(fd, 0, SEEK_END);
    off_t from = MAX(end - (off_t)sizeof(tail), 0);
    ssize_t got = pread(fd, tail, sizeof(tail), from);
    return got > 0 && memmem(tail, (size_t)got, "%%EOF", 5);
}

static char *program_output(const char *dir)
{
    struct buf output = {0};
    CLEANUP(free_ptr) char *path = xasprintf("%s/" JAIL_OUTPUT, dir);
    if (!file_read(path, OUTPUT_MAX, &output))
        buf_clear(&output);
    return buf_take(&output);
}

static int page_count(const char *output)
{
    const char *line = strstr(output, "\nPages:");
    long count = line ? strtol(line + strlen("\nPages:"), NULL, 10) : 0;
    return (int)CLAMP(count, 0, 1000000);
}

static char *too_slow(void)
{
    return no(_("the PDF takes too long to draw; print it into a new PDF, or save its pages as pictures"));
}

static char *not_safe(void)
{
    return no(_("this server cannot draw PDF files; save the pages as pictures"));
}

static enum jail_result run(const char *const *argv, int fd, const char *dir, struct pages_time time)
{
    struct jail_job job = {.argv = argv, .dir = dir, .in_fd = fd, .cpu_s = time.cpu_s, .wall_s = time.wall_s};
    (void)lseek(fd, 0, SEEK_SET);
    return jail_run(&job);
}

static char *unreadable(const char *output)
{
    if (strstr(output, "Incorrect password"))
        return no(_("the PDF is locked with a password; save it without one"));
    return no(_("the PDF is damaged and cannot be read"));
}

/* 0: *why says it. */
static int count_pages(int fd, const char *dir, struct pages_time time, char **why)
{
    static const char *const argv[] = {"/usr/bin/pdfinfo", "-", NULL};
    enum jail_result result = run(argv, fd, dir, time);
    CLEANUP(free_ptr) char *output = program_output(dir);
    int count = result == JAIL_DONE ? page_count(output) : 0;
    if (count >= 1 && count <= PAGES_MAX)
        return count;
    if (result == JAIL_NONE)
        *why = not_safe();
    else if (result == JAIL_TIMEOUT)
        *why = too_slow();
    else if (count > PAGES_MAX)
        *why = xasprintf(_("the PDF has %d pages; %d are the most"), count, PAGES_MAX);
    else
        *why = unreadable(output);
    return 0;
}

char *pages_path(const char *dir, int page, int count)
{
    return xasprintf("%s/page-%0*d.png", dir, count > 9 ? 2 : 1, page);
}

static bool all_there(const char *dir, int count)
{
    for (int page = 1; page <= count; page++) {
        CLEANUP(free_ptr) char *path = pages_path(dir, page, count);
        if (access(path, R_OK) != 0)
            return false;
    }
    return true;
}

static bool draw(int fd, const char *dir, int count, struct pages_time time, char **why)
{
    CLEANUP(free_ptr) char *side = xasprintf("%d", PAGES_SIDE_PX);
    const char *const argv[] = {"/usr/bin/pdftoppm", "-png", "-scale-to", side, "-", "page", NULL};
    switch (run(argv, fd, dir, time)) {
    case JAIL_DONE:
        break;
    case JAIL_TIMEOUT:
        *why = too_slow();
        return false;
    case JAIL_FAILED:
        *why = no(_("a page of the PDF cannot be drawn; it is damaged, or too much for a picture of 16 MiB"));
        return false;
    case JAIL_NONE:
        *why = not_safe();
        return false;
    }
    if (!all_there(dir, count))
        *why = no(_("not every page of the PDF can be drawn; it is damaged"));
    return !*why;
}

int pages_draw(int pdf_fd, const char *dir, struct pages_time time, char **why)
{
    *why = NULL;
    if (!is_whole(pdf_fd)) {
        *why = no(_("the PDF is cut short"));
        return 0;
    }
    int count = count_pages(pdf_fd, dir, time, why);
    return count && draw(pdf_fd, dir, count, time, why) ? count : 0;
}
