/* A TZif file holds its data twice: a block with 32-bit times for old readers, then one with 64-bit times, then a line
 * with a POSIX rule for all times behind the last transition. We read the second block, and of the rule its standard
 * offset and the usual "Mm.w.d" daylight form. */
#include "common/tzfile.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/clock.h"

#define TZFILE_MAX 65536
#define HEADER_LEN 44
#define TYPE_LEN   6

static int64_t big_endian(const uint8_t *p, size_t bytes)
{
    uint64_t value = p[0] & 0x80 ? UINT64_MAX : 0;
    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | p[i];
    return (int64_t)value;
}

struct block {
    const uint8_t *times, *indexes, *types;
    size_t time_count, type_count;
    size_t size; /* with its header */
};

/* Finds the parts of the block at `data`; its transition times have `time_len` bytes each. */
static bool block_find(struct block *block, const uint8_t *data, size_t len, size_t time_len)
{
    if (len < HEADER_LEN || memcmp(data, "TZif", 4) != 0)
        return false;
    uint64_t count[6]; /* isut, isstd, leap, time, type, char */
    for (size_t i = 0; i < 6; i++) {
        int64_t value = big_endian(data + 20 + 4 * i, 4);
        if (value < 0 || value > TZFILE_MAX)
            return false;
        count[i] = (uint64_t)value;
    }
    uint64_t size = HEADER_LEN + count[3] * time_len + count[3] + count[4] * TYPE_LEN + count[5] +
                    count[2] * (time_len + 4) + count[1] + count[0];
    if (size > len || count[4] == 0)
        return false;
    *block = (struct block){.times = data + HEADER_LEN,
                            .indexes = data + HEADER_LEN + count[3] * time_len,
                            .types = data + HEADER_LEN + count[3] * time_len + count[3],
                            .time_count = count[3],
                            .type_count = count[4],
                            .size = size};
    return true;
}

static bool block_offset(const struct block *block, size_t type, int32_t *offset_s)
{
    if (type >= block->type_count)
        return false;
    *offset_s = (int32_t)big_endian(block->types + type * TYPE_LEN, 4);
    return true;
}

static bool offset_from_block(const struct block *block, int64_t unix_s, int32_t *offset_s)
{
    size_t low = 0, high = block->time_count; /* how many transitions lie at or before unix_s */
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (big_endian(block->times + mid * 8, 8) <= unix_s)
            low = mid + 1;
        else
            high = mid;
    }
    return block_offset(block, low ? block->indexes[low - 1] : 0, offset_s);
}

/* --- the POSIX rule: CST-8 or EST5EDT,M3.2.0,M11.1.0 or <+0330>-3:30 --- */

static bool take_int(const char **s, int max, int *out)
{
    if (**s < '0' || **s > '9')
        return false;
    int value = 0;
    for (; **s >= '0' && **s <= '9'; (*s)++) {
        value = value * 10 + (**s - '0');
        if (value > max)
            return false;
    }
    *out = value;
    return true;
}

static bool take_abbreviation(const char **s)
{
    const char *start = *s;
    if (**s == '<') {
        *s = strchr(*s, '>');
        if (!*s)
            return false;
        (*s)++;
        return true;
    }
    while ((**s >= 'A' && **s <= 'Z') || (**s >= 'a' && **s <= 'z'))
        (*s)++;
    return *s - start >= 3;
}

/* [+-]h[:mm[:ss]] in seconds, as written. */
static bool take_duration(const char **s, int32_t *out)
{
    int sign = 1, part[3] = {0};
    if (**s == '+' || **s == '-')
        sign = *(*s)++ == '-' ? -1 : 1;
    for (size_t i = 0; i < ARRAY_LEN(part); i++) {
        if (!take_int(s, i ? 59 : 167, &part[i]))
            return false;
        if (**s != ':')
            break;
        (*s)++;
    }
    *out = sign * (part[0] * 3600 + part[1] * 60 + part[2]);
    return true;
}

