/* An SQLite VFS over the system's that remembers, for every 512-byte sector written since its file was last synced,
 * what stood there before. crash_now() puts the old bytes back into half of them, at random, and ends the process at
 * once: what a power cut leaves on a card that keeps its promises about fsync and no others. */
#ifndef FOYER_TESTS_CRASH_VFS_H
#define FOYER_TESTS_CRASH_VFS_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CRASH_SECTOR  512
#define CRASH_PENDING 8192
#define CRASH_FILES   16

struct crash_file {
    sqlite3_file base;
    sqlite3_file *real; /* behind this struct */
    int slot;
};
struct crash_sector {
    int slot;
    sqlite3_int64 index;
    char before[CRASH_SECTOR];
};
static struct {
    sqlite3_vfs vfs, *real;
    struct crash_file *files[CRASH_FILES];
    struct crash_sector pending[CRASH_PENDING];
    int pending_count, writes_left;
    unsigned seed;
} crash;

static inline void crash_now(void)
{
    for (int i = 0; i < crash.pending_count; i++) {
        struct crash_sector *sector = &crash.pending[i];
        struct crash_file *file = crash.files[sector->slot];
        if (file && rand_r(&crash.seed) % 2) {
            file->real->pMethods->xWrite(file->real, sector->before, CRASH_SECTOR, sector->index * CRASH_SECTOR);
        }
    }
    _exit(0);
}

static inline void crash_remember(struct crash_file *file, sqlite3_int64 index)
{
    for (int i = 0; i < crash.pending_count; i++) {
        if (crash.pending[i].slot == file->slot && crash.pending[i].index == index) {
            return;
        }
    }
    if (crash.pending_count == CRASH_PENDING) {
        crash_now();
    }
    struct crash_sector *sector = &crash.pending[crash.pending_count++];
    sector->slot = file->slot;
    sector->index = index;
    memset(sector->before, 0, CRASH_SECTOR); /* a short read, beyond the end, leaves zeroes */
    file->real->pMethods->xRead(file->real, sector->before, CRASH_SECTOR, index * CRASH_SECTOR);
}

static inline void crash_forget(int slot)
{
    int kept = 0;
    for (int i = 0; i < crash.pending_count; i++) {
        if (crash.pending[i].slot != slot) {
            crash.pending[kept++] = crash.pending[i];
        }
    }
    crash.pending_count = kept;
}

#define CRASH_REAL(file)              (((struct crash_file *)(file))->real)
#define CRASH_CALL(file, method, ...) CRASH_REAL(file)->pMethods->method(CRASH_REAL(file), ##__VA_ARGS__)

static int crash_close(sqlite3_file *file)
{
    struct crash_file *own = (struct crash_file *)file;
    crash_forget(own->slot); /* the tests crash before they close */
    crash.files[own->slot] = NULL;
    return CRASH_CALL(file, xClose);
}
static int crash_read(sqlite3_file *file, void *data, int len, sqlite3_int64 at)
{
    return CRASH_CALL(file, xRead, data, len, at);
}
static int crash_write(sqlite3_file *file, const void *data, int len, sqlite3_int64 at)
{
    for (sqlite3_int64 i = at / CRASH_SECTOR; i <= (at + len - 1) / CRASH_SECTOR; i++) {
        crash_remember((struct crash_file *)file, i);
    }
    int result = CRASH_CALL(file, xWrite, data, len, at);
    if (--crash.writes_left == 0) {
        crash_now();
    }
    return result;
}
static int crash_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return CRASH_CALL(file, xTruncate, size);
}
static int crash_sync(sqlite3_file *file, int flags)
{
    int result = CRASH_CALL(file, xSync, flags);
    crash_forget(((struct crash_file *)file)->slot);
    return result;
}
static int crash_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return CRASH_CALL(file, xFileSize, size);
}
static int crash_lock(sqlite3_file *file, int level)
{
    return CRASH_CALL(file, xLock, level);
}
static int crash_unlock(sqlite3_file *file, int level)
{
    return CRASH_CALL(file, xUnlock, level);
}
static int crash_reserved(sqlite3_file *file, int *out)
{
    return CRASH_CALL(file, xCheckReservedLock, out);
}
static int crash_control(sqlite3_file *file, int op, void *arg)
{
    return CRASH_CALL(file, xFileControl, op, arg);
}
static int crash_sector_size(sqlite3_file *file)
{
    return CRASH_CALL(file, xSectorSize);
}
static int crash_device(sqlite3_file *file)
{
    return CRASH_CALL(file, xDeviceCharacteristics);
}
static int crash_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
    return CRASH_CALL(file, xShmMap, page, size, extend, out);
}
static int crash_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return CRASH_CALL(file, xShmLock, offset, n, flags);
}
static void crash_shm_barrier(sqlite3_file *file)
{
    CRASH_CALL(file, xShmBarrier);
}
static int crash_shm_unmap(sqlite3_file *file, int remove)
{
    return CRASH_CALL(file, xShmUnmap, remove);
}

static const sqlite3_io_methods crash_methods = {
    2,
    crash_close,
    crash_read,
    crash_write,
    crash_truncate,
    crash_sync,
    crash_size,
    crash_lock,
    crash_unlock,
    crash_reserved,
    crash_control,
    crash_sector_size,
    crash_device,
    crash_shm_map,
    crash_shm_lock,
    crash_shm_barrier,
    crash_shm_unmap,
    NULL,
    NULL,
};

static int crash_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
    (void)vfs;
    struct crash_file *own = (struct crash_file *)file;
    own->real = (sqlite3_file *)(own + 1);
    own->base.pMethods = NULL;
    int result = crash.real->xOpen(crash.real, name, own->real, flags, out_flags);
    if (result == SQLITE_OK) {
        for (own->slot = 0; crash.files[own->slot]; own->slot++) {
        }
        crash.files[own->slot] = own;
        own->base.pMethods = &crash_methods;
    }
    return result;
}

/* The process's default from here on; it dies at the `writes`th write. */
static inline void crash_begin(unsigned seed, int writes)
{
    crash.real = sqlite3_vfs_find(NULL);
    crash.vfs = *crash.real;
    crash.vfs.zName = "crash";
    crash.vfs.szOsFile = (int)sizeof(struct crash_file) + crash.real->szOsFile;
    crash.vfs.xOpen = crash_open;
    crash.vfs.pNext = NULL;
    crash.seed = seed;
    crash.writes_left = writes;
    sqlite3_vfs_register(&crash.vfs, 1);
}

#endif
