#include "kiosk/missing.h"

#include <stdio.h>
#include <stdlib.h>

#define CELL_W 4 /* a digit of 3 x 5 dots and the space behind and below it */
#define CELL_H 6

/* Rows of three dots, the left one is 4. */
static const uint8_t dots[16][5] = {
    {7, 5, 5, 5, 7}, {2, 6, 2, 2, 7}, {7, 1, 7, 4, 7}, {7, 1, 3, 1, 7}, {5, 5, 7, 1, 1}, {7, 4, 7, 1, 7},
    {7, 4, 7, 5, 7}, {7, 1, 2, 2, 2}, {7, 5, 7, 5, 7}, {7, 5, 7, 1, 7}, {7, 5, 7, 5, 5}, {6, 5, 6, 5, 6},
    {7, 4, 4, 4, 7}, {6, 5, 5, 5, 6}, {7, 4, 7, 4, 7}, {7, 4, 7, 4, 4},
};

static void fill(uint8_t *coverage, int side, int x, int y, int w, int h)
{
    for (int row = y; row < y + h; row++)
        memset(coverage + row * side + x, 255, (size_t)w);
}

static void put_digit(uint8_t *coverage, int side, int x, int y, int dot, int digit)
{
    for (int row = 0; row < 5; row++)
        for (int column = 0; column < 3; column++)
            if (dots[digit][row] & (4 >> column))
                fill(coverage, side, x + column * dot, y + row * dot, dot, dot);
}

/* Two rows of two or three digits. */
static void put_number(uint8_t *coverage, int side, int inner, uint32_t code)
{
    char hex[16];
    int len = snprintf(hex, sizeof(hex), code > 0xFFFF ? "%06X" : "%04X", (unsigned)code), columns = len / 2;
    int dot = MIN(inner / (columns * CELL_W), inner / (2 * CELL_H));
    if (dot < 1)
        return;
    int x0 = (side - (columns * CELL_W - 1) * dot) / 2, y0 = (side - (2 * CELL_H - 1) * dot) / 2;
    for (int i = 0; i < len; i++) {
        int digit = hex[i] <= '9' ? hex[i] - '0' : hex[i] - 'A' + 10;
        put_digit(coverage, side, x0 + i % columns * CELL_W * dot, y0 + i / columns * CELL_H * dot, dot, digit);
    }
}

uint8_t *missing_box(int size_px, uint32_t code)
{
    uint8_t *coverage = xcalloc((size_t)size_px, (size_t)size_px);
    int line = MAX(size_px / 20, 1), from = size_px / 16, box = size_px - 2 * from;
    if (box <= 2 * line)
        return coverage;
    fill(coverage, size_px, from, from, box, line);
    fill(coverage, size_px, from, from + box - line, box, line);
    fill(coverage, size_px, from, from, line, box);
    fill(coverage, size_px, from + box - line, from, line, box);
    put_number(coverage, size_px, box - 4 * line, code);
    return coverage;
}

uint8_t *missing_digit(int size_px, uint32_t code)
{
    int dot = size_px / 7;
    if (code < '0' || code > '9' || dot < 1)
        return NULL;
    uint8_t *coverage = xcalloc((size_t)size_px, (size_t)size_px);
    put_digit(coverage, size_px, (size_px - 3 * dot) / 2, (size_px - 5 * dot) / 2, dot, (int)(code - '0'));
    return coverage;
}
