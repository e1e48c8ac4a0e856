#include "kiosk/trace.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "common/json.h"
#include "common/log.h"

static json_t *box(struct rect r)
{
    return json_pack("{s:i,s:i,s:i,s:i}", "x", r.x, "y", r.y, "w", r.w, "h", r.h);
}

/* Only what is really in view: clipped words are left out, half visible ones keep their whole line. `key`: what a text
 * or a picture's file is called. */
static json_t *seen_ops(const struct draw *draw, enum draw_kind kind, const char *key)
{
    json_t *list = json_array();
    struct rect clip = {-(1 << 20), -(1 << 20), 1 << 21, 1 << 21}, stack[DRAW_CLIP_MAX];
    int depth = 0;
    for (size_t i = 0; i < draw->op_count; i++) {
        const struct draw_op *op = &draw->ops[i];
        if (op->kind == DRAW_CLIP && depth < DRAW_CLIP_MAX) {
            stack[depth++] = clip;
            clip = rect_meet(clip, op->rect);
        } else if (op->kind == DRAW_UNCLIP && depth > 0) {
            clip = stack[--depth];
        } else if (op->kind == kind) {
            struct rect seen = rect_meet(op->rect, clip);
            if (seen.w <= 0 || seen.h <= 0)
                continue;
            json_t *entry = box(op->rect);
            json_object_set_new(entry, key, json_stringn(draw->text + op->text, op->text_len));
            json_array_append_new(list, entry);
        }
    }
    return list;
}

static json_t *targets(const struct draw *draw)
{
    json_t *list = json_array();
    for (size_t i = 0; i < draw->target_count; i++) {
        const struct draw_target *target = &draw->targets[i];
        json_t *entry = box(target->rect);
        json_object_set_new(entry, "id", json_string(draw->text + target->id));
        json_object_set_new(entry, "label", json_string(draw->text + target->label));
        json_object_set_new(entry, "enabled", json_boolean(target->enabled));
        json_array_append_new(list, entry);
    }
    return list;
}

void trace_write(const char *path, const struct trace_head *head, const struct draw *draw)
{
    json_t *doc = json_pack("{s:s,s:s,s:I}", "page", head->page, "lang", head->lang, "frame", (json_int_t)head->frame);
    json_object_set_new(doc, "texts", seen_ops(draw, DRAW_TEXT, "s"));
    json_object_set_new(doc, "pictures", seen_ops(draw, DRAW_PICTURE, "sha256"));
    json_object_set_new(doc, "targets", targets(draw));
    struct buf bytes = {0};
    json_encode(&bytes, doc);
    json_decref(doc);
    CLEANUP(free_ptr) char *temp = xasprintf("%s.new", path);
    int fd = open(temp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, bytes.data, bytes.len) == (ssize_t)bytes.len;
    if (fd >= 0)
        close(fd);
    if (!good || rename(temp, path) != 0)
        log_warn("trace: %s: %s", path, strerror(errno));
    buf_wipe(&bytes);
}
