/* Answers, and what holes make of them. */
#include <stdio.h>
#include <stdlib.h>

#include "central/templates/templates_internal.h"
#include "common/calendar.h"
#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"

#define TEXT_MAX  60 /* characters, unless the field says otherwise */
#define HOURS_MAX 24
#define AREA_MAX  1000000 /* 1/100 square metre */
#define NAME_MAX  40
#define HOUR_S    3600

struct hole { /* "start+2h:moment", "fee.price" */
    char name[NAME_MAX], part[NAME_MAX], format[NAME_MAX];
    int64_t plus_s;
};

static const json_t *field_of(const struct fill *fill, const char *id)
{
    return json_find(json_member(fill->template, "fields"), id);
}

static void take(char out[static NAME_MAX], const char **at, const char *ends)
{
    size_t len = strcspn(*at, ends);
    (void)snprintf(out, NAME_MAX, "%.*s", (int)MIN(len, (size_t)NAME_MAX - 1), *at);
    *at += len;
}

static struct hole read_hole(const char *text)
{
    struct hole hole = {0};
    char plus[NAME_MAX] = "";
    take(hole.name, &text, "+.:");
    if (*text == '.') {
        text++;
        take(hole.part, &text, "+:");
    }
    if (*text == '+') {
        text++;
        take(plus, &text, ":");
    }
    if (*text == ':')
        (void)snprintf(hole.format, sizeof(hole.format), "%s", text + 1);
    int64_t amount;
    size_t len = strlen(plus);
    bool days = len && plus[len - 1] == 'd';
    if (len)
        plus[len - 1] = '\0';
    if (len && parse_i64(plus, 0, 3660, &amount))
        hole.plus_s = amount * (days ? DAY_S : HOUR_S);
    return hole;
}

/* --- Times --- */

bool template_moment(const struct fill *fill, const json_t *field, int64_t *unix_s)
{
    const json_t *answer = json_member(fill->answers, json_str_or(field, "id", ""));
    if (str_eq(json_str(field, "type"), "hours") && json_is_integer(answer)) {
        *unix_s = fill->world->now_s + CLAMP(json_integer_value(answer), 0, 24 * 366) * HOUR_S;
        return true;
    }
    return json_is_string(answer) && clock_parse(json_string_value(answer), fill->world->zone_s, unix_s);
}

static void put_day(struct buf *out, struct civil at, bool english)
{
    if (english)
        buf_printf(out, "%s, %d %s", calendar_weekday_en[at.weekday], at.day, calendar_month_en[at.month - 1]);
    else
        buf_printf(out, "%d月%d日（周%s）", at.month, at.day, calendar_weekday_zh[at.weekday]);
}

static void put_moment(const struct fill *fill, const struct hole *hole, int64_t unix_s, struct buf *out)
{
    struct civil at = clock_civil(unix_s + hole->plus_s, fill->world->zone_s);
    char rfc[32];
    clock_format(rfc, unix_s + hole->plus_s, fill->world->zone_s);
    if (str_eq(hole->format, "rfc")) {
        buf_puts(out, rfc);
        return;
    }
    if (!str_eq(hole->format, "time"))
        put_day(out, at, fill->english);
    if (str_eq(hole->format, "moment"))
        buf_puts(out, fill->english ? ", " : "");
    if (!str_eq(hole->format, "day"))
        buf_printf(out, "%d:%02d", at.hour, at.minute);
}

/* --- Money --- */

bool template_area(const char *text, int64_t *hundredths)
{
    char whole[NAME_MAX], part[3] = "00";
    size_t len = strcspn(text, ".");
    int64_t metres, rest = 0;
    if (len >= sizeof(whole))
        return false;
    (void)snprintf(whole, sizeof(whole), "%.*s", (int)len, text);
    if (text[len]) {
        size_t digits = strlen(text + len + 1);
        if (digits < 1 || digits > 2)
            return false;
        memcpy(part, text + len + 1, digits);
    }
    if (!parse_i64(whole, 0, AREA_MAX / 100, &metres) || !parse_i64(part, 0, 99, &rest))
        return false;
    *hundredths = metres * 100 + rest;
    return true;
}

