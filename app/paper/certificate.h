/* The certificate of posting on paper: what central's answer says (central/posting/posting.h has its shape), in words
 * and tables. Once in a process, on its one thread. */
#ifndef FOYER_PAPER_CERTIFICATE_H
#define FOYER_PAPER_CERTIFICATE_H

#include "common/base.h"

/* Reads the JSON from standard input. false: logged. */
MUST_USE bool certificate_write(const char *share, const char *out);

#endif
