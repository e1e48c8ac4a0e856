#include "kiosk/missing.h"

#include <stdio.h>
#include <stdlib.h>

#define CELL_W 4 /* a digit of 3 x 5 dots and the space behind and below it */
#define CELL_H 6

/* Rows of three dots, the left one is 4. */
enum { MINUS = 16, COLON, POINT, BLANK, SIGNS };
static const uint8_t dots[SIGNS][5] = {
    {7, 5, 5, 5, 7}, {2, 6, 2, 2, 7},           {7, 1, 7, 4, 7},           {7, 1, 3, 1, 7},           {5, 5, 7, 1, 1},
    {7, 4, 7, 1, 7}, {7, 4, 7, 5, 7},           {7, 1, 2, 2, 2},           {7, 5, 7, 5, 7},           {7, 5, 7, 1, 7},
    {7, 5, 7, 5, 5}, {6, 5, 6, 5, 6},           {7, 4, 4, 4, 7},           {6, 5, 5, 5, 6},           {7, 4, 7, 4, 7},
    {7, 4, 7, 4, 4}, [MINUS] = {0, 0, 7, 0, 0}, [COLON] = {0, 2, 0, 2, 0}, [POINT] = {0, 0, 0, 0, 2}, [BLANK] = {0},
};

static void fill(uint8_t *coverage, int side, int x, int y, int w, int h)
{
    for (int row = y; row < y + h; row++)
        memset(coverage + row * side + x, 255, (size_t)w);
}

static void put_sign(uint8_t *coverage, int side, int x, int y, int dot, int sign)
{
    for (int row = 0; row < 5; row++)
        for (int column = 0; column < 3; column++)
            if (dots[sign][row] & (4 >> column))
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
        put_sign(coverage, side, x0 + i % columns * CELL_W * dot, y0 + i / columns * CELL_H * dot, dot, digit);
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

static int sign_of(uint32_t code)
{
    if (code >= '0' && code <= '9')
        return (int)(code - '0');
    return code == '-' ? MINUS : code == ':' ? COLON : code == '.' ? POINT : code == ' ' ? BLANK : -1;
}

uint8_t *missing_sign(int size_px, uint32_t code, int *advance)
{
    int dot = size_px / 7, sign = sign_of(code);
    if (sign < 0 || dot < 1)
        return NULL;
    uint8_t *coverage = xcalloc((size_t)size_px, (size_t)size_px);
    put_sign(coverage, size_px, dot / 2, (size_px - 5 * dot) / 2, dot, sign);
    *advance = CELL_W * dot;
    return coverage;
}