struct change {
    int month, week, weekday;
    int32_t at_s;
};

static bool take_change(const char **s, struct change *change)
{
    change->at_s = 2 * 3600;
    if (*(*s)++ != ',' || *(*s)++ != 'M' || !take_int(s, 12, &change->month) || *(*s)++ != '.' ||
        !take_int(s, 5, &change->week) || *(*s)++ != '.' || !take_int(s, 6, &change->weekday))
        return false;
    if (change->month < 1 || change->week < 1)
        return false;
    if (**s != '/')
        return true;
    (*s)++;
    return take_duration(s, &change->at_s);
}

/* Local seconds since 1970 at which this year's change happens; week 5 is the last one. */
static int64_t change_time(const struct change *change, int year)
{
    int64_t first = clock_from_civil((struct civil){.year = year, .month = change->month, .day = 1}, 0);
    int64_t next = clock_from_civil((struct civil){.year = year, .month = change->month + 1, .day = 1}, 0);
    int weekday = clock_civil(first, 0).weekday;
    int64_t day = first + (int64_t)((change->weekday - weekday + 7) % 7 + 7 * (change->week - 1)) * DAY_S;
    while (day >= next)
        day -= 7 * DAY_S;
    return day + change->at_s;
}

static bool offset_from_rule(const char *rule, int64_t unix_s, int32_t *offset_s)
{
    int32_t standard, summer;
    if (!take_abbreviation(&rule) || !take_duration(&rule, &standard))
        return false;
    standard = -standard; /* the rule counts westwards */
    *offset_s = standard;
    if (!*rule)
        return true;
    summer = standard + 3600;
    if (!take_abbreviation(&rule))
        return false;
    if (*rule != ',') {
        if (!take_duration(&rule, &summer))
            return false;
        summer = -summer;
    }
    struct change start, end;
    if (!take_change(&rule, &start) || !take_change(&rule, &end) || *rule)
        return false;
    int year = clock_civil(unix_s, standard).year;
    int64_t from = change_time(&start, year) - standard;
    int64_t until = change_time(&end, year) - summer;
    bool is_summer = from < until ? unix_s >= from && unix_s < until : unix_s >= from || unix_s < until;
    *offset_s = is_summer ? summer : standard;
    return true;
}

/* The rule stands between two LFs behind the second block. */
static bool rule_find(char out[static 128], const uint8_t *data, size_t len)
{
    if (len < 2 || data[0] != '\n')
        return false;
    const uint8_t *end = memchr(data + 1, '\n', len - 1);
    size_t rule_len = end ? (size_t)(end - data - 1) : 0;
    if (!end || rule_len == 0 || rule_len >= 128)
        return false;
    memcpy(out, data + 1, rule_len);
    out[rule_len] = '\0';
    return true;
}

bool tzfile_offset_in(const uint8_t *data, size_t len, int64_t unix_s, int32_t *offset_s)
{
    struct block block;
    if (!block_find(&block, data, len, 4) || data[4] < '2')
        return false;
    data += block.size;
    len -= block.size;
    if (!block_find(&block, data, len, 8))
        return false;
    char rule[128];
    int64_t last = block.time_count ? big_endian(block.times + (block.time_count - 1) * 8, 8) : INT64_MIN;
    if (unix_s >= last && rule_find(rule, data + block.size, len - block.size) &&
        offset_from_rule(rule, unix_s, offset_s))
        return true;
    return offset_from_block(&block, unix_s, offset_s);
}

bool tzfile_offset(const char *zone, int64_t unix_s, int32_t *offset_s)
{
    const char *folder = getenv("TZDIR");
    char path[256];
    if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder ? folder : "/usr/share/zoneinfo", zone) >= sizeof(path))
        return false;
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    CLEANUP(free_ptr) uint8_t *data = xmalloc(TZFILE_MAX);
    ssize_t len = read(fd, data, TZFILE_MAX);
    return len > 0 && tzfile_offset_in(data, (size_t)len, unix_s, offset_s);
}
