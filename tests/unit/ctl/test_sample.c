/* The sample content itself: what hangs in a lobby must be right, whatever day it is moved to. */
#include "ctl/sample.h"

#include <locale.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/clock.h"
#include "common/json.h"

#define SAMPLE_DIR FOYER_SOURCE_DIR "/assets/sample"
#define CHINA_S    (8 * 3600)

static const char *const DAYS[] = {"2026-11-23T09:00:00+08:00", "2026-12-31T23:59:00+08:00",
                                   "2027-02-28T00:00:00+08:00", "2027-07-15T12:00:00+08:00",
                                   "2028-02-29T08:00:00+08:00", "2026-03-01T09:00:00+08:00"};

static struct sample load_at(const char *now)
{
    struct sample sample;
    int64_t now_s;
    char *why = NULL;
    assert_true(clock_parse(now, CHINA_S, &now_s));
    if (!sample_load(&sample, SAMPLE_DIR, now_s, &why))
        fail_msg("%s", why);
    return sample;
}

static json_t *raw(const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf(SAMPLE_DIR "/%s.json", name);
    json_t *document = json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(document);
    return document;
}

/* Calls `look` for every text of a document. */
typedef void look_fn(const char *path, const char *text, void *arg);
static void walk(const json_t *value, const char *path, look_fn *look, void *arg)
{
    const char *key;
    json_t *child;
    size_t i;
    if (json_is_string(value))
        look(path, json_string_value(value), arg);
    json_object_foreach((json_t *)value, key, child)
    {
        CLEANUP(free_ptr) char *at = xasprintf("%s.%s", path, key);
        walk(child, at, look, arg);
    }
    json_array_foreach((json_t *)value, i, child)
    {
        const char *id = json_str(child, "id");
        CLEANUP(free_ptr) char *at = id ? xasprintf("%s[%s]", path, id) : xasprintf("%s[%zu]", path, i);
        walk(child, at, look, arg);
    }
}

static void walk_sample(const struct sample *sample, look_fn *look, void *arg)
{
    walk(sample->community, "community", look, arg);
    walk(sample->standards, "standards", look, arg);
    walk(sample->fees, "fees", look, arg);
    walk(sample->form, "form", look, arg);
    walk(sample->notices, "notices", look, arg);
    walk(sample->outcome, "outcome", look, arg);
}

static int64_t number(const json_t *object, const char *key)
{
    if (!json_is_integer(json_member(object, key)))
        fail_msg("%s is no whole number", key);
    return json_int_or(object, key, 0);
}

static int64_t sum(const json_t *list, const char *key)
{
    int64_t total = 0;
    size_t i;
    json_t *entry;
    assert_true(json_array_size(list) > 0);
    json_array_foreach((json_t *)list, i, entry)
    {
        total += number(entry, key);
    }
    return total;
}

static const json_t *find(const json_t *list, const char *id)
{
    size_t i;
    json_t *entry;
    json_array_foreach((json_t *)list, i, entry)
    {
        if (str_eq(json_str(entry, "id"), id))
            return entry;
    }
    return NULL;
}

/* --- dates ------------------------------------------------------------------------------------------------------ */

static void look_for_marks(const char *path, const char *text, void *arg)
{
    if (strstr(text, "{{") || strstr(text, "}}"))
        fail_msg("at %s: %s still holds a mark: %s", (const char *)arg, path, text);
}

static void no_mark_is_left_over(void **state UNUSED)
{
    for (size_t i = 0; i < ARRAY_LEN(DAYS); i++) {
        struct sample sample = load_at(DAYS[i]);
        walk_sample(&sample, look_for_marks, (void *)DAYS[i]);
        sample_fini(&sample);
    }
}

/* The text without its marks. */
static char *outside_marks(const char *text)
{
    struct buf out = {0};
    for (const char *open; (open = strstr(text, "{{")) && strstr(open, "}}");) {
        buf_append(&out, text, (size_t)(open - text));
        buf_putc(&out, '#');
        text = strstr(open, "}}") + 2;
    }
    buf_puts(&out, text);
    return buf_take(&out);
}

