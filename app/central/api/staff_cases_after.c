/* Cases after the first report, for staff: a lost code, photographs. */
#include "central/api/staff.h"

#include <stdlib.h>

#include "common/json.h"
#include "central/cases/cases.h"
#include "central/words/words.h"

/* Whoever a case is about gets no code that opens it. */
void staff_new_case_code(struct staff_call *call)
{
    struct cases_viewer viewer = staff_viewer(call);
    if (cases_hidden(call->central->cases, &viewer, http_capture(call->http, "number"))) {
        staff_error(call, 404, "not_found", _("there is no case with this number"));
        return;
    }
    struct cases_recode recode = {.number = http_capture(call->http, "number"),
                                  .site = call->site,
                                  .who = call->session.user,
                                  .posts = call->session.posts,
                                  .detail = json_str(call->body, "detail"),
                                  .reason = json_str(call->body, "why"),
                                  .now_s = call->now_s};
    switch (cases_recode(call->central->cases, &recode)) {
    case CASES_RECODED:
        staff_json(call, 200, json_pack("{s:s}", "code", recode.code));
        break;
    case CASES_RECODE_REFUSED:
        staff_error(call, 422, "refused", "%s", recode.why);
        break;
    case CASES_RECODE_BUSY:
        staff_error(call, 409, "busy", "%s", recode.why);
        break;
    case CASES_RECODE_UNKNOWN:
        staff_error(call, 404, "not_found", _("there is no case with this number"));
        break;
    case CASES_RECODE_FAILED:
        staff_error(call, 500, "internal", _("it could not be kept; the old code still holds"));
        break;
    }
    explicit_bzero(recode.code, sizeof(recode.code));
    free(recode.why);
}

void staff_case_photo(struct staff_call *call)
{
    int64_t n;
    CLEANUP(buf_wipe) struct buf picture = {0};
    if (!staff_opens_case(call)) /* a photograph is looked at as the words are read */
        return;
    if (!parse_i64(http_capture(call->http, "n"), 1, CASES_PHOTOS_MAX, &n) ||
        !cases_photo_get(call->central->cases, http_capture(call->http, "number"), n, call->session.user, call->now_s,
                         &picture)) {
        staff_error(call, 404, "not_found", _("the case has no such photograph"));
        return;
    }
    http_save_as(call->http, "photo.jpg");
    http_reply(call->http, 200, "image/jpeg", picture.data, picture.len);
}
