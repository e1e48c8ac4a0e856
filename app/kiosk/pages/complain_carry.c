/* Nothing could be kept on this screen, and that is said plainly. What was written leaves it all the same: sealed, as
 * codes that the resident's phone photographs and sends to the office. */
#include "kiosk/pages/complain.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/pages/desk_words.h"
#include "kiosk/ui/qr.h"

#define PARTS_MAX 4
#define SIDE_MM   140 /* a larger code does not fit into a picture taken at arm's length */

/* One part as a phone shows it: which one of how many, the office's key, the sealed letters. */
static char *part_text(const struct desk_carry *carry, int part, int parts)
{
    size_t len = strlen(carry->text), each = (len + (size_t)parts - 1) / (size_t)parts;
    size_t from = MIN((size_t)part * each, len), count = MIN(each, len - from);
    return xasprintf("FOYER1 %d/%d %s %.*s", part + 1, parts, carry->box, (int)count, carry->text + from);
}

/* As few codes as have room; 0: more than four would be needed. */
static int parts_needed(const struct desk_carry *carry, int modules_max)
{
    for (int parts = 1; parts <= PARTS_MAX; parts++) {
        CLEANUP(free_ptr) char *first = part_text(carry, 0, parts);
        if (qr_modules(first, modules_max))
            return parts;
    }
    return 0;
}

static char *how_words(const struct model *model, int parts)
{
    const char *phone = model_call_phone(model, CALL_OFFICE);
    const char *scan = parts > 1 ? _("Scan all codes with your phone: they hold your report, sealed for the office.")
                                 : _("Scan this code with your phone: it holds your report, sealed for the office.");
    if (!*phone)
        return xasprintf("%s %s", scan, _("Show the text at the service centre."));
    CLEANUP(free_ptr)
    char *then = xasprintf(_("Send the text to the office (%s) or show it at the service centre."), phone);
    return xasprintf("%s %s", scan, then);
}

static void draw_code(struct ui *ui, struct rect rect, struct complain *form, const struct desk_carry *carry, int parts)
{
    CLEANUP(free_ptr) char *text = part_text(carry, form->carry_part % parts, parts);
    if (ui->masked)
        ui_fill(ui, rect, COLOR_SURFACE, true);
    else
        ui_qr(ui, rect, text);
}

static void draw_words(struct complain *form, const struct page_env *env, struct flow *flow,
                       const struct desk_carry *carry, int parts)
{
    char grouped[CASECODE_LEN + 3];
    CLEANUP(free_ptr) char *how = how_words(env->model, parts);
    int part = form->carry_part % parts;
    if (parts > 1) {
        CLEANUP(free_ptr) char *words = xasprintf(_("Code %d of %d: show the next one"), part + 1, parts);
        if (flow_button(flow, "carry-next", words, UI_BUTTON_PLAIN))
            form->carry_part = (part + 1) % parts;
    }
    flow_text(flow, how);
    casecode_group(grouped, carry->code);
    flow_pair(flow, _("Receipt code"), grouped);
    flow_soft(flow, _("The receipt code answers as soon as the office has your text."));
    explicit_bzero(grouped, sizeof grouped);
}

/* The code stands beside the words where the panel is low, so that it is always whole. */
void complain_carry(struct complain *form, const struct page_env *env, struct ui *ui, struct rect body)
{
    const struct theme *theme = ui->theme;
    const struct desk_carry *carry = desk_carry(env->desk);
    bool again = complain_bar(form, ui, env, &body, &(struct desk_bar_next){"send", _("Try again"), NULL, true}),
         beside = theme->landscape;
    int side = beside ? MIN(body.h, body.w / 2) : MIN(body.w - 2 * theme->pad, body.h / 2);
    side = MIN(side, theme_mm(theme, SIDE_MM));
    int parts = carry ? parts_needed(carry, qr_room(ui, side)) : 0;
    CLEANUP(free_ptr) char *words = desk_failure_words(env->model, form->failure, true);
    if (parts && beside) {
        struct rect column = rect_cut_left(&body, side + theme->gap);
        draw_code(ui, (struct rect){column.x + theme->gap, column.y, side, side}, form, carry, parts);
    }
    struct flow flow = flow_begin(ui, body, "form");
    flow_title(&flow, _("It could not be taken"));
    flow_notice_card(&flow, "danger", words, COLOR_DANGER);
    if (parts && !beside)
        draw_code(ui, flow_take(&flow, side), form, carry, parts);
    if (parts)
        draw_words(form, env, &flow, carry, parts);
    else
        flow_text(&flow, _("What you wrote is too long for codes. Shorten it, or photograph it on the page before."));
    if (flow_row(&flow, "change-words", _("Change something"), "", ""))
        complain_return_to(form, COMPLAIN_WORDS);
    flow_end(&flow);
    if (again)
        complain_send(form, env);
}
