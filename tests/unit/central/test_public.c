/* The phone page without a server: its HTML, its signed fields, and the forms that browsers send. */
#include "docs.h"

#include "central/api/public_form.h"
#include "central/api/public_page.h"
#include "central/api/public_pass.h"
#include "common/json.h"

#define SCRIPT "<script>alert('1')</script> & \"x\"\nline"
#define SAFE   "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp; &quot;x&quot;<br>line"

/* --- HTML --- */

struct sheet {
    json_t *view, *community, *form, *standards;
    struct public_page page;
    struct buf html;
};

static void sheet_make(struct sheet *sheet)
{
    memset(sheet, 0, sizeof(*sheet));
    sheet->community = docs_load("community.json");
    json_object_set_new(
        sheet->community, "phone_page",
        json_pack("{s:s,s:s,s:s}", "url", "https://foyer.example.cn", "host", "foyer.example.cn", "icp", "ICP-0 <b>"));
    sheet->form = docs_load("complaints.json");
    sheet->standards = docs_load("standards.json");
    sheet->view = json_pack(
        "{s:i,s:s,s:s,s:s,s:s,s:I,s:b,s:I,s:[s],s:s,s:[{s:s,s:s,s:s,s:I},{s:s,s:s,s:s,s:s,s:s,s:I}]}", "v", 1, "number",
        "2026-1095", "state", "replied", "category", "WX", "subitem", "WX-01", "promised_s", (json_int_t)1795600000,
        "first_kept", 1, "answer_s", (json_int_t)1796000000, "standard", "GT-06", "asks", "verdict", "steps", "what",
        "state", "state", "received", "by", "resident", "at", (json_int_t)1795500000, "what", "state", "state",
        "replied", "by", "office", "role", "R-ENG", "text", SCRIPT, "at", (json_int_t)1795590000);
    assert_non_null(sheet->view);
    sheet->page = (struct public_page){.token = "AbCdEfGhIjKlMnOpQrStUv",
                                       .view = sheet->view,
                                       .community = sheet->community,
                                       .form = sheet->form,
                                       .standards = sheet->standards,
                                       .now_s = 1795600000,
                                       .zone_s = 8 * 3600,
                                       .pass = "1.a",
                                       .entry_id = "id",
                                       .photos_left = 3};
}

static const char *draw(struct sheet *sheet)
{
    buf_clear(&sheet->html);
    public_page_html(&sheet->html, &sheet->page);
    return buf_str(&sheet->html);
}

static void sheet_end(struct sheet *sheet)
{
    json_decref(sheet->view);
    json_decref(sheet->community);
    json_decref(sheet->form);
    json_decref(sheet->standards);
    buf_fini(&sheet->html);
}

static void assert_says(const char *html, const char *words)
{
    if (!strstr(html, words))
        fail_msg("\"%s\" is missing in:\n%s", words, html);
}

static void assert_silent(const char *html, const char *words)
{
    if (strstr(html, words))
        fail_msg("\"%s\" stands in:\n%s", words, html);
}

static void words_of_people_stay_words(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_make(&sheet);
    json_object_set_new(sheet.view, "number", json_string(SCRIPT));
    sheet.page.token = "\"><script>";
    const char *html = draw(&sheet);
    assert_says(html, SAFE);
    assert_says(html, "ICP-0 &lt;b&gt;");
    assert_silent(html, "<script");
    sheet_end(&sheet);
}

static void case_is_told_in_both_languages(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_make(&sheet);
    const char *html = draw(&sheet);
    assert_says(html, "<html lang=\"zh-CN\">");
    assert_says(html, "已经答复");
    assert_says(html, "投诉首次回复");
    assert_says(html, "做到了");
    assert_says(html, "2026年11月25日");
    assert_says(html, "您 · 反映");
    sheet.page.english = true;
    html = draw(&sheet);
    assert_says(html, "<html lang=\"en\">");
    assert_says(html, "There is an answer");
    assert_says(html, "First reply");
    assert_says(html, "Kept");
    assert_says(html, "25 Nov 2026");
    assert_says(html, "never ask for payment");
    sheet_end(&sheet);
}

