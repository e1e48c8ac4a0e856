/* What counts within one visit: codes that opened nothing, and faces. */
#include "kiosk/desk_internal.h"

#include "kiosk/model.h"

int desk_count_wrong_code(struct desk *desk)
{
    return desk ? ++desk->wrong_codes : 0;
}

enum face desk_face(const struct desk *desk, const struct opinion_subject *subject)
{
    return desk ? opinions_look(&desk->opinions, subject) : FACE_NONE;
}

bool desk_takes_face(struct desk *desk, const struct model *model, const struct opinion_subject *subject)
{
    uint8_t pk[BOX_PK_LEN];
    return desk && desk_box_key(model, pk) && opinions_have_room(&desk->opinions, subject);
}

void desk_set_face(struct desk *desk, const struct opinion_subject *subject, enum face face,
                   const struct desk_stamp *stamp)
{
    if (desk) {
        opinions_set(&desk->opinions, subject, face, stamp->now_ms / 1000, stamp->trust);
    }
}

static void send_opinion(struct desk *desk, const struct model *model, const struct opinion *opinion,
                         const struct desk_stamp *stamp, const uint8_t pk[static BOX_PK_LEN])
{
    struct outbox_entry entry;
    struct buf plain = {0};
    desk_entry_begin(&entry, "feedback", stamp);
    const struct put_stamp added = desk_put_stamp(model, &entry, stamp);
    opinion_build(&plain, opinion, &added);
    desk_entry_seal(&entry, &plain, pk);
    (void)!desk_keep(desk, &entry); /* a face that could not be kept costs nobody anything; the outbox says why */
    outbox_entry_fini(&entry);
}

void desk_end_visit(struct desk *desk, const struct model *model, const struct desk_stamp *stamp)
{
    uint8_t pk[BOX_PK_LEN];
    if (!desk) {
        return;
    }
    desk->wrong_codes = 0;
    if (desk->opinions.count && desk_box_key(model, pk) && desk_outbox(desk) &&
        outbox_waiting(desk->outbox) < DESK_OPINIONS_WAITING_MAX) {
        for (size_t i = 0; i < desk->opinions.count; i++) {
            if (desk->opinions.rows[i].face != FACE_NONE) {
                send_opinion(desk, model, &desk->opinions.rows[i], stamp, pk);
            }
        }
    }
    explicit_bzero(&desk->opinions, sizeof desk->opinions);
}
