/* UTF-8: strict validation, stepping, counting, and what may stand in text that is stored or shown. Pure. */
#ifndef FOYER_COMMON_UTF8_H
#define FOYER_COMMON_UTF8_H

#include "common/base.h"

bool utf8_valid(const char *s, size_t len); /* no overlong, surrogate, > U+10FFFF, NUL */
size_t utf8_count(const char *s);           /* code points of a valid string */
uint32_t utf8_next(const char **s);         /* decodes one of a valid string and steps; 0 at the end */
bool utf8_blank(const char *s); /* nothing in it that leaves a mark: blanks of any width, joiners, line ends */
size_t utf8_put(char out[static 4], uint32_t code); /* bytes written */

/* What a clerk's or a resident's text may contain: everything printable, LF and TAB; no other C0/C1 control, no bidi
 * control (U+202A-202E, U+2066-2069, U+200E/F), no BOM, no noncharacter. `bad` receives the first offender. */
enum utf8_policy { UTF8_LINE /* no LF, no TAB */, UTF8_TEXT };
bool utf8_clean(const char *s, enum utf8_policy policy, uint32_t *bad);
/* Removes what utf8_clean refuses, for text that arrives from a finger or a paste. In place; returns new length. */
size_t utf8_scrub(char *s, enum utf8_policy policy);

#endif
