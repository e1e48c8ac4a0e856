/* A report that came by phone because its lobby could keep nothing: opened here as the outbox would have been, and a
 * case once, however often and by whatever way it is brought. */
#include "central/cases/cases_internal.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/accounts/audit.h"
#include "central/cases/carried.h"
#include "central/items/items.h"
#include "central/store/keys.h"
#include "central/words/words.h"

struct carrying {
    struct cases *cases;
    struct cases_carry *act;
    const struct buf *sealed, *plain;
    char entry_id[UUID_LEN + 1];
    enum cases_carry_result result;
};

static enum cases_carry_result refuse(struct cases_carry *act, char *why)
{
    free(act->why);
    act->why = why;
    return CASES_CARRY_REFUSED;
}

/* For the clerk, who holds the phone in the hand: what is wrong, not what our logs call it. */
static char *sentence_of(const char *code)
{
    static const struct {
        const char *code, *sentence;
    } table[] = {
        {"bad_entry", N_("text: what was sealed is no report; only reports are carried in")},
        {"bad_month", N_("text: the screen's clock was wrong by more than two years or a month ahead; the report "
                         "cannot be found under its receipt code, so take it down anew")},
        {"no_text", N_("text: the report says nothing at all")}};
    for (size_t i = 0; i < ARRAY_LEN(table); i++) {
        if (str_eq(code, table[i].code))
            return xstrdup(_(table[i].sentence));
    }
    return xasprintf(_("text: the report is not as a screen makes it (%s); take it down anew"), code);
}

/* --- Once --- */

bool cases_knows_carried(struct central *central, const void *sealed, size_t len)
{
    char id[UUID_LEN + 1];
    carried_id(id, sealed, len);
    struct db_stmt *stmt = db_prep(central->db, "SELECT 1 FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, id);
    return db_one_row(stmt);
}

/* "": nothing came from this entry, or whoever asks may not know of it. */
static bool find_number(struct carrying *carrying, const char *entry_id)
{
    struct cases_carry *act = carrying->act;
    const struct cases_viewer viewer = {.site = act->site, .user = act->who, .posts = act->posts};
    struct db_stmt *stmt = db_prep(carrying->cases->central->db, "SELECT number FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, entry_id);
    bool found = db_step(stmt) == DB_ROW;
    str_copy(act->number, sizeof(act->number), found ? db_col_text(stmt, 0) : "");
    db_reset(stmt);
    if (cases_hidden(carrying->cases, &viewer, act->number))
        act->number[0] = '\0';
    return found;
}

/* The lobby may have kept it after all and sent it by its own way. */
static bool is_here(struct carrying *carrying)
{
    char sha256[65], sent[UUID_LEN + 1];
    if (find_number(carrying, carrying->entry_id))
        return true;
    crypto_sha256_hex(sha256, carrying->sealed->data, carrying->sealed->len);
    return outbox_took(carrying->cases->central->db, sha256, sent) && find_number(carrying, sent);
}

/* --- Taking --- */

static bool check_site(struct carrying *carrying)
{
    const char *site = carrying->act->site;
    CLEANUP(json_free_ref) json_t *doc = entry_decode(carrying->plain->data, carrying->plain->len, "complaint");
    const char *said = json_str_or(doc, "site", "");
    if (!doc || !site || str_eq(said, site))
        return true;
    carrying->result = refuse(carrying->act, xasprintf(_("text: the report comes from another community, %s"),
                                                       ids_is_name(said) ? said : _("without a name")));
    return false;
}

static bool carry_body(struct db *db, void *arg)
{
    struct carrying *carrying = arg;
    struct cases_carry *act = carrying->act;
    const char *code = NULL;
    carrying->result = CASES_CARRY_KNOWN;
    if (is_here(carrying))
        return false;
    carrying->result = CASES_CARRY_FAILED;
    if (!check_site(carrying))
        return false;
    /* No terminal speaks for it: time and lobby are as the report itself says. */
    enum cases_result result = cases_receive(carrying->cases->central, "", carrying->entry_id, act->now_s, "ok",
                                             carrying->plain->data, carrying->plain->len, &code);
    if (result == CASES_REJECTED)
        carrying->result = refuse(act, sentence_of(code ? code : ""));
    if (result != CASES_STORED || !find_number(carrying, carrying->entry_id))
        return false;
    /* Whom it is about is told no number; the audit keeps it all the same. */
    struct db_stmt *stmt = db_prep(db, "SELECT number FROM kase WHERE entry_id=$1");
    db_bind_text(stmt, 1, carrying->entry_id);
    CLEANUP(free_ptr) char *number = db_step(stmt) == DB_ROW ? xstrdup(db_col_text(stmt, 0)) : NULL;
    db_reset(stmt);
    if (!number || !case_audit(carrying->cases, act->now_s, act->who, "case.carried", number, NULL, NULL))
        return false;
    carrying->result = CASES_CARRY_TAKEN;
    return true;
}

static bool open_box(struct central *central, const char *box, const struct buf *sealed, struct buf *plain)
{
    return sealed->len && keys_box_open(central->keys, box, plain, sealed->data, sealed->len);
}

static enum cases_carry_result carry(struct cases *cases, struct cases_carry *act, const struct carried *carried)
{
    CLEANUP(buf_wipe) struct buf plain = {0};
    struct central *central = cases->central;
    struct carrying carrying = {.cases = cases, .act = act, .sealed = &carried->plain_lines, .plain = &plain};
    if (!keys_box_known(central->keys, carried->box))
        return refuse(act, xasprintf(_("text: this was sealed to a key that is not ours (%s); it belongs to another "
                                       "office, or the screen has not been here for years"),
                                     carried->box));
    if (!open_box(central, carried->box, carrying.sealed, &plain)) {
        buf_clear(&plain);
        carrying.sealed = &carried->broken_lines;
        if (!open_box(central, carried->box, carrying.sealed, &plain))
            return refuse(act, xstrdup(_("text: it does not open, a letter is missing or wrong; scan the codes once "
                                         "more")));
    }
    carried_id(carrying.entry_id, carrying.sealed->data, carrying.sealed->len);
    bool committed = db_transact(central->db, carry_body, &carrying);
    if (committed)
        cases_committed(central);
    else if (carrying.result == CASES_CARRY_TAKEN)
        carrying.result = CASES_CARRY_FAILED;
    return carrying.result;
}

enum cases_carry_result cases_carry(struct cases *cases, struct cases_carry *act)
{
    struct carried carried;
    char *why = carried_read(&carried, act->text ? act->text : "");
    enum cases_carry_result result = why ? refuse(act, why) : carry(cases, act, &carried);
    carried_fini(&carried);
    return result;
}
