/* Warnings of the weather and how grave they are. A weather warning has a colour of four, as its station issued it:
 * blue, yellow, orange, red (Emergency Response Law: article 42 in the text of 2007, the chapter on monitoring and
 * warning in that of 2024; measures on issuing and spreading warning signals, CMA order 16 of 2007); who passes it on
 * says that colour unchanged. The document says it in Chinese (member `warning_color`: "蓝色"). Pure. */
#ifndef FOYER_COMMON_WARNING_H
#define FOYER_COMMON_WARNING_H

#include <jansson.h>

#include "common/base.h"

enum warning_level { WARNING_NONE, WARNING_BLUE, WARNING_YELLOW, WARNING_ORANGE, WARNING_RED };

bool warning_is_weather(const char *kind); /* of a notice: "emergency_typhoon"; may be NULL */
/* "蓝色", "蓝色预警": WARNING_BLUE; what is no level, or NULL: WARNING_NONE. */
enum warning_level warning_level(const char *text);
/* Of a notice's document: WARNING_NONE where it is no weather warning or says no colour. */
enum warning_level warning_of_notice(const json_t *doc);

#endif