static bool matches(const char *text, const char *pattern)
{
    regex_t regex;
    assert_int_equal(regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB), 0);
    bool found = regexec(&regex, text, 0, NULL, 0) == 0;
    regfree(&regex);
    return found;
}

/* What the file itself calls fixed is about the calendar: holidays are no part of the story that moves. */
static bool is_fixed(const char *path, const json_t *names)
{
    size_t i;
    json_t *name;
    json_array_foreach((json_t *)names, i, name)
    {
        CLEANUP(free_ptr) char *inside = xasprintf(".%s.", json_string_value(name));
        if (strstr(path, inside))
            return true;
    }
    return false;
}

static void look_for_literal_dates(const char *path, const char *text, void *arg)
{
    static const char *const patterns[] = {"[0-9]+月[0-9]+日",
                                           "[0-9]{4}年",
                                           "(^|[^×0-9])[0-9]+月",
                                           "[（(]周[一二三四五六日][）)]",
                                           "第?[一二三四]季度",
                                           "[一二三四五六七八九十]月(份|起|初|底|中旬|$)",
                                           "[上下]半年",
                                           ".[0-9]{4}-[0-9]{2}-[0-9]{2}",
                                           "[0-9]{4}-[0-9]{2}-[0-9]{2}[^T]",
                                           "(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec) ",
                                           "20[0-9]{2}Q"};
    CLEANUP(free_ptr) char *rest = outside_marks(text);
    if (strstr(path, ".id") || strstr(path, ".schema") || is_fixed(path, arg))
        return;
    for (size_t i = 0; i < ARRAY_LEN(patterns); i++)
        if (matches(rest, patterns[i]) && !(i == 10 && strlen(text) == 6))
            fail_msg("%s holds a date that will not move (%s): %s", path, patterns[i], rest);
}

static void no_literal_date_stands_outside_marks(void **state UNUSED)
{
    static const char *const files[] = {"community", "standards", "fees", "complaints", "notices", "outcome"};
    for (size_t i = 0; i < ARRAY_LEN(files); i++) {
        CLEANUP(json_free_ref) json_t *document = raw(files[i]);
        walk(document, files[i], look_for_literal_dates, json_member(document, "fixed_dates"));
    }
}

static void holidays_do_not_move(void **state UNUSED)
{
    for (size_t i = 0; i < ARRAY_LEN(DAYS); i++) {
        struct sample sample = load_at(DAYS[i]);
        const json_t *year = json_member(json_member(sample.form, "holidays"), "2026");
        assert_string_equal(json_string_value(json_array_get(json_member(year, "off"), 0)), "2026-01-01");
        sample_fini(&sample);
    }
}

/* Weekdays of "M月D日（周W）", in the year that brings the date nearest to now. */
static void look_for_weekdays(const char *path, const char *text, void *arg)
{
    static const char *const names[] = {"日", "一", "二", "三", "四", "五", "六"};
    const int64_t now_s = *(const int64_t *)arg;
    struct civil now = clock_civil(now_s, CHINA_S);
    for (const char *at = text; (at = strstr(at, "日（周")); at++) {
        const char *from = at;
        while (from > text && (from[-1] >= '0' && from[-1] <= '9'))
            from--;
        int day = (int)strtol(from, NULL, 10);
        from -= strlen("月");
        while (from > text && (from[-1] >= '0' && from[-1] <= '9'))
            from--;
        int month = (int)strtol(from, NULL, 10);
        int64_t best = INT64_MAX;
        for (int year = now.year - 1; year <= now.year + 1; year++) {
            int64_t then =
                clock_from_civil((struct civil){.year = year, .month = month, .day = day, .hour = 12}, CHINA_S);
            if (llabs(then - now_s) < llabs(best - now_s))
                best = then;
        }
        const char *wanted = names[clock_civil(best, CHINA_S).weekday];
        if (!str_starts(at + strlen("日（周"), wanted))
            fail_msg("%s: %d月%d日 is 周%s: %s", path, month, day, wanted, text);
    }
}

