#include "central/checks/checks.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "common/json.h"
#include "common/utf8.h"
#include "common/warning.h"
#include "central/checks/checks_internal.h"
#include "central/validate/validate.h"

static const char *const level_names[CHECKS_LEVELS] = {"refuse", "warn", "tell"};

void checks_add(struct checks *checks, enum checks_level level, const char *code, const char *at, const char *fmt, ...)
{
    va_list args;
    char *text = NULL;
    va_start(args, fmt);
    int len = vasprintf(&text, fmt, args);
    va_end(args);
    ASSERT(len >= 0);
    json_array_append_new(checks->found[level], json_pack("{s:s,s:s,s:s,s:s}", "level", level_names[level], "code",
                                                          code, "at", at, "text", text));
    free(text);
}

bool checks_time(const struct checks *checks, const json_t *object, const char *key, int64_t *unix_s)
{
    const char *text = json_str(object, key);
    return text && clock_parse(text, checks->world->zone_s, unix_s);
}

/* --- Words --- */

/* A Han character counts two, as it is twice as wide. */
static size_t width(const char *words)
{
    size_t halves = 0;
    for (uint32_t code; (code = utf8_next(&words)) != 0;)
        halves += code >= 0x1100 ? 2 : 1;
    return halves;
}

static void check_slide(struct checks *checks, const char *at, const char *words, size_t max, bool title)
{
    if (width(words) <= max)
        return;
    if (title)
        checks_add(checks, CHECKS_WARN, "long_title", at,
                   _("the title takes more than two lines (about %zu Han characters); somebody two metres away sees it "
                     "cut: say it shorter"),
                   max / 2);
    else
        checks_add(checks, CHECKS_WARN, "long_summary", at,
                   _("the summary takes more than two lines (about %zu Han characters) and does not fit a slide: put "
                     "details into the text"),
                   max / 2);
}

static void check_missing(struct checks *checks, const char *at, const char *key)
{
    if (str_eq(key, "title"))
        checks_add(checks, CHECKS_REFUSE, "missing_title", at, _("the title is missing"));
    else if (str_eq(key, "summary"))
        checks_add(checks, CHECKS_REFUSE, "missing_summary", at,
                   _("the summary is missing: slides and lists show the title and this one sentence"));
    else
        checks_add(
            checks, CHECKS_REFUSE, "missing_text", at,
            _("the text is missing; what a scan says is typed too, or large type and reading aloud have nothing"));
}

static bool picture_only(const json_t *doc)
{
    return json_flag(doc, "picture_only");
}

static void check_text(struct checks *checks, const json_t *words, const char *language, const char *key)
{
    CLEANUP(free_ptr) char *at = xasprintf("lang.%s.%s", language, key);
    const char *said = json_str(words, key);
    bool chinese = str_eq(language, "zh-CN"), is_body = str_eq(key, "body_md");
    if (!said || utf8_blank(said)) {
        if (chinese && !(is_body && picture_only(checks->doc)))
            check_missing(checks, at, key);
        return;
    }
    struct checks_text text = {
        .at = at, .words = said, .language = language, .is_body = is_body, .is_title = str_eq(key, "title")};
    checks_words(checks, &text);
    checks_weekdays(checks, &text);
    if (is_body)
        checks_tables(checks, &text);
    else
        check_slide(checks, at, said, text.is_title ? CHECKS_TITLE_WIDTH : CHECKS_SUMMARY_WIDTH, text.is_title);
}

static void check_language(struct checks *checks, const char *language)
{
    static const char *const keys[] = {"title", "summary", "body_md"};
    const json_t *words = json_member(json_member(checks->doc, "lang"), language);
    for (size_t i = 0; i < ARRAY_LEN(keys); i++)
        check_text(checks, words, language, keys[i]);
}

/* Residents who read English find the Chinese under an English heading: less than it could be, not wrong. */
static void check_english(struct checks *checks)
{
    const json_t *words = json_member(json_member(checks->doc, "lang"), "en");
    const char *title = json_str(words, "title"), *body = json_str(words, "body_md");
    if (!title || utf8_blank(title) || !body || utf8_blank(body))
        checks_add(checks, CHECKS_TELL, "no_english", "lang.en",
                   _("there is no English; who reads English gets the Chinese"));
}

/* --- The whole --- */

static void check_colour(struct checks *checks)
{
    const char *kind = json_str(checks->doc, "kind"), *colour = json_str(checks->doc, "warning_color");
    if (warning_level(colour) != WARNING_NONE && !warning_is_weather(kind))
        checks_add(checks, CHECKS_WARN, "colour", "warning_color",
                   _("the levels blue, yellow, orange and red belong to warnings that the authorities issued"));
}

/* Whatever the schema refuses and no sentence above has said yet. */
static void check_schema(struct checks *checks)
{
    CLEANUP(free_ptr) char *why = validate_notice(checks->doc, NULL);
    if (!why || json_array_size(checks->found[CHECKS_REFUSE]))
        return;
    char at[WORDS_AT_MAX];
    CLEANUP(free_ptr) char *said = NULL;
    (void)words_place(why, at, &said);
    bool whole = str_eq(said, why) && *at; /* the place stands beside it already */
    checks_add(checks, CHECKS_REFUSE, "document", at, _("it cannot be published yet: %s"),
               whole ? why + strlen(at) + 2 : said);
}

static void check_audience(struct checks *checks)
{
    if (checks->world->lobbies == 0)
        checks_add(checks, CHECKS_REFUSE, "nobody", "audience", _("no lobby is meant by what is chosen"));
}

json_t *checks_notice(const json_t *doc, const struct checks_world *world)
{
    struct checks checks = {.world = world, .doc = doc};
    json_t *all = json_array();
    for (size_t i = 0; i < CHECKS_LEVELS; i++)
        checks.found[i] = json_array();
    check_language(&checks, "zh-CN");
    check_language(&checks, "en");
    check_english(&checks);
    checks_cause(&checks);
    checks_posting(&checks);
    checks_fees(&checks);
    check_colour(&checks);
    check_audience(&checks);
    check_schema(&checks);
    for (size_t i = 0; i < CHECKS_LEVELS; i++) {
        json_array_extend(all, checks.found[i]);
        json_decref(checks.found[i]);
    }
    return all;
}

char *checks_refusal(const json_t *list)
{
    const json_t *first = json_array_get(list, 0);
    if (!str_eq(json_str(first, "level"), level_names[CHECKS_REFUSE]))
        return NULL;
    return xasprintf("%s: %s", json_str_or(first, "at", ""), json_str_or(first, "text", ""));
}
