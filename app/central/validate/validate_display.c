/* How a notice is shown, and how long at most where it covers or crosses the screen. */
#include "central/validate/validate.h"
#include "central/validate/validate_check.h"
#include "central/words/words.h"
#include "common/json.h"

#define HOUR_S       3600
#define DAY_S        86400
#define DWELL_MAX    600
#define URGENT_HOURS 72        /* what covers the screen ends by itself */
#define BANNER_HOURS (14 * 24) /* a band across every page: works of a fortnight, a spell of weather */

void validate_display_check(struct check *check, const json_t *doc)
{
    static const char *const modes[] = {"normal", "list", "pinned", "rotation", "banner", "takeover"};
    const json_t *display = check_object_opt(check, doc, "", "display");
    const char *mode = check_text_opt(check, display, "display", "mode", 20);
    int64_t dwell_s;
    bool known = !mode;
    (void)check_int_opt(check, display, "display", "dwell_s", 0, DWELL_MAX, &dwell_s);
    for (size_t i = 0; i < ARRAY_LEN(modes); i++)
        known = known || str_eq(mode, modes[i]);
    if (!known)
        (void)check_fail(check, "display", "mode",
                         _("one of normal, list, pinned, rotation, banner and takeover is wanted"));
}

/* It must not be forgotten there. Who needs longer, extends it. */
static void check_ahead(struct check *check, const char *what, int64_t seconds, int hours)
{
    if (seconds > (int64_t)hours * HOUR_S)
        (void)check_fail(
            check, "", "expires",
            _("%s lasts %d hours at most from now on, and this one %lld; it may be extended while it runs"), what,
            hours, (long long)(seconds / HOUR_S));
}

/* Rather a slip in the year than a plan. */
static bool check_begin(struct check *check, int64_t from, int64_t now_s)
{
    if (from <= now_s + (int64_t)VALIDATE_AHEAD_DAYS * DAY_S)
        return true;
    return check_fail(check, "", "effective",
                      _("a notice waits %d days at most for its hour, and this one %lld; look at the year, or keep it "
                        "as a draft until then"),
                      VALIDATE_AHEAD_DAYS, (long long)((from - now_s) / DAY_S));
}

char *validate_ahead(const json_t *doc, int64_t now_s)
{
    struct check check = {0};
    int64_t from, until;
    const char *mode = json_str_or(json_member(doc, "display"), "mode", "");
    if (!check_time(&check, doc, "", "effective", &from) || !check_time(&check, doc, "", "expires", &until) ||
        !check_begin(&check, from, now_s))
        return check.why;
    if (json_int_or(doc, "priority", 0) == 1 || str_eq(mode, "takeover"))
        check_ahead(&check, _("a notice of priority 1, or one over the whole screen,"), until - MAX(from, now_s),
                    URGENT_HOURS);
    else if (str_eq(mode, "banner"))
        check_ahead(&check, _("a notice shown as a banner"), until - MAX(from, now_s), BANNER_HOURS);
    return check.why;
}
