#include "central/api/public_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <strings.h>

#include "common/clock.h"
#include "common/contact.h"
#include "common/json.h"
#include "central/api/public_words.h"

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

static const char *say(const struct public_page *page, enum public_word word)
{
    return public_word(word, page->english);
}

/* Member `key` in the page's language. */
static const char *pick(const struct public_page *page, const json_t *object, const char *key)
{
    char english_key[64];
    (void)snprintf(english_key, sizeof(english_key), "%s_en", key);
    const char *english = page->english ? json_str(object, english_key) : NULL;
    return english && *english ? english : json_str_or(object, key, "");
}

static void put_word(struct buf *out, const struct public_page *page, const char *tag, enum public_word word)
{
    buf_printf(out, "<%s>", tag);
    html_text(out, say(page, word));
    buf_printf(out, "</%s>\n", tag);
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
    put_word(out, page, "dt", head);
    buf_puts(out, "<dd>");
    put_time(out, page, at);
    if (json_is_boolean(kept)) {
        buf_printf(out, " <b class=\"%s\">", json_is_true(kept) ? "good" : "bad");
        html_text(out, say(page, json_is_true(kept) ? WORD_KEPT : WORD_NOT_KEPT));
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
            put_word(out, page, "dt", WORD_STANDARD);
        buf_puts(out, "<dd>");
        html_text(out, pick(page, clause, "title"));
        buf_puts(out, "<small>");
        html_text(out, pick(page, clause, "commitment"));
        buf_puts(out, "</small></dd>\n");
    }
}

static void put_matter(struct buf *out, const struct public_page *page)
{
    const json_t *category = json_find(json_member(page->form, "categories"), json_str(page->view, "category"));
    const json_t *subitem = json_find(json_member(category, "subitems"), json_str(page->view, "subitem"));
    buf_puts(out, "<h1>");
    html_text(out, subitem    ? pick(page, subitem, "name")
                   : category ? pick(page, category, "name")
                              : say(page, WORD_TITLE));
    buf_puts(out, "</h1>\n<section>\n<h2>");
    html_text(out, public_state_word(json_str(page->view, "state"), json_str(page->view, "outcome"), page->english));
    buf_puts(out, "</h2>\n<dl>\n");
    put_word(out, page, "dt", WORD_NUMBER);
    buf_puts(out, "<dd>");
    html_text(out, json_str_or(page->view, "number", ""));
    buf_puts(out, "</dd>\n");
    const char *into = json_str_or(page->view, "into", "");
    if (*into) {
        put_word(out, page, "dt", WORD_MERGED_INTO);
        buf_puts(out, "<dd>");
        html_text(out, into);
        buf_puts(out, "</dd>\n");
    }
    put_promise(out, page, WORD_PROMISED_FIRST, "promised_s", "first_kept");
    put_promise(out, page, WORD_PROMISED_ANSWER, "answer_s", "answer_kept");
    if (str_eq(json_str(page->view, "due_note"), "holidays_unknown"))
        put_word(out, page, "dd", WORD_HOLIDAYS_UNKNOWN);
    put_standards(out, page);
    buf_puts(out, "</dl>\n</section>\n");
}

/* Who did what: "客服主管 · 答复". */
static void put_step_head(struct buf *out, const struct public_page *page, const json_t *step)
{
    const char *what = json_str_or(step, "what", "state"), *role_id = json_str(step, "role");
    bool resident = str_eq(json_str(step, "by"), "resident");
    const json_t *role = json_find(json_member(page->community, "roles"), role_id);
    html_text(out, resident ? say(page, WORD_YOU) : role ? pick(page, role, "name") : say(page, WORD_OFFICE));
    buf_puts(out, " · ");
    if (str_eq(what, "word"))
        html_text(out, say(page, WORD_SAID));
    else if (str_eq(what, "remedy"))
        html_text(out, say(page, WORD_REMEDY));
    else if (str_eq(what, "late"))
        html_text(out, say(page, WORD_LATE));
    else if (str_eq(what, "escalated"))
        html_text(out, say(page, WORD_ESCALATED));
    else if (resident && str_eq(json_str(step, "state"), "received"))
        html_text(out, say(page, WORD_REPORTED));
    else
        html_text(out, public_step_word(json_str(step, "state"), page->english));
}

