/* Photographs that came by the phone page. */
#include "central/api/staff.h"

#include "central/cases/cases.h"
#include "central/words/words.h"

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
