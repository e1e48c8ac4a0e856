/* One line per fact on stderr, with journal priorities ("<4>…") when systemd reads it, plain words on a terminal.
 * Never log what a resident typed, a receipt code, a key or a token. Any thread. */
#ifndef FOYER_COMMON_LOG_H
#define FOYER_COMMON_LOG_H

#include "common/base.h"

enum log_level { LOG_LEVEL_ERROR = 3, LOG_LEVEL_WARN = 4, LOG_LEVEL_INFO = 6, LOG_LEVEL_DEBUG = 7 };

void log_open(const char *program, enum log_level max_level); /* program must outlive the log */
void log_write(enum log_level level, const char *fmt, ...) PRINTF(2, 3);

#define log_error(...) log_write(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warn(...)  log_write(LOG_LEVEL_WARN, __VA_ARGS__)
#define log_info(...)  log_write(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_write(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
