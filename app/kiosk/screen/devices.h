/* "Something was touched": our own readers of /dev/input/event*, only to wake up by. What was touched SDL reads through
 * its own descriptors. New devices are noticed. Bare console only; UI thread. */
#ifndef FOYER_KIOSK_SCREEN_DEVICES_H
#define FOYER_KIOSK_SCREEN_DEVICES_H

struct devices;
struct devices *devices_open(void); /* never NULL; without rights it is simply silent, logged */
void devices_close(struct devices *devices);
int devices_fd(const struct devices *devices); /* readable when any device has news */
void devices_drain(struct devices *devices);   /* NULL is fine */

#endif
