/* The phone page's sentences in both languages. Pure. */
#ifndef FOYER_CENTRAL_PUBLIC_WORDS_H
#define FOYER_CENTRAL_PUBLIC_WORDS_H

#include "common/base.h"

enum public_word {
    WORD_TITLE,
    WORD_NOT_ARRIVED,
    WORD_NOT_ARRIVED_WHY,
    WORD_NUMBER,
    WORD_WROTE,
    WORD_PROMISED_FIRST,
    WORD_PROMISED_ANSWER,
    WORD_KEPT,
    WORD_NOT_KEPT,
    WORD_HOLIDAYS_UNKNOWN,
    WORD_STANDARD,
    WORD_STORY,
    WORD_OFFICE,
    WORD_YOU,
    WORD_SAID,
    WORD_REPORTED,
    WORD_REMEDY,
    WORD_LATE,
    WORD_ESCALATED,
    WORD_MERGED_INTO,
    WORD_SERVICE,
    WORD_READ_ONLY,
    WORD_PIN_TITLE,
    WORD_PIN_WHY,
    WORD_PIN,
    WORD_PIN_GO,
    WORD_LOCKED,
    WORD_LOCKED_ALL,
    WORD_VERDICT_TITLE,
    WORD_VERDICT_TEXT,
    WORD_HELPED,
    WORD_NOT_HELPED,
    WORD_REOPEN_TITLE,
    WORD_REOPEN,
    WORD_ADD_TITLE,
    WORD_ADD_TEXT,
    WORD_SEND,
    WORD_PHOTO_TITLE,
    WORD_PHOTO_WHY,
    WORD_PHOTO_CHOOSE,
    WORD_NO_PAY,
    WORD_HOST,
    WORD_OTHER_LANGUAGE,
    WORDS
};
const char *public_word(enum public_word word, bool english);
const char *public_state_word(const char *state, const char *outcome, bool english); /* a sentence */
const char *public_step_word(const char *state, bool english);                       /* a few words */
const char *public_verdict_word(const char *act, bool english);                      /* NULL: none */

#endif
