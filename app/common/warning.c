#include "common/warning.h"

#include "common/json.h"

bool warning_is_weather(const char *kind)
{
    static const char *const kinds[] = {"emergency_typhoon", "emergency_cold",    "emergency_heat",
                                        "emergency_rain",    "emergency_snow",    "emergency_wind",
                                        "emergency_fog",     "emergency_thunder", "weather_warning"};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (str_eq(kind, kinds[i]))
            return true;
    }
    return false;
}

enum warning_level warning_level(const char *text)
{
    static const char *const names[] = {"蓝色", "黄色", "橙色", "红色"};
    static const char *const ends[] = {"", "预警", "预警信号"};
    for (size_t i = 0; text && i < ARRAY_LEN(names); i++) {
        for (size_t end = 0; str_starts(text, names[i]) && end < ARRAY_LEN(ends); end++) {
            if (str_eq(text + strlen(names[i]), ends[end]))
                return (enum warning_level)(WARNING_BLUE + i);
        }
    }
    return WARNING_NONE;
}

enum warning_level warning_of_notice(const json_t *doc)
{
    return warning_is_weather(json_str(doc, "kind")) ? warning_level(json_str(doc, "warning_color")) : WARNING_NONE;
}
