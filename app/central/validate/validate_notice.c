/* A notice: its frame (who, when, how long) and the rules for its words. Tables are in validate_table.c. */
#include "central/validate/validate.h"

#include "common/clock.h"
#include "common/json.h"
#include "common/markdown.h"
#include "common/utf8.h"
#include "common/warning.h"
#include "central/validate/validate_check.h"
#include "central/validate/validate_files.h"
#include "central/validate/validate_table.h"
#include "central/words/words.h"

#define HOUR_S 3600

static void check_lead(struct check *check, int64_t hours, int64_t from, int64_t start)
{
    if (start - from < hours * HOUR_S)
        (void)check_fail(check, "", "effective",
                         _("it is posted %lld hours before the event, but the rule asks for %lld hours"),
                         (long long)((start - from) / HOUR_S), (long long)hours);
}

/* The hours that the rule asks for, and the event's start; false: it asks for none, or something is wrong. */
static bool read_lead(struct check *check, const json_t *doc, int64_t *hours, int64_t *start)
{
    const json_t *rule = check_object_opt(check, doc, "", "posting_rule");
    if (!rule || !check_int_opt(check, rule, "posting_rule", "lead_hours", 0, 24 * 366, hours) || *hours == 0)
        return false;
    const json_t *event = check_object_opt(check, doc, "", "event");
    if (!check->why && !event)
        (void)check_fail(check, "", "event",
                         _("the posting rule asks for %lld hours before the event; say when it starts"),
                         (long long)*hours);
    return event && check_time(check, event, "event", "start", start);
}

static void check_posting_rule(struct check *check, const json_t *doc, int64_t from, int64_t until)
{
    int64_t days, hours, start;
    const json_t *rule = check_object_opt(check, doc, "", "posting_rule");
    if (rule && check_int_opt(check, rule, "posting_rule", "min_days", 0, 3660, &days) && until - from < days * DAY_S)
        (void)check_fail(
            check, "", "expires", _("it is shown for %lld days and %lld hours, but must be posted for %lld days"),
            (long long)((until - from) / DAY_S), (long long)((until - from) % DAY_S / HOUR_S), (long long)days);
    if (read_lead(check, doc, &hours, &start))
        check_lead(check, hours, from, start);
}

static void check_times(struct check *check, const json_t *doc)
{
    int64_t from, until, start, end;
    if (!check_time(check, doc, "", "effective", &from) || !check_time(check, doc, "", "expires", &until))
        return;
    if (until <= from)
        (void)check_fail(check, "", "expires", _("the end does not lie after the beginning"));
    const json_t *event = check_object_opt(check, doc, "", "event");
    if (event && check_time(check, event, "event", "start", &start) && json_is_string(json_member(event, "end")) &&
        check_time(check, event, "event", "end", &end) && end < start)
        (void)check_fail(check, "event", "end", _("the end lies before the beginning"));
    check_posting_rule(check, doc, from, until);
}

/* The notice that this one corrects or ends. */
static void check_other(struct check *check, const json_t *doc, const char *own, const char *key, const char *itself)
{
    const json_t *value = json_member(doc, key);
    const char *other = value && !json_is_null(value) ? check_id(check, doc, "", key) : NULL;
    if (other && str_eq(other, own))
        (void)check_fail(check, "", key, "%s", itself);
}

/* What was wrong in the text that this one takes the place of: residents read it above the words. */
static void check_corrects(struct check *check, const json_t *doc)
{
    static const char *const keys[] = {"text", "text_en"};
    const json_t *corrects = check_object_opt(check, doc, "", "corrects");
    if (!corrects)
        return;
    for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
        const char *text = i == 0 ? check_text(check, corrects, "corrects", keys[i], VALIDATE_CORRECTS_MAX)
                                  : check_text_opt(check, corrects, "corrects", keys[i], 3 * VALIDATE_CORRECTS_MAX);
        if (text && !utf8_clean(text, UTF8_LINE, NULL))
            (void)check_fail(check, "corrects", keys[i], _("it must be one line, without line breaks and tabs"));
    }
}

/* The level goes onto the screens as a colour and its name: only one that a station can have issued. */
static void check_level(struct check *check, const json_t *doc)
{
    const char *color = check_text_opt(check, doc, "", "warning_color", 20);
    if (color && warning_is_weather(json_str(doc, "kind")) && warning_level(color) == WARNING_NONE)
        (void)check_fail(check, "", "warning_color",
                         _("%s is no level of a weather warning; 蓝色, 黄色, 橙色 or 红色 is wanted"), color);
}

static void check_frame(struct check *check, const json_t *doc, const char *id)
{
    int64_t priority;
    const char *own = check_id(check, doc, "", "id");
    if (own && id && !str_eq(own, id))
        (void)check_fail(check, "", "id", _("the document is %s, but the address says %s"), own, id);
    (void)check_id(check, doc, "", "kind");
    (void)check_id(check, doc, "", "issuer");
    (void)check_text_opt(check, doc, "", "issuer_name", 60);
    (void)check_int(check, doc, "", "priority", 1, 4, &priority);
    (void)check_flag_opt(check, doc, "", "pinned");
    check_level(check, doc);
    check_other(check, doc, own, "supersedes", _("a notice cannot supersede itself"));
    check_other(check, doc, own, "all_clear", _("a notice cannot be its own all-clear"));
    (void)check_object_opt(check, doc, "", "interaction");
    check_corrects(check, doc);
    validate_files_check(check, doc);
    check_times(check, doc);
    validate_display_check(check, doc);
}

