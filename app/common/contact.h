/* Whom to telephone: which kinds a contact of the community document may have and what each is good for, and the three
 * numbers that are the same in every town. Central refuses what is not in this table, the kiosk finds by it. Pure. */
#ifndef FOYER_COMMON_CONTACT_H
#define FOYER_COMMON_CONTACT_H

#include "common/base.h"

enum contact_use {
    CONTACT_OTHER,      /* a number in the list, and nothing else */
    CONTACT_LIFT,       /* frees people from a lift */
    CONTACT_GAS,        /* comes when it smells of gas */
    CONTACT_DUTY,       /* is there day and night */
    CONTACT_OFFICE,     /* the service centre */
    CONTACT_COMPLAINT,  /* the company's own ear for complaints */
    CONTACT_OWNERS,     /* then the owners' committee, */
    CONTACT_GOVERNMENT, /* the government, */
    CONTACT_HOTLINE,    /* and the public hotlines */
};
struct contact_kind {
    const char *name;
    enum contact_use use;
};
extern const struct contact_kind contact_kinds[];
extern const size_t contact_kind_count;

bool contact_kind_is_known(const char *kind);
enum contact_use contact_use_of(const char *kind); /* NULL or not known: CONTACT_OTHER */

#define CONTACT_POLICE    "110"
#define CONTACT_FIRE      "119"
#define CONTACT_AMBULANCE "120"
bool contact_is_public(const char *phone); /* one of these three; NULL is not */

#endif
