/* foyer-picture: decodes the picture on its standard input to the last pixel, with the screens' own decoder, and says
 * in one line why it cannot. foyer-central runs it locked in (central/files/jail.h) before it keeps an upload: nobody
 * trusts the bytes, and a flaw in a decoder ends here. 0: it can be drawn; 1: it cannot. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/file.h"
#include "common/mediainfo.h"
#include "kiosk/screen/picture_file.h"

int main(void)
{
    CLEANUP(buf_fini) struct buf bytes = {0};
    CLEANUP(free_ptr) char *why = NULL;
    bool good =
        file_read_all(STDIN_FILENO, MEDIAINFO_BYTES_MAX, &bytes) && picture_file_try(bytes.data, bytes.len, &why);
    if (!good)
        puts(why ? why : "it cannot be read");
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