/* Rounded to the fen, halves up: the rule that the fee document states. */
static int64_t month_fen(const struct fill *fill, const json_t *fee)
{
    int64_t area;
    if (!template_area(json_str_or(fill->answers, "area", ""), &area))
        return 0;
    return (area * json_int_or(fee, "unit_price_fen", 0) + 50) / 100;
}

static void put_yuan(struct buf *out, int64_t fen)
{
    buf_printf(out, "%lld.%02lld", (long long)(fen / 100), (long long)(fen % 100));
}

static void put_fee(const struct fill *fill, const json_t *fee, const char *part, struct buf *out)
{
    static const char *const words[][2] = {{"", "name"},
                                           {"unit", "unit"},
                                           {"billing", "billing_method"},
                                           {"due", "due_rule"},
                                           {"payer", "payer"},
                                           {"content", "service_content"},
                                           {"basis", "price_basis"},
                                           {"document", "approval_document"},
                                           {"complaints", "complaint_line"}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_eq(part, words[i][0]))
            buf_puts(out, words_member(fee, words[i][1], fill->english));
    }
    if (str_eq(part, "id"))
        buf_puts(out, json_str_or(fee, "id", ""));
    if (str_eq(part, "price"))
        put_yuan(out, json_int_or(fee, "unit_price_fen", 0));
    if (str_eq(part, "month") && month_fen(fill, fee))
        put_yuan(out, month_fen(fill, fee));
    if (str_eq(part, "quarter") && month_fen(fill, fee))
        put_yuan(out, 3 * month_fen(fill, fee));
}

static const json_t *fee_of(const struct fill *fill, const char *field)
{
    return json_find(json_member(fill->world->fees, "fee_items"), json_str_or(fill->answers, field, ""));
}

/* --- The whole hole --- */

static void put_choice(const struct fill *fill, const json_t *field, const struct hole *hole, struct buf *out)
{
    CLEANUP(json_free_ref) json_t *options = template_options(field, fill->world);
    const json_t *option = json_find(options, json_str_or(fill->answers, hole->name, ""));
    buf_puts(out, str_eq(hole->part, "id") ? json_str_or(option, "id", "")
                                           : words_member(option, *hole->part ? hole->part : "name", fill->english));
}

/* "list": each line of the answer with its number; "points": with a dot. */
static void put_lines(const char *text, const char *part, struct buf *out)
{
    for (int n = 1; *text;) {
        size_t len = strcspn(text, "\n");
        if (len && str_eq(part, "list"))
            buf_printf(out, "%s%d. ", n > 1 ? "\n" : "", n);
        else if (len)
            buf_puts(out, n > 1 ? "\n- " : "- ");
        buf_append(out, text, len);
        n += len > 0;
        text += len + (text[len] == '\n');
    }
}

static void put_words(const struct fill *fill, const struct hole *hole, struct buf *out)
{
    const char *words = words_member(fill->answers, hole->name, fill->english);
    if (*hole->part)
        put_lines(words, hole->part, out);
    else
        buf_puts(out, words);
}

static void put_phone(const struct fill *fill, const char *kind, struct buf *out)
{
    size_t i;
    json_t *contact;
    json_array_foreach(json_member(fill->world->community, "contacts"), i, contact)
    {
        if (!str_eq(json_str(contact, "kind"), kind))
            continue;
        buf_puts(out, json_str_or(contact, "phone", ""));
        return;
    }
}

static void put_number(const json_t *answer, struct buf *out)
{
    if (json_is_integer(answer))
        buf_printf(out, "%lld", (long long)json_integer_value(answer));
    else if (json_is_string(answer))
        buf_puts(out, json_string_value(answer));
}

static void put_answer(const struct fill *fill, const struct hole *hole, struct buf *out)
{
    const json_t *field = field_of(fill, hole->name);
    const char *type = json_str_or(field, "type", "");
    int64_t at_s;
    if (str_eq(type, "choice"))
        put_choice(fill, field, hole, out);
    else if (str_eq(type, "fee"))
        put_fee(fill, fee_of(fill, hole->name), hole->part, out);
    else if (str_eq(type, "time") || (str_eq(type, "hours") && *hole->format)) {
        if (template_moment(fill, field, &at_s))
            put_moment(fill, hole, at_s, out);
    } else if (str_eq(type, "number") || str_eq(type, "area") || str_eq(type, "hours"))
        put_number(json_member(fill->answers, hole->name), out);
    else
        put_words(fill, hole, out);
}

