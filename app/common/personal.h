/* What looks like personal data in somebody's words: telephone numbers, identity card numbers (GB 11643, with a right
 * check character), and names that their neighbourhood gives away ("我叫…", "…女士", "my name is …"). A net, no proof:
 * it lets things through and now and then takes a word too many, so people look after it. Pure; any thread; any valid
 * UTF-8. */
#ifndef FOYER_COMMON_PERSONAL_H
#define FOYER_COMMON_PERSONAL_H

#include "common/base.h"

enum personal_kind { PERSONAL_PHONE, PERSONAL_ID_NUMBER, PERSONAL_NAME, PERSONAL_ROOM };
struct personal {
    enum personal_kind kind;
    size_t at, len; /* bytes */
};
/* The first at or after `from` (the beginning of a character). */
bool personal_find(const char *text, size_t from, struct personal *found);

/* The number of a flat, from where it begins: "1602室", "3号楼1602", "3-2-501", "一六零二室", "Room 1602". Not what
 * counts something ("3号楼120户"), nor a floor or a unit. For texts that go out: those of a case keep their places. */
bool personal_find_room(const char *text, size_t from, struct personal *found);

/* The text with 〔…〕 in each such place that `keeps` (may be NULL) does not spare. Yours. */
typedef bool personal_keeps(const char *words, size_t len, void *arg);
MUST_USE char *personal_blotted(const char *text, personal_keeps *keeps, void *arg);

#endif
