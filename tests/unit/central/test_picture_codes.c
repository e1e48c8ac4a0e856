/* What the codes in an uploaded picture say. */
#include "rig.h"

#include <fcntl.h>
#include <qrencode.h>
#include <sys/mman.h>

#include "central/approval/approval.h"
#include "central/approval/picture_codes.h"
#include "central/files/files.h"
#include "central/files/reread.h"
#include "common/file.h"
#include "common/json.h"

#define MODULE_PX 6

/* The reader, or a program that dies in its place. */
static bool reader_dies;
char *__real_file_beside_program(const char *name);
char *__wrap_file_beside_program(const char *name);
char *__wrap_file_beside_program(const char *name)
{
    return reader_dies && str_eq(name, "foyer-codes") ? xstrdup("/usr/bin/false") : __real_file_beside_program(name);
}

/* Codes beside and below each other, in a drawing. */
struct drawing {
    const char *text;
    size_t len;        /* of `text`; 0: as a string */
    int across, down;  /* how many; 0: one. Where there are more, each has its number behind the text */
    const char *paper; /* its colour; NULL: white; "": none, one sees through */
    const char *ink;   /* NULL: black */
};

/* Row by row in dark runs: a drawing may not have too many numbers. */
static void draw_code(struct buf *svg, const struct drawing *drawing, const QRcode *code, int left, int top)
{
    buf_printf(svg, "<path stroke=\"%s\" stroke-width=\"1\" d=\"", drawing->ink ? drawing->ink : "#000000");
    for (int y = 0; y < code->width; y++) {
        for (int x = 0, run; x < code->width; x += run) {
            bool dark = code->data[y * code->width + x] & 1;
            for (run = 1; x + run < code->width && (code->data[y * code->width + x + run] & 1) == dark; run++)
                ;
            if (dark)
                buf_printf(svg, "M%d %d.5h%d", left + x + 4, top + y + 4, run);
        }
    }
    buf_printf(svg, "\"/>");
}

static void draw_codes(struct buf *svg, const struct drawing *drawing, int across, int down, int side)
{
    for (int i = 0; i < across * down; i++) {
        char numbered[80];
        bool one = across * down == 1;
        (void)snprintf(numbered, sizeof(numbered), "%s%d", drawing->text, i);
        const char *text = one ? drawing->text : numbered;
        size_t len = one && drawing->len ? drawing->len : strlen(text);
        QRcode *code = QRcode_encodeData((int)len, (const unsigned char *)text, one ? 4 : 1, QR_ECLEVEL_L);
        assert_non_null(code);
        assert_int_equal(code->width + 8, side);
        draw_code(svg, drawing, code, i % across * side, i / across * side);
        QRcode_free(code);
    }
}

/* In memory, from its beginning. */
static int picture_of(const struct drawing *drawing)
{
    int across = MAX(drawing->across, 1), down = MAX(drawing->down, 1);
    int side = (across * down == 1 ? 33 : 21) + 8; /* modules, with the margin */
    const char *paper = drawing->paper ? drawing->paper : "#ffffff";
    struct buf svg = {0};
    buf_printf(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">",
               side * across * MODULE_PX, side * down * MODULE_PX, side * across, side * down);
    if (*paper)
        buf_printf(&svg, "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>", side * across, side * down, paper);
    draw_codes(&svg, drawing, across, down, side);
    buf_printf(&svg, "</svg>");
    int fd = memfd_create("picture", MFD_CLOEXEC);
    assert_int_equal(write(fd, svg.data, svg.len), (ssize_t)svg.len);
    buf_fini(&svg);
    return fd;
}

/* A document with this picture, which is uploaded. Yours. */
static json_t *upload_drawn(struct rig *rig, const struct drawing *drawing)
{
    struct files_upload upload = {.publisher = rig->central.publisher, .work_dir = rig->dir, .fd = picture_of(drawing)};
    files_read(&upload);
    close(upload.fd);
    if (upload.why)
        fail_msg("%s", upload.why);
    assert_true(files_enter(&rig->central, &upload, "码", "wen", 1763886000));
    json_t *doc = json_pack("{s:[o]}", "files", files_json(&upload, "码"));
    files_upload_fini(&upload);
    return doc;
}

static json_t *upload(struct rig *rig, const char *text)
{
    return upload_drawn(rig, &(struct drawing){.text = text});
}

