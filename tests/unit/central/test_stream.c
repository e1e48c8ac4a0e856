/* A backup's sealed file: what was written comes back, whatever its length; a cut, a changed byte and another
 * passphrase are noticed. A root key on paper: a slip of the pen is found. */
#include "rig.h"

#include <fcntl.h>
#include <unistd.h>

#include "central/backup/stream.h"
#include "central/roots/paper.h"

#define MEMORY     (64u << 10) /* a test need not be hard to guess */
#define PASSPHRASE "a passphrase for tests"

static int sealed_file(size_t len)
{
    int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);
    assert_true(fd >= 0);
    CLEANUP(free_ptr) uint8_t *bytes = xmalloc(len + 1);
    for (size_t i = 0; i < len; i++)
        bytes[i] = (uint8_t)(i * 7 >> 3);
    struct stream *stream = stream_seal(fd, PASSPHRASE, MEMORY);
    assert_non_null(stream);
    for (size_t at = 0; at < len; at += 10007)
        assert_true(stream_write(stream, bytes + at, MIN((size_t)10007, len - at)));
    assert_true(stream_finish(stream));
    stream_close(stream);
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

/* All bytes of the file come out, and they are those that went in. */
static bool opens(int fd, const char *passphrase, size_t len)
{
    struct stream *stream;
    assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
    if (stream_open(fd, passphrase, &stream) != STREAM_OK)
        return false;
    CLEANUP(free_ptr) uint8_t *bytes = xmalloc(len + 1);
    bool ok = stream_read(stream, bytes, len) && stream_at_end(stream);
    for (size_t i = 0; ok && i < len; i++)
        ok = bytes[i] == (uint8_t)(i * 7 >> 3);
    stream_close(stream);
    return ok;
}

static void what_was_written_comes_back(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, STREAM_PIECE - 1, STREAM_PIECE, STREAM_PIECE + 1, 3 * STREAM_PIECE, 500000};
    for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
        CLEANUP(close_fd) int fd = sealed_file(lengths[i]);
        assert_true(opens(fd, PASSPHRASE, lengths[i]));
        assert_false(opens(fd, "a passphrase for test", lengths[i]));
    }
}

static void more_than_there_is_is_not_read(void **state)
{
    (void)state;
    CLEANUP(close_fd) int fd = sealed_file(100);
    struct stream *stream;
    uint8_t bytes[101];
    assert_int_equal(stream_open(fd, PASSPHRASE, &stream), STREAM_OK);
    assert_false(stream_at_end(stream));
    assert_false(stream_read(stream, bytes, sizeof(bytes)));
    stream_close(stream);
}

static void every_cut_and_every_change_is_noticed(void **state)
{
    (void)state;
    const size_t len = 2 * STREAM_PIECE + 500;
    CLEANUP(close_fd) int whole = sealed_file(len);
    off_t size = lseek(whole, 0, SEEK_END);
    const off_t cuts[] = {size - 1, size - 517, size - 518, size - STREAM_PIECE, 57 + STREAM_PIECE + 17, 57, 30, 0};
    for (size_t i = 0; i < ARRAY_LEN(cuts); i++) {
        CLEANUP(close_fd) int fd = sealed_file(len);
        assert_int_equal(ftruncate(fd, cuts[i]), 0);
        assert_false(opens(fd, PASSPHRASE, len));
    }
    for (off_t at = 0; at < size; at += at < 200 ? 13 : 9973) {
        CLEANUP(close_fd) int fd = sealed_file(len);
        uint8_t byte = 0;
        assert_int_equal(pread(fd, &byte, 1, at), 1);
        byte ^= 1;
        if (at >= 15 && at < 17) /* the memory of the hash: another one takes long and is wrong as well */
            continue;
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
        assert_false(opens(fd, PASSPHRASE, len));
    }
}

static void a_key_is_read_back_from_paper(void **state)
{
    (void)state;
    uint8_t pk[SIGN_PK_LEN], sk[SIGN_SK_LEN], back[SIGN_SK_LEN];
    char text[PAPER_LETTERS + PAPER_LETTERS / 4];
    for (int i = 0; i < 20; i++) {
        crypto_sign_keys(pk, sk);
        paper_format(text, sk);
        assert_int_equal(strlen(text), PAPER_LETTERS + PAPER_LETTERS / 4 - 1);
        assert_true(paper_parse(text, back));
        assert_memory_equal(back, sk, sizeof(sk));
    }
    for (char *at = text; *at; at++) { /* any one letter wrong */
        char was = *at;
        if (was == ' ')
            continue;
        *at = was == 'A' ? 'B' : 'A';
        assert_false(paper_parse(text, back));
        *at = was;
    }
    text[strlen(text) - 1] = '\0';
    assert_false(paper_parse(text, back));
}

static int start(void **state)
{
    (void)state;
    crypto_start();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_comes_back),
        cmocka_unit_test(more_than_there_is_is_not_read),
        cmocka_unit_test(every_cut_and_every_change_is_noticed),
        cmocka_unit_test(a_key_is_read_back_from_paper),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
