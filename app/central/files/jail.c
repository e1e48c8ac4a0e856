/* Between fork and exec only plain system calls: other threads of this process may hold any lock. */
#include "central/files/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "common/log.h"

#if defined(__x86_64__)
#define OUR_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OUR_ARCH AUDIT_ARCH_AARCH64
#else
#error "say which audit architecture this is"
#endif

#define NICENESS      10
#define FILES_MAX     64
#define EXIT_UNSAFE   126 /* the door could not be closed */
#define EXIT_NO_EXEC  127
#define FIRST_FREE_FD 3

/* --- Files: Landlock --- */

#define READ_FILES  (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_FILES (READ_FILES | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG)
/* Every right of the first version: what is not allowed below is forbidden. */
#define ALL_RIGHTS ((LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1)

static bool allow(int ruleset, const char *path, uint64_t rights)
{
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent_fd < 0)
        return errno == ENOENT; /* nothing there, nothing to allow */
    bool ok = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent_fd);
    return ok;
}

static bool close_files(const struct jail_job *job)
{
    const char *program = job->argv[0], *dir = job->dir;
    static const char *const programs[] = {"/usr", "/lib", "/lib64"};
    static const char *const folders[] = {"/etc/fonts", "/var/cache/fontconfig"};
    struct landlock_ruleset_attr attr = {.handled_access_fs = ALL_RIGHTS};
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
    bool ok = ruleset >= 0 && allow(ruleset, dir, WRITE_FILES) &&
              allow(ruleset, program, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE) &&
              allow(ruleset, "/etc/ld.so.cache", LANDLOCK_ACCESS_FS_READ_FILE) &&
              allow(ruleset, "/dev/null", LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE);
    for (size_t i = 0; i < ARRAY_LEN(programs) && ok; i++)
        ok = allow(ruleset, programs[i], READ_FILES | LANDLOCK_ACCESS_FS_EXECUTE);
    for (size_t i = 0; i < ARRAY_LEN(folders) && ok; i++)
        ok = allow(ruleset, folders[i], READ_FILES);
    for (const char *const *lent = job->reads; lent && *lent && ok; lent++)
        ok = allow(ruleset, *lent, READ_FILES);
    return ok && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
}

/* --- System calls: seccomp --- */

#define LOAD(field)  BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define FORBID(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), ANSWER(SECCOMP_RET_ERRNO | EPERM)
/* Allowed where its argument `n` is no pointer to something new: limits may be looked up, not changed. */
#define HALF(n, at) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args) + 8 * (n) + 4 * (at))
#define ASKS_ONLY(call, n)                                                                                             \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 6), HALF(n, 0), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 0, 2),   \
        HALF(n, 1), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0), ANSWER(SECCOMP_RET_ERRNO | EPERM),                   \
        ANSWER(SECCOMP_RET_ALLOW)
/* Threads share what the door leaves; another process would be out of sight. What tells them apart lies in memory for
 * clone3, where a filter cannot look: libraries take clone when there is none. */
#define ONLY_THREADS                                                                                                   \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone3, 0, 1), ANSWER(SECCOMP_RET_ERRNO | ENOSYS),                         \
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 0, 4), HALF(0, 0),                                              \
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0), ANSWER(SECCOMP_RET_ERRNO | EPERM),                   \
        ANSWER(SECCOMP_RET_ALLOW)
#define X32_BIT 0x40000000u

/* No network, no hand on another process, no way to more rights; the rest is as it is. */
static struct sock_filter forbidden[] = {LOAD(arch),
                                         BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OUR_ARCH, 1, 0),
                                         ANSWER(SECCOMP_RET_KILL_PROCESS),
                                         LOAD(nr),
                                         BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1),
                                         ANSWER(SECCOMP_RET_KILL_PROCESS),
                                         ONLY_THREADS,
#ifdef SYS_fork /* elsewhere both are clone */
                                         FORBID(fork),
                                         FORBID(vfork),
