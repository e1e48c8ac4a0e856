/* Entries that follow a complaint: what a resident does with an opened case, and faces. */
#include "central/cases/entry.h"

#include <stdio.h>

#include "common/codec.h"
#include "common/json.h"
#include "common/utf8.h"
#include "central/cases/cases.h"

static bool read_proof(struct followup *followup, const char *text)
{
    CLEANUP(buf_wipe) struct buf proof = {0};
    if (!text || !codec_unbase64url(&proof, text, CASECODE_PROOF_LEN) || proof.len != CASECODE_PROOF_LEN)
        return false;
    memcpy(followup->proof, proof.data, CASECODE_PROOF_LEN);
    return true;
}

static json_t *keep(const json_t *doc, bool with_contact)
{
    json_t *kept = json_object();
    const char *text = json_str(doc, "text"), *lang = json_str(doc, "lang");
    if (text && !utf8_blank(text))
        json_object_set_new(kept, "text", json_string(text));
    if (lang && strlen(lang) < 16)
        json_object_set_new(kept, "lang", json_string(lang));
    if (with_contact) {
        json_object_set_new(kept, "contact",
                            json_pack("{s:s}", "phone", json_str(json_member(doc, "contact"), "phone")));
        json_object_set_new(kept, "consent", json_string(json_str(doc, "consent")));
    }
    return kept;
}

static const char *refusal(const struct followup *followup, const json_t *doc)
{
    const char *text = json_str_or(doc, "text", "");
    const char *phone = json_str_or(json_member(doc, "contact"), "phone", "");
    if (utf8_count(text) > ENTRY_TEXT_MAX)
        return "text_too_long";
    if (utf8_count(phone) > CASES_PHONE_MAX)
        return "contact_too_long";
    if (followup->act == FOLLOWUP_ADD && utf8_blank(text))
        return "no_text";
    if (followup->act == FOLLOWUP_CONTACT && (utf8_blank(phone) || !*json_str_or(doc, "consent", "")))
        return "no_contact";
    return NULL;
}

bool followup_parse(struct followup *followup, const void *plain, size_t len, const char **code)
{
    char month[CASECODE_MONTH_LEN + 1];
    memset(followup, 0, sizeof(*followup));
    CLEANUP(json_free_ref) json_t *doc = entry_decode(plain, len, "followup");
    *code = "bad_entry";
    if (!doc)
        return false;
    *code = "bad_item";
    if (!casecode_item_month(month, json_str(doc, "item")))
        return false;
    *code = "bad_proof";
    if (!read_proof(followup, json_str(doc, "proof")))
        return false;
    *code = "bad_act";
    if (!followup_act_parse(json_str(doc, "act"), &followup->act))
        return false;
    *code = refusal(followup, doc);
    if (*code)
        return false;
    str_copy(followup->item, sizeof(followup->item), json_str(doc, "item"));
    (void)snprintf(followup->clk, sizeof(followup->clk), "%.8s", json_str_or(doc, "clk", ""));
    followup->at = MAX(json_int_or(doc, "at", 0), 0);
    followup->kept = keep(doc, followup->act == FOLLOWUP_CONTACT);
    return true;
}

void followup_fini(struct followup *followup)
{
    json_decref(followup->kept);
    followup->kept = NULL;
}

/* --- Faces --- */

static bool subject_good(const json_t *subject)
{
    static const char *const kinds[] = {"notice", "clause", "service", "case"};
    const char *id = json_str(subject, "id");
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        if (str_eq(json_str(subject, "kind"), kinds[i]))
            return id && ids_is_name(id);
    }
    return false;
}

bool feedback_parse(struct feedback *feedback, const void *plain, size_t len, const char **code)
{
    memset(feedback, 0, sizeof(*feedback));
    CLEANUP(json_free_ref) json_t *doc = entry_decode(plain, len, "feedback");
    *code = "bad_entry";
    if (!doc)
        return false;
    const char *site = json_str(doc, "site");
    *code = "bad_name";
    if (!site || !ids_is_name(site))
        return false;
    const json_t *subject = json_member(doc, "subject");
    *code = "bad_subject";
    if (!subject_good(subject))
        return false;
    int64_t face = json_int_or(doc, "face", 0);
    *code = "bad_face";
    if (face < FEEDBACK_GOOD || face > FEEDBACK_BAD)
        return false;
    *code = NULL;
    str_copy(feedback->site, sizeof(feedback->site), site);
    str_copy(feedback->kind, sizeof(feedback->kind), json_str(subject, "kind"));
    str_copy(feedback->id, sizeof(feedback->id), json_str(subject, "id"));
    (void)snprintf(feedback->clk, sizeof(feedback->clk), "%.8s", json_str_or(doc, "clk", ""));
    feedback->at = MAX(json_int_or(doc, "at", 0), 0);
    feedback->face = (int)face;
    return true;
}
