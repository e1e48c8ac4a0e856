#include "ctl/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "common/file.h"
#include "common/json.h"
#include "ctl/ctl.h"

#define PASSWORD_MAX 256 /* bytes */

/* --- the file --------------------------------------------------------------------------------------------------- */

static char *state_dir(const char *dir)
{
    const char *from_env = getenv("FOYERCTL_DIR"), *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (dir)
        return xstrdup(dir);
    if (from_env && *from_env)
        return xstrdup(from_env);
    if (xdg && *xdg)
        return xasprintf("%s/foyer", xdg);
    return xasprintf("%s/.config/foyer", home && *home ? home : ".");
}

static char *session_path(const char *dir)
{
    CLEANUP(free_ptr) char *folder = state_dir(dir);
    return xasprintf("%s/session.json", folder);
}

bool session_load(const char *dir, struct session *session)
{
    CLEANUP(free_ptr) char *path = session_path(dir);
    CLEANUP(free_ptr) char *bytes = NULL;
    size_t len;
    if (access(path, F_OK) != 0 || !ctl_read_file(path, &bytes, &len))
        return false;
    CLEANUP(json_free_ref) json_t *stored = json_decode(bytes, len, NULL);
    explicit_bzero(bytes, len);
    session->central = xstrdup(json_str(stored, "central"));
    session->token = xstrdup(json_str(stored, "token"));
    session->user = xstrdup(json_str(stored, "user"));
    return session->central && session->token;
}

/* Every folder on the way, ours closed to others. */
static bool make_dirs(const char *folder)
{
    CLEANUP(free_ptr) char *path = xstrdup(folder);
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(path, 0755) != 0 && errno != EEXIST)
            return false;
        *slash = '/';
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

bool session_store(const char *dir, const struct session *session)
{
    CLEANUP(free_ptr) char *folder = state_dir(dir);
    CLEANUP(free_ptr) char *path = session_path(dir);
    CLEANUP(json_free_ref)
    json_t *stored =
        json_pack("{s:s, s:s, s:s?}", "central", session->central, "token", session->token, "user", session->user);
    CLEANUP(buf_wipe) struct buf bytes = {0};
    json_encode(&bytes, stored);
    CLEANUP(free_ptr) char *fresh = xasprintf("%s.new", path);
    if (make_dirs(folder) && file_replace(path, fresh, 0600, bytes.data, bytes.len))
        return true;
    ctl_say("cannot keep the session in %s: %s", path, strerror(errno));
    return false;
}

void session_forget(const char *dir)
{
    CLEANUP(free_ptr) char *path = session_path(dir);
    (void)unlink(path);
}

void session_fini(struct session *session)
{
    if (session->token)
        explicit_bzero(session->token, strlen(session->token));
    free(session->central);
    free(session->token);
    free(session->user);
    *session = (struct session){0};
}

/* --- passwords -------------------------------------------------------------------------------------------------- */

static void free_secret(char **secret)
{
    if (*secret)
        explicit_bzero(*secret, strlen(*secret));
    free(*secret);
}

/* From the terminal, unseen. NULL: said why. */
static char *ask_unseen(const char *question)
{
    struct termios seen, unseen;
    CLEANUP(close_fd) int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    if (fd < 0 || tcgetattr(fd, &seen) != 0) {
        ctl_say("no terminal to ask for the password; give it with --password-file FILE, or - for the input");
        return NULL;
    }
    unseen = seen;
    unseen.c_lflag &= ~(tcflag_t)ECHO;
    (void)tcsetattr(fd, TCSAFLUSH, &unseen);
    dprintf(fd, "%s: ", question);
    char line[PASSWORD_MAX + 2];
    ssize_t len = read(fd, line, sizeof(line) - 1);
    (void)tcsetattr(fd, TCSAFLUSH, &seen);
    dprintf(fd, "\n");
    line[len > 0 ? len : 0] = '\0';
    line[strcspn(line, "\r\n")] = '\0';
    char *secret = *line ? xstrdup(line) : NULL;
    explicit_bzero(line, sizeof(line));
    if (!secret)
        ctl_say("no password was given");
    return secret;
}

/* Takes the next line off *text. NULL: there is none. */
static char *next_line(char **text)
{
    size_t len = strcspn(*text, "\r\n");
    char *line = len ? xstrndup(*text, len) : NULL;
    *text += len;
    *text += strspn(*text, "\r\n");
    return line;
}

