#include "central/files/trial.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "central/files/jail.h"
#include "central/words/words.h"

static char *program_path(void)
{
    char path[PATH_MAX] = "";
    ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);
    path[MAX(len, 0)] = '\0';
    char *slash = strrchr(path, '/');
    return xasprintf("%.*s/foyer-picture", slash ? (int)(slash - path) : 0, path);
}

/* What the program printed is not repeated: the picture may have made it say anything. */
char *trial_refusal(int picture_fd, const char *dir)
{
    CLEANUP(free_ptr) char *program = program_path();
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
