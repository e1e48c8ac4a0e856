/* Item lines and manifests. A line has one spelling, so that what was parsed formats to the same bytes. */
#include "common/wire.h"

#include <inttypes.h>
#include <stdlib.h>

#include "common/wire_scan.h"

static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz";

static bool flags_ok(const char *flags)
{
    return str_eq(flags, "-") || strspn(flags, LETTERS) == strlen(flags);
}

bool wire_item_parse(struct wire_item *item, const char *line, size_t len)
{
    struct scan scan = {line, len};
    int64_t prio;
    *item = (struct wire_item){0};
    if (!scan_word(&scan, '\t', item->id, sizeof(item->id)) || !scan_number(&scan, '\t', 0, INT64_MAX, &item->ver) ||
        !scan_word(&scan, '\t', item->kind, sizeof(item->kind)) || !scan_hex(&scan, '\t', item->sha256, 64) ||
        !scan_number(&scan, '\t', 0, WIRE_BLOB_MAX, &item->size) || !scan_number(&scan, '\t', 1, 4, &prio) ||
        !scan_number(&scan, '\t', 0, INT64_MAX, &item->from) || !scan_number(&scan, '\t', 0, INT64_MAX, &item->until) ||
        !scan_word(&scan, SCAN_END, item->flags, sizeof(item->flags)))
        return false;
    item->prio = (int)prio;
    return ids_is_name(item->id) && strspn(item->kind, LETTERS) == strlen(item->kind) && flags_ok(item->flags);
}

void wire_item_format(struct buf *out, const struct wire_item *item)
{
    buf_printf(out, "%s\t%" PRId64 "\t%s\t%s\t%" PRId64 "\t%d\t%" PRId64 "\t%" PRId64 "\t%s", item->id, item->ver,
               item->kind, item->sha256, item->size, item->prio, item->from, item->until, item->flags);
}

static size_t count_lines(const char *text, size_t len)
{
    size_t count = 0;
    for (size_t i = 0; i < len; i++)
        count += text[i] == '\n';
    return count;
}

static bool parse_lines(struct wire_manifest *manifest, struct scan *scan, size_t count)
{
    for (; manifest->count < count; manifest->count++) {
        const char *end = memchr(scan->at, '\n', scan->left);
        struct wire_item *item = &manifest->items[manifest->count];
        size_t len = (size_t)(end - scan->at);
        if (!wire_item_parse(item, scan->at, len))
            return false;
        if (manifest->count > 0 && strcmp(item[-1].id, item->id) >= 0)
            return false; /* out of order, or twice */
        scan->at += len + 1;
        scan->left -= len + 1;
    }
    return scan->left == 0; /* a line without its LF would be left */
}

bool wire_manifest_parse(struct wire_manifest *manifest, const void *data, size_t len)
{
    *manifest = (struct wire_manifest){0};
    size_t count = count_lines(data, len);
    if (count > WIRE_ITEMS_MAX)
        return false;
    struct scan scan = {data, len};
    manifest->items = count ? xcalloc(count, sizeof(*manifest->items)) : NULL;
    if (parse_lines(manifest, &scan, count))
        return true;
    wire_manifest_fini(manifest);
    return false;
}

void wire_manifest_format(struct buf *out, const struct wire_manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++) {
        wire_item_format(out, &manifest->items[i]);
        buf_putc(out, '\n');
    }
}

/* Where `id` stands or would stand. */
static size_t place_of(const struct wire_manifest *manifest, const char *id)
{
    size_t low = 0, high = manifest->count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (strcmp(manifest->items[mid].id, id) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool stands_at(const struct wire_manifest *manifest, size_t place, const char *id)
{
    return place < manifest->count && strcmp(manifest->items[place].id, id) == 0;
}

void wire_manifest_put(struct wire_manifest *manifest, const struct wire_item *item)
{
    struct wire_item copy = *item; /* `item` may live in the array that moves */
    size_t place = place_of(manifest, copy.id);
    if (!stands_at(manifest, place, copy.id)) {
        manifest->items = xrealloc(manifest->items, (manifest->count + 1) * sizeof(*manifest->items));
        struct wire_item *at = manifest->items + place;
        memmove(at + 1, at, (manifest->count - place) * sizeof(*at));
        manifest->count++;
    }
    manifest->items[place] = copy;
}

bool wire_manifest_del(struct wire_manifest *manifest, const char *id)
{
    size_t place = place_of(manifest, id);
    if (!stands_at(manifest, place, id))
        return false;
    struct wire_item *at = manifest->items + place;
    memmove(at, at + 1, (manifest->count - place - 1) * sizeof(*at));
    manifest->count--;
    return true;
}

const struct wire_item *wire_manifest_find(const struct wire_manifest *manifest, const char *id)
{
    size_t place = place_of(manifest, id);
    return stands_at(manifest, place, id) ? &manifest->items[place] : NULL;
}

void wire_manifest_copy(struct wire_manifest *to, const struct wire_manifest *from)
{
    size_t bytes = from->count * sizeof(*from->items);
    struct wire_item *items = bytes ? xmalloc(bytes) : NULL;
    if (bytes)
        memcpy(items, from->items, bytes);
    *to = (struct wire_manifest){.items = items, .count = from->count};
}

void wire_manifest_fini(struct wire_manifest *manifest)
{
    free(manifest->items);
    *manifest = (struct wire_manifest){0};
}
