/* Whose eyes a text wants. */
#include "central/approval/approval.h"

#include "central/accounts/audit.h"
#include "central/approval/approval_internal.h"
#include "central/approval/picture_codes.h"
#include "central/files/code_reader.h"
#include "central/files/files.h"
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

struct looking {                       /* at one text, by what the audit says of it */
    char first[ACCOUNTS_USER_MAX + 1]; /* who gave the first of two approvals since it was submitted; "": nobody */
    bool both;
};

static void look_on(const char *who, const char *what, void *arg)
{
    struct looking *looking = arg;
    if (str_eq(what, "approval.submit"))
        looking->first[0] = '\0';
    else if (str_eq(what, "approval.first"))
        str_copy(looking->first, sizeof(looking->first), who);
    else if (str_eq(what, "approval.undo"))
        looking->both = false;
    else if (str_eq(what, "approval.approve") || str_eq(what, "approval.alone"))
        looking->both = looking->both || (*looking->first && !str_eq(looking->first, who));
}

/* The first approval alone is one person's, who might publish by a call what the second has sent back. */
static bool two_have_looked(struct db *db, const char *site, const struct items_text *text)
{
    char sha256[65];
    struct looking looking = {0};
    work_hash(text, sha256);
    audit_each_act(db, site, text->id, sha256, look_on, &looking);
    return looking.both;
}

char *approval_codes_refusal(struct db *db, const char *site, const struct items_text *text)
{
    const json_t *where;
    CLEANUP(free_ptr) char *not_here = files_refusal(db, text->doc);
    CLEANUP(json_free_ref) json_t *codes = not_here ? NULL : picture_codes_of(db, text->doc);
    enum picture_codes found = picture_codes_judge(codes, &where);
    if (found == PICTURE_CODES_KNOWN || two_have_looked(db, site, text))
        return NULL;
    const char *file = json_str_or(where, "file", "");
    int page = (int)json_int_or(where, "page", 1);
    if (found == PICTURE_CODES_PAY)
        return xasprintf(_("%s, page %d: there is a code for payments in this picture; save the text as a draft and "
                           "submit it, and two people look at it before it is published"),
                         file, page);
    if (found == PICTURE_CODES_UNREAD)
        return xasprintf(_("%s, page %d: this picture could not be read for codes; try again in a moment, or save the "
                           "text as a draft and submit it, and two people look at it"),
                         file, page);
    return xasprintf(_("%s, page %d: this picture has more than %d codes, and no more are read; cut it into several "
                       "pictures, or save the text as a draft and submit it, and two people look at it"),
                     file, page, CODE_READER_MAX);
}

char *approval_totp_refusal(struct db *db, const char *site, const char *who, bool factor)
{
    if (!settings_flag(db, site, SETTING_EMERGENCY_TOTP) || factor)
        return NULL;
    if (factor_is_on(db, who))
        return xstrdup(_("whoever sends out emergencies has logged in with the second step; log out, and in again with "
                         "the six digits"));
    return xstrdup(_("whoever sends out emergencies logs in with a second step; set yours up under your own account, "
                     "which says how"));
}