static void expect_told(struct rig *rig, const json_t *doc, const char *text, bool payment)
{
    CLEANUP(json_free_ref) json_t *codes = picture_codes_of(rig->central.db, doc);
    assert_int_equal(json_array_size(codes), 1);
    assert_string_equal(json_str(json_array_get(codes, 0), "text"), text);
    assert_int_equal(picture_codes_judge(codes, NULL), payment ? PICTURE_CODES_PAY : PICTURE_CODES_KNOWN);
}

static void expect_code(struct rig *rig, const char *text, bool payment)
{
    CLEANUP(json_free_ref) json_t *doc = upload(rig, text);
    expect_told(rig, doc, text, payment);
}

static void expect_unread(struct rig *rig, const json_t *doc)
{
    CLEANUP(json_free_ref) json_t *codes = picture_codes_of(rig->central.db, doc);
    assert_int_equal(json_array_size(codes), 1);
    assert_string_equal(json_str(json_array_get(codes, 0), "file"), "码");
    assert_int_equal(picture_codes_judge(codes, NULL), PICTURE_CODES_UNREAD);
}

static void reread(struct rig *rig, const json_t *doc)
{
    struct reread *reread = reread_begin(rig->central.publisher, rig->central.db, doc);
    assert_non_null(reread);
    reread_run(reread, rig->dir);
    reread_end(reread, rig->central.db);
}

static void a_code_in_a_picture_is_told(void **state)
{
    expect_code(*state, "https://example.org/投票?a=1", false);
}

static void a_code_for_payments_is_known(void **state)
{
    expect_code(*state, "https://qr.alipay.com/fkx12345abcde", true);
}

static void expect_drawn(struct rig *rig, const struct drawing *drawing, const char *text, bool payment)
{
    CLEANUP(json_free_ref) json_t *doc = upload_drawn(rig, drawing);
    expect_told(rig, doc, text, payment);
}

static void a_code_for_payments_is_known_however_it_is_written(void **state)
{
    struct rig *rig = *state;
    expect_drawn(rig, &(struct drawing){.text = "\0 wxp://f2f0abc", .len = 15}, "wxp://f2f0abc", true);
    expect_drawn(rig, &(struct drawing){.text = "a\0wxp://f2f0abc", .len = 15}, "a wxp://f2f0abc", false);
    expect_drawn(rig, &(struct drawing){.text = "HTTP://pay@QR.alipay.com/fkx1"}, "HTTP://pay@QR.alipay.com/fkx1",
                 true);
    expect_drawn(rig, &(struct drawing){.text = "https://example.org/@qr.alipay.com"},
                 "https://example.org/@qr.alipay.com", false);
}

static void a_code_in_white_is_read(void **state)
{
    struct rig *rig = *state;
    expect_drawn(rig, &(struct drawing){.text = "wxp://white", .paper = "#000000", .ink = "#ffffff"}, "wxp://white",
                 true);
    expect_drawn(rig, &(struct drawing){.text = "wxp://clear", .paper = "", .ink = "#ffffff"}, "wxp://clear", true);
}

static void more_codes_than_are_read_is_not_only_these(void **state)
{
    struct rig *rig = *state;
    CLEANUP(json_free_ref)
    json_t *some = upload_drawn(rig, &(struct drawing){"http://a.cn/", 0, 4, 8, NULL, NULL});
    CLEANUP(json_free_ref) json_t *codes = picture_codes_of(rig->central.db, some);
    assert_int_equal(json_array_size(codes), 32);
    assert_int_equal(picture_codes_judge(codes, NULL), PICTURE_CODES_KNOWN);
    CLEANUP(json_free_ref)
    json_t *many = upload_drawn(rig, &(struct drawing){"http://a.cn/", 0, 3, 11, NULL, NULL});
    CLEANUP(json_free_ref) json_t *told = picture_codes_of(rig->central.db, many);
    const json_t *where;
    assert_int_equal(json_array_size(told), 33);
    assert_int_equal(picture_codes_judge(told, &where), PICTURE_CODES_MORE);
    assert_ptr_equal(where, json_array_get(told, 32));
    assert_string_equal(json_str(where, "text"), "");
    /* It is as it is, however often one looks. */
    assert_null(reread_begin(rig->central.publisher, rig->central.db, many));
}

static char *hangs_by_one_call(struct rig *rig, const json_t *doc)
{
    return approval_codes_refusal(rig->central.db, "heting", &(struct items_text){"N-1", "notice", NULL, doc});
}