static void forms_stand_only_behind_the_open_door(void **state)
{
    (void)state;
    static const struct {
        enum public_door door;
        const char *has, *has_not;
    } table[] = {{DOOR_READ_ONLY, "查询码", "<form"},  {DOOR_CLOSED, "/open?", "/word?"},
                 {DOOR_LOCKED, "一小时", "<form"},     {DOOR_LOCKED, "换一个网络", "<form"},
                 {DOOR_LOCKED_ALL, "六小时", "<form"}, {DOOR_OPEN, "/verdict?", "/open?"}};
    struct sheet sheet;
    sheet_make(&sheet);
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        sheet.page.door = table[i].door;
        const char *html = draw(&sheet);
        assert_says(html, table[i].has);
        assert_silent(html, table[i].has_not);
    }
    sheet.page.photos_left = 0;
    assert_silent(draw(&sheet), "/photo?");
    sheet_end(&sheet);
}

/* The link alone tells a bystander who photographed it nothing that the resident wrote. */
static void own_words_stand_behind_the_open_door(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_make(&sheet);
    json_object_set_new(sheet.view, "said", json_pack("{s:s}", "text", "1602 <b>"));
    json_array_append_new(json_member(sheet.view, "steps"),
                          json_pack("{s:s,s:s,s:s,s:s,s:I}", "what", "word", "state", "replied", "by", "resident",
                                    "text", "13800 <b>", "at", (json_int_t)1795595000));
    for (enum public_door door = DOOR_READ_ONLY; door < DOOR_OPEN; door++) {
        sheet.page.door = door;
        assert_silent(draw(&sheet), "1602");
        assert_silent(draw(&sheet), "13800");
        assert_says(draw(&sheet), SAFE); /* the office's answer */
    }
    sheet.page.door = DOOR_OPEN;
    assert_says(draw(&sheet), "1602 &lt;b&gt;");
    assert_says(draw(&sheet), "13800 &lt;b&gt;");
    sheet_end(&sheet);
}

static void reopening_is_offered_while_it_is_possible(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_make(&sheet);
    sheet.page.door = DOOR_OPEN;
    json_object_set_new(sheet.view, "asks", json_string(""));
    json_object_set_new(sheet.view, "state", json_string("closed"));
    assert_silent(draw(&sheet), "value=\"reopen\"");
    json_object_set_new(sheet.view, "reopen_until", json_integer(sheet.page.now_s + 1));
    assert_says(draw(&sheet), "value=\"reopen\"");
    sheet_end(&sheet);
}

static void what_has_not_arrived_is_on_the_lobbys_screen(void **state)
{
    (void)state;
    struct sheet sheet;
    sheet_make(&sheet);
    sheet.page.view = NULL;
    assert_says(draw(&sheet), "它保存在大堂的屏幕上");
    sheet.page.note = NOTE_BUSY;
    assert_silent(draw(&sheet), "它保存在大堂的屏幕上");
    sheet_end(&sheet);
}

/* Whoever asks too often costs no document: the note, the way back, and no sentence that lacks its end. */
static void a_refused_request_gets_its_note_and_nothing_else(void **state)
{
    (void)state;
    struct sheet sheet = {.page = {.english = true, .token = "AbCdEfGhIjKlMnOpQrStUv", .note = NOTE_BUSY}};
    const char *html = draw(&sheet);
    assert_says(html, "Many people are here");
    assert_says(html, "/r/AbCdEfGhIjKlMnOpQrStUv?lang=zh");
    assert_silent(html, "<form");
    assert_silent(html, "<b></b>");
    sheet_end(&sheet);
}

static void language_follows_the_address_and_then_the_browser(void **state)
{
    (void)state;
    assert_true(public_wants_english("en", "zh-CN"));
    assert_false(public_wants_english("zh", "en"));
    assert_true(public_wants_english(NULL, "en-GB,en;q=0.9"));
    assert_false(public_wants_english(NULL, "zh-CN,zh;q=0.9,en;q=0.8"));
    assert_true(public_wants_english(NULL, "en,zh;q=0.5"));
    assert_false(public_wants_english(NULL, NULL));
}

/* --- Signed fields --- */

