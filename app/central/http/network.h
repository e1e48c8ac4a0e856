/* From where somebody asks, as limits count it: one address of IPv4, or a network of IPv6, for whoever has one address
 * of it has the other 2^64, too (RFC 6177: a site gets at least a /64). Pure. */
#ifndef FOYER_CENTRAL_NETWORK_H
#define FOYER_CENTRAL_NETWORK_H

#include "common/base.h"

#define NETWORK_MAX 52

/* "2001:db8:1:2:3:4:5:6" → "2001:db8:1:2::/64"; any other text as it is, cut. */
void network_of(char network[static NETWORK_MAX], const char *peer);

#endif
