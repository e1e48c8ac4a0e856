#include "kiosk/exposure.h"

#include <stdio.h>

bool exposure_has(const struct exposure *exposure, const struct exposure_row *row)
{
    for (size_t i = 0; i < exposure->count; i++) {
        const struct exposure_row *other = &exposure->rows[i];
        if (other->how == row->how && other->ver == row->ver && str_eq(other->item, row->item))
            return true;
    }
    return false;
}

void exposure_add(struct exposure *exposure, const struct model_notice *notice, enum exposure_how how)
{
    if (!exposure || exposure->count == EXPOSURE_MAX)
        return;
    struct exposure_row row = {.ver = notice->ver, .how = how};
    snprintf(row.item, sizeof(row.item), "%s", notice->id);
    if (!exposure_has(exposure, &row))
        exposure->rows[exposure->count++] = row;
}