static void pass_holds_for_one_page_one_pin_one_purpose_and_a_while(void **state)
{
    (void)state;
    uint8_t key[PASS_KEY_LEN] = {1}, other_key[PASS_KEY_LEN] = {2};
    struct pass pass = {.key = key, .kind = PASS_WRITE, .page = "sha", .stamp = "hash"};
    CLEANUP(buf_fini) struct buf text = {0};
    pass_make(&text, &pass, 1000);
    const char *said = buf_str(&text);
    assert_true(pass_good(&pass, said, 1000));
    assert_true(pass_good(&pass, said, 1000 + PASS_WRITE_S));
    assert_false(pass_good(&pass, said, 1001 + PASS_WRITE_S));
    struct pass others[] = {pass, pass, pass, pass};
    others[0].key = other_key;
    others[1].kind = PASS_OPEN;
    others[2].page = "another";
    others[3].stamp = "another PIN";
    for (size_t i = 0; i < ARRAY_LEN(others); i++)
        assert_false(pass_good(&others[i], said, 1000));
    CLEANUP(free_ptr) char *later = xasprintf("9%s", said);
    assert_false(pass_good(&pass, later, 1000));
    assert_false(pass_good(&pass, "", 1000));
    assert_false(pass_good(&pass, NULL, 1000));
}

/* --- Forms --- */

static void fields_are_decoded(void **state)
{
    (void)state;
    static const char body[] = "pass=1.a&text=%E6%BC%8F+%26%0D%0Ax&empty=&bad=%zz&nul=%00&half=%e6";
    CLEANUP(buf_fini) struct buf out = {0};
    assert_true(form_field(body, strlen(body), "text", &out));
    assert_string_equal(buf_str(&out), "漏 &\nx");
    assert_true(form_field(body, strlen(body), "empty", &out));
    assert_int_equal(out.len, 0);
    assert_false(form_field(body, strlen(body), "tex", &out));
    assert_false(form_field(body, strlen(body), "bad", &out));
    assert_false(form_field(body, strlen(body), "nul", &out));
    assert_false(form_field(body, strlen(body), "half", &out));
}

static void parts_are_found_whatever_bytes_they_hold(void **state)
{
    (void)state;
    static const char body[] = "--B\r\nContent-Disposition: form-data; name=\"pass\"\r\n\r\n1.a\r\n"
                               "--B\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"name=.jpg\"\r\n"
                               "Content-Type: image/jpeg\r\n\r\n\0\r\n--A\r\n\xff\r\n--B--\r\n";
    struct form_part part;
    assert_true(form_part(body, sizeof(body) - 1, "B", "pass", &part));
    assert_memory_equal(part.data, "1.a", part.len);
    assert_true(form_part(body, sizeof(body) - 1, "B", "photo", &part));
    assert_int_equal(part.len, 9);
    assert_memory_equal(part.data, "\0\r\n--A\r\n\xff", 9);
    assert_false(form_part(body, sizeof(body) - 1, "B", "other", &part));
    assert_false(form_part(body, sizeof(body) - 9, "B", "photo", &part)); /* cut short */
    char boundary[FORM_BOUNDARY_MAX + 1];
    assert_true(form_boundary("multipart/form-data; boundary=----x", boundary));
    assert_string_equal(boundary, "----x");
    assert_true(form_boundary("Multipart/Form-Data; charset=utf-8; boundary=\"a b\"", boundary));
    assert_string_equal(boundary, "a b");
    assert_false(form_boundary("multipart/mixed; boundary=x", boundary));
    assert_false(form_boundary("multipart/form-data; boundary=", boundary));
    assert_false(form_boundary(NULL, boundary));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_of_people_stay_words),
        cmocka_unit_test(case_is_told_in_both_languages),
        cmocka_unit_test(own_words_stand_behind_the_open_door),
        cmocka_unit_test(forms_stand_only_behind_the_open_door),
        cmocka_unit_test(reopening_is_offered_while_it_is_possible),
        cmocka_unit_test(what_has_not_arrived_is_on_the_lobbys_screen),
        cmocka_unit_test(a_refused_request_gets_its_note_and_nothing_else),
        cmocka_unit_test(language_follows_the_address_and_then_the_browser),
        cmocka_unit_test(pass_holds_for_one_page_one_pin_one_purpose_and_a_while),
        cmocka_unit_test(fields_are_decoded),
        cmocka_unit_test(parts_are_found_whatever_bytes_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
