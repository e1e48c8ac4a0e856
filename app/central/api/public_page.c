#include "central/api/public_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "common/clock.h"
#include "common/contact.h"
#include "common/json.h"
#include "central/api/public_parts.h"

__asm__(".section .rodata\n"
        ".global public_html_begin, public_style_begin\n"
        "public_html_begin:\n"
        ".incbin \"" FOYER_PUBLIC "/page.html\"\n"
        ".byte 0\n"
        "public_style_begin:\n"
        ".incbin \"" FOYER_PUBLIC "/page.css\"\n"
        ".byte 0\n"
        ".previous\n");
extern const char public_html_begin[], public_style_begin[];

const char *public_page_style(void)
{
    return public_style_begin;
}

/* --- Small parts --- */

void html_text(struct buf *out, const char *text)
{
    for (; text && *text; text++) {
        switch (*text) {
        case '&':
            buf_puts(out, "&amp;");
            break;
        case '<':
            buf_puts(out, "&lt;");
            break;
        case '>':
            buf_puts(out, "&gt;");
            break;
        case '"':
            buf_puts(out, "&quot;");
            break;
        case '\'':
            buf_puts(out, "&#39;");
            break;
        case '\n':
            buf_puts(out, "<br>");
            break;
        default:
            buf_putc(out, *text);
        }
    }
}

bool public_wants_english(const char *query_lang, const char *accept_language)
{
    if (query_lang && *query_lang)
        return strncasecmp(query_lang, "en", 2) == 0;
    const char *zh = accept_language ? strcasestr(accept_language, "zh") : NULL;
    const char *en = accept_language ? strcasestr(accept_language, "en") : NULL;
    return en && (!zh || en < zh);
}

static void put_time(struct buf *out, const struct public_page *page, int64_t at_s)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil at = clock_civil(at_s, page->zone_s);
    if (page->english)
        buf_printf(out, "%d %s %d, %02d:%02d", at.day, months[at.month - 1], at.year, at.hour, at.minute);
    else
        buf_printf(out, "%d年%d月%d日 %02d:%02d", at.year, at.month, at.day, at.hour, at.minute);
}

/* --- The case --- */

static void put_promise(struct buf *out, const struct public_page *page, enum public_word head, const char *time_key,
                        const char *kept_key)
{
    int64_t at = json_int_or(page->view, time_key, 0);
    const json_t *kept = json_member(page->view, kept_key);
    if (at <= 0)
        return;
    public_put_word(out, page, "dt", head);
    buf_puts(out, "<dd>");
    put_time(out, page, at);
    if (json_is_boolean(kept)) {
        buf_printf(out, " <b class=\"%s\">", json_is_true(kept) ? "good" : "bad");
        html_text(out, public_say(page, json_is_true(kept) ? WORD_KEPT : WORD_NOT_KEPT));
        buf_puts(out, "</b>");
    }
    buf_puts(out, "</dd>\n");
}

static void put_standards(struct buf *out, const struct public_page *page)
{
    const json_t *ids = json_member(page->view, "standard");
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const json_t *clause =
            json_find(json_member(page->standards, "clauses"), json_string_value(json_array_get(ids, i)));
        if (!clause)
            continue;
        if (i == 0)
            public_put_word(out, page, "dt", WORD_STANDARD);
        buf_puts(out, "<dd>");
        html_text(out, public_pick(page, clause, "title"));
        buf_puts(out, "<small>");
        html_text(out, public_pick(page, clause, "commitment"));
        buf_puts(out, "</small></dd>\n");
    }
}

/* Whoever photographed the link over a shoulder reads what the office says, not what the resident wrote. */
static void put_own_words(struct buf *out, const struct public_page *page)
{
    const char *words = json_str_or(json_member(page->view, "said"), "text", "");
    if (!*words || page->door != DOOR_OPEN)
        return;
    public_put_word(out, page, "dt", WORD_WROTE);
    buf_puts(out, "<dd>");
    html_text(out, words);
    buf_puts(out, "</dd>\n");
}

static void put_matter(struct buf *out, const struct public_page *page)
{
    const json_t *category = json_find(json_member(page->form, "categories"), json_str(page->view, "category"));
    const json_t *subitem = json_find(json_member(category, "subitems"), json_str(page->view, "subitem"));
    buf_puts(out, "<h1>");
    html_text(out, subitem    ? public_pick(page, subitem, "name")
                   : category ? public_pick(page, category, "name")
                              : public_say(page, WORD_TITLE));
    buf_puts(out, "</h1>\n<section>\n<h2>");
    html_text(out, public_state_word(json_str(page->view, "state"), json_str(page->view, "outcome"), page->english));
    buf_puts(out, "</h2>\n<dl>\n");
    public_put_word(out, page, "dt", WORD_NUMBER);
    buf_puts(out, "<dd>");
    html_text(out, json_str_or(page->view, "number", ""));
    buf_puts(out, "</dd>\n");
    const char *into = json_str_or(page->view, "into", "");
    if (*into) {
        public_put_word(out, page, "dt", WORD_MERGED_INTO);
        buf_puts(out, "<dd>");
        html_text(out, into);
        buf_puts(out, "</dd>\n");
    }
    put_own_words(out, page);
    put_promise(out, page, WORD_PROMISED_FIRST, "promised_s", "first_kept");
    put_promise(out, page, WORD_PROMISED_ANSWER, "answer_s", "answer_kept");
    if (str_eq(json_str(page->view, "due_note"), "holidays_unknown"))
        public_put_word(out, page, "dd", WORD_HOLIDAYS_UNKNOWN);
    put_standards(out, page);
    buf_puts(out, "</dl>\n</section>\n");
}