void template_hole(const struct fill *fill, const char *text, struct buf *out)
{
    struct hole hole = read_hole(text);
    if (str_eq(hole.name, "now"))
        put_moment(fill, &hole, fill->world->now_s, out);
    else if (str_eq(hole.name, "community"))
        buf_puts(out, words_member(json_member(fill->world->community, "community"), "name", fill->english));
    else if (str_eq(hole.name, "phone"))
        put_phone(fill, hole.part, out);
    else
        put_answer(fill, &hole, out);
}

int64_t template_number(const struct fill *fill, const char *text)
{
    struct hole hole = read_hole(text);
    if (str_eq(hole.part, "price"))
        return json_int_or(fee_of(fill, hole.name), "unit_price_fen", 0);
    return json_int_or(fill->answers, hole.name, 0);
}

/* --- What an answer must be --- */

static char *text_refusal(const json_t *field, const char *text, const char *label)
{
    bool lines = str_eq(json_str(field, "type"), "lines");
    size_t max = (size_t)json_int_or(field, "max", TEXT_MAX);
    if (!utf8_clean(text, lines ? UTF8_TEXT : UTF8_LINE, NULL))
        return xasprintf(_("there are characters or line breaks that cannot be shown: %s"), label);
    if (utf8_count(text) > max)
        return xasprintf(_("%s: at most %zu characters"), label, max);
    return NULL;
}

static char *hours_refusal(const json_t *field, const json_t *answer, const char *label)
{
    int64_t max = json_int_or(field, "max", HOURS_MAX), hours = json_integer_value(answer);
    if (json_is_integer(answer) && hours >= 1 && hours <= max)
        return NULL;
    return xasprintf(_("%s: 1 to %lld hours"), label, (long long)max);
}

static bool offered(const struct fill *fill, const json_t *field, const json_t *answer)
{
    CLEANUP(json_free_ref) json_t *options = template_options(field, fill->world);
    return json_is_string(answer) && json_find(options, json_string_value(answer));
}

static char *typed_refusal(const struct fill *fill, const json_t *field, const json_t *answer)
{
    const char *type = json_str_or(field, "type", "text"), *label = words_member(field, "label", words_english());
    int64_t number;
    if (str_eq(type, "hours"))
        return hours_refusal(field, answer, label);
    if (str_eq(type, "number"))
        return json_is_integer(answer) ? NULL : xasprintf(_("a whole number is wanted: %s"), label);
    if (!json_is_string(answer))
        return xasprintf(_("please fill in: %s"), label);
    if (str_eq(type, "time"))
        return template_moment(fill, field, &number) ? NULL : xasprintf(_("a time is wanted: %s"), label);
    if (str_eq(type, "area"))
        return template_area(json_string_value(answer), &number)
                   ? NULL
                   : xasprintf(_("an area such as 98.50 is wanted: %s"), label);
    if (str_eq(type, "choice") || str_eq(type, "fee"))
        return offered(fill, field, answer) ? NULL : xasprintf(_("choose from the list: %s"), label);
    return text_refusal(field, json_string_value(answer), label);
}

static bool is_empty(const json_t *answer)
{
    return !answer || json_is_null(answer) || (json_is_string(answer) && utf8_blank(json_string_value(answer)));
}

char *template_answer_refusal(const struct fill *fill, const json_t *field)
{
    const char *id = json_str_or(field, "id", "");
    const json_t *answer = json_member(fill->answers, id);
    char key[NAME_MAX];
    if (is_empty(answer))
        return json_flag(field, "optional")
                   ? NULL
                   : xasprintf(_("please fill in: %s"), words_member(field, "label", words_english()));
    char *why = typed_refusal(fill, field, answer);
    (void)snprintf(key, sizeof(key), "%s_en", id);
    const char *translated = json_str(fill->answers, key);
    if (!why && translated)
        why = text_refusal(field, translated, words_member(field, "label", words_english()));
    return why;
}
