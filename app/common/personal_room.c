/* The numbers of flats in somebody's words. */
#include "common/personal.h"

#include "common/utf8.h"

#define ROOM_DIGITS_MIN 3
#define ROOM_DIGITS_MAX 5

/* Of any width; `han`: also 一六零二, as it is read aloud. */
static bool is_digit(uint32_t code, bool han)
{
    static const uint32_t spoken[] = {0x96f6, 0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                      0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    if ((code >= '0' && code <= '9') || (code >= 0xff10 && code <= 0xff19))
        return true;
    for (size_t i = 0; han && i < ARRAY_LEN(spoken); i++) {
        if (code == spoken[i])
            return true;
    }
    return false;
}

/* Steps over digits, at most one more than a room has; how many. */
static size_t take_digits(const char **text, bool han)
{
    size_t count = 0;
    for (const char *next = *text; count <= ROOM_DIGITS_MAX && is_digit(utf8_next(&next), han); count++)
        *text = next;
    return count;
}

static const char *skip_blanks(const char *text)
{
    while (*text == ' ')
        text++;
    return text;
}

static bool starts_with_any(const char *text, const char *const *words)
{
    for (; *words; words++) {
        if (str_starts(text, *words))
            return true;
    }
    return false;
}

/* "1602室", "02 室", "501房": but a 房 that has only two digits may be anything. */
static const char *named_behind(const char *text, bool han)
{
    static const char *const always[] = {"室", "号室", "房间", "号房", NULL};
    static const char *const long_only[] = {"房", NULL};
    const char *end = text;
    size_t count = take_digits(&end, han);
    const char *word = skip_blanks(end);
    if (count > ROOM_DIGITS_MAX || count < 2)
        return NULL;
    bool room = starts_with_any(word, always) || (count >= ROOM_DIGITS_MIN && starts_with_any(word, long_only));
    return room ? end : NULL;
}

static bool counts_something(const char *text)
{
    static const char *const counted[] = {"户", "家", "人", "个", "盏", "次", "元",   "米",   "平", "台",
                                          "部", "辆", "只", "张", "份", "块", "条",   "件",   "处", "扇",
                                          "名", "位", "天", "点", "%",  "％", "小时", "分钟", NULL};
    return starts_with_any(skip_blanks(text), counted);
}

/* "3号楼1602", "2单元 501", "Room 1602", unless it counts something. */
static const char *named_before(const char *text, const char *const *houses)
{
    for (; *houses; houses++) {
        if (!str_starts(text, *houses))
            continue;
        const char *end = skip_blanks(text + strlen(*houses));
        size_t count = take_digits(&end, false);
        bool room = count >= ROOM_DIGITS_MIN && count <= ROOM_DIGITS_MAX && !counts_something(end);
        return room ? end : NULL;
    }
    return NULL;
}

/* "3-2-501": house, unit, flat. */
static const char *with_dashes(const char *text)
{
    static const size_t most[] = {2, 2, ROOM_DIGITS_MAX};
    const char *end = text;
    for (size_t i = 0; i < ARRAY_LEN(most); i++) {
        if (i && *end++ != '-')
            return NULL;
        size_t count = take_digits(&end, false);
        if (count < (i == 2 ? (size_t)ROOM_DIGITS_MIN : 1) || count > most[i])
            return NULL;
    }
    return *end == '-' ? NULL : end;
}

bool personal_find_room(const char *text, size_t from, struct personal *found)
{
    static const char *const houses[] = {"号楼", "栋", "幢", "座", "单元", NULL};
    static const char *const rooms[] = {"Room ",      "room ", "Flat ", "flat ", "Rm ",   "Apartment ",
                                        "apartment ", "Apt ",  "apt ",  "Unit ", "unit ", NULL};
    bool after_digit = false, after_letter = false;
    for (const char *next = text + from; *next;) {
        const char *at = next, *end = NULL;
        uint32_t code = utf8_next(&next);
        bool digit = is_digit(code, true);
        if (digit && !after_digit)
            end = named_behind(at, false);
        if (digit && !after_digit && !end)
            end = named_behind(at, true);
        if (digit && !after_digit && !end)
            end = with_dashes(at);
        if (!digit)
            end = named_before(at, houses);
        if (!digit && !end && !after_letter)
            end = named_before(at, rooms);
        if (end) {
            *found = (struct personal){PERSONAL_ROOM, (size_t)(at - text), (size_t)(end - at)};
            return true;
        }
        after_digit = digit || code == '-';
        after_letter = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    }
    return false;
}
