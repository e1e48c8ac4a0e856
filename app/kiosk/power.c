#include "kiosk/power.h"

#include <dirent.h>
#include <drm.h>
#include <drm_mode.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "common/log.h"

#define CONNECTORS_MAX 16
#define PROPERTIES_MAX 64

struct power {
    char *backlight; /* its folder, owned; NULL: there is none */
    int64_t most;    /* max_brightness */
    int drm_fd;      /* borrowed; -1 none */
    bool lit, is_set, has_failed[4];
    int percent;
};

/* --- the backlight --- */

static bool read_number(const char *folder, const char *name, int64_t *value)
{
    char text[24] = "";
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", folder, name);
    CLEANUP(close_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
    if (got <= 0)
        return false;
    text[strcspn(text, "\n")] = '\0';
    return parse_i64(text, 0, INT32_MAX, value);
}

static bool write_number(const char *folder, const char *name, int64_t value)
{
    char text[24];
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s", folder, name);
    CLEANUP(close_fd) int fd = open(path, O_WRONLY | O_CLOEXEC);
    int len = snprintf(text, sizeof(text), "%lld\n", (long long)value);
    return fd >= 0 && write(fd, text, (size_t)len) == len;
}

static bool backlight_brightness(struct power *power, int percent)
{
    return power->backlight && write_number(power->backlight, "brightness", MAX(power->most * percent / 100, 1));
}

/* bl_power: 0 is lit, 4 is off. */
static bool backlight_lit(struct power *power, bool lit)
{
    return power->backlight && write_number(power->backlight, "bl_power", lit ? 0 : 4);
}

/* The first that says how bright it can be. */
static void find_backlight(struct power *power, const char *sysfs)
{
    CLEANUP(free_ptr) char *all = xasprintf("%s/class/backlight", sysfs);
    DIR *dir = opendir(all);
    struct dirent *entry;
    while (dir && !power->backlight && (entry = readdir(dir))) {
        if (entry->d_name[0] == '.')
            continue;
        char *folder = xasprintf("%s/%s", all, entry->d_name);
        if (read_number(folder, "max_brightness", &power->most) && power->most > 0)
            power->backlight = folder;
        else
            free(folder);
    }
    if (dir)
        closedir(dir);
}

/* --- the display's own switch (DPMS), on the bare console --- */

static bool is_dpms(int fd, uint32_t property)
{
    struct drm_mode_get_property asked = {.prop_id = property};
    return ioctl(fd, DRM_IOCTL_MODE_GETPROPERTY, &asked) == 0 && strcmp(asked.name, "DPMS") == 0;
}

static bool set_dpms(int fd, uint32_t connector, uint64_t value)
{
    uint32_t properties[PROPERTIES_MAX];
    uint64_t values[PROPERTIES_MAX];
    struct drm_mode_modeinfo mode; /* one mode asked for: the kernel does not probe the cable anew then */
    struct drm_mode_get_connector asked = {.connector_id = connector,
                                           .props_ptr = (uintptr_t)properties,
                                           .prop_values_ptr = (uintptr_t)values,
                                           .count_props = PROPERTIES_MAX,
                                           .modes_ptr = (uintptr_t)&mode,
                                           .count_modes = 1};
    if (ioctl(fd, DRM_IOCTL_MODE_GETCONNECTOR, &asked) != 0 || asked.connection != 1)
        return false;
    for (uint32_t i = 0; i < MIN(asked.count_props, (uint32_t)PROPERTIES_MAX); i++) {
        struct drm_mode_connector_set_property set = {
            .value = value, .prop_id = properties[i], .connector_id = connector};
        if (is_dpms(fd, properties[i]))
            return ioctl(fd, DRM_IOCTL_MODE_SETPROPERTY, &set) == 0;
    }
    return false;
}

static bool display_lit(struct power *power, bool lit)
{
    uint32_t connectors[CONNECTORS_MAX];
    struct drm_mode_card_res card = {.connector_id_ptr = (uintptr_t)connectors, .count_connectors = CONNECTORS_MAX};
    if (power->drm_fd < 0 || ioctl(power->drm_fd, DRM_IOCTL_MODE_GETRESOURCES, &card) != 0)
        return false;
    bool any = false;
    for (uint32_t i = 0; i < MIN(card.count_connectors, (uint32_t)CONNECTORS_MAX); i++)
        any |= set_dpms(power->drm_fd, connectors[i], lit ? 0 : 3); /* DRM_MODE_DPMS_ON and _OFF */
    return any;
}

/* --- all of them --- */

/* One way to change the light; `percent` 1 to 100. */
struct power_ops {
    const char *name;
    bool (*brightness)(struct power *power, int percent); /* may be NULL */
    bool (*lit)(struct power *power, bool lit);
};
static const struct power_ops backlight = {"backlight", backlight_brightness, backlight_lit};
static const struct power_ops display = {"display", NULL, display_lit};

struct power *power_open(const char *sysfs, int drm_fd)
{
    struct power *power = xcalloc(1, sizeof(*power));
    power->drm_fd = drm_fd;
    find_backlight(power, sysfs);
    if (power->backlight)
        log_info("power: the backlight is %s", power->backlight);
    return power;
}

void power_forget(struct power *power, int drm_fd)
{
    power->drm_fd = drm_fd;
    power->is_set = false;
    power->percent = 0;
    memset(power->has_failed, 0, sizeof(power->has_failed));
}

static void note(struct power *power, size_t index, bool good, const char *what, const char *name)
{
    if (good || power->has_failed[index])
        return;
    power->has_failed[index] = true;
    log_warn("power: the %s takes no %s: %s; a black picture has to do", name, what, strerror(errno));
}

static bool is_there(const struct power *power, const struct power_ops *ops)
{
    return ops == &backlight ? power->backlight != NULL : power->drm_fd >= 0;
}

void power_set(struct power *power, bool lit, int percent)
{
    static const struct power_ops *const ways[] = {&backlight, &display};
    bool turns = !power->is_set ? !lit : lit != power->lit, dims = percent && percent != power->percent;
    for (size_t i = 0; i < ARRAY_LEN(ways); i++) {
        if (!is_there(power, ways[i]))
            continue;
        if (turns)
            note(power, 2 * i, ways[i]->lit(power, lit), "switch", ways[i]->name);
        if (dims && ways[i]->brightness)
            note(power, 2 * i + 1, ways[i]->brightness(power, percent), "brightness", ways[i]->name);
    }
    power->is_set = true;
    power->lit = lit;
    power->percent = percent ? percent : power->percent;
}

void power_close(struct power *power)
{
    if (!power)
        return;
    power_set(power, true, 0);
    free(power->backlight);
    free(power);
}
