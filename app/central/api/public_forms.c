/* The phone page's forms, and the sentence about what has just happened. */
#include "central/api/public_parts.h"

#include <stdio.h>

#include "common/followup.h"
#include "common/json.h"

/* --- Small parts --- */

const char *public_say(const struct public_page *page, enum public_word word)
{
    return public_word(word, page->english);
}

/* Member `key` in the page's language. */
const char *public_pick(const struct public_page *page, const json_t *object, const char *key)
{
    char english_key[64];
    (void)snprintf(english_key, sizeof(english_key), "%s_en", key);
    const char *english = page->english ? json_str(object, english_key) : NULL;
    return english && *english ? english : json_str_or(object, key, "");
}

void public_put_word(struct buf *out, const struct public_page *page, const char *tag, enum public_word word)
{
    buf_printf(out, "<%s>", tag);
    html_text(out, public_say(page, word));
    buf_printf(out, "</%s>\n", tag);
}

/* --- Forms --- */

static void begin_form(struct buf *out, const struct public_page *page, enum public_word title, const char *where,
                       bool file)
{
    buf_puts(out, "<section>\n");
    public_put_word(out, page, "h2", title);
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
    html_text(out, public_say(page, word));
    buf_puts(out, "</button>\n");
}

static void end_form(struct buf *out)
{
    buf_puts(out, "</form>\n</section>\n");
}

static void put_area(struct buf *out, const struct public_page *page, enum public_word label, const char *id)
{
    buf_printf(out, "<label for=\"%s\">", id);
    html_text(out, public_say(page, label));
    buf_printf(out, "</label><textarea id=\"%s\" name=\"text\" rows=\"4\" maxlength=\"%d\"></textarea>\n", id,
               ENTRY_TEXT_MAX);
}

static void put_pin_form(struct buf *out, const struct public_page *page)
{
    begin_form(out, page, WORD_PIN_TITLE, "open", false);
    public_put_word(out, page, "p", WORD_PIN_WHY);
    buf_puts(out, "<label for=\"pin\">");
    html_text(out, public_say(page, WORD_PIN));
    buf_printf(
        out,
        "</label><input id=\"pin\" name=\"pin\" type=\"password\" inputmode=\"numeric\" pattern=\"[0-9]{%d,%d}\" "
        "maxlength=\"%d\" autocomplete=\"off\" required>\n",
        ENTRY_PIN_DIGITS_MIN, ENTRY_PIN_DIGITS_MAX, ENTRY_PIN_DIGITS_MAX);
    put_button(out, page, WORD_PIN_GO, NULL, false);
    end_form(out);
}

/* Which answer the verdict is about: another may follow while the page lies open. */
static void put_seen(struct buf *out, const struct public_page *page)
{
    buf_printf(out, "<input type=\"hidden\" name=\"seen\" value=\"%lld\">\n",
               (long long)json_int_or(page->view, "replies", 0));
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

/* Who has sent one sees that it is there, and how many more may come. */
static void put_photos_left(struct buf *out, const struct public_page *page)
{
    if (page->photos <= 0)
        return;
    buf_puts(out, "<p><b>");
    buf_printf(out, page->english ? "%d sent, %d more can be added." : "已送到%d张，还可以加%d张。", page->photos,
               page->photos_left);
    buf_puts(out, "</b></p>\n");
}

static void put_photo_form(struct buf *out, const struct public_page *page)
{
    begin_form(out, page, WORD_PHOTO_TITLE, "photo", true);
    public_put_word(out, page, "p", WORD_PHOTO_WHY);
    put_photos_left(out, page);
    buf_puts(out, "<label for=\"photo\">");
    html_text(out, public_say(page, WORD_PHOTO_CHOOSE));
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
        put_seen(out, page);
        put_area(out, page, WORD_VERDICT_TEXT, "why");
        put_button(out, page, WORD_HELPED, "helped", true); /* alike: neither is the one that is wanted */
        put_button(out, page, WORD_NOT_HELPED, "not_helped", true);
        end_form(out);
    } else if (may_reopen(page)) {
        begin_form(out, page, WORD_REOPEN_TITLE, "verdict", false);
        put_seen(out, page);
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

void public_put_door(struct buf *out, const struct public_page *page)
{
    switch (page->door) {
    case DOOR_READ_ONLY:
        public_put_word(out, page, "p", WORD_READ_ONLY);
        break;
    case DOOR_CLOSED:
        put_pin_form(out, page);
        break;
    case DOOR_LOCKED:
    case DOOR_LOCKED_ALL:
        buf_puts(out, "<section class=\"note bad\">");
        html_text(out, public_say(page, page->door == DOOR_LOCKED ? WORD_LOCKED : WORD_LOCKED_ALL));
        buf_puts(out, "</section>\n");
        break;
    case DOOR_OPEN:
        put_open_forms(out, page);
        break;
    }
}

void public_put_note(struct buf *out, const struct public_page *page)
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
        [NOTE_ENOUGH_WORDS] =
            {"这件事的留言已经很多了，没有再存。请打电话或者到服务中心说。",
             "A great deal was written about this already, and this was not kept. Please telephone or "
             "come to the service centre.",
             true},
        [NOTE_PHOTO_KEPT] = {"照片已经送到服务中心。", "The service centre has your photo.", false},
        [NOTE_PHOTO_ENOUGH] = {"每件事最多3张照片，已经够了。", "There are three photos already; that is the most.",
                               true},
        [NOTE_PHOTO_LATE] = {"这件事结束很久了，不再收照片。您可以再写一句话。",
                             "This ended too long ago for photos. You can still add a word.", true},
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
