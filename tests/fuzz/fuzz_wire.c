/* Whatever a wire parser accepts, its formatter must give back byte for byte: signatures are over bytes. */
#include "fuzz.h"

#include "common/wire.h"

static void expect_same(struct buf *out, const uint8_t *data, size_t size)
{
    ASSERT(out->len == size && (size == 0 || memcmp(out->data, data, size) == 0));
    buf_fini(out);
}

static void try_item(const uint8_t *data, size_t size)
{
    struct wire_item item;
    struct buf out = {0};
    if (!wire_item_parse(&item, (const char *)data, size))
        return;
    wire_item_format(&out, &item);
    expect_same(&out, data, size);
}

static void try_manifest(const uint8_t *data, size_t size)
{
    struct wire_manifest manifest;
    struct buf out = {0};
    if (!wire_manifest_parse(&manifest, data, size))
        return;
    wire_manifest_format(&out, &manifest);
    expect_same(&out, data, size);
    for (size_t i = 0; i < manifest.count; i++)
        ASSERT(wire_manifest_find(&manifest, manifest.items[i].id) == &manifest.items[i]);
    while (manifest.count)
        ASSERT(wire_manifest_del(&manifest, manifest.items[manifest.count / 2].id));
    wire_manifest_fini(&manifest);
}

static void try_head(const uint8_t *data, size_t size)
{
    struct wire_head head;
    struct buf out = {0};
    if (!wire_head_parse(&head, data, size))
        return;
    wire_head_format(&out, &head);
    expect_same(&out, data, size);
}

static void try_root(const uint8_t *data, size_t size)
{
    struct wire_root root;
    struct buf out = {0};
    if (!wire_root_parse(&root, data, size))
        return;
    wire_root_format(&out, &root);
    expect_same(&out, data, size);
    ASSERT(!wire_root_signed(&root, data, size, NULL, 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    try_item(data, size);
    try_manifest(data, size);
    try_head(data, size);
    try_root(data, size);
    return 0;
}
