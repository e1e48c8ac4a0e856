#include "kiosk/screen/font_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_LEN 8192
#define BLOCKS    16

struct block {
    Sint64 number; /* of the file; -1: holds nothing */
    size_t len;
    uint8_t bytes[BLOCK_LEN];
};
struct font_file {
    int fd;
    Sint64 at, len;
    struct block blocks[BLOCKS]; /* a block has its place by its number */
};

static Sint64 file_size(SDL_RWops *ops)
{
    const struct font_file *file = ops->hidden.unknown.data1;
    return file->len;
}

static Sint64 file_seek(SDL_RWops *ops, Sint64 offset, int whence)
{
    struct font_file *file = ops->hidden.unknown.data1;
    Sint64 from = whence == RW_SEEK_SET ? 0 : whence == RW_SEEK_CUR ? file->at : file->len;
    file->at = CLAMP(from + offset, 0, file->len);
    return file->at;
}

static size_t read_at(int fd, void *to, size_t len, Sint64 at)
{
    size_t got = 0;
    while (got < len) {
        ssize_t now = pread(fd, (char *)to + got, len - got, at + (Sint64)got);
        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0)
            break;
        got += (size_t)now;
    }
    return got;
}

static const struct block *find_block(struct font_file *file, Sint64 number)
{
    struct block *block = &file->blocks[number % BLOCKS];
    if (block->number != number) {
        block->len = read_at(file->fd, block->bytes, BLOCK_LEN, number * BLOCK_LEN);
        block->number = number;
    }
    return block;
}

static size_t file_read(SDL_RWops *ops, void *to, size_t size, size_t count)
{
    struct font_file *file = ops->hidden.unknown.data1;
    size_t got = 0, wanted = size ? size * MIN(count, (size_t)(file->len - file->at) / size) : 0;
    while (got < wanted) {
        const struct block *block = find_block(file, file->at / BLOCK_LEN);
        size_t skip = (size_t)(file->at % BLOCK_LEN), part = MIN(block->len - MIN(skip, block->len), wanted - got);
        if (part == 0)
            break; /* the file has become shorter under our hands */
        memcpy((char *)to + got, block->bytes + skip, part);
        got += part;
        file->at += (Sint64)part;
    }
    return size ? got / size : 0;
}

static size_t file_write(SDL_RWops *ops UNUSED, const void *from UNUSED, size_t size UNUSED, size_t count UNUSED)
{
    return 0;
}

static int file_close(SDL_RWops *ops)
{
    struct font_file *file = ops->hidden.unknown.data1;
    close(file->fd);
    free(file);
    SDL_FreeRW(ops);
    return 0;
}

SDL_RWops *font_file_open(const char *path)
{
    struct stat info;
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        SDL_SetError("cannot be opened");
        return NULL;
    }
    SDL_RWops *ops = SDL_AllocRW();
    if (!ops)
        return NULL;
    struct font_file *file = xcalloc(1, sizeof(*file));
    file->len = info.st_size;
    for (size_t i = 0; i < BLOCKS; i++)
        file->blocks[i].number = -1;
    file->fd = fd;
    fd = -1;
    ops->hidden.unknown.data1 = file;
    ops->size = file_size;
    ops->seek = file_seek;
    ops->read = file_read;
    ops->write = file_write;
    ops->close = file_close;
    return ops;
}
