#include "kiosk/pages/here_words.h"

#include <stdlib.h>

#include "kiosk/i18n.h"
#include "kiosk/model.h"

static char *where_words(const struct model *model)
{
    const char *building_id = model_here_building(model), *unit_id = model_here_unit(model);
    const char *building = i18n_pick(model_building(model, building_id), "name");
    const char *unit = i18n_pick(model_unit(model, building_id, unit_id), "name");
    const char *lobby = *building ? "" : i18n_pick(model->lobby, "name");
    return xasprintf("%s %s%s%s", model_name(model), building, unit, lobby);
}

static char *lift_words(const struct model *model)
{
    const json_t *unit = model_unit(model, model_here_building(model), model_here_unit(model));
    const json_t *ids = model_list(unit, "lifts");
    struct buf out = {0};
    for (size_t i = 0; i < json_array_size(ids); i++) {
        const json_t *lift = model_lift(model, json_string_value(json_array_get(ids, i)));
        const char *number = json_str(lift, "register_no");
        if (number)
            buf_printf(&out, "%s%s", out.len ? "   " : "", number);
    }
    return buf_take(&out);
}

struct here_words here_words(const struct model *model)
{
    const char *place = i18n_pick(model->lobby, "place"); /* the whole of it, as staff wrote it down */
    if (*place)
        return (struct here_words){xstrdup(place), xstrdup(""), lift_words(model)};
    const char *address = i18n_pick(json_member(model->community, "community"), "address");
    return (struct here_words){where_words(model), xstrdup(address), lift_words(model)};
}

void here_words_fini(struct here_words *words)
{
    free(words->where);
    free(words->address);
    free(words->lifts);
}
