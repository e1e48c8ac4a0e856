/* The folder in which a job of the jail works. */
#include "central/files/jail.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/log.h"

char *jail_folder_make(const char *work_dir, const char *prefix)
{
    CLEANUP(free_ptr) char *dir = xasprintf("%s/%s-XXXXXX", work_dir, prefix);
    if (mkdtemp(dir))
        return TAKE(dir);
    log_error("jail: no folder can be made in %s: %s", work_dir, strerror(errno));
    return NULL;
}

void jail_folder_remove(const char *dir)
{
    DIR *entries = opendir(dir);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        if (!str_eq(entry->d_name, ".") && !str_eq(entry->d_name, ".."))
            (void)unlinkat(dirfd(entries), entry->d_name, 0);
    }
    if (entries)
        closedir(entries);
    if (rmdir(dir) != 0)
        log_warn("jail: %s cannot be removed: %s", dir, strerror(errno));
}
