#include "central/backup/stream.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/crypto.h"
#include "common/file.h"
#include "common/log.h"

#define MAGIC      "FOYERBACKUP1\n"
#define MAGIC_LEN  (sizeof(MAGIC) - 1)
#define SEAL_LEN   crypto_secretstream_xchacha20poly1305_ABYTES
#define HEADER_LEN crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define MEMORY_MAX (1u << 30) /* bytes; a file that asks for more was not made by us */

struct head {
    uint8_t magic[MAGIC_LEN], memory_kib[4], salt[STRETCH_SALT_LEN], header[HEADER_LEN];
};
_Static_assert(sizeof(struct head) == MAGIC_LEN + 4 + STRETCH_SALT_LEN + HEADER_LEN, "no gaps");

struct stream {
    int fd;
    crypto_secretstream_xchacha20poly1305_state state;
    struct head head;
    bool first;       /* no piece yet: the head is sealed along with the first one */
    bool final;       /* reading: the last piece was opened */
    size_t used, len; /* writing: bytes in `plain`; reading: given out, there */
    uint8_t plain[STREAM_PIECE];
    uint8_t sealed[STREAM_PIECE + SEAL_LEN];
};

static void key_of(uint8_t key[crypto_secretstream_xchacha20poly1305_KEYBYTES], const char *passphrase,
                   const struct head *head)
{
    size_t kib = head->memory_kib[0] | (size_t)head->memory_kib[1] << 8 | (size_t)head->memory_kib[2] << 16 |
                 (size_t)head->memory_kib[3] << 24;
    crypto_stretch(key, crypto_secretstream_xchacha20poly1305_KEYBYTES, passphrase, strlen(passphrase), head->salt,
                   kib << 10);
}

static bool write_all(int fd, const void *data, size_t len)
{
    if (file_write_all(fd, data, len))
        return true;
    log_error("backup: it cannot be written: %s", strerror(errno));
    return false;
}

/* --- Writing --- */

struct stream *stream_seal(int fd, const char *passphrase, size_t memory)
{
    struct stream *stream = xcalloc(1, sizeof(*stream));
    struct head *head = &stream->head;
    uint8_t key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    stream->fd = fd;
    stream->first = true;
    memcpy(head->magic, MAGIC, MAGIC_LEN);
    for (size_t i = 0; i < sizeof(head->memory_kib); i++)
        head->memory_kib[i] = (uint8_t)(memory >> (10 + 8 * i));
    crypto_random(head->salt, sizeof(head->salt));
    key_of(key, passphrase, head);
    crypto_secretstream_xchacha20poly1305_init_push(&stream->state, head->header, key);
    sodium_memzero(key, sizeof(key));
    if (write_all(fd, head, sizeof(*head)))
        return stream;
    stream_close(stream);
    return NULL;
}

static bool push(struct stream *stream, unsigned char tag)
{
    unsigned long long len = 0;
    crypto_secretstream_xchacha20poly1305_push(&stream->state, stream->sealed, &len, stream->plain, stream->used,
                                               stream->first ? (const uint8_t *)&stream->head : NULL,
                                               stream->first ? sizeof(stream->head) : 0, tag);
    stream->first = false;
    stream->used = 0;
    return write_all(stream->fd, stream->sealed, len);
}

bool stream_write(struct stream *stream, const void *data, size_t len)
{
    const uint8_t *from = data;
    while (len) {
        if (stream->used == STREAM_PIECE && !push(stream, crypto_secretstream_xchacha20poly1305_TAG_MESSAGE))
            return false;
        size_t now = MIN(len, STREAM_PIECE - stream->used);
        memcpy(stream->plain + stream->used, from, now);
        stream->used += now;
        from += now;
        len -= now;
    }
    return true;
}

bool stream_finish(struct stream *stream)
{
    return push(stream, crypto_secretstream_xchacha20poly1305_TAG_FINAL);
}

/* --- Reading --- */

/* As many bytes as there are, up to `len`. -1: logged. */
static ssize_t read_up_to(int fd, uint8_t *to, size_t len)
{
    size_t got = 0;
    while (got < len) {
        ssize_t n = read(fd, to + got, len - got);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            log_error("backup: it cannot be read: %s", strerror(errno));
            return -1;
        }
        if (n == 0)
            break;
        got += (size_t)n;
    }
    return (ssize_t)got;
}

/* false: not opened; nothing is logged. */
static bool pull(struct stream *stream, size_t sealed_len)
{
    unsigned long long len = 0;
    unsigned char tag = 0;
    if (sealed_len < SEAL_LEN ||
        crypto_secretstream_xchacha20poly1305_pull(&stream->state, stream->plain, &len, &tag, stream->sealed,
                                                   sealed_len, stream->first ? (const uint8_t *)&stream->head : NULL,
                                                   stream->first ? sizeof(stream->head) : 0) != 0)
        return false;
    stream->first = false;
    stream->used = 0;
    stream->len = len;
    stream->final = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    return true;
}

static enum stream_result begin(struct stream *stream, const char *passphrase)
{
    uint8_t key[crypto_secretstream_xchacha20poly1305_KEYBYTES];
    ssize_t got = read_up_to(stream->fd, (uint8_t *)&stream->head, sizeof(stream->head));
    if (got < 0)
        return STREAM_FAILED;
    const uint8_t *kib = stream->head.memory_kib;
    uint64_t memory = (kib[0] | (uint64_t)kib[1] << 8 | (uint64_t)kib[2] << 16 | (uint64_t)kib[3] << 24) << 10;
    if (got < (ssize_t)sizeof(stream->head) || memcmp(stream->head.magic, MAGIC, MAGIC_LEN) != 0 ||
        memory < crypto_pwhash_MEMLIMIT_MIN || memory > MEMORY_MAX)
        return STREAM_NOT_OURS;
    key_of(key, passphrase, &stream->head);
    int opened = crypto_secretstream_xchacha20poly1305_init_pull(&stream->state, stream->head.header, key);
    sodium_memzero(key, sizeof(key));
    got = read_up_to(stream->fd, stream->sealed, sizeof(stream->sealed));
    if (got < 0)
        return STREAM_FAILED;
    return opened == 0 && pull(stream, (size_t)got) ? STREAM_OK : STREAM_WRONG;
}

enum stream_result stream_open(int fd, const char *passphrase, struct stream **out)
{
    struct stream *stream = xcalloc(1, sizeof(*stream));
    stream->fd = fd;
    stream->first = true;
    enum stream_result result = begin(stream, passphrase);
    *out = result == STREAM_OK ? stream : NULL;
    if (result != STREAM_OK)
        stream_close(stream);
    return result;
}

static bool next_piece(struct stream *stream)
{
    ssize_t got = stream->final ? 0 : read_up_to(stream->fd, stream->sealed, sizeof(stream->sealed));
    if (got < 0)
        return false;
    if (got > 0 && pull(stream, (size_t)got))
        return true;
    log_error(got == 0 ? "backup: the file is cut off" : "backup: the file is cut off, or was changed");
    return false;
}

bool stream_read(struct stream *stream, void *data, size_t len)
{
    uint8_t *to = data;
    while (len) {
        if (stream->used == stream->len && !next_piece(stream))
            return false;
        size_t now = MIN(len, stream->len - stream->used);
        memcpy(to, stream->plain + stream->used, now);
        stream->used += now;
        to += now;
        len -= now;
    }
    return true;
}

bool stream_at_end(const struct stream *stream)
{
    return stream->final && stream->used == stream->len;
}

void stream_close(struct stream *stream)
{
    if (!stream)
        return;
    sodium_memzero(stream, sizeof(*stream));
    free(stream);
}
