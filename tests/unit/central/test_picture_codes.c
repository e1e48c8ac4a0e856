/* What the codes in an uploaded picture say. */
#include "rig.h"

#include <fcntl.h>
#include <qrencode.h>
#include <sys/mman.h>

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

/* A drawing with this code on it: in memory, from its beginning. */
static int picture_of(const char *text)
{
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    assert_non_null(code);
    int side = (code->width + 8) * MODULE_PX;
    struct buf svg = {0};
    buf_printf(&svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">",
               side, side, side, side);
    buf_printf(&svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", side, side);
    for (int y = 0; y < code->width; y++)
        for (int x = 0; x < code->width; x++)
            if (code->data[y * code->width + x] & 1)
                buf_printf(&svg, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#000000\"/>",
                           (x + 4) * MODULE_PX, (y + 4) * MODULE_PX, MODULE_PX, MODULE_PX);
    buf_printf(&svg, "</svg>");
    QRcode_free(code);
    int fd = memfd_create("picture", MFD_CLOEXEC);
    assert_int_equal(write(fd, svg.data, svg.len), (ssize_t)svg.len);
    buf_fini(&svg);
    return fd;
}

/* A document with this picture, which is uploaded. Yours. */
static json_t *upload(struct rig *rig, const char *text)
{
    struct files_upload upload = {.publisher = rig->central.publisher, .work_dir = rig->dir, .fd = picture_of(text)};
    files_read(&upload);
    close(upload.fd);
    if (upload.why)
        fail_msg("%s", upload.why);
    assert_true(files_enter(&rig->central, &upload, "码", "wen", 1763886000));
    json_t *doc = json_pack("{s:[o]}", "files", files_json(&upload, "码"));
    files_upload_fini(&upload);
    return doc;
}

static void expect_told(struct rig *rig, const json_t *doc, const char *text, bool payment)
{
    CLEANUP(json_free_ref) json_t *codes = picture_codes_of(rig->central.db, doc);
    assert_int_equal(json_array_size(codes), 1);
    assert_string_equal(json_str(json_array_get(codes, 0), "text"), text);
    assert_int_equal(picture_codes_pay(codes), payment);
    assert_false(picture_codes_unread(codes));
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
    assert_true(picture_codes_unread(codes));
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
    reader_dies = false;
    expect_told(rig, again, "wxp://f2f0abc", true);
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
    files_upload_fini(&upload);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_code_in_a_picture_is_told, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(a_code_for_payments_is_known, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(nobody_could_look_is_not_no_code, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(what_was_read_once_stays_when_the_reader_dies_at_the_second_upload, rig_setup,
                                        rig_teardown),
        cmocka_unit_test_setup_teardown(a_recording_is_not_unread, rig_setup, rig_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
