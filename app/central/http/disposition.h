/* The name under which a browser keeps what it fetched: Content-Disposition as RFC 6266 has it, for names in any
 * script. Pure; any thread. */
#ifndef FOYER_CENTRAL_DISPOSITION_H
#define FOYER_CENTRAL_DISPOSITION_H

#include "common/base.h"

/* `attachment; filename="…"`, and where the name has more than ASCII also `filename*=UTF-8''…`, which browsers prefer
 * (RFC 6266, 4.3; RFC 8187). Of the first, what programs read differently (quotes, backslashes, percent signs, control
 * characters) becomes "_"; no name leads into a folder. NULL: `inline`. Yours. */
MUST_USE char *disposition_header(const char *name /* UTF-8 */);

#endif
