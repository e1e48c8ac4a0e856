/* Whose eyes a text wants. */
#include "central/approval/approval.h"

#include "common/json.h"
#include "central/accounts/factor.h"
#include "central/settings/settings.h"
#include "central/words/words.h"

bool approval_is_emergency(const char *kind, const json_t *doc)
{
    if (!str_eq(kind, "notice"))
        return false;
    const char *what = json_str_or(doc, "kind", "");
    return str_starts(what, "emergency_") || json_int_or(doc, "priority", 3) == 1;
}

/* Money and promises: whoever errs here binds the company (Civil Code 938). And the community: whom somebody in danger
 * calls, and where residents' telephones are led. */
static bool binds(const char *kind, const json_t *doc)
{
    static const char *const notices[] = {
        "fee",          "price_change", "parking", "finance_disclosure", "public_revenue", "maintenance_fund",
        "value_ledger", "overdue_list", "package", "contract_term",      "correction"};
    if (!str_eq(kind, "notice"))
        return str_eq(kind, "fee") || str_eq(kind, "standard") || str_eq(kind, "form") || str_eq(kind, "community");
    for (size_t i = 0; i < ARRAY_LEN(notices); i++) {
        if (str_eq(json_str(doc, "kind"), notices[i]))
            return true;
    }
    return false;
}

bool approval_four_eyes(struct db *db, const char *site, const char *kind, const json_t *doc)
{
    if (settings_flag(db, site, SETTING_APPROVAL_ALONE))
        return false;
    return binds(kind, doc) || approval_is_emergency(kind, doc) || settings_flag(db, site, SETTING_APPROVAL_ROUTINE);
}

char *approval_totp_refusal(struct db *db, const char *site, const char *who, bool factor)
{
    if (!settings_flag(db, site, SETTING_EMERGENCY_TOTP) || factor)
        return NULL;
    if (factor_is_on(db, who))
        return xstrdup(
            _("whoever sends out emergencies has logged in with the second factor; log out, and in again with "
              "the six digits"));
    return xstrdup(
        _("whoever sends out emergencies logs in with a second factor; set yours up under your own account"));
}
