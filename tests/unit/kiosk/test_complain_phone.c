/* What a phone takes away: the page for the answer, and what could not be kept here. Codes are read by zbar, as a
 * camera would. */
#include "desk_rig.h"

#include <sys/stat.h>

#include <zbar.h>

#include "kiosk/pages/complain.h"

#define TAP_LIMIT_HERE 6

/* The codes on the screen, read as a phone's camera does. */
static size_t scan(const struct rig *rig, char texts[][4096], size_t max)
{
    int w = rig->view.screen.w, h = rig->view.screen.h;
    uint8_t *grey = xcalloc((size_t)w * (size_t)h, 1);
    memset(grey, 200, (size_t)w * (size_t)h);
    for (size_t i = 0; i < rig->draw.op_count; i++) {
        const struct draw_op *op = &rig->draw.ops[i];
        struct rect r = rect_meet(op->rect, rig->view.screen);
        for (int y = r.y; op->kind == DRAW_FILL && op->radius == 0 && y < r.y + r.h; y++)
            memset(grey + (size_t)y * (size_t)w + r.x, (op->color.r + op->color.g + op->color.b) / 3, (size_t)r.w);
    }
    zbar_image_scanner_t *scanner = zbar_image_scanner_create();
    zbar_image_t *image = zbar_image_create();
    zbar_image_set_format(image, 0x30303859 /* Y800 */);
    zbar_image_set_size(image, (unsigned)w, (unsigned)h);
    zbar_image_set_data(image, grey, (unsigned long)w * (unsigned long)h, NULL);
    zbar_scan_image(scanner, image);
    size_t count = 0;
    for (const zbar_symbol_t *s = zbar_image_first_symbol(image); s && count < max; s = zbar_symbol_next(s)) {
        if (zbar_symbol_get_type(s) == ZBAR_QRCODE)
            snprintf(texts[count++], sizeof texts[0], "%s", zbar_symbol_get_data(s));
    }
    zbar_image_destroy(image);
    zbar_image_scanner_destroy(scanner);
    free(grey);
    return count;
}

static void give_phone_page(struct rig *rig)
{
    json_object_set_new(rig->model->community, "phone_page",
                        json_pack("{s:s,s:s}", "url", "https://foyer.example.cn", "host", "foyer.example.cn"));
}

static void the_receipt_shows_a_code_for_the_phone_when_asked(void **state UNUSED)
{
    struct rig rig;
    static char texts[4][4096];
    rig_open_lobby(&rig, "T-B3-U1");
    give_phone_page(&rig);
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/place:P-BIN-3", "next", "send");
    assert_true(rig.taps <= TAP_LIMIT_HERE); /* the offer costs nothing */
    assert_int_equal(scan(&rig, texts, 4), 0);
    RIG_TAPS(&rig, "phone-page");
    assert_int_equal(scan(&rig, texts, 4), 1);
    json_t *entry = rig_entry(&rig, NULL), *page = json_member(entry, "page");
    CLEANUP(free_ptr) char *link = xasprintf("https://foyer.example.cn/r/%s", json_str(page, "token"));
    assert_string_equal(texts[0], link);
    assert_null(strstr(texts[0], desk_receipt(rig.desk)->code));
    assert_null(json_member(page, "pin"));
    assert_true(rig_shows(&rig, "foyer.example.cn. We never ask for payment here"));
    assert_true(rig_shows(&rig, "only be read there"));
    RIG_TAPS(&rig, "mask");
    assert_int_equal(scan(&rig, texts, 4), 0);
    json_decref(entry);
    rig_close(&rig);
}

static void digits_for_the_phone_are_chosen_before_sending(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    give_phone_page(&rig);
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next", "phone-pin", "digit/2", "digit/4",
             "digit/6");
    assert_null(rig_target(&rig, "digit/done")); /* three are too few */
    RIG_TAPS(&rig, "digit/8", "digit/done");
    assert_false(rig_shows(&rig, "2468"));
    RIG_TAPS(&rig, "send");
    json_t *entry = rig_entry(&rig, NULL);
    assert_string_equal(json_str(json_member(entry, "page"), "pin"), "2468");
    json_decref(entry);
    rig_close(&rig);
}

static void without_a_public_address_there_is_no_code_and_no_offer(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next");
    assert_null(rig_target(&rig, "phone-pin"));
    RIG_TAPS(&rig, "send");
    assert_null(rig_target(&rig, "phone-page"));
    json_t *entry = rig_entry(&rig, NULL);
    assert_null(json_member(entry, "page"));
    json_decref(entry);
    rig_close(&rig);
}