static void what_hangs_by_one_call_is_looked_at_too(void **state)
{
    struct rig *rig = *state;
    CLEANUP(json_free_ref) json_t *good = upload(rig, "https://example.org/a");
    assert_null(hangs_by_one_call(rig, good));
    CLEANUP(json_free_ref) json_t *pays = upload(rig, "wxp://f2f0one");
    CLEANUP(free_ptr) char *why = hangs_by_one_call(rig, pays);
    assert_non_null(strstr(why, "码, page 1: there is a code for payments"));
    CLEANUP(json_free_ref)
    json_t *many = upload_drawn(rig, &(struct drawing){"http://a.cn/", 0, 3, 11, NULL, NULL});
    CLEANUP(free_ptr) char *more = hangs_by_one_call(rig, many);
    assert_non_null(strstr(more, "more than 32 codes"));
}

/* Its rows say "[]" also where the reader had died. */
static void what_an_earlier_release_read_is_read_again(void **state)
{
    struct rig *rig = *state;
    CLEANUP(json_free_ref) json_t *doc = upload(rig, "wxp://f2f0old");
    assert_true(db_exec(rig->central.db, "UPDATE upload SET codes='[]',looked=0"));
    expect_unread(rig, doc);
    CLEANUP(free_ptr) char *why = hangs_by_one_call(rig, doc);
    assert_non_null(strstr(why, "could not be read for codes"));
    reread(rig, doc);
    expect_told(rig, doc, "wxp://f2f0old", true);
}

static void nobody_could_look_is_not_no_code(void **state)
{
    struct rig *rig = *state;
    reader_dies = true;
    CLEANUP(json_free_ref) json_t *doc = upload(rig, "https://qr.alipay.com/fkx12345abcde");
    expect_unread(rig, doc);
    reread(rig, doc);
    expect_unread(rig, doc);
    reader_dies = false;
    reread(rig, doc);
    expect_told(rig, doc, "https://qr.alipay.com/fkx12345abcde", true);
    assert_null(reread_begin(rig->central.publisher, rig->central.db, doc));
}

static void what_was_read_once_stays_when_the_reader_dies_at_the_second_upload(void **state)
{
    struct rig *rig = *state;
    json_decref(upload(rig, "wxp://f2f0abc"));
    reader_dies = true;
    CLEANUP(json_free_ref) json_t *again = upload(rig, "wxp://f2f0abc");
    expect_told(rig, again, "wxp://f2f0abc", true);
    /* But not what an earlier release took for nothing. */
    assert_true(db_exec(rig->central.db, "UPDATE upload SET codes='[]',looked=0"));
    CLEANUP(json_free_ref) json_t *old = upload(rig, "wxp://f2f0abc");
    reader_dies = false;
    expect_unread(rig, old);
}

/* It has no codes, and nobody is to look for any. */
static void a_recording_is_not_unread(void **state)
{
    struct rig *rig = *state;
    struct files_upload upload = {.publisher = rig->central.publisher,
                                  .work_dir = rig->dir,
                                  .fd = open(FOYER_SOURCE_DIR "/tests/fuzz/corpus/mediainfo/tone.wav", O_RDONLY)};
    reader_dies = true;
    files_read(&upload);
    reader_dies = false;
    close(upload.fd);
    assert_true(files_enter(&rig->central, &upload, "声", "wen", 1763886000));
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:[o]}", "files", files_json(&upload, "声"));
    CLEANUP(json_free_ref) json_t *codes = picture_codes_of(rig->central.db, doc);
    assert_int_equal(json_array_size(codes), 0);
    assert_true(db_exec(rig->central.db, "UPDATE upload SET looked=0")); /* nor one of an earlier release */
    assert_null(hangs_by_one_call(rig, doc));
    files_upload_fini(&upload);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_code_in_a_picture_is_told, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(a_code_for_payments_is_known, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(a_code_for_payments_is_known_however_it_is_written, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(a_code_in_white_is_read, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(more_codes_than_are_read_is_not_only_these, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(what_hangs_by_one_call_is_looked_at_too, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(what_an_earlier_release_read_is_read_again, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(nobody_could_look_is_not_no_code, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(what_was_read_once_stays_when_the_reader_dies_at_the_second_upload, rig_setup,
                                        rig_teardown),
        cmocka_unit_test_setup_teardown(a_recording_is_not_unread, rig_setup, rig_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
