/* Runs another program on bytes that nobody trusts: it may read itself, its libraries and fonts and what it is lent,
 * and write into one folder, and nothing else. No network, no other process, little memory and time (Landlock, seccomp,
 * limits). Where the kernel cannot promise that, the program is not run. Blocks: for a worker thread. */
#ifndef FOYER_CENTRAL_JAIL_H
#define FOYER_CENTRAL_JAIL_H

#include "common/base.h"

#define JAIL_MEMORY_MAX (512u << 20) /* bytes of address space */
#define JAIL_FILE_MAX   (16u << 20)  /* bytes of a file that it writes */
#define JAIL_OUTPUT     "output"     /* in its folder: what it printed */
#define JAIL_PATIENCE   4            /* times wall_s, for a job that a busy machine keeps from half of its cpu_s */

struct jail_job {
    const char *const *argv;        /* argv[0]: an absolute path; NULL ends */
    const char *dir;                /* where it works and may write */
    int in_fd;                      /* its input, from where it stands; -1: none */
    int cpu_s, wall_s;              /* of the processor; by the clock, see JAIL_PATIENCE */
    const char *const *reads;       /* folders that it may read besides, NULL ends; NULL: none */
    size_t memory_max;              /* bytes of address space; 0: JAIL_MEMORY_MAX */
    const char *const *environment; /* NULL ends; NULL: empty */
};
enum jail_result {
    JAIL_DONE,
    JAIL_FAILED,  /* it gave up, or was ended for a crime */
    JAIL_TIMEOUT, /* it was ended for being slow */
    JAIL_NONE     /* it could not be started safely; logged */
};
MUST_USE enum jail_result jail_run(const struct jail_job *job);

/* A fresh folder for one job in `work_dir`: PREFIX-XXXXXX, where whoever owns `work_dir` sweeps at start what a server
 * that was killed left behind. NULL: logged. Yours, to be given to jail_folder_remove. */
#define JAIL_FOLDER "pages" /* prefix in the folder of uploads */
MUST_USE char *jail_folder_make(const char *work_dir, const char *prefix);
/* With the files in it, also those of a job that was ended half way; what lies deeper stays, logged. */
void jail_folder_remove(const char *dir);

#endif