static void put_story(struct buf *out, const struct public_page *page)
{
    size_t i;
    json_t *step;
    buf_puts(out, "<section>\n");
    put_word(out, page, "h2", WORD_STORY);
    buf_puts(out, "<ol>\n");
    json_array_foreach(json_member(page->view, "steps"), i, step)
    {
        const char *text = json_str_or(step, "text", "");
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

/* --- Forms --- */

static void begin_form(struct buf *out, const struct public_page *page, enum public_word title, const char *where,
                       bool file)
{
    buf_puts(out, "<section>\n");
    put_word(out, page, "h2", title);
    buf_puts(out, "<form method=\"post\" action=\"/r/");
    html_text(out, page->token);
    buf_printf(out, "/%s?lang=%s\"%s>\n", where, page->english ? "en" : "zh",
               file ? " enctype=\"multipart/form-data\"" : "");
    buf_puts(out, "<input type=\"hidden\" name=\"pass\" value=\"");
    html_text(out, page->pass);
    buf_puts(out, "\"><input type=\"hidden\" name=\"id\" value=\"");
    html_text(out, page->entry_id);
    buf_puts(out, "\">\n");
}

static void put_button(struct buf *out, const struct public_page *page, enum public_word word, const char *act,
                       bool quiet)
{
    buf_printf(out, "<button%s", quiet ? " class=\"quiet\"" : "");
    if (act)
        buf_printf(out, " name=\"act\" value=\"%s\"", act);
    buf_puts(out, ">");
    html_text(out, say(page, word));
    buf_puts(out, "</button>\n");
}

static void end_form(struct buf *out)
{
    buf_puts(out, "</form>\n</section>\n");
}

static void put_area(struct buf *out, const struct public_page *page, enum public_word label, const char *id)
{
    buf_printf(out, "<label for=\"%s\">", id);
    html_text(out, say(page, label));
    buf_printf(out, "</label><textarea id=\"%s\" name=\"text\" rows=\"4\" maxlength=\"1000\"></textarea>\n", id);
}

static void put_pin_form(struct buf *out, const struct public_page *page)
{
    begin_form(out, page, WORD_PIN_TITLE, "open", false);
    put_word(out, page, "p", WORD_PIN_WHY);
    buf_puts(out, "<label for=\"pin\">");
    html_text(out, say(page, WORD_PIN));
    buf_puts(out,
             "</label><input id=\"pin\" name=\"pin\" type=\"password\" inputmode=\"numeric\" pattern=\"[0-9]{4,6}\" "
             "maxlength=\"6\" autocomplete=\"off\" required>\n");
    put_button(out, page, WORD_PIN_GO, NULL, false);
    end_form(out);
}

static bool asks_verdict(const json_t *view)
{
    const char *asks = json_str(view, "asks");
    return asks ? str_eq(asks, "verdict") : str_eq(json_str(view, "state"), "replied");
}

static bool may_reopen(const struct public_page *page)
{
    return json_int_or(page->view, "reopen_until", 0) > page->now_s;
}

static void put_photo_form(struct buf *out, const struct public_page *page)
{
    begin_form(out, page, WORD_PHOTO_TITLE, "photo", true);
    put_word(out, page, "p", WORD_PHOTO_WHY);
    buf_puts(out, "<label for=\"photo\">");
    html_text(out, say(page, WORD_PHOTO_CHOOSE));
    buf_puts(out, "</label><input id=\"photo\" name=\"photo\" type=\"file\" accept=\"image/jpeg,image/png,image/webp\" "
                  "required>\n");
    put_button(out, page, WORD_SEND, NULL, false);
    end_form(out);
}

static void put_open_forms(struct buf *out, const struct public_page *page)
{
    bool verdict = asks_verdict(page->view);
    if (verdict) {
        begin_form(out, page, WORD_VERDICT_TITLE, "verdict", false);
        put_area(out, page, WORD_VERDICT_TEXT, "why");
        put_button(out, page, WORD_HELPED, "helped", false);
        put_button(out, page, WORD_NOT_HELPED, "not_helped", true);
        end_form(out);
    } else if (may_reopen(page)) {
        begin_form(out, page, WORD_REOPEN_TITLE, "verdict", false);
        put_area(out, page, WORD_VERDICT_TEXT, "why");
        put_button(out, page, WORD_REOPEN, "reopen", true);
        end_form(out);
    }
    begin_form(out, page, WORD_ADD_TITLE, "word", false);
    put_area(out, page, WORD_ADD_TEXT, "word");
    put_button(out, page, WORD_SEND, NULL, false);
    end_form(out);
    if (page->photos_left > 0)
        put_photo_form(out, page);
}

static void put_door(struct buf *out, const struct public_page *page)
{
    switch (page->door) {
    case DOOR_READ_ONLY:
        put_word(out, page, "p", WORD_READ_ONLY);
        break;
    case DOOR_CLOSED:
        put_pin_form(out, page);
        break;
    case DOOR_LOCKED:
        buf_puts(out, "<section class=\"note bad\">");
        html_text(out, say(page, WORD_LOCKED));
        buf_puts(out, "</section>\n");
        break;
    case DOOR_OPEN:
        put_open_forms(out, page);
        break;
    }
}

/* --- The whole --- */

static void put_note(struct buf *out, const struct public_page *page)
{
    static const struct {
        const char *zh, *en;
        bool bad;
    } notes[NOTES] = {
        [NOTE_WRONG_PIN] = {"数字不对，请再试一次。", "The digits are wrong. Please try again.", true},
        [NOTE_STALE] = {"这一页放得太久了，请再输一次数字。刚才填的没有送出。",
                        "This page lay open too long; please enter the digits again. What you entered was not sent.",
                        true},
        [NOTE_BUSY] = {"现在人多，请过一会儿再试。刚才填的没有送出。",
                       "Many people are here at the moment; please try again shortly. What you entered was not sent.",
                       true},
        [NOTE_TROUBLE] = {"没有存住，请过一会儿再试。", "It could not be kept; please try again later.", true},
        [NOTE_DONE] = {"已经送到服务中心。", "The service centre has it.", false},
        [NOTE_AS_WORD] = {"现在的阶段不能这样办，您的意思已经作为一句话转给服务中心。",
                          "That is not possible at this stage; what you mean was passed on to the office as a word.",
                          false},
        [NOTE_AGAIN] = {"这一项已经收到过了，不用再送。", "This has arrived already; you need not send it again.",
                        false},
        [NOTE_NO_WORD] = {"还没有写字。", "Nothing was written.", true},
        [NOTE_LONG_WORD] = {"最多1000字，请写短一点。", "At most 1,000 characters; please make it shorter.", true},
        [NOTE_PHOTO_KEPT] = {"照片已经送到服务中心。", "The service centre has your photo.", false},
        [NOTE_PHOTO_ENOUGH] = {"每件事最多3张照片，已经够了。", "There are three photos already; that is the most.",
                               true},
        [NOTE_PHOTO_BAD] = {"这个文件打不开，或者像素太多。请选不超过2400万像素的JPEG、PNG或WebP照片。",
                            "This file cannot be opened or has too many pixels. Please choose a JPEG, PNG or WebP "
                            "photo of at most 24 megapixels.",
                            true},
        [NOTE_PHOTO_LARGE] = {"照片超过8 MB，请选小一点的。",
                              "The photo is larger than 8 MB; please choose a smaller one.", true},
    };
    if (page->note == NOTE_NONE)
        return;
    buf_printf(out, "<section class=\"note%s\" role=\"status\">", notes[page->note].bad ? " bad" : "");
    html_text(out, page->english ? notes[page->note].en : notes[page->note].zh);
    buf_puts(out, "</section>\n");
}

static void put_main(struct buf *out, const struct public_page *page)
{
    put_note(out, page);
    if (!page->view && page->note == NOTE_NONE) {
        put_word(out, page, "h1", WORD_NOT_ARRIVED);
        put_word(out, page, "p", WORD_NOT_ARRIVED_WHY);
    }
    if (!page->view)
        return;
    put_matter(out, page);
    put_story(out, page);
    put_door(out, page);
}

static void put_footer(struct buf *out, const struct public_page *page)
{
    const json_t *address = json_member(page->community, "phone_page");
    const char *icp = json_str_or(address, "icp", "");
    size_t i;
    json_t *contact;
    json_array_foreach(json_member(page->community, "contacts"), i, contact)
    {
        if (contact_use_of(json_str(contact, "kind")) != CONTACT_OFFICE)
            continue;
        buf_puts(out, "<p>");
        html_text(out, say(page, WORD_SERVICE));
        buf_puts(out, " ");
        html_text(out, json_str_or(contact, "phone", ""));
        buf_puts(out, "</p>");
        break;
    }
    buf_puts(out, "<p><b>");
    html_text(out, say(page, WORD_NO_PAY));
    buf_puts(out, "</b> ");
    html_text(out, say(page, WORD_HOST));
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
    html_text(out, say(page, WORD_OTHER_LANGUAGE));
    buf_puts(out, "</a>");
}

static void put_placeholder(struct buf *out, const struct public_page *page, const char *name, size_t len)
{
    if (len == 4 && memcmp(name, "lang", len) == 0)
        buf_puts(out, page->english ? "en" : "zh-CN");
    else if (len == 5 && memcmp(name, "title", len) == 0)
        html_text(out, say(page, WORD_TITLE));
    else if (len == 5 && memcmp(name, "style", len) == 0)
        buf_puts(out, public_style_begin);
    else if (len == 9 && memcmp(name, "community", len) == 0)
        html_text(out, pick(page, json_member(page->community, "community"), "name"));
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
