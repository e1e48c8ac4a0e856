#include "central/rooms.h"

#include "central/accounts/accounts.h"
#include "central/accounts/audit.h"
#include "central/accounts/factor.h"
#include "central/alerts/alerts.h"
#include "central/approval/approval.h"
#include "central/cases/cases.h"
#include "central/fleet/shown.h"
#include "central/hooks/hooks.h"
#include "central/items/items.h"
#include "central/outcome/outcome.h"
#include "central/posting/sheets.h"
#include "central/preview/preview.h"
#include "central/settings/settings.h"

static bool prepare(struct db *db)
{
    return accounts_prepare(db) && audit_prepare(db) && items_prepare(db) && shown_prepare(db) && sheets_prepare(db) &&
           settings_prepare(db);
}

/* Each may ask those before it. */
bool rooms_open(struct central *central)
{
    if (!prepare(central->db) || !factor_open_key(central->db, central->data_dir, central->factor_key))
        return false;
    central->cases = cases_start(central);
    central->outcome = central->cases ? outcome_start(central) : NULL;
    central->alerts = central->outcome ? alerts_start(central) : NULL;
    central->hooks = central->alerts ? hooks_start(central) : NULL;
    central->approval = central->hooks ? approval_start(central) : NULL;
    central->preview = central->approval ? preview_start(central) : NULL;
    if (!central->preview)
        return false;
    publisher_witness(central->publisher, audit_newest);
    return true;
}

void rooms_close(struct central *central)
{
    approval_stop(TAKE(central->approval));
    hooks_stop(TAKE(central->hooks));
    alerts_stop(TAKE(central->alerts));
    preview_stop(TAKE(central->preview));
    outcome_stop(TAKE(central->outcome));
    cases_stop(TAKE(central->cases));
    explicit_bzero(central->factor_key, sizeof(central->factor_key));
}