static void every_weekday_is_right(void **state UNUSED)
{
    for (size_t i = 0; i < ARRAY_LEN(DAYS); i++) {
        int64_t now_s;
        assert_true(clock_parse(DAYS[i], CHINA_S, &now_s));
        struct sample sample = load_at(DAYS[i]);
        walk_sample(&sample, look_for_weekdays, &now_s);
        sample_fini(&sample);
    }
}

static const json_t *notice_doc(const struct sample *sample, const char *id)
{
    return json_member(json_member(find(sample->notices, id), "item"), "doc");
}

static void tomorrow_stays_tomorrow_in_words_and_fields(void **state UNUSED)
{
    struct sample sample = load_at("2028-02-28T09:00:00+08:00");
    const json_t *doc = notice_doc(&sample, "N-001"), *lang = json_member(doc, "lang");
    assert_string_equal(json_str(json_member(doc, "event"), "start"), "2028-02-29T09:00:00+08:00");
    assert_non_null(strstr(json_str(json_member(lang, "zh-CN"), "summary"), "2月29日（周二）9时"));
    assert_non_null(strstr(json_str(json_member(lang, "zh-CN"), "body_md"), "2028年2月29日（周二）9:00"));
    assert_non_null(strstr(json_str(json_member(lang, "en"), "summary"), "Tue 29 Feb"));
    assert_string_equal(json_str(json_member(sample.community, "community"), "delivered"), "2016-09-30");
    sample_fini(&sample);
}

/* --- words ------------------------------------------------------------------------------------------------------ */

static void look_for_promises(const char *path, const char *text, void *arg UNUSED)
{
    static const char *const pages[] = {"通知",       "收费和账目", "服务标准", "我要反映",
                                        "查处理结果", "找人打电话", "法定公开"};
    for (const char *at = text; (at = strstr(at, "终端“")); at++) {
        bool known = false;
        for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
            CLEANUP(free_ptr) char *quoted = xasprintf("终端“%s”", pages[i]);
            known = known || str_starts(at, quoted);
        }
        if (!known)
            fail_msg("%s sends people to a page that does not exist: %s", path, at);
    }
    static const char *const gone[] = {"”栏",      "」栏",     "”一栏",    "计算器", "试算",     "拍号", "拍照上传",
                                       "屏幕作答", "查询码与", "每次点选", "字形",   "活动报名", "C-20"};
    for (size_t i = 0; i < ARRAY_LEN(gone); i++)
        if (strstr(text, gone[i]) && !strstr(text, "也不拍照上传"))
            fail_msg("%s promises what is not there (%s): %s", path, gone[i], text);
}

static void texts_promise_only_pages_that_exist(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    walk_sample(&sample, look_for_promises, NULL);
    sample_fini(&sample);
}

static void need(const json_t *entry, const char *key, const char *what)
{
    const char *text = json_str(entry, key);
    if (!text || !*text)
        fail_msg("%s %s has no %s", what, json_str_or(entry, "id", "?"), key);
}

static void need_all(const json_t *list, const char *const *keys, const char *what)
{
    size_t i;
    json_t *entry;
    assert_true(json_array_size(list) > 0);
    json_array_foreach((json_t *)list, i, entry)
    {
        for (const char *const *key = keys; *key; key++)
            need(entry, *key, what);
    }
}

