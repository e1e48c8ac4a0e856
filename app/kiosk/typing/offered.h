/* Which layouts this program can offer now, and what the engine must know for them. UI thread. */
#ifndef FOYER_KIOSK_TYPING_OFFERED_H
#define FOYER_KIOSK_TYPING_OFFERED_H

#include "kiosk/page.h"
#include "kiosk/typing/engine.h"
#include "kiosk/typing/keyset.h"

bool offered_scheme(enum keyset_layout layout, enum engine_scheme *scheme); /* false: it composes nothing */
/* Which spellings of a southern accent are taken, each by itself: `typing` {`zh_z`, `n_l`, `ing_in`} of the lobby's
 * record, else of the community document; else zh_z and ing_in, which cost little, and not n_l, which would mix up many
 * words. */
struct engine_accent offered_accent(const struct model *model);
bool offered_has(const struct page_env *env, enum keyset_layout layout);
/* The one used last in this visit; else what suits the language. */
enum keyset_layout offered_first(const struct page_env *env);

#endif
