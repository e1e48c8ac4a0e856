#include "kiosk/opinions.h"

static struct opinion *find(const struct opinions *opinions, const struct opinion_subject *subject)
{
    for (size_t i = 0; i < opinions->count; i++) {
        const struct opinion *row = &opinions->rows[i];
        if (str_eq(row->kind, subject->kind) && str_eq(row->id, subject->id)) {
            return (struct opinion *)row;
        }
    }
    return NULL;
}

enum face opinions_look(const struct opinions *opinions, const struct opinion_subject *subject)
{
    const struct opinion *row = find(opinions, subject);
    return row ? row->face : FACE_NONE;
}

bool opinions_have_room(const struct opinions *opinions, const struct opinion_subject *subject)
{
    return ids_is_name(subject->id) && (opinions->count < OPINIONS_MAX || find(opinions, subject));
}

void opinions_set(struct opinions *opinions, const struct opinion_subject *subject, enum face face, int64_t at_s,
                  enum clock_trust trust)
{
    if (!opinions_have_room(opinions, subject)) {
        return;
    }
    struct opinion *row = find(opinions, subject);
    if (!row) {
        row = &opinions->rows[opinions->count++];
        str_copy(row->kind, sizeof row->kind, subject->kind);
        str_copy(row->id, sizeof row->id, subject->id);
    }
    row->ver = subject->ver;
    row->face = face;
    row->at_s = at_s;
    row->trust = trust;
}

void opinion_build(struct buf *out, const struct opinion *row, const struct put_stamp *stamp)
{
    struct put_stamp touched = *stamp;
    touched.at_s = row->at_s;
    touched.trust = row->trust;
    buf_puts(out, "{\"v\":1,\"kind\":\"feedback\",\"subject\":{\"kind\":");
    put_string(out, row->kind);
    put_member(out, "id", row->id);
    buf_printf(out, ",\"ver\":%lld},\"face\":%d", (long long)row->ver, (int)row->face);
    put_stamp(out, &touched);
    buf_putc(out, '}');
}
