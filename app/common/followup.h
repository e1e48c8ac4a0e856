/* What a lobby and central must agree on about entries beyond their JSON: what a resident may do with a case, how that
 * is called, and the limits of what is sent. Pure; any thread. */
#ifndef FOYER_COMMON_FOLLOWUP_H
#define FOYER_COMMON_FOLLOWUP_H

#include "common/base.h"

#define ENTRY_TEXT_MAX       1000 /* code points of a resident's words, typed in a lobby or on the phone page */
#define ENTRY_PIN_DIGITS_MIN 4    /* the second factor of the phone page */
#define ENTRY_PIN_DIGITS_MAX 6
#define ENTRY_TOKEN_BYTES    16 /* random: the name of the phone page */
#define ENTRY_TOKEN_LEN      22 /* the same as base64url */

bool entry_pin_is_digits(const char *pin); /* as many as the limits above say */

enum followup_act {
    FOLLOWUP_HELPED,     /* a verdict; words may come with it */
    FOLLOWUP_NOT_HELPED, /* a verdict; words may come with it */
    FOLLOWUP_REOPEN,     /* a verdict; words may come with it */
    FOLLOWUP_WITHDRAW,
    FOLLOWUP_ADD,     /* a further word */
    FOLLOWUP_CONTACT, /* a number, or another one; with consent */
    FOLLOWUP_FORGET_CONTACT,
    FOLLOWUP_ACTS
};
const char *followup_act_id(enum followup_act act); /* "helped" …: in entries, forms and documents; never NULL */
MUST_USE bool followup_act_parse(const char *id /* or NULL */, enum followup_act *act);
bool followup_is_verdict(enum followup_act act); /* given once for each answer */

#endif
