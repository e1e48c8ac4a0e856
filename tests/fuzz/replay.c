/* Drives a fuzz target without libFuzzer: every file of the folder named on the command line, then a fixed series of
 * mutations of them. The same inputs in every run, so that a failure can be repeated. */
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "common/buf.h"

#define MUTATIONS 4000
#define SECONDS   8 /* slow machines do fewer mutations, not none */
#define SEEDS_MAX 256
#define INPUT_MAX 65536

struct seeds {
    struct buf input[SEEDS_MAX];
    size_t count;
};

static uint64_t random_state = 88172645463325252u;

/* Marsaglia's xorshift: the same numbers everywhere. */
static uint32_t random_below(size_t bound)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 11) % bound);
}

static void read_seed(struct buf *out, const char *path)
{
    FILE *file = fopen(path, "rb");
    ASSERT(file);
    char piece[4096];
    for (size_t got; out->len < INPUT_MAX && (got = fread(piece, 1, sizeof(piece), file)) > 0;)
        buf_append(out, piece, got);
    fclose(file);
}

static int is_seed(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void read_seeds(struct seeds *seeds, const char *folder)
{
    struct dirent **entries;
    int count = scandir(folder, &entries, is_seed, alphasort);
    ASSERT(count > 0 && count < SEEDS_MAX);
    for (int i = 0; i < count; i++) {
        CLEANUP(free_ptr) char *path = xasprintf("%s/%s", folder, entries[i]->d_name);
        read_seed(&seeds->input[seeds->count++], path);
        free(entries[i]);
    }
    free(entries);
    seeds->count++; /* and the empty input */
}

/* A copy of exactly its size, so that the sanitizer sees a byte too far. */
static void run(const struct buf *input)
{
    CLEANUP(free_ptr) uint8_t *exact = xmalloc(input->len);
    if (input->len)
        memcpy(exact, input->data, input->len);
    ASSERT(LLVMFuzzerTestOneInput(exact, input->len) == 0);
}

static void insert(struct buf *input, size_t at, const void *data, size_t len)
{
    CLEANUP(buf_fini) struct buf out = {0};
    buf_append(&out, buf_str(input), at);
    buf_append(&out, data, len);
    buf_append(&out, buf_str(input) + at, input->len - at);
    struct buf swap = *input;
    *input = out;
    out = swap;
}

static const char *const TOKENS[] = {"\n",
                                     "\t",
                                     "\r",
                                     "|",
                                     "**",
                                     "-1",
                                     "0",
                                     "9223372036854775808",
                                     "\"",
                                     "[[[[[[[[",
                                     "{\"",
                                     "\\u0000",
                                     "\xff",
                                     "\xef\xbb\xbf",
                                     "\xe2\x80\xae",
                                     " ",
                                     "--",
                                     "Z",
                                     ">",
                                     "<"};

static void mutate_once(struct buf *input, const struct seeds *seeds)
{
    size_t at = input->len ? random_below(input->len) : 0;
    size_t left = input->len - at;
    const struct buf *other = &seeds->input[random_below(seeds->count)];
    switch (random_below(8)) {
    case 0: /* flip a bit */
        if (left)
            input->data[at] ^= (char)(1u << random_below(8));
        return;
    case 1: /* another byte */
        if (left)
            input->data[at] = (char)random_below(256);
        return;
    case 2: /* cut some out */
        if (left) {
            size_t len = random_below(left) + 1;
            memmove(input->data + at, input->data + at + len, left - len);
            input->len -= len;
        }
        return;
    case 3: { /* a word that means something to a parser */
        const char *token = TOKENS[random_below(ARRAY_LEN(TOKENS))];
        insert(input, at, token, strlen(token));
        return;
    }
    case 4: { /* say something again */
        CLEANUP(buf_fini) struct buf piece = {0};
        buf_append(&piece, buf_str(input) + at, left ? random_below(MIN(left, (size_t)512)) + 1 : 0);
        insert(input, at, piece.data, piece.len);
        return;
    }
    case 5: /* go on like another seed */
        input->len = at;
        buf_append(input, buf_str(other) + MIN(at, other->len), other->len - MIN(at, other->len));
        return;
    case 6: /* another seed in between */
        insert(input, at, other->data, other->len);
        return;
    default: /* cut short */
        input->len = at;
        return;
    }
}

static void run_mutation(const struct seeds *seeds)
{
    CLEANUP(buf_fini) struct buf input = {0};
    const struct buf *seed = &seeds->input[random_below(seeds->count)];
    buf_append(&input, buf_str(seed), seed->len);
    for (uint32_t times = random_below(6) + 1; times > 0; times--)
        mutate_once(&input, seeds);
    if (input.len > INPUT_MAX)
        input.len = INPUT_MAX;
    run(&input);
}

int main(int argc, char **argv)
{
    ASSERT(argc == 2);
    static struct seeds seeds;
    read_seeds(&seeds, argv[1]);
    for (size_t i = 0; i < seeds.count; i++)
        run(&seeds.input[i]);
    time_t end = time(NULL) + SECONDS;
    int done = 0;
    while (done < MUTATIONS && time(NULL) <= end) {
        run_mutation(&seeds);
        done++;
    }
    printf("%zu seeds, %d mutations\n", seeds.count, done);
    for (size_t i = 0; i < seeds.count; i++)
        buf_fini(&seeds.input[i]);
    return 0;
}
