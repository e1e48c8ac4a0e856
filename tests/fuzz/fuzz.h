/* What every fuzz target shares. A target feeds its decoder and ASSERTs what must hold for whatever was accepted. */
#ifndef FOYER_TESTS_FUZZ_H
#define FOYER_TESTS_FUZZ_H

#include "common/base.h"

/* libFuzzer's entry point; always returns 0. `data` is exactly `size` bytes long. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input as a string: up to its first NUL. Yours to free. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
    return xstrndup((const char *)data, size); /* stops at `size` */
}

#endif
