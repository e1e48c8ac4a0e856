/* Where in a document, in words. */
#include "central/words/words.h"

#include <ctype.h>
#include <stdlib.h>

#include "common/buf.h"

/* Members of documents and of requests, as a clerk calls them. A member that is not here is left out of the words: what
 * comes before it says enough. */
static const struct {
    const char *id, *words;
} members[] = {
    {"about_roles", NC_("place", "people it may be about")},
    {"accounts", NC_("place", "accounts")},
    {"actual_fen", NC_("place", "actual amount")},
    {"address", NC_("place", "address")},
    {"after", NC_("place", "continuation")},
    {"all_clear", NC_("place", "all-clear")},
    {"amount_fen", NC_("place", "amount")},
    {"announce_on", NC_("place", "day of announcement")},
    {"answer", NC_("place", "answer")},
    {"answer_en", NC_("place", "English answer")},
    {"approval_document", NC_("place", "approving document")},
    {"as", NC_("place", "format")},
    {"as_handler", NC_("place", "handler’s name")},
    {"as_handler_en", NC_("place", "handler’s English name")},
    {"asked", NC_("place", "question")},
    {"asked_en", NC_("place", "English question")},
    {"asks_face", NC_("place", "faces asked about")},
    {"asks_whom", NC_("place", "asking about whom")},
    {"area_per_household_c", NC_("place", "area of a usual home")},
    {"area_total_c", NC_("place", "floor area")},
    {"at", NC_("place", "time")},
    {"audience", NC_("place", "audience")},
    {"authority", NC_("place", "authority")},
    {"base_fen", NC_("place", "base price")},
    {"billing_method", NC_("place", "billing method")},
    {"billing_start", NC_("place", "start of billing")},
    {"body_md", NC_("place", "body")},
    {"brightness", NC_("place", "brightness")},
    {"building", NC_("place", "building")},
    {"buildings", NC_("place", "building")},
    {"business_hours", NC_("place", "office hours")},
    {"by", NC_("place", "who")},
    {"categories", NC_("place", "category")},
    {"category", NC_("place", "category")},
    {"channel", NC_("place", "way")},
    {"clause", NC_("place", "clause")},
    {"clauses", NC_("place", "clause")},
    {"clock", NC_("place", "clock")},
    {"clocks", NC_("place", "clock")},
    {"close", NC_("place", "end")},
    {"cmd", NC_("place", "command")},
    {"code", NC_("place", "code")},
    {"commitment", NC_("place", "commitment")},
    {"community", NC_("place", "community")},
    {"comparator", NC_("place", "comparison")},
    {"complaint_line", NC_("place", "complaint line")},
    {"confirm", NC_("place", "confirmation")},
    {"consent", NC_("place", "consent")},
    {"contacts", NC_("place", "contact")},
    {"contract", NC_("place", "contract")},
    {"core", NC_("place", "core category")},
    {"corrects", NC_("place", "correction")},
    {"cost_per_time_fen", NC_("place", "cost per time")},
    {"danger_words", NC_("place", "danger word")},
    {"day_brightness", NC_("place", "brightness by day")},
    {"days", NC_("place", "days")},
    {"demo", NC_("place", "demonstration")},
    {"detail", NC_("place", "detail")},
    {"display", NC_("place", "display")},
    {"doc", NC_("place", "text")},
    {"due", NC_("place", "day")},
    {"dwell_s", NC_("place", "time of showing")},
    {"effective", NC_("place", "beginning")},
    {"effective_from", NC_("place", "effective from")},
    {"en", NC_("place", "English")},
    {"end", NC_("place", "end")},
    {"escalate_hours", NC_("place", "escalation hours")},
    {"escalation", NC_("place", "escalation")},
    {"event", NC_("place", "event")},
    {"expect", NC_("place", "version")},
    {"expense", NC_("place", "expenses")},
    {"expense_total_fen", NC_("place", "total of expenses")},
    {"expires", NC_("place", "end")},
    {"external", NC_("place", "external body")},
    {"external_en", NC_("place", "external body in English")},
    {"fee_items", NC_("place", "charge")},
    {"files", NC_("place", "file")},
    {"first_page", NC_("place", "first page")},
    {"first_response_hours", NC_("place", "hours to the first reply")},
    {"float_down_bp", NC_("place", "range downwards")},
    {"float_up_bp", NC_("place", "range upwards")},
    {"floors", NC_("place", "floors")},
    {"for", NC_("place", "on behalf of")},
    {"form", NC_("place", "form")},
    {"free_services", NC_("place", "free services")},
    {"from", NC_("place", "from")},
    {"fulfilment", NC_("place", "fulfilment")},
    {"governing", NC_("place", "governing standard")},
    {"grade", NC_("place", "grade")},
    {"grants", NC_("place", "right")},
    {"guide_price", NC_("place", "guide price")},
    {"hold", NC_("place", "hold")},
    {"holidays", NC_("place", "holidays")},
    {"home_visit", NC_("place", "home visit")},
    {"host", NC_("place", "host")},
    {"hours", NC_("place", "hours")},
    {"icp", NC_("place", "ICP number")},
    {"id", NC_("place", "number")},
    {"in_home", NC_("place", "at home")},
    {"income", NC_("place", "income")},
    {"interaction", NC_("place", "touch")},
    {"into", NC_("place", "case to join")},
    {"issued", NC_("place", "issued")},
    {"issuer", NC_("place", "issuer")},
    {"issuer_name", NC_("place", "issuer’s name")},
    {"items", NC_("place", "item")},
    {"kind", NC_("place", "kind")},
    {"label", NC_("place", "name")},
    {"lang", NC_("place", "language")},
    {"late", NC_("place", "late")},
    {"lead_hours", NC_("place", "hours before")},
    {"level", NC_("place", "level")},
    {"levels", NC_("place", "level")},
    {"lifts", NC_("place", "lift")},
    {"limit", NC_("place", "count")},
    {"limit_fen", NC_("place", "limit")},
    {"lines", NC_("place", "line")},
    {"list_price_fen", NC_("place", "list price")},
    {"list_total_fen", NC_("place", "sum of list prices")},
    {"lobby", NC_("place", "lobby")},
    {"logo", NC_("place", "logo")},
    {"look", NC_("place", "look")},
    {"manager", NC_("place", "manager")},
    {"manager_name", NC_("place", "name of the manager")},
    {"max_fen", NC_("place", "maximum")},
    {"met", NC_("place", "keeping")},
    {"metric", NC_("place", "metric")},
    {"min_days", NC_("place", "days posted")},
    {"min_fen", NC_("place", "minimum")},
    {"mode", NC_("place", "mode")},
    {"month", NC_("place", "month")},
    {"name", NC_("place", "name")},
    {"name_en", NC_("place", "English name")},
    {"new", NC_("place", "new password")},
    {"next_change", NC_("place", "next change")},
    {"night", NC_("place", "night")},
    {"note", NC_("place", "note")},
    {"off", NC_("place", "days off")},
    {"old", NC_("place", "old password")},
    {"on", NC_("place", "switching on")},
    {"once", NC_("place", "sending number")},
    {"open", NC_("place", "beginning")},
    {"order", NC_("place", "order")},
    {"organisations", NC_("place", "organisation")},
    {"overall_pct", NC_("place", "overall percentage")},
    {"override", NC_("place", "switch")},
    {"owners_committee", NC_("place", "owners’ committee")},
    {"package_price_fen", NC_("place", "package price")},
    {"packages", NC_("place", "package")},
    {"page", NC_("place", "page")},
    {"pages", NC_("place", "sheet")},
    {"paid_services", NC_("place", "paid services")},
    {"paper", NC_("place", "paper")},
    {"passphrase", NC_("place", "passphrase")},
    {"password", NC_("place", "password")},
    {"payer", NC_("place", "payer")},
    {"pct", NC_("place", "percentage")},
    {"period", NC_("place", "period")},
    {"phone", NC_("place", "telephone number")},
    {"phone_page", NC_("place", "phone page")},
    {"picture_only", NC_("place", "picture notice")},
    {"pictures", NC_("place", "pictures")},
    {"pinned", NC_("place", "pinned")},
    {"place", NC_("place", "place")},
    {"places", NC_("place", "place")},
    {"posting_rule", NC_("place", "posting rule")},
    {"posts", NC_("place", "post")},
    {"price_basis", NC_("place", "price basis")},
    {"price_board_contact", NC_("place", "contact on the price board")},
    {"price_clause", NC_("place", "contract clause")},
    {"price_regulator_line", NC_("place", "price regulator’s line")},
    {"priority", NC_("place", "priority")},
    {"purpose", NC_("place", "purpose")},
    {"quiet_hours", NC_("place", "quiet hours")},
    {"read_aloud_notice", NC_("place", "notice read out")},
    {"reason", NC_("place", "reason")},
    {"recuse", NC_("place", "recusal")},
    {"remedies", NC_("place", "remedy")},
    {"remedy", NC_("place", "remedy")},
    {"resident_check", NC_("place", "check by residents")},
    {"resolve_hours", NC_("place", "hours to the end")},
    {"responsible_role", NC_("place", "responsible role")},
    {"retention_days", NC_("place", "days kept")},
    {"returned", NC_("place", "returned")},
    {"revision", NC_("place", "revision")},
    {"role", NC_("place", "role")},
    {"roles", NC_("place", "post")},
    {"rounding_rule", NC_("place", "rounding rule")},
    {"rounds", NC_("place", "round")},
    {"satisfaction", NC_("place", "satisfaction")},
    {"saving_fen", NC_("place", "saving")},
    {"screen", NC_("place", "screen")},
    {"sees", NC_("place", "who sees it")},
    {"service_clauses", NC_("place", "standard")},
    {"service_content", NC_("place", "service")},
    {"sha256", NC_("place", "file")},
    {"short_name", NC_("place", "short name")},
    {"short_name_en", NC_("place", "English short name")},
    {"site", NC_("place", "community")},
    {"size", NC_("place", "size")},
    {"sla", NC_("place", "deadlines")},
    {"slots", NC_("place", "time of visit")},
    {"source", NC_("place", "source")},
    {"start", NC_("place", "beginning")},
    {"state", NC_("place", "state")},
    {"statement", NC_("place", "statement")},
    {"status", NC_("place", "status")},
    {"subitem", NC_("place", "matter")},
    {"subitems", NC_("place", "matter")},
    {"subjects", NC_("place", "subject")},
    {"summary", NC_("place", "summary")},
    {"supersedes", NC_("place", "corrected notice")},
    {"tags", NC_("place", "tag")},
    {"target", NC_("place", "target")},
    {"template", NC_("place", "template")},
    {"terminals", NC_("place", "lobby")},
    {"text", NC_("place", "text")},
    {"text_en", NC_("place", "English text")},
    {"text_retention_days", NC_("place", "days kept")},
    {"timezone", NC_("place", "time zone")},
    {"title", NC_("place", "title")},
    {"to", NC_("place", "to")},
    {"total_fen", NC_("place", "total")},
    {"transitions", NC_("place", "transition")},
    {"turn", NC_("place", "page turned to")},
    {"type", NC_("place", "type")},
    {"typing", NC_("place", "typing")},
    {"unit", NC_("place", "unit")},
    {"unit_price_fen", NC_("place", "price")},
    {"units", NC_("place", "unit")},
    {"until", NC_("place", "until")},
    {"url", NC_("place", "web address")},
    {"user", NC_("place", "account")},
    {"valid", NC_("place", "valid")},
    {"value", NC_("place", "value")},
    {"ver", NC_("place", "version")},
    {"version", NC_("place", "version")},
    {"voice", NC_("place", "voice")},
    {"volume", NC_("place", "volume")},
    {"warning_color", NC_("place", "warning colour")},
    {"water_zones", NC_("place", "water zones")},
    {"weekly", NC_("place", "weekly hours")},
    {"why", NC_("place", "reason")},
    {"work", NC_("place", "working weekends")},
    {"year", NC_("place", "year")},
    {"zh-CN", NC_("place", "Chinese")},
};