static void menus_are_in_two_languages(void **state UNUSED)
{
    static const char *const named[] = {"name", "name_en", NULL},
                             *const labelled[] = {"label", "label_en", "phone", "kind", NULL},
                             *const clause[] = {"title", "title_en", "resident_check", "unit_en", NULL},
                             *const category[] = {"name", "name_en", "everyday", "everyday_en",
                                                  "hint", "hint_en", NULL},
                             *const fee[] = {"name", "name_en", "unit_en", "due_rule_en", NULL},
                             *const place[] = {"place", "place_en", "name", NULL};
    struct sample s = load_at(DAYS[0]);
    need_all(json_member(s.community, "buildings"), named, "building");
    need_all(json_member(s.community, "lifts"), named, "lift");
    need_all(json_member(s.community, "places"), named, "place");
    need_all(json_member(s.community, "roles"), named, "role");
    need_all(json_member(s.community, "organisations"), named, "organisation");
    need_all(json_member(s.community, "contacts"), labelled, "contact");
    need_all(json_member(s.community, "terminals"), place, "lobby");
    need_all(json_member(s.standards, "categories"), named, "standards category");
    need_all(json_member(s.standards, "clauses"), clause, "clause");
    need_all(json_member(s.fees, "fee_items"), fee, "fee");
    need_all(json_member(s.form, "categories"), category, "category");
    need_all(json_member(s.form, "states"), named, "state");
    need_all(json_member(s.form, "severities"), named, "severity");
    size_t i;
    json_t *entry;
    json_array_foreach(json_member(s.form, "categories"), i, entry)
    {
        need_all(json_member(entry, "subitems"), named, "sub-item");
    }
    json_array_foreach(json_member(s.community, "buildings"), i, entry)
    {
        need_all(json_member(entry, "units"), named, "unit");
    }
    sample_fini(&s);
}

static void a_dozen_live_notices_are_in_english(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    size_t i, english = 0;
    json_t *notice;
    json_array_foreach(sample.notices, i, notice)
    {
        english += json_member(json_member(json_member(json_member(notice, "item"), "doc"), "lang"), "en") != NULL;
    }
    assert_true(english >= 12);
    sample_fini(&sample);
}

/* --- the complaint form ------------------------------------------------------------------------------------------- */

static bool is_one_of(const char *text, const char *const *list)
{
    for (; text && *list; list++)
        if (str_eq(text, *list))
            return true;
    return false;
}

static void every_danger_names_a_public_number(void **state UNUSED)
{
    static const char *const numbers[] = {"110", "119", "120", NULL}, *const dangers[] = {"lift",     "gas",     "fire",
                                                                                          "violence", "medical", NULL};
    struct sample sample = load_at(DAYS[0]);
    size_t i, j, found = 0;
    json_t *category, *subitem;
    json_array_foreach(json_member(sample.form, "categories"), i, category)
    {
        json_array_foreach(json_member(category, "subitems"), j, subitem)
        {
            bool life = str_eq(json_str(subitem, "severity"), "S1");
            found += life;
            if (life && (!is_one_of(json_str(subitem, "phone_redirect"), numbers) ||
                         !is_one_of(json_str(subitem, "danger"), dangers)))
                fail_msg("%s is a danger to life without public number or danger", json_str(subitem, "id"));
            if (!life && json_member(subitem, "danger"))
                fail_msg("%s names a danger but is not S1", json_str(subitem, "id"));
        }
    }
    assert_true(found >= 6);
    sample_fini(&sample);
}

static int64_t target(const struct sample *sample, const char *clause)
{
    return number(find(json_member(sample->standards, "clauses"), clause), "target");
}

static void no_deadline_is_longer_than_the_wall_promises(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    size_t i;
    json_t *category;
    json_array_foreach(json_member(sample.form, "categories"), i, category)
    {
        const json_t *sla = json_member(category, "sla");
        assert_true(number(sla, "first_response_hours") <= target(&sample, "GT-06"));
        assert_true(number(sla, "resolve_hours") <= target(&sample, "GT-07") * 24);
    }
    sample_fini(&sample);
}

