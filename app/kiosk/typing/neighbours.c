/* The table is hashed with open addressing: a slot has a mark of 16 bits (0: empty) and a value of 8. A run is found by
 * the hash of the text before and the hash of the word. The text before stands there on its own too, so that one look
 * tells whether any word is known to follow it. Cuts between words are not known here: every end of the text before
 * and every beginning of the word is asked for, and the best answer holds. */
#include "kiosk/typing/neighbours.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/log.h"

#define MAGIC      "FoyNeig1"
#define VALUE_STEP 0.08 /* of the logarithm */
#define PROBES_MAX 512  /* a broken table has no empty slots */
/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
#define FNV_BASIS 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u
#define SPREAD    0x9e3779b97f4a7c15u

struct head {
    char magic[8];
    uint32_t slots, used;
};

/* The table begins with these; a map of the file is kept behind the table that reads it. */
struct mapped {
    struct neighbours table; /* first: neighbours_close finds the rest */
    void *data;
    size_t size;
};

/* ---- the file ---- */

bool neighbours_read(struct neighbours *out, const void *data, size_t size)
{
    struct head head;
    if (size < sizeof head)
        return false;
    memcpy(&head, data, sizeof head);
    if (memcmp(head.magic, MAGIC, sizeof head.magic) != 0 || head.slots < 2 || head.slots > NEIGHBOURS_BYTES_MAX / 3 ||
        head.used >= head.slots || size != sizeof head + 3 * (size_t)head.slots)
        return false;
    const char *bytes = data;
    out->marks = (const uint16_t *)(bytes + sizeof head);
    out->values = (const uint8_t *)(bytes + sizeof head + 2 * (size_t)head.slots);
    out->slots = head.slots;
    return true;
}

static struct mapped *map(int fd)
{
    struct stat st;
    if (fstat(fd, &st) < 0 || st.st_size <= 0 || st.st_size > NEIGHBOURS_BYTES_MAX)
        return NULL;
    void *data = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
    if (data == MAP_FAILED)
        return NULL;
    /* A question touches a page or two; their neighbours are not wanted. */
    madvise(data, (size_t)st.st_size, MADV_RANDOM);
    struct mapped *mapped = xcalloc(1, sizeof *mapped);
    mapped->data = data;
    mapped->size = (size_t)st.st_size;
    if (neighbours_read(&mapped->table, data, mapped->size))
        return mapped;
    neighbours_close(&mapped->table);
    return NULL;
}

struct neighbours *neighbours_open(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    struct mapped *mapped = fd < 0 ? NULL : map(fd);
    if (fd >= 0)
        close(fd);
    if (!mapped)
        log_warn("typing: %s is missing or broken; words are chosen without their neighbours", path);
    return mapped ? &mapped->table : NULL;
}

void neighbours_close(struct neighbours *table)
{
    if (!table)
        return;
    struct mapped *mapped = (struct mapped *)table;
    munmap(mapped->data, mapped->size);
    free(mapped);
}

/* ---- words ---- */

/* The beginnings of a text's characters, the last NEIGHBOURS_LETTERS of them; at[count] is its end. */
struct cuts {
    const char *at[NEIGHBOURS_LETTERS + 1];
    int count;
};

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

static struct cuts cut_last(const char *text)
{
    struct cuts cuts = {0};
    const char *ends[NEIGHBOURS_LETTERS + 1], *s = text + strlen(text);
    int count = 0;
    ends[0] = s;
    while (s > text && count < NEIGHBOURS_LETTERS)
        if (begins_character(*--s))
            ends[++count] = s;
    for (int i = 0; i <= count; i++)
        cuts.at[i] = ends[count - i];
    cuts.count = count;
    return cuts;
}

static struct cuts cut_first(const char *text)
{
    struct cuts cuts = {.at = {text}};
    for (const char *s = text; *s && cuts.count < NEIGHBOURS_LETTERS;) {
        do
            s++;
        while (!begins_character(*s));
        cuts.at[++cuts.count] = s;
    }
    return cuts;
}

static uint64_t hash_word(const char *begin, const char *end)
{
    uint64_t hash = FNV_BASIS;
    for (; begin < end; begin++)
        hash = (hash ^ (unsigned char)*begin) * FNV_PRIME;
    return hash;
}

/* ---- the table ---- */

static uint64_t join(uint64_t run, uint64_t word)
{
    return (run ^ word) * SPREAD;
}

/* The value of a run of words; false: not there. */
static bool find(const struct neighbours *table, uint64_t run, double *value)
{
    run ^= run >> 32;
    run *= SPREAD;
    uint16_t mark = (uint16_t)run ? (uint16_t)run : 1;
    uint32_t slot = (uint32_t)(((run >> 32) * table->slots) >> 32);
    for (int i = 0; i < PROBES_MAX && table->marks[slot]; i++) {
        if (table->marks[slot] == mark) {
            *value = table->values[slot] * VALUE_STEP;
            return true;
        }
        slot = slot + 1 == table->slots ? 0 : slot + 1;
    }
    return false;
}

struct neighbours_context neighbours_before(const struct neighbours *table, const char *text)
{
    struct neighbours_context before = {0};
    struct cuts cuts = cut_last(text);
    double found;
    for (int begin = 0; begin < cuts.count; begin++) {
        uint64_t run = hash_word(cuts.at[begin], cuts.at[cuts.count]);
        if (find(table, join(0, run), &found))
            before.runs[before.count++] = join(1, run);
    }
    return before;
}

double neighbours_gain(const struct neighbours *table, const struct neighbours_context *before, const char *word)
{
    struct cuts cuts = before->count ? cut_first(word) : (struct cuts){0};
    double gain = 0, found;
    for (int end = 1; end <= cuts.count; end++) {
        uint64_t part = hash_word(word, cuts.at[end]);
        for (int i = 0; i < before->count; i++)
            if (find(table, join(before->runs[i], part), &found) && found > gain)
                gain = found;
    }
    return gain;
}
