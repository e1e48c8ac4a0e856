/* Which layouts this program can offer now, and what the engine must know for them. UI thread. */
#ifndef FOYER_KIOSK_TYPING_OFFERED_H
#define FOYER_KIOSK_TYPING_OFFERED_H

#include "kiosk/page.h"
#include "kiosk/typing/engine.h"
#include "kiosk/typing/keyset.h"

bool offered_scheme(enum keyset_layout layout, enum engine_scheme *scheme); /* false: it composes nothing */
/* People here mix up zh and z, -ing and -in; whether n and l, too, the lobby's record says (`typing`.`n_l`). */
struct engine_accent offered_accent(const struct model *model);
bool offered_has(const struct page_env *env, enum keyset_layout layout);
/* The one used last in this visit; else what suits the language. */
enum keyset_layout offered_first(const struct page_env *env);

#endif
