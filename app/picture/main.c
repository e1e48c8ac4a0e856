/* foyer-picture: decodes the picture on its standard input to the last pixel, with the screens' own decoder, and says
 * in one line why it cannot. foyer-central runs it locked in (central/files/jail.h) before it keeps an upload: nobody
 * trusts the bytes, and a flaw in a decoder ends here. 0: it can be drawn; 1: it cannot. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/mediainfo.h"
#include "kiosk/screen/picture_file.h"

static bool read_all(int fd, struct buf *bytes)
{
    char piece[65536];
    for (ssize_t got; (got = read(fd, piece, sizeof(piece))) != 0;) {
        if (got < 0 && errno != EINTR)
            return false;
        if (got > 0)
            buf_append(bytes, piece, (size_t)got);
        if (bytes->len > MEDIAINFO_BYTES_MAX)
            return false;
    }
    return true;
}

int main(void)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(free_ptr) char *why = NULL;
    bool good = read_all(STDIN_FILENO, &bytes) && picture_file_try(bytes.data, bytes.len, &why);
    if (!good)
        puts(why ? why : "it cannot be read");
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