static void check_phrases(const json_t *owner, size_t least)
{
    static const char *const both[] = {"text", "text_en", NULL};
    const json_t *phrases = json_member(owner, "phrases");
    if (!phrases && least == 0)
        return;
    if (json_array_size(phrases) < least || json_array_size(phrases) > 6)
        fail_msg("%s has %zu phrases", json_str(owner, "id"), json_array_size(phrases));
    need_all(phrases, both, "phrase of");
    size_t i;
    json_t *phrase;
    json_array_foreach((json_t *)phrases, i, phrase)
    {
        if (matches(json_str(phrase, "text"), "(多次|几次|天了|一直|每天|经常|总是|小时|昨天|今天|已经)"))
            fail_msg("%s: a phrase states how long or how often: %s", json_str(owner, "id"), json_str(phrase, "text"));
    }
}

/* What stands beside every matter of a topic must be true of any of them. */
static void check_general(const json_t *category)
{
    size_t i;
    json_t *phrase;
    json_array_foreach(json_member(category, "phrases"), i, phrase)
    {
        if (matches(json_str(phrase, "text"),
                    "(电梯|门|灯|漏水|车|狗|草坪|树|垃圾|异味|工牌|声音|滑梯|坡道|票据|刷脸|屏幕|活动|上面)"))
            fail_msg("%s: a sentence for every matter fits only some: %s", json_str(category, "id"),
                     json_str(phrase, "text"));
    }
}

/* Three to six beside a matter, none of them twice nor within another. */
static void check_together(const json_t *category, const json_t *subitem)
{
    const json_t *lists[] = {json_member(subitem, "phrases"), json_member(category, "phrases")};
    const char *texts[16];
    size_t count = 0;
    for (size_t l = 0; l < ARRAY_LEN(lists); l++) {
        for (size_t i = 0; i < json_array_size(lists[l]) && count < ARRAY_LEN(texts); i++)
            texts[count++] = json_str(json_array_get(lists[l], i), "text");
    }
    if (count < 3 || count > 6)
        fail_msg("%s has %zu ready sentences", json_str(subitem, "id"), count);
    for (size_t a = 0; a < count; a++) {
        for (size_t b = a + 1; b < count; b++) {
            if (strncmp(texts[a], texts[b], MIN(strlen(texts[a]), strlen(texts[b])) - strlen("。")) == 0)
                fail_msg("%s: doubled: %s %s", json_str(subitem, "id"), texts[a], texts[b]);
        }
    }
}

static void ready_sentences_state_only_what_was_chosen(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    size_t i, j;
    json_t *category, *subitem;
    json_array_foreach(json_member(sample.form, "categories"), i, category)
    {
        check_phrases(category, 3);
        check_general(category);
        json_array_foreach(json_member(category, "subitems"), j, subitem)
        {
            check_phrases(subitem, 0);
            check_together(category, subitem);
        }
    }
    sample_fini(&sample);
}

static void the_consent_text_says_what_the_law_asks(void **state UNUSED)
{
    static const char *const parts[] = {"由谁处理", "000-5550-0105", "为什么", "哪些信息",
                                        "30日",     "更正",          "删除",   "撤回"};
    struct sample sample = load_at(DAYS[0]);
    const json_t *consent = json_member(sample.form, "consent");
    need(consent, "version", "consent");
    need(consent, "text_en", "consent");
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (!strstr(json_str_or(consent, "text", ""), parts[i]))
            fail_msg("the consent text does not say %s", parts[i]);
    sample_fini(&sample);
}

