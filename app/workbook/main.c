/* foyer-workbook <workbook.xlsx >sheet
 * One line with the name of a workbook_result, then the sheet as CSV when that is "done". Runs in central's jail; a
 * crash here is a refused workbook. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "workbook/workbook.h"

int main(void)
{
    uint8_t *bytes = malloc(WORKBOOK_BYTES_MAX + 1);
    size_t len = 0;
    ssize_t got = 1;
    for (; bytes && len <= WORKBOOK_BYTES_MAX && got > 0; len += (size_t)(got > 0 ? got : 0))
        got = read(STDIN_FILENO, bytes + len, WORKBOOK_BYTES_MAX + 1 - len);
    if (!bytes || got < 0)
        return 1;
    struct text csv = {0};
    enum workbook_result result = workbook_read(bytes, len, &csv);
    free(bytes);
    printf("%s\n", workbook_result_name(result));
    if (result == WORKBOOK_DONE && csv.len)
        fwrite(csv.data, 1, csv.len, stdout);
    free(csv.data);
    return fflush(stdout) == 0 ? 0 : 1;
}
