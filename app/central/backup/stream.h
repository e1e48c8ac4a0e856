/* A file that only who knows the passphrase can read, and in which every cut and every changed byte is noticed:
 *
 *   "FOYERBACKUP1\n", memory of Argon2id in KiB (4 bytes, little endian), salt (16), header of the stream (24),
 *   then pieces of STREAM_PIECE bytes of plain text, each 17 longer by its seal (libsodium's secretstream,
 *   XChaCha20-Poly1305); the last one is shorter or equal and carries the tag FINAL. The bytes before the first piece
 *   are sealed along with it.
 *
 * Nothing of the plain text is kept longer than a piece. One thread. Reasons are logged here. */
#ifndef FOYER_CENTRAL_STREAM_H
#define FOYER_CENTRAL_STREAM_H

#include "common/base.h"

#define STREAM_PIECE          65536
#define STREAM_PASSPHRASE_MIN 12 /* characters */
#define STREAM_PASSPHRASE_MAX 1024
#define STREAM_MEMORY         (256u << 20) /* bytes of Argon2id: half a second for who knows it */

struct stream;

/* Writes the head; `fd` is borrowed. memory: STREAM_MEMORY. NULL: logged. */
MUST_USE struct stream *stream_seal(int fd, const char *passphrase, size_t memory);
MUST_USE bool stream_write(struct stream *stream, const void *data, size_t len);
MUST_USE bool stream_finish(struct stream *stream); /* the last piece; without it the file counts as cut off */

enum stream_result {
    STREAM_OK,
    STREAM_NOT_OURS,
    STREAM_WRONG /* passphrase, or the first piece was changed */,
    STREAM_FAILED /* logged */
};
/* Reads the head and the first piece. */
enum stream_result stream_open(int fd, const char *passphrase, struct stream **stream);
/* Exactly `len` bytes, or false: logged (cut off, changed, unreadable). */
MUST_USE bool stream_read(struct stream *stream, void *data, size_t len);
bool stream_at_end(const struct stream *stream); /* all was read, and it was the whole */
void stream_close(struct stream *stream);        /* NULL is fine; wipes the key */

#endif
