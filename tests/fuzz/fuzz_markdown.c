/* A document never holds more text than was read, and its shape is sound. */
#include "fuzz.h"

#include "common/markdown.h"

static size_t check_inline(const struct md_doc *doc, const struct md_inline *text)
{
    size_t bytes = 0;
    for (size_t i = 0; i < text->count; i++) {
        const struct md_span *span = &text->spans[i];
        ASSERT(span->len > 0 && span->text >= doc->store);
        ASSERT(i == 0 || span->bold != span[-1].bold);
        bytes += span->len;
    }
    return bytes;
}

static size_t check_block(const struct md_doc *doc, const struct md_block *block)
{
    size_t bytes = check_inline(doc, &block->text);
    ASSERT((block->kind == MD_TABLE) == (block->rows > 0));
    ASSERT(block->columns <= MARKDOWN_COLUMNS_MAX && (block->kind == MD_TABLE) == (block->columns > 0));
    ASSERT((block->kind == MD_IMAGE) == (block->name != NULL));
    if (block->name) {
        ASSERT(block->name >= doc->store && *block->name);
        bytes += strlen(block->name);
    }
    ASSERT(block->kind == MD_RULE || block->kind == MD_TABLE || bytes > 0);
    for (size_t i = 0; i < block->rows * block->columns; i++)
        bytes += check_inline(doc, &block->cells[i]);
    return bytes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    CLEANUP(free_ptr) char *text = fuzz_text(data, size);
    struct md_doc *doc = md_parse(text);
    size_t bytes = 0;
    for (size_t i = 0; i < doc->count; i++)
        bytes += check_block(doc, &doc->blocks[i]);
    ASSERT(bytes <= strlen(text) && bytes <= MARKDOWN_BYTES_MAX);
    md_free(doc);
    return 0;
}
