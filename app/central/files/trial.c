#include "central/files/trial.h"

#include <stdlib.h>
#include <unistd.h>

#include "central/files/jail.h"
#include "central/words/words.h"
#include "common/file.h"

/* What the program printed is not repeated: the picture may have made it say anything. */
char *trial_refusal(int picture_fd, const char *dir)
{
    CLEANUP(free_ptr) char *program = file_beside_program("foyer-picture");
    const char *const argv[] = {program, NULL};
    struct jail_job job = {.argv = argv, .dir = dir, .in_fd = picture_fd, .cpu_s = TRIAL_CPU_S, .wall_s = TRIAL_WALL_S};
    (void)lseek(picture_fd, 0, SEEK_SET);
    switch (jail_run(&job)) {
    case JAIL_DONE:
    case JAIL_NONE:
        return NULL;
    case JAIL_FAILED:
        return xstrdup(
            _("the picture is damaged or cut short and cannot be drawn to its end; save it anew and send that"));
    case JAIL_TIMEOUT:
        return xstrdup(_("the picture takes too long to draw; save it smaller"));
    }
    return NULL;
}