/* Who did what: "客服主管 · 答复". */
static void put_step_head(struct buf *out, const struct public_page *page, const json_t *step)
{
    const char *what = json_str_or(step, "what", "state"), *role_id = json_str(step, "role");
    bool resident = str_eq(json_str(step, "by"), "resident");
    const json_t *role = json_find(json_member(page->community, "roles"), role_id);
    html_text(out, resident ? public_say(page, WORD_YOU)
                   : role   ? public_pick(page, role, "name")
                            : public_say(page, WORD_OFFICE));
    buf_puts(out, " · ");
    const char *verdict = public_verdict_word(json_str(step, "verdict"), page->english);
    if (verdict)
        html_text(out, verdict);
    else if (str_eq(what, "word"))
        html_text(out, public_say(page, WORD_SAID));
    else if (str_eq(what, "remedy"))
        html_text(out, public_say(page, WORD_REMEDY));
    else if (str_eq(what, "late"))
        html_text(out, public_say(page, WORD_LATE));
    else if (str_eq(what, "escalated"))
        html_text(out, public_say(page, WORD_ESCALATED));
    else if (resident && str_eq(json_str(step, "state"), "received"))
        html_text(out, public_say(page, WORD_REPORTED));
    else
        html_text(out, public_step_word(json_str(step, "state"), page->english));
}

static void put_story(struct buf *out, const struct public_page *page)
{
    size_t i;
    json_t *step;
    buf_puts(out, "<section>\n");
    public_put_word(out, page, "h2", WORD_STORY);
    buf_puts(out, "<ol>\n");
    json_array_foreach(json_member(page->view, "steps"), i, step)
    {
        bool own = str_eq(json_str(step, "by"), "resident");
        const char *text = own && page->door != DOOR_OPEN ? "" : json_str_or(step, "text", "");
        buf_puts(out, "<li><time>");
        put_time(out, page, json_int_or(step, "at", 0));
        buf_puts(out, "</time><b>");
        put_step_head(out, page, step);
        buf_puts(out, "</b>");
        if (*text) {
            buf_puts(out, "<p>");
            html_text(out, text);
            buf_puts(out, "</p>");
        }
        buf_puts(out, "</li>\n");
    }
    buf_puts(out, "</ol>\n</section>\n");
}

/* --- The whole --- */

static void put_main(struct buf *out, const struct public_page *page)
{
    public_put_note(out, page);
    if (!page->view && page->note == NOTE_NONE) {
        public_put_word(out, page, "h1", WORD_NOT_ARRIVED);
        public_put_word(out, page, "p", WORD_NOT_ARRIVED_WHY);
    }
    if (!page->view)
        return;
    put_matter(out, page);
    put_story(out, page);
    public_put_door(out, page);
}

static void put_footer(struct buf *out, const struct public_page *page)
{
    if (!page->community)
        return;
    const json_t *address = json_member(page->community, "phone_page");
    const char *icp = json_str_or(address, "icp", "");
    size_t i;
    json_t *contact;
    json_array_foreach(json_member(page->community, "contacts"), i, contact)
    {
        if (contact_use_of(json_str(contact, "kind")) != CONTACT_OFFICE)
            continue;
        buf_puts(out, "<p>");
        html_text(out, public_say(page, WORD_SERVICE));
        buf_puts(out, " ");
        html_text(out, json_str_or(contact, "phone", ""));
        buf_puts(out, "</p>");
        break;
    }
    buf_puts(out, "<p><b>");
    html_text(out, public_say(page, WORD_NO_PAY));
    buf_puts(out, "</b> ");
    html_text(out, public_say(page, WORD_HOST));
    buf_puts(out, "<b>");
    html_text(out, json_str_or(address, "host", ""));
    buf_puts(out, "</b></p>");
    if (*icp) {
        buf_puts(out, "<p>");
        html_text(out, icp);
        buf_puts(out, "</p>");
    }
}

/* After an act the address is the act's; the other language is read at the page's own. */
static void put_language(struct buf *out, const struct public_page *page)
{
    buf_puts(out, "<a href=\"/r/");
    html_text(out, page->token);
    buf_printf(out, "?lang=%s\">", page->english ? "zh" : "en");
    html_text(out, public_say(page, WORD_OTHER_LANGUAGE));
    buf_puts(out, "</a>");
}

static void put_placeholder(struct buf *out, const struct public_page *page, const char *name, size_t len)
{
    if (len == 4 && memcmp(name, "lang", len) == 0)
        buf_puts(out, page->english ? "en" : "zh-CN");
    else if (len == 5 && memcmp(name, "title", len) == 0)
        html_text(out, public_say(page, WORD_TITLE));
    else if (len == 5 && memcmp(name, "style", len) == 0)
        buf_puts(out, public_style_begin);
    else if (len == 9 && memcmp(name, "community", len) == 0)
        html_text(out, public_pick(page, json_member(page->community, "community"), "name"));
    else if (len == 8 && memcmp(name, "language", len) == 0)
        put_language(out, page);
    else if (len == 4 && memcmp(name, "main", len) == 0)
        put_main(out, page);
    else if (len == 6 && memcmp(name, "footer", len) == 0)
        put_footer(out, page);
}

void public_page_html(struct buf *out, const struct public_page *page)
{
    const char *at = public_html_begin;
    for (const char *open; (open = strstr(at, "{{")) != NULL;) {
        const char *close = strstr(open, "}}");
        ASSERT(close);
        buf_append(out, at, (size_t)(open - at));
        put_placeholder(out, page, open + 2, (size_t)(close - open) - 2);
        at = close + 2;
    }
    buf_puts(out, at);
}
