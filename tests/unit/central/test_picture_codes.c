/* What the codes in an uploaded picture say. */
#include "rig.h"

#include <fcntl.h>
#include <qrencode.h>
#include <sys/mman.h>

#include "central/approval/picture_codes.h"
#include "central/files/files.h"
#include "common/json.h"

#define MODULE_PX 6

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

static void expect_code(struct rig *rig, const char *text, bool payment)
{
    struct files_upload upload = {.publisher = rig->central.publisher, .work_dir = rig->dir, .fd = picture_of(text)};
    files_read(&upload);
    close(upload.fd);
    if (upload.why)
        fail_msg("%s", upload.why);
    assert_true(files_enter(&rig->central, &upload, "码", "wen", 1763886000));
    CLEANUP(json_free_ref) json_t *doc = json_pack("{s:[o]}", "files", files_json(&upload, "码"));
    CLEANUP(json_free_ref) json_t *codes = picture_codes_of(rig->central.db, doc);
    assert_int_equal(json_array_size(codes), 1);
    assert_string_equal(json_str(json_array_get(codes, 0), "text"), text);
    assert_int_equal(picture_codes_pay(codes), payment);
    files_upload_fini(&upload);
}

static void a_code_in_a_picture_is_told(void **state)
{
    expect_code(*state, "https://example.org/投票?a=1", false);
}

static void a_code_for_payments_is_known(void **state)
{
    expect_code(*state, "https://qr.alipay.com/fkx12345abcde", true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_code_in_a_picture_is_told, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(a_code_for_payments_is_known, rig_setup, rig_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