/* Days off and working weekends as the two notices of the State Council's office list them, span by span. */
static void holidays_are_those_of_the_notices(void **state UNUSED)
{
    static const struct {
        const char *year, *first, *last;
        int days;
    } spans[] = {
        {"2025", "2025-01-01", "2025-01-01", 1}, {"2025", "2025-01-28", "2025-02-04", 8},
        {"2025", "2025-04-04", "2025-04-06", 3}, {"2025", "2025-05-01", "2025-05-05", 5},
        {"2025", "2025-05-31", "2025-06-02", 3}, {"2025", "2025-10-01", "2025-10-08", 8},
        {"2026", "2026-01-01", "2026-01-03", 3}, {"2026", "2026-02-15", "2026-02-23", 9},
        {"2026", "2026-04-04", "2026-04-06", 3}, {"2026", "2026-05-01", "2026-05-05", 5},
        {"2026", "2026-06-19", "2026-06-21", 3}, {"2026", "2026-09-25", "2026-09-27", 3},
        {"2026", "2026-10-01", "2026-10-07", 7},
    };
    static const struct {
        const char *year, *work[8], *source;
    } years[] = {
        {"2025", {"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"}, "〔2024〕12号"},
        {"2026", {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"}, "〔2025〕7号"}};
    struct sample sample = load_at(DAYS[0]);
    for (size_t y = 0; y < ARRAY_LEN(years); y++) {
        const json_t *table = json_member(json_member(sample.form, "holidays"), years[y].year);
        const json_t *off = json_member(table, "off"), *work = json_member(table, "work");
        size_t at = 0, count = 0;
        for (size_t i = 0; i < ARRAY_LEN(spans); i++) {
            if (!str_eq(spans[i].year, years[y].year))
                continue;
            assert_string_equal(json_string_value(json_array_get(off, at)), spans[i].first);
            at += (size_t)spans[i].days;
            assert_string_equal(json_string_value(json_array_get(off, at - 1)), spans[i].last);
        }
        assert_int_equal(json_array_size(off), at);
        for (; years[y].work[count]; count++)
            assert_string_equal(json_string_value(json_array_get(work, count)), years[y].work[count]);
        assert_int_equal(json_array_size(work), count);
        assert_non_null(strstr(json_str_or(table, "source", ""), years[y].source));
    }
    sample_fini(&sample);
}

/* Every state can be reached and, unless final, left; what is final can be reopened or is over for good. */
static void the_transitions_lead_somewhere(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    size_t i, j;
    json_t *one, *move;
    json_array_foreach(json_member(sample.form, "states"), i, one)
    {
        const char *id = json_str(one, "id");
        bool in = str_eq(id, "received"), out = json_flag(one, "final");
        json_array_foreach(json_member(sample.form, "transitions"), j, move)
        {
            in = in || str_eq(json_str(move, "to"), id);
            out = out || str_eq(json_str(move, "from"), id);
            assert_non_null(find(json_member(sample.form, "states"), json_str(move, "from")));
            assert_non_null(find(json_member(sample.form, "states"), json_str(move, "to")));
        }
        if (!in || !out)
            fail_msg("state %s leads nowhere", id);
    }
    sample_fini(&sample);
}

/* --- places and people ------------------------------------------------------------------------------------------- */

static void places_stand_near_buildings_that_exist(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    const json_t *places = json_member(sample.community, "places"),
                 *buildings = json_member(sample.community, "buildings");
    assert_true(json_array_size(places) >= 15);
    size_t i, j;
    json_t *place, *near;
    json_array_foreach((json_t *)places, i, place)
    {
        assert_true(json_array_size(json_member(place, "near")) > 0);
        json_array_foreach(json_member(place, "near"), j, near)
        {
            assert_non_null(find(buildings, json_string_value(near)));
        }
    }
    json_array_foreach((json_t *)buildings, i, place)
    {
        bool has_bins = false;
        json_t *spot;
        json_array_foreach((json_t *)places, j, spot)
        {
            CLEANUP(free_ptr) char *all = json_dumps(json_member(spot, "near"), 0);
            CLEANUP(free_ptr) char *quoted = xasprintf("\"%s\"", json_str(place, "id"));
            has_bins = has_bins || (str_eq(json_str(spot, "kind"), "bins") && strstr(all, quoted));
        }
        if (!has_bins)
            fail_msg("no bins near %s", json_str(place, "id"));
    }
    sample_fini(&sample);
}

static void numbers_for_emergencies_are_there(void **state UNUSED)
{
    static const char *const phones[] = {"110", "119", "120", "12345", "12315"}, *const kinds[] = {"lift_rescue", "gas",
                                                                                                   "duty", "service"};
    struct sample sample = load_at(DAYS[0]);
    CLEANUP(free_ptr) char *all = json_dumps(json_member(sample.community, "contacts"), JSON_COMPACT);
    for (size_t i = 0; i < ARRAY_LEN(phones); i++) {
        CLEANUP(free_ptr) char *wanted = xasprintf("\"phone\":\"%s\"", phones[i]);
        assert_non_null(strstr(all, wanted));
    }
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        CLEANUP(free_ptr) char *wanted = xasprintf("\"kind\":\"%s\"", kinds[i]);
        assert_non_null(strstr(all, wanted));
    }
    assert_true(json_flag(json_member(sample.community, "community"), "demo"));
    sample_fini(&sample);
}

/* --- money ------------------------------------------------------------------------------------------------------- */

static void statements_add_up_to_the_fen(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    const json_t *st = json_member(sample.fees, "statement"), *pr = json_member(sample.fees, "public_revenue");
    const json_t *mf = json_member(sample.fees, "maintenance_fund"),
                 *ut = json_member(sample.fees, "utility_allocation");
    assert_int_equal(sum(json_member(st, "income"), "actual_fen"), number(st, "income_total_fen"));
    assert_int_equal(sum(json_member(st, "expense"), "actual_fen"), number(st, "expense_total_fen"));
    assert_int_equal(number(st, "opening_balance_fen") + number(st, "income_total_fen") -
                         number(st, "expense_total_fen"),
                     number(st, "closing_balance_fen"));
    assert_int_equal(sum(json_member(pr, "income"), "amount_fen"), number(pr, "income_total_fen"));
    assert_int_equal(sum(json_member(pr, "cost"), "amount_fen"), number(pr, "cost_total_fen"));
    assert_int_equal(number(pr, "opening_balance_fen") + number(pr, "net_fen") - number(pr, "use_total_fen") -
                         number(pr, "transfer_to_maintenance_fund_fen"),
                     number(pr, "closing_balance_fen"));
    assert_int_equal(sum(json_member(mf, "accounts"), "closing_fen"), number(json_member(mf, "totals"), "closing_fen"));
    assert_int_equal(sum(json_member(mf, "public_revenue_in_by_quarter_fen"), "amount_fen"),
                     number(json_member(mf, "totals"), "public_revenue_in_fen"));
    assert_int_equal(sum(json_member(ut, "meters"), "amount_fen"), number(ut, "total_amount_fen"));
    assert_int_equal(sum(json_member(ut, "allocation"), "total_fen"), number(ut, "allocated_total_fen"));
    sample_fini(&sample);
}

static void services_and_packages_add_up(void **state UNUSED)
{
    struct sample sample = load_at(DAYS[0]);
    const json_t *free_services = json_member(sample.fees, "free_services"),
                 *paid = json_member(sample.fees, "paid_services");
    assert_int_equal(sum(json_member(free_services, "items"), "total_cost_fen"),
                     number(free_services, "total_cost_fen"));
    assert_int_equal(sum(json_member(paid, "items"), "revenue_fen"), number(paid, "total_revenue_fen"));
    size_t i;
    json_t *package;
    json_array_foreach(json_member(sample.fees, "packages"), i, package)
    {
        assert_int_equal(sum(json_member(package, "lines"), "list_price_fen"), number(package, "list_total_fen"));
        assert_int_equal(number(package, "list_total_fen") - number(package, "package_price_fen"),
                         number(package, "saving_fen"));
    }
    sample_fini(&sample);
}

static void only_fees_by_the_quarter_fall_due_by_the_quarter(void **state UNUSED)
{
    static const char *const other[] = {"F-07", "F-08", "F-09", "F-11", "F-12"};
    struct sample sample = load_at(DAYS[0]);
    for (size_t i = 0; i < ARRAY_LEN(other); i++)
        assert_null(strstr(json_str(find(json_member(sample.fees, "fee_items"), other[i]), "due_rule"), "每季度"));
    sample_fini(&sample);
}

/* --- refusals ---------------------------------------------------------------------------------------------------- */

/* The board's months are the last whole ones before today, and what is not done yet lies ahead. */
static void the_board_speaks_of_last_month_whatever_day_it_is(void **state UNUSED)
{
    for (size_t d = 0; d < ARRAY_LEN(DAYS); d++) {
        CLEANUP(sample_fini) struct sample sample = load_at(DAYS[d]);
        char wanted[32];
        int year, month;
        assert_int_equal(sscanf(DAYS[d], "%4d-%2d", &year, &month), 2);
        (void)snprintf(wanted, sizeof(wanted), "%04d-%02d", (year * 12 + month - 2) / 12 % 10000,
                       (year * 12 + month - 2) % 12 + 1);
        const json_t *bucket = json_member(sample.outcome, "bucket"), *asked = json_member(sample.outcome, "asked");
        assert_int_equal(json_array_size(bucket), 3);
        assert_string_equal(json_str(json_array_get(bucket, 2), "month"), wanted);
        for (size_t i = 0; i < json_array_size(asked); i++) {
            const json_t *row = json_array_get(asked, i);
            if (str_eq(json_str(row, "state"), "not_yet"))
                assert_true(strncmp(json_str_or(row, "due", ""), DAYS[d], 10) > 0);
        }
    }
}

static void a_missing_folder_is_named(void **state UNUSED)
{
    struct sample sample;
    CLEANUP(free_ptr) char *why = NULL;
    assert_false(sample_load(&sample, "/nonexistent", 0, &why));
    assert_string_equal(why, "cannot read /nonexistent/community.json: No such file or directory");
}

static void a_folder_in_the_place_of_a_file_is_named(void **state UNUSED)
{
    struct sample sample;
    char dir[] = "/tmp/foyer-sample-XXXXXX";
    CLEANUP(free_ptr) char *why = NULL;
    assert_non_null(mkdtemp(dir));
    CLEANUP(free_ptr) char *path = xasprintf("%s/community.json", dir);
    CLEANUP(free_ptr) char *expected = xasprintf("cannot read %s: Is a directory", path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_false(sample_load(&sample, dir, 0, &why));
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(rmdir(dir), 0);
    assert_string_equal(why, expected);
}

int main(void)
{
    assert_non_null(setlocale(LC_CTYPE, "C.UTF-8")); /* patterns are characters, not bytes */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_mark_is_left_over),
        cmocka_unit_test(no_literal_date_stands_outside_marks),
        cmocka_unit_test(holidays_do_not_move),
        cmocka_unit_test(every_weekday_is_right),
        cmocka_unit_test(tomorrow_stays_tomorrow_in_words_and_fields),
        cmocka_unit_test(texts_promise_only_pages_that_exist),
        cmocka_unit_test(menus_are_in_two_languages),
        cmocka_unit_test(a_dozen_live_notices_are_in_english),
        cmocka_unit_test(every_danger_names_a_public_number),
        cmocka_unit_test(no_deadline_is_longer_than_the_wall_promises),
        cmocka_unit_test(ready_sentences_state_only_what_was_chosen),
        cmocka_unit_test(the_consent_text_says_what_the_law_asks),
        cmocka_unit_test(holidays_are_those_of_the_notices),
        cmocka_unit_test(the_transitions_lead_somewhere),
        cmocka_unit_test(places_stand_near_buildings_that_exist),
        cmocka_unit_test(numbers_for_emergencies_are_there),
        cmocka_unit_test(statements_add_up_to_the_fen),
        cmocka_unit_test(services_and_packages_add_up),
        cmocka_unit_test(only_fees_by_the_quarter_fall_due_by_the_quarter),
        cmocka_unit_test(the_board_speaks_of_last_month_whatever_day_it_is),
        cmocka_unit_test(a_missing_folder_is_named),
        cmocka_unit_test(a_folder_in_the_place_of_a_file_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
