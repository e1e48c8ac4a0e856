/* Walking the standing documents: places, roles, standards, fees, the form. */
#include "kiosk/model.h"

#include "kiosk/i18n.h"

const json_t *model_list(const json_t *doc, const char *key)
{
    const json_t *list = json_member(doc, key);
    return json_is_array(list) ? list : NULL;
}

const json_t *model_find(const json_t *doc, const char *list, const char *id)
{
    const json_t *array = model_list(doc, list);
    for (size_t i = 0; id && i < json_array_size(array); i++) {
        const json_t *member = json_array_get(array, i);
        if (str_eq(json_str(member, "id"), id))
            return member;
    }
    return NULL;
}

const json_t *model_building(const struct model *model, const char *id)
{
    return model_find(model->community, "buildings", id);
}

const json_t *model_unit(const struct model *model, const char *building, const char *unit)
{
    return model_find(model_building(model, building), "units", unit);
}

const char *model_here_building(const struct model *model)
{
    return json_str(model->lobby, "building");
}

const char *model_here_unit(const struct model *model)
{
    return json_str(model->lobby, "unit");
}

const json_t *model_lift(const struct model *model, const char *id)
{
    return model_find(model->community, "lifts", id);
}

const char *model_role_name(const struct model *model, const char *role_id)
{
    return i18n_pick(model_find(model->community, "roles", role_id), "name");
}

const char *model_phone_page(const struct model *model, const char *member)
{
    return json_str_or(json_member(model->community, "phone_page"), member, "");
}

/* As the form says, else one level up from whom it is about. */
const char *model_handler_about(const struct model *model, const char *role)
{
    const char *named = json_str(json_member(model->form, "recuse"), role);
    const json_t *levels = model_list(model->form, "escalation");
    size_t from = 0;
    for (size_t i = 0; i < json_array_size(levels); i++) {
        if (str_eq(json_str(json_array_get(levels, i), "role"), role))
            from = i + 1;
    }
    for (size_t i = from; !named && i < json_array_size(levels); i++)
        named = json_str(json_array_get(levels, i), "role");
    return named && !str_eq(named, role) ? named : NULL;
}

const char *model_handler_name(const struct model *model, const char *role)
{
    const char *words = i18n_pick(model_find(model->community, "roles", role), "as_handler");
    return *words ? words : model_role_name(model, role);
}

const char *model_org_name(const struct model *model, const char *org_id)
{
    return i18n_pick(model_find(model->community, "organisations", org_id), "name");
}

const json_t *model_clause(const struct model *model, const char *id)
{
    return model_find(model->standards, "clauses", id);
}

const json_t *model_fulfilment(const struct model *model, const char *clause_id)
{
    const json_t *array = model_list(model->standards, "fulfilment"), *newest = NULL;
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *row = json_array_get(array, i);
        if (!str_eq(json_str(row, "clause"), clause_id))
            continue;
        if (!newest || strcmp(json_str_or(row, "period", ""), json_str_or(newest, "period", "")) > 0)
            newest = row;
    }
    return newest;
}

const json_t *model_clause_cases(const struct model *model, const char *clause_id)
{
    const json_t *row = model_find(model->outcome, "clauses", clause_id);
    int64_t of = json_int_or(row, "of", 0), kept = json_int_or(row, "kept", -1);
    return of > 0 && kept >= 0 && kept <= of ? row : NULL;
}

const json_t *model_fee(const struct model *model, const char *id)
{
    return model_find(model->fees, "fee_items", id);
}

const json_t *model_category(const struct model *model, const char *id)
{
    return model_find(model->form, "categories", id);
}

const json_t *model_subitem(const struct model *model, const char *id)
{
    const json_t *categories = model_list(model->form, "categories");
    for (size_t i = 0; i < json_array_size(categories); i++) {
        const json_t *found = model_find(json_array_get(categories, i), "subitems", id);
        if (found)
            return found;
    }
    return NULL;
}