/* All codes that the screen offers, put together and opened as the office would. */
static json_t *carried(struct rig *rig)
{
    static char texts[2][4096];
    struct buf letters = {0}, sealed = {0}, plain = {0};
    int parts = 1;
    for (int i = 0; i < parts; i++) {
        int part = 0;
        char box[KEY_ID_LEN + 1], *rest;
        assert_int_equal(scan(rig, texts, 2), 1);
        assert_int_equal(sscanf(texts[0], "FOYER1 %d/%d %16s ", &part, &parts, box), 3);
        assert_int_equal(part, i + 1);
        rest = strrchr(texts[0], ' ') + 1;
        buf_puts(&letters, rest);
        if (parts > 1) {
            RIG_TAPS(rig, "carry-next");
            rig_settle(rig);
            while (rig_target(rig, "form/page-up")) {
                rig_tap_once(rig, "form/page-up");
                rig_settle(rig);
            }
        }
    }
    assert_true(codec_unbase64url(&sealed, buf_str(&letters), 1 << 16));
    json_t *doc = NULL;
    if (crypto_seal_open(&plain, sealed.data, sealed.len, rig->box_pk, rig->box_sk))
        doc = json_decode(plain.data, plain.len, NULL);
    buf_wipe(&plain);
    buf_fini(&sealed);
    buf_fini(&letters);
    return doc;
}

static void what_cannot_be_kept_is_carried_by_the_phone(void **state UNUSED)
{
    static const int panels[][4] = {{1080, 1920, 398, 708}, {1920, 1080, 708, 398}};
    for (size_t i = 0; i < ARRAY_LEN(panels); i++) {
        struct rig rig;
        rig_open(&rig, "T-B3-U1", panels[i][0], panels[i][1], panels[i][2], panels[i][3]);
        desk_close(rig.desk);
        rig.desk = desk_open("/nonexistent/foyer", rig.worker);
        rig.env.desk = rig.desk;
        RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "phrase/0");
        struct complain *form = nav_top(rig.nav)->state;
        for (int n = 0; n < 40; n++)
            assert_true(entry_add_text(&form->draft, "楼道里的灯不亮，"));
        rig_draw(&rig);
        RIG_TAPS(&rig, "next", "send");
        assert_true(rig_shows(&rig, "could not be kept"));
        json_t *doc = carried(&rig);
        assert_non_null(doc);
        assert_string_equal(json_str(doc, "text"), form->draft.text);
        assert_string_equal(json_str(doc, "code"), desk_carry(rig.desk)->code);
        json_decref(doc);
        RIG_TAPS(&rig, "finish");
        assert_null(desk_carry(rig.desk));
        rig_close(&rig);
    }
}

/* Photographed, then the disk takes it after all: one report with one code. Other words are another one. */
static void what_is_tried_again_is_the_same_report(void **state UNUSED)
{
    struct rig rig;
    rig_open_lobby(&rig, "T-B3-U1");
    desk_close(rig.desk);
    CLEANUP(free_ptr) char *dir = xasprintf("%s/later", rig.dir);
    FILE *in_the_way = fopen(dir, "w");
    assert_non_null(in_the_way);
    (void)fclose(in_the_way);
    rig.desk = desk_open(dir, rig.worker);
    rig.env.desk = rig.desk;
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "phrase/0", "next", "send");
    CLEANUP(free_ptr) char *first = xstrdup(desk_carry(rig.desk)->text);
    RIG_TAPS(&rig, "change-words", "phrase/1", "next", "send");
    CLEANUP(free_ptr) char *text = xstrdup(desk_carry(rig.desk)->text);
    CLEANUP(free_ptr) char *code = xstrdup(desk_carry(rig.desk)->code);
    assert_string_not_equal(text, first);
    rig.env.now_ms += 60000;
    RIG_TAPS(&rig, "send");
    assert_string_equal(desk_carry(rig.desk)->text, text);
    assert_string_equal(desk_carry(rig.desk)->code, code);
    assert_int_equal(unlink(dir), 0);
    assert_int_equal(mkdir(dir, 0700), 0);
    RIG_TAPS(&rig, "send");
    assert_non_null(desk_receipt(rig.desk));
    assert_string_equal(desk_receipt(rig.desk)->code, code);
    assert_null(desk_carry(rig.desk));
    struct outbox *outbox = outbox_open(dir);
    struct outbox_entry kept[2] = {0};
    assert_int_equal(outbox_due(outbox, rig.env.now_ms / 1000, kept, ARRAY_LEN(kept)), 1);
    struct buf sealed = {0};
    codec_base64url(&sealed, kept[0].sealed.data, kept[0].sealed.len);
    assert_string_equal(buf_str(&sealed), text);
    buf_fini(&sealed);
    outbox_entry_fini(&kept[0]);
    outbox_close(outbox);
    rig_close(&rig);
}

static void a_small_panel_carries_a_short_report(void **state UNUSED)
{
    struct rig rig;
    rig_open(&rig, "T-B3-U1", 1024, 600, 222, 125);
    desk_close(rig.desk);
    rig.desk = desk_open("/nonexistent/foyer", rig.worker);
    rig.env.desk = rig.desk;
    RIG_TAPS(&rig, "complain", "category/BJ", "matter/BJ-04", "place/here", "next", "send");
    json_t *doc = carried(&rig);
    assert_string_equal(json_str(doc, "subitem"), "BJ-04");
    json_decref(doc);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_receipt_shows_a_code_for_the_phone_when_asked),
        cmocka_unit_test(digits_for_the_phone_are_chosen_before_sending),
        cmocka_unit_test(without_a_public_address_there_is_no_code_and_no_offer),
        cmocka_unit_test(what_cannot_be_kept_is_carried_by_the_phone),
        cmocka_unit_test(what_is_tried_again_is_the_same_report),
        cmocka_unit_test(a_small_panel_carries_a_short_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
