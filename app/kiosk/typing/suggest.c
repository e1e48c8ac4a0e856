#include "kiosk/typing/suggest.h"

#include <stdlib.h>

#include "common/file.h"
#include "common/log.h"

#define FILE_MAX (1 << 20)
#define TAIL_MAX 24 /* bytes: the longest word that is looked up, eight Han characters */

struct row {
    const char *word; /* into suggest.file, as the others; sorted */
    const char *next[SUGGEST_MAX];
    int count;
};
struct suggest {
    struct buf file; /* cut into words in place */
    struct row *rows;
    size_t count;
};

/* word<TAB>next next next */
static bool read_row(char *line, struct row *row)
{
    char *rest = strchr(line, '\t');
    if (!rest)
        return false;
    *rest++ = '\0';
    *row = (struct row){.word = line};
    for (char *word; row->count < SUGGEST_MAX && (word = strsep(&rest, " "));)
        if (*word)
            row->next[row->count++] = word;
    return row->count > 0;
}

static int by_word(const void *a, const void *b)
{
    return strcmp(((const struct row *)a)->word, ((const struct row *)b)->word);
}

static void read_rows(struct suggest *suggest)
{
    size_t lines = 1;
    for (const char *s = buf_str(&suggest->file); *s; s++)
        lines += *s == '\n';
    suggest->rows = xcalloc(lines, sizeof *suggest->rows);
    char *rest = suggest->file.data;
    for (char *line; (line = strsep(&rest, "\n"));)
        suggest->count += read_row(line, &suggest->rows[suggest->count]);
    qsort(suggest->rows, suggest->count, sizeof *suggest->rows, by_word);
}

struct suggest *suggest_open(const char *dir)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/next.txt", dir);
    struct suggest *suggest = xcalloc(1, sizeof *suggest);
    if (!file_read(path, FILE_MAX, &suggest->file) || !suggest->file.len) {
        log_warn("typing: %s cannot be read; no next words are suggested", path);
        suggest_close(suggest);
        return NULL;
    }
    read_rows(suggest);
    return suggest;
}

void suggest_close(struct suggest *suggest)
{
    if (!suggest)
        return;
    free(suggest->rows);
    buf_fini(&suggest->file);
    free(suggest);
}

static const struct row *find(const struct suggest *suggest, const char *word, size_t len)
{
    char copy[TAIL_MAX + 1];
    str_copy(copy, MIN(len + 1, sizeof copy), word);
    struct row wanted = {.word = copy};
    const struct row *found = bsearch(&wanted, suggest->rows, suggest->count, sizeof wanted, by_word);
    explicit_bzero(copy, sizeof copy);
    return found;
}

/* Half a character at the front is no word's beginning, so it finds nothing. */
int suggest_next(const struct suggest *suggest, const char *text, size_t len, const char *out[static SUGGEST_MAX])
{
    if (!suggest)
        return 0;
    for (size_t tail = MIN(len, (size_t)TAIL_MAX); tail; tail--) {
        const struct row *row = find(suggest, text + len - tail, tail);
        if (!row)
            continue;
        memcpy(out, row->next, (size_t)row->count * sizeof *out);
        return row->count;
    }
    return 0;
}