static const char *member_words(const char *id)
{
    for (size_t i = 0; i < ARRAY_LEN(members); i++) {
        if (str_eq(id, members[i].id))
            return words_text_in("place", members[i].words);
    }
    return NULL;
}

static const char *step_words(const char *step, size_t len)
{
    char id[64];
    str_copy(id, MIN(sizeof(id), len + 1), step);
    return member_words(id);
}

/* Bytes of "fee_items[3].rate" at the beginning, when ": " follows and it begins with a member; else 0. */
static size_t path_len(const char *refusal)
{
    size_t len = 0;
    while (isalnum((unsigned char)refusal[len]) || (refusal[len] && strchr("_.[]-", refusal[len])))
        len++;
    bool place = len < WORDS_AT_MAX && refusal[len] == ':' && refusal[len + 1] == ' ';
    return place && step_words(refusal, strcspn(refusal, ".[:")) ? len : 0;
}

/* One step, "fee_items[3]": "第4项收费". */
static void put_step(struct buf *out, const char *step, size_t len)
{
    size_t id_len = MIN(strcspn(step, "["), len);
    const char *words = step_words(step, id_len);
    bool wraps = step[len] == '.' && (strncmp(step, "lang.", 5) == 0 || strncmp(step, "doc.", 4) == 0);
    if (!words || wraps)
        return;
    if (out->len)
        buf_puts(out, _("’s "));
    if (id_len < len)
        buf_printf(out, _("%s no. %ld"), words, strtol(step + id_len + 1, NULL, 10) + 1);
    else
        buf_puts(out, words);
}

bool words_place(const char *refusal, char at[static WORDS_AT_MAX], char **said)
{
    size_t len = path_len(refusal);
    str_copy(at, len + 1, refusal);
    *said = xstrdup(refusal);
    if (!len || !words_heard())
        return len > 0;
    CLEANUP(buf_fini) struct buf words = {0};
    for (const char *step = at; *step;) {
        size_t step_len = strcspn(step, ".");
        put_step(&words, step, step_len);
        step += step_len + (step[step_len] == '.');
    }
    free(*said);
    *said = words.len ? xasprintf(_("%s: %s"), buf_str(&words), refusal + len + 2) : xstrdup(refusal + len + 2);
    return true;
}
