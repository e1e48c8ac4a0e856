#include "central/http/network.h"

#include <arpa/inet.h>

#define HALF (sizeof(struct in6_addr) / 2)

void network_of(char network[static NETWORK_MAX], const char *peer)
{
    struct in6_addr address;
    str_copy(network, NETWORK_MAX, peer);
    if (inet_pton(AF_INET6, peer, &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address))
        return;
    memset(address.s6_addr + HALF, 0, HALF);
    if (inet_ntop(AF_INET6, &address, network, NETWORK_MAX - sizeof("/64")))
        memcpy(network + strlen(network), "/64", sizeof("/64"));
}