#endif
                                         FORBID(socket),
                                         FORBID(socketpair),
                                         FORBID(connect),
                                         FORBID(io_uring_setup),
                                         FORBID(kill),
                                         FORBID(tkill),
                                         FORBID(tgkill),
                                         FORBID(pidfd_open),
                                         FORBID(pidfd_send_signal),
                                         FORBID(ptrace),
                                         FORBID(process_vm_readv),
                                         FORBID(process_vm_writev),
                                         FORBID(unshare),
                                         FORBID(setns),
                                         FORBID(mount),
                                         FORBID(bpf),
                                         FORBID(keyctl),
                                         FORBID(add_key),
                                         FORBID(request_key),
                                         FORBID(perf_event_open),
                                         FORBID(userfaultfd),
                                         ASKS_ONLY(prlimit64, 2),
                                         FORBID(shmget),
                                         FORBID(msgget),
                                         FORBID(semget),
                                         ANSWER(SECCOMP_RET_ALLOW)};

static bool close_calls(void)
{
    struct sock_fprog program = {.len = ARRAY_LEN(forbidden), .filter = forbidden};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

/* --- The child --- */

static bool limit(int what, rlim_t most)
{
    struct rlimit limits = {.rlim_cur = most, .rlim_max = most};
    return setrlimit((__rlimit_resource_t)what, &limits) == 0;
}

static bool close_limits(const struct jail_job *job)
{
    return limit(RLIMIT_CPU, (rlim_t)job->cpu_s) && limit(RLIMIT_FSIZE, JAIL_FILE_MAX) && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_NOFILE, FILES_MAX) &&
           limit(RLIMIT_AS, job->memory_max ? (rlim_t)job->memory_max : JAIL_MEMORY_MAX);
}

/* Input, output and errors; everything else closes with exec at the latest. */
static bool set_files(const struct jail_job *job)
{
    int out = open(JAIL_OUTPUT, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    int in = job->in_fd >= 0 ? job->in_fd : open("/dev/null", O_RDONLY | O_CLOEXEC);
    return out >= 0 && in >= 0 && dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 &&
           dup2(out, STDERR_FILENO) >= 0 && close_range(FIRST_FREE_FD, ~0u, 0) == 0;
}

NORETURN static void child(const struct jail_job *job)
{
    static const char *const nothing[] = {NULL};
    const char *const *environment = job->environment ? job->environment : nothing;
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (nice(NICENESS) == -1)
        errno = 0; /* slower neighbours are no danger */
    if (chdir(job->dir) != 0 || !set_files(job) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !close_files(job) ||
        !close_limits(job) || !close_calls())
        _exit(EXIT_UNSAFE);
    execve(job->argv[0], (char *const *)(uintptr_t)job->argv, (char *const *)(uintptr_t)environment);
    _exit(EXIT_NO_EXEC);
}

/* --- The parent --- */

/* It had less of the processor than it was promised: the machine is slow, not the file. */
static bool starved(pid_t pid, int cpu_s)
{
    clockid_t clock;
    struct timespec used;
    return clock_getcpuclockid(pid, &clock) == 0 && clock_gettime(clock, &used) == 0 && used.tv_sec < cpu_s / 2;
}

/* false: it still runs after its time. */
static bool wait_for_end(pid_t pid, const struct jail_job *job)
{
    CLEANUP(close_fd) int fd = pidfd_open(pid, 0);
    struct pollfd ready = {.fd = fd, .events = POLLIN};
    for (int turn = 0; fd >= 0 && turn < JAIL_PATIENCE; turn++) {
        if (poll(&ready, 1, job->wall_s * 1000) == 1)
            return true;
        if (!starved(pid, job->cpu_s))
            return false;
    }
    return false;
}

static enum jail_result judge(const struct jail_job *job, int status, bool in_time)
{
    if (!in_time || (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)))
        return JAIL_TIMEOUT;
    if (!WIFEXITED(status))
        return JAIL_FAILED;
    switch (WEXITSTATUS(status)) {
    case 0:
        return JAIL_DONE;
    case EXIT_UNSAFE:
        log_error("files: %s cannot be locked in on this machine (Landlock and seccomp are wanted); it is not run",
                  job->argv[0]);
        return JAIL_NONE;
    case EXIT_NO_EXEC:
        log_error("files: %s is missing or cannot be run", job->argv[0]);
        return JAIL_NONE;
    default:
        return JAIL_FAILED;
    }
}

enum jail_result jail_run(const struct jail_job *job)
{
    pid_t pid = fork();
    int status = 0;
    if (pid == 0)
        child(job);
    if (pid < 0) {
        log_error("files: %s cannot be started: %s", job->argv[0], strerror(errno));
        return JAIL_NONE;
    }
    bool in_time = wait_for_end(pid, job);
    if (!in_time)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return judge(job, status, in_time);
}
