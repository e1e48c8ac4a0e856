/* The words of the community's standing documents: standards, fees, the board of outcomes, the community itself. They
 * hang longer than any notice, so what must not be public is looked for in each of their texts. */
#include <stdio.h>
#include <stdlib.h>

#include "common/json.h"
#include "central/checks/checks_internal.h"
#include "central/validate/validate_table.h"

#define DEPTH_MAX 12  /* validate.h refuses deeper ones */
#define FOUND_MAX 200 /* more would bury the rest */

struct walk {
    struct checks *checks;
    bool open;  /* who stands here is meant to be known and called */
    bool homes; /* flats are named by nature */
};

static bool listed(const char *const *list, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(list[i], key))
            return true;
    return false;
}

/* No words for people: names of things, and hashes whose digits look like anything. */
static bool is_no_text(const char *key)
{
    static const char *const keys[] = {"id", "code", "clause", "service", "files", "look", "phone_page", "timezone"};
    return listed(keys, ARRAY_LEN(keys), key);
}

/* Telephones of the office and the authorities, posts, and who was elected: public by law (Civil Code 943). */
static bool is_open(const char *key)
{
    static const char *const keys[] = {"contacts",           "roles",          "owners_committee",
                                       "organisations",      "complaint_line", "price_regulator_line",
                                       "price_board_contact"};
    return listed(keys, ARRAY_LEN(keys), key);
}

static size_t found_so_far(const struct checks *checks)
{
    size_t count = 0;
    for (size_t i = 0; i < CHECKS_LEVELS; i++)
        count += json_array_size(checks->found[i]);
    return count;
}

static void check_debtors(struct checks *checks, const struct checks_text *text)
{
    if (validate_text_debtors(text->words))
        checks_say_debtors(checks, text->at);
}

static void look_at(struct walk walk, const json_t *value, const char *at, int depth)
{
    const char *key;
    json_t *member;
    size_t i;
    if (depth > DEPTH_MAX || found_so_far(walk.checks) >= FOUND_MAX)
        return;
    if (json_is_string(value)) {
        struct checks_text text = {.at = at, .words = json_string_value(value), .open = walk.open, .homes = walk.homes};
        checks_standing_words(walk.checks, &text);
        check_debtors(walk.checks, &text);
    }
    json_object_foreach((json_t *)value, key, member)
    {
        struct walk inner = walk;
        inner.open = walk.open || is_open(key);
        CLEANUP(free_ptr) char *inner_at = xasprintf("%s%s%s", at, *at ? "." : "", key);
        if (!is_no_text(key))
            look_at(inner, member, inner_at, depth + 1);
    }
    json_array_foreach(value, i, member)
    {
        CLEANUP(free_ptr) char *inner_at = xasprintf("%s[%zu]", at, i);
        look_at(walk, member, inner_at, depth + 1);
    }
}

json_t *checks_document(const char *kind, const json_t *doc, const struct checks_world *world)
{
    struct checks checks = {.world = world, .doc = doc};
    json_t *all = json_array();
    for (size_t i = 0; i < CHECKS_LEVELS; i++)
        checks.found[i] = json_array();
    look_at((struct walk){.checks = &checks, .homes = str_eq(kind, "community")}, doc, "", 0);
    for (size_t i = 0; i < CHECKS_LEVELS; i++) {
        json_array_extend(all, checks.found[i]);
        json_decref(checks.found[i]);
    }
    return all;
}
