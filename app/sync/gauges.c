#include "sync/gauges.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ZONES_MAX 8
#define HWMON_MAX 16

/* Bits of the Raspberry Pi firmware's get_throttled: now, and since the start (Raspberry Pi documentation,
 * "vcgencmd get_throttled"). */
#define LOW_NOW      0x1
#define SLOWED_NOW   0xE /* frequency capped, throttled, soft temperature limit */
#define LOW_SINCE    0x10000
#define SLOWED_SINCE 0xE0000

static bool read_line(char text[static 64], const char *path)
{
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, 63);
    text[MAX(got, 0)] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return got > 0;
}

static bool read_number(const char *path, int64_t *number)
{
    char text[64];
    return read_line(text, path) && parse_i64(text, -1000000, 1000000, number);
}

/* The warmest zone, in whole degrees. */
static void read_temperature(json_t *status, const char *sys)
{
    int64_t warmest = INT64_MIN;
    for (int i = 0; i < ZONES_MAX; i++) {
        int64_t milli;
        CLEANUP(free_ptr) char *path = xasprintf("%s/class/thermal/thermal_zone%d/temp", sys, i);
        if (read_number(path, &milli)) {
            warmest = MAX(warmest, milli / 1000);
        }
    }
    if (warmest > INT64_MIN) {
        json_object_set_new(status, "temp", json_integer(warmest));
    }
}

static void read_disk(json_t *status, const char *dir)
{
    struct statvfs fs;
    if (statvfs(dir, &fs) < 0 || fs.f_blocks == 0) {
        return;
    }
    json_object_set_new(status, "disk", json_integer((json_int_t)(100 - fs.f_bavail * 100 / fs.f_blocks)));
    json_object_set_new(status, "free", json_integer((json_int_t)((uint64_t)fs.f_bavail * fs.f_frsize >> 20)));
}

static void say_power(json_t *status, bool low, bool was_low)
{
    json_object_set_new(status, "power", json_string(low ? "low" : was_low ? "was_low" : "ok"));
}

/* false: no such firmware. */
static bool read_firmware(json_t *status, const char *sys)
{
    char text[64], *end = NULL;
    CLEANUP(free_ptr) char *path = xasprintf("%s/devices/platform/soc/soc:firmware/get_throttled", sys);
    if (!read_line(text, path)) {
        return false;
    }
    unsigned long bits = strtoul(text, &end, 16);
    if (end == text || *end) {
        return false;
    }
    say_power(status, bits & LOW_NOW, bits & LOW_SINCE);
    json_object_set_new(status, "slowed", json_boolean(bits & (SLOWED_NOW | SLOWED_SINCE)));
    return true;
}

/* The driver of newer kernels: an alarm while the voltage is too low. */
static void read_hwmon(json_t *status, const char *sys)
{
    for (int i = 0; i < HWMON_MAX; i++) {
        char name[64];
        int64_t alarm;
        CLEANUP(free_ptr) char *names = xasprintf("%s/class/hwmon/hwmon%d/name", sys, i);
        CLEANUP(free_ptr) char *alarms = xasprintf("%s/class/hwmon/hwmon%d/in0_lcrit_alarm", sys, i);
        if (read_line(name, names) && strcmp(name, "rpi_volt") == 0 && read_number(alarms, &alarm)) {
            say_power(status, alarm != 0, false);
            return;
        }
    }
}

void gauges_read(json_t *status, const char *sys, const char *data_dir)
{
    read_temperature(status, sys);
    read_disk(status, data_dir);
    if (!read_firmware(status, sys)) {
        read_hwmon(status, sys);
    }
}
