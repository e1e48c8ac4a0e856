#include "kiosk/pages/pages.h"

#include "kiosk/model.h"

static const struct page_ops *const table[] = {
    &page_home,       &page_notices,   &page_notice,   &page_picture, &page_fees,    &page_fee,   &page_disclosures,
    &page_disclosure, &page_standards, &page_standard, &page_phones,  &page_danger,  &page_about, &page_pairing,
    &page_complain,   &page_receipt,   &page_lookup,   &page_case,    &page_outcome,
};

const struct page_ops *const *page_table(size_t *count)
{
    *count = ARRAY_LEN(table);
    return table;
}

const char *page_root(const struct model *model)
{
    return model_is_empty(model) ? page_pairing.name : page_home.name;
}
