#include "kiosk/input/contacts.h"

static int find(const struct contacts *contacts, int64_t id)
{
    for (int i = 0; i < contacts->count; i++)
        if (contacts->list[i].id == id)
            return i;
    return -1;
}

static void drop_at(struct contacts *contacts, int index)
{
    contacts->list[index] = contacts->list[--contacts->count];
}

bool contacts_has(const struct contacts *contacts, int64_t id)
{
    return find(contacts, id) >= 0;
}

void contacts_hear(struct contacts *contacts, int64_t id, int x, int y, int tremble_px, int64_t ms)
{
    int index = find(contacts, id);
    if (index < 0 && contacts->count == CONTACTS_MAX)
        return;
    if (index >= 0) {
        int64_t dx = x - contacts->list[index].x, dy = y - contacts->list[index].y, tremble = tremble_px;
        if (dx * dx + dy * dy <= tremble * tremble)
            return;
    } else {
        index = contacts->count++;
    }
    contacts->list[index].id = id;
    contacts->list[index].heard_ms = ms;
    contacts->list[index].x = x;
    contacts->list[index].y = y;
}

bool contacts_lies(const struct contacts *contacts, int64_t id, int64_t ms)
{
    int index = find(contacts, id);
    return index >= 0 && ms - contacts->list[index].heard_ms > CONTACTS_QUIET_MS;
}

bool contacts_drop(struct contacts *contacts, int64_t id)
{
    int index = find(contacts, id);
    if (index < 0)
        return false;
    drop_at(contacts, index);
    return true;
}

bool contacts_drop_stale(struct contacts *contacts, int64_t ms, int64_t *id)
{
    for (int i = 0; i < contacts->count; i++) {
        if (ms - contacts->list[i].heard_ms < CONTACTS_STALE_MS)
            continue;
        *id = contacts->list[i].id;
        drop_at(contacts, i);
        return true;
    }
    return false;
}

bool contacts_lively(const struct contacts *contacts, int64_t id, int64_t ms)
{
    for (int i = 0; i < contacts->count; i++)
        if (contacts->list[i].id != id && ms - contacts->list[i].heard_ms <= CONTACTS_QUIET_MS)
            return true;
    return false;
}
