/* Puts the table of neighbours into librime, which asks for it wherever it makes a sentence. The one place that speaks
 * C++, because librime offers this to nothing else. */
#ifndef FOYER_KIOSK_TYPING_GRAMMAR_RIME_H
#define FOYER_KIOSK_TYPING_GRAMMAR_RIME_H

#ifdef __cplusplus
extern "C" {
#endif

struct neighbours;
/* After librime is initialised and before a session begins. `table` outlives librime's finalize; NULL: librime goes by
 * the words alone. UI thread. */
void grammar_offer(const struct neighbours *table);

#ifdef __cplusplus
}
#endif
#endif