static size_t count_lines(const char *text)
{
    size_t lines = 1;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void check_columns(struct check *check, const char *at, const struct md_doc *body)
{
    for (size_t i = 0; i < body->count && !check->why; i++) {
        if (body->blocks[i].columns > MARKDOWN_COLUMNS_WANTED_MAX)
            (void)check_fail(
                check, at, "body_md",
                _("a table has %zu%s columns; %d are the most that can be read on a screen: make two tables "
                  "of it, or let rows be columns"),
                body->blocks[i].columns, body->is_cut ? _(" or more") : "", MARKDOWN_COLUMNS_WANTED_MAX);
    }
}

/* As the screens read it: one parser for both. */
static void check_blocks(struct check *check, const json_t *doc, const char *at, const char *body)
{
    struct md_doc *parsed = md_parse(body);
    check_columns(check, at, parsed);
    validate_table_check(check, at, parsed, body);
    validate_files_check_text(check, doc, at, parsed);
    md_free(parsed);
}

static void check_body(struct check *check, const json_t *doc, const json_t *words, const char *at)
{
    const char *body = validate_files_picture_only(doc)
                           ? check_text_opt(check, words, at, "body_md", MARKDOWN_BYTES_MAX)
                           : check_text(check, words, at, "body_md", MARKDOWN_BYTES_MAX);
    if (!body)
        return;
    if (strlen(body) > MARKDOWN_BYTES_MAX)
        (void)check_fail(check, at, "body_md", _("the text has %zu bytes; %d are the most"), strlen(body),
                         MARKDOWN_BYTES_MAX);
    else if (count_lines(body) > VALIDATE_LINES_MAX)
        (void)check_fail(check, at, "body_md", _("the text has %zu lines; %d are the most"), count_lines(body),
                         VALIDATE_LINES_MAX);
    else
        check_blocks(check, doc, at, body);
}

static void check_line(struct check *check, const char *text, const char *at, const char *key)
{
    if (text && !utf8_clean(text, UTF8_LINE, NULL))
        (void)check_fail(check, at, key, _("it must be one line, without line breaks and tabs"));
}

/* Services are never cut for unpaid fees (Civil Code 944), so an outage notice does not speak of them in one breath. */
static void check_outage_words(struct check *check, const char *text, const char *at, const char *key)
{
    static const char *const threats[] = {"欠费", "催费", "缴费", "催缴", "欠缴"};
    for (size_t i = 0; text && i < ARRAY_LEN(threats); i++) {
        if (strstr(text, threats[i]))
            (void)check_fail(
                check, at, key,
                _("a notice of an outage must not mention %s: water, power and gas are never cut for unpaid fees"),
                threats[i]);
    }
}

static bool is_outage(const char *kind)
{
    return str_eq(kind, "water_outage") || str_eq(kind, "power_outage") || str_eq(kind, "gas_outage") ||
           str_eq(kind, "heating_outage");
}

static void check_language(struct check *check, const json_t *doc, const json_t *words, const char *language)
{
    char at[CHECK_PATH_MAX];
    check_path(at, "lang", language);
    if (!json_is_object(words)) {
        (void)check_fail(check, at, NULL, _("an object with title, summary and body_md is wanted"));
        return;
    }
    const char *title = check_text(check, words, at, "title", VALIDATE_TITLE_MAX * (str_eq(language, "zh-CN") ? 1 : 3));
    const char *summary =
        check_text(check, words, at, "summary", VALIDATE_SUMMARY_MAX * (str_eq(language, "zh-CN") ? 1 : 3));
    check_line(check, title, at, "title");
    check_line(check, summary, at, "summary");
    check_body(check, doc, words, at);
    if (check->why || !is_outage(json_str(doc, "kind")))
        return;
    check_outage_words(check, title, at, "title");
    check_outage_words(check, summary, at, "summary");
    check_outage_words(check, json_str(words, "body_md"), at, "body_md");
}

static void check_languages(struct check *check, const json_t *doc)
{
    const json_t *languages = check_object(check, doc, "", "lang");
    (void)check_object(check, languages, "lang", "zh-CN");
    const char *language;
    json_t *words;
    json_object_foreach((json_t *)languages, language, words)
    {
        check_language(check, doc, words, language);
    }
}

/* Only weather stations issue warnings (Meteorology Law 22, 25); passing one on needs their name. */
static void check_weather(struct check *check, const json_t *doc)
{
    const json_t *words = json_member(json_member(doc, "lang"), "zh-CN");
    const char *const places[] = {json_str(doc, "issuer_name"), json_str(words, "summary"), json_str(words, "body_md")};
    if (check->why || !warning_is_weather(json_str(doc, "kind")))
        return;
    for (size_t i = 0; i < ARRAY_LEN(places); i++) {
        if (places[i] && (strstr(places[i], "气象台") || strstr(places[i], "气象局") || strstr(places[i], "气象部门") ||
                          strstr(places[i], "气象中心")))
            return;
    }
    (void)check_fail(
        check, "", "issuer_name",
        _("a weather warning must name the weather station that issued it (…气象台), here or in its text"));
}

char *validate_notice(const json_t *doc, const char *id)
{
    struct check check = {0};
    check_document(&check, doc);
    check_frame(&check, doc, id);
    check_languages(&check, doc);
    check_weather(&check, doc);
    return check.why;
}

int64_t validate_hung_from(int64_t effective, int64_t start, int64_t first_s, int64_t began_s)
{
    return effective >= began_s && start > first_s ? MAX(effective, first_s) : effective;
}

char *validate_lead(const json_t *doc, int64_t first_s, int64_t began_s)
{
    struct check check = {0};
    int64_t hours, start, from;
    if (read_lead(&check, doc, &hours, &start) && check_time(&check, doc, "", "effective", &from))
        check_lead(&check, hours, validate_hung_from(from, start, first_s, began_s), start);
    return check.why;
}