/* `count` passwords: lines of the file, or questions. */
static bool read_secrets(const struct ctl *ctl, const char *const *questions, char **secrets, size_t count)
{
    CLEANUP(free_secret) char *bytes = NULL;
    size_t len;
    if (ctl->password_file && !ctl_read_file(ctl->password_file, &bytes, &len))
        return false;
    char *rest = bytes;
    for (size_t i = 0; i < count; i++) {
        secrets[i] = bytes ? next_line(&rest) : ask_unseen(questions[i]);
        if (!secrets[i]) {
            if (bytes)
                ctl_say("%s: line %zu, the %s, is missing", ctl->password_file, i + 1, questions[i]);
            return false;
        }
    }
    return true;
}

/* --- commands --------------------------------------------------------------------------------------------------- */

enum ctl_exit session_login(struct ctl *ctl)
{
    static const char *const questions[] = {"Password"};
    CLEANUP(session_fini) struct session session = {0};
    CLEANUP(free_secret) char *password = NULL;
    CLEANUP(json_free_ref) json_t *answer = NULL;
    if (!session_load(ctl->state_dir, &session))
        session_fini(&session); /* the first time; half a file counts as none */
    const char *user = ctl->user ? ctl->user : session.user ? session.user : "admin";
    if (!ctl->central && session.central)
        ctl->central = xstrdup(session.central);
    enum ctl_exit result = ctl_connect(ctl, false);
    if (result != CTL_OK)
        return result;
    if (!read_secrets(ctl, questions, &password, 1))
        return CTL_USAGE;
    CLEANUP(json_free_ref) json_t *body = json_pack("{s:s, s:s}", "user", user, "password", password);
    if (!body) {
        ctl_say("the password is no valid text");
        return CTL_USAGE;
    }
    if (ctl->totp)
        json_object_set_new(body, "totp", json_string(ctl->totp));
    result = ctl_call(ctl, "login", "POST", "/v1/staff/login", body, &answer);
    if (result != CTL_OK)
        return result;
    struct session fresh = {.central = ctl->central, .token = (char *)json_str(answer, "token"), .user = (char *)user};
    if (!fresh.token) {
        ctl_say("login: central answered without a token");
        return CTL_REFUSED;
    }
    if (!session_store(ctl->state_dir, &fresh))
        return CTL_REFUSED;
    bool must_change = json_flag(answer, "must_change");
    if (ctl->json)
        printf("{\"must_change\": %s}\n", must_change ? "true" : "false");
    else
        printf("logged in at %s as %s%s\n", ctl->central, user,
               must_change ? "; now choose a password: foyerctl passwd" : "");
    return CTL_OK;
}

enum ctl_exit session_passwd(struct ctl *ctl)
{
    static const char *const questions[] = {"old password", "new password"};
    char *secrets[2] = {NULL, NULL};
    json_t *answer = NULL, *body = NULL;
    enum ctl_exit result = ctl_connect(ctl, true);
    if (result == CTL_OK && !read_secrets(ctl, questions, secrets, 2))
        result = CTL_USAGE;
    if (result == CTL_OK) {
        body = json_pack("{s:s, s:s}", "old", secrets[0], "new", secrets[1]);
        result = ctl_call(ctl, "passwd", "POST", "/v1/staff/password", body, &answer);
    }
    CLEANUP(session_fini) struct session session = {0};
    if (result == CTL_OK && json_str(answer, "token") && session_load(ctl->state_dir, &session)) {
        free(session.token); /* a new password ends the old session */
        session.token = xstrdup(json_str(answer, "token"));
        result = session_store(ctl->state_dir, &session) ? CTL_OK : CTL_REFUSED;
    }
    if (result == CTL_OK && !ctl->json)
        printf("the password is changed\n");
    free_secret(&secrets[0]);
    free_secret(&secrets[1]);
    json_decref(body);
    json_decref(answer);
    return result;
}

enum ctl_exit session_logout(struct ctl *ctl)
{
    CLEANUP(json_free_ref) json_t *answer = NULL;
    enum ctl_exit result = ctl_ask(ctl, "POST", "/v1/staff/logout", NULL, &answer);
    if (result == CTL_OK || result == CTL_LOGIN)
        session_forget(ctl->state_dir);
    return result;
}
