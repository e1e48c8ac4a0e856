/* The community document: who and where, whom to call. A community that is no demonstration must have its own telephone
 * numbers before it may hang in a real lobby. */
#include "central/validate/validate.h"

#include "common/clock.h"
#include "common/json.h"
#include "common/contact.h"
#include "common/look.h"
#include "central/validate/validate_check.h"
#include "central/validate/validate_files.h"
#include "central/validate/validate_hours.h"
#include "central/words/words.h"

#define BUILDINGS_MAX  500
#define UNITS_MAX      100
#define LOBBIES_MAX    2000
#define ROLES_MAX      200
#define PHONE_HOST_MAX 100 /* characters; they stand on the screen in letters */
#define PANEL_PX_MAX   16384
#define PANEL_MM_MAX   5000
#define AREA_MAX_C     2000000000 /* 1/100 square metres */
#define ZONES_MAX      8

static void check_area(struct check *check, const json_t *object, const char *at, const char *key)
{
    int64_t area_c;
    (void)check_int_opt(check, object, at, key, 1, AREA_MAX_C, &area_c);
}

static void check_community_member(struct check *check, const json_t *doc)
{
    const json_t *community = check_object(check, doc, "", "community");
    (void)check_id(check, community, "community", "id");
    (void)check_text(check, community, "community", "name", 60);
    (void)check_text_opt(check, community, "community", "short_name", 30);
    (void)check_text_opt(check, community, "community", "short_name_en", 30);
    (void)check_text(check, community, "community", "address", 200);
    check_area(check, community, "community", "area_total_c");
    const char *zone = check_text(check, community, "community", "timezone", 64);
    int32_t offset;
    if (zone && !clock_zone_offset(zone, 0, &offset))
        (void)check_fail(check, "community", "timezone", _("%s is no time zone that this machine knows"), zone);
    if (community && strchr(json_str_or(community, "id", ""), ':'))
        (void)check_fail(check, "community", "id", _("a community's name holds no ':'"));
}

/* The community's own colours: what cannot be read on a screen is refused here, with the figure. */
static void check_look(struct check *check, const json_t *doc)
{
    CLEANUP(free_ptr) char *why = NULL;
    struct look look;
    const json_t *json = check_object_opt(check, doc, "", "look");
    if (json && !look_parse(json, &look, &why))
        (void)check_fail(check, "", NULL, "%s", why);
    validate_files_check(check, doc);
    const char *logo = check_text_opt(check, json, "look", "logo", FILES_NAME_MAX);
    if (logo && !validate_files_has_image(doc, logo))
        (void)check_fail(check, "look", "logo", _("the picture \"%s\" is not among the files"), logo);
}

/* Names that become channels ("b:B1", "l:T-B1-U1") hold no colon. */
static void check_channel_ids(struct check *check, const json_t *list, const char *key)
{
    char at[CHECK_PATH_MAX];
    check_ids(check, list, "", key);
    for (size_t i = 0; i < json_array_size(list) && !check->why; i++) {
        check_path_at(at, "", key, i);
        const char *id = json_str(json_array_get(list, i), "id");
        if (id && strchr(id, ':'))
            (void)check_fail(check, at, "id", _("a name here holds no ':'"));
    }
}

static const json_t *find_unit(const json_t *building, const char *id)
{
    return json_find(json_member(building, "units"), id);
}

/* `building` and `unit` of a lift or lobby exist where they are given. */
static void check_where(struct check *check, const json_t *doc, const json_t *entry, const char *at)
{
    const char *building_id = json_str(entry, "building"), *unit_id = json_str(entry, "unit");
    const json_t *building = building_id ? json_find(json_member(doc, "buildings"), building_id) : NULL;
    if (building_id && !building)
        (void)check_fail(check, at, "building", _("no building %s stands in buildings"), building_id);
    if (unit_id && !building_id)
        (void)check_fail(check, at, "unit", _("a unit is named without its building"));
    else if (unit_id && !find_unit(building, unit_id))
        (void)check_fail(check, at, "unit", _("building %s has no unit %s"), building_id, unit_id);
}

static bool lists(const json_t *list, const char *id)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (str_eq(json_string_value(json_array_get(list, i)), id))
            return true;
    }
    return false;
}

/* A unit's lifts, by their ids: each is described in `lifts`, or its button would have no name of its own. */
static void check_unit_lifts(struct check *check, const json_t *doc, const json_t *unit, const char *at)
{
    const json_t *ids = check_list_opt(check, unit, at, "lifts", UNITS_MAX);
    check_names(check, ids, at, "lifts");
    for (size_t i = 0; i < json_array_size(ids) && !check->why; i++) {
        const char *id = json_string_value(json_array_get(ids, i));
        const json_t *lift = json_find(json_member(doc, "lifts"), id);
        const char *unit_id = json_str_or(unit, "id", "?");
        if (!lift)
            (void)check_fail(check, at, "lifts", _("unit %s names the lift %s, which does not stand in lifts"), unit_id,
                             id);
        else if (json_str(lift, "unit") && !str_eq(json_str(lift, "unit"), unit_id))
            (void)check_fail(check, at, "lifts", _("unit %s names the lift %s, which stands in lifts with the unit %s"),
                             unit_id, id, json_str(lift, "unit"));
    }
}

/* The reverse: a lift of a unit that does not name it could not be reported there. */
static void check_lift_is_named(struct check *check, const json_t *doc, const json_t *lift, const char *at)
{
    const char *id = json_str_or(lift, "id", "?"), *unit_id = json_str(lift, "unit");
    const json_t *building = json_find(json_member(doc, "buildings"), json_str(lift, "building"));
    const json_t *unit = unit_id ? find_unit(building, unit_id) : NULL;
    if (!check->why && unit && !lists(json_member(unit, "lifts"), id))
        (void)check_fail(check, at, "unit", _("the lift %s says that it is of unit %s, whose lifts do not name it"), id,
                         unit_id);
}

static void check_buildings(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    int64_t floors;
    const json_t *buildings = check_list(check, doc, "", "buildings", 1, BUILDINGS_MAX);
    check_channel_ids(check, buildings, "buildings");
    for (size_t i = 0; i < json_array_size(buildings) && !check->why; i++) {
        const json_t *building = check_entry(check, buildings, "", "buildings", i, at);
        (void)check_text(check, building, at, "name", 40);
        (void)check_int_opt(check, building, at, "floors", 1, 200, &floors);
        check_area(check, building, at, "area_total_c");
        check_area(check, building, at, "area_per_household_c");
        const json_t *units = check_list_opt(check, building, at, "units", UNITS_MAX);
        check_ids(check, units, at, "units");
        for (size_t u = 0; u < json_array_size(units) && !check->why; u++) {
            char unit_at[CHECK_PATH_MAX];
            const json_t *unit = check_entry(check, units, at, "units", u, unit_at);
            (void)check_text(check, unit, unit_at, "name", 40);
            check_unit_lifts(check, doc, unit, unit_at);
            check_names(check, check_list_opt(check, unit, unit_at, "water_zones", ZONES_MAX), unit_at, "water_zones");
        }
    }
}

static void check_lifts_and_places(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *lifts = check_list_opt(check, doc, "", "lifts", LOBBIES_MAX);
    check_ids(check, lifts, "", "lifts");
    for (size_t i = 0; i < json_array_size(lifts) && !check->why; i++) {
        const json_t *lift = check_entry(check, lifts, "", "lifts", i, at);
        check_where(check, doc, lift, at);
        check_lift_is_named(check, doc, lift, at);
    }
    const json_t *places = check_list_opt(check, doc, "", "places", LOBBIES_MAX);
    check_ids(check, places, "", "places");
    for (size_t i = 0; i < json_array_size(places) && !check->why; i++) {
        const json_t *place = check_entry(check, places, "", "places", i, at);
        (void)check_text(check, place, at, "name", 40);
    }
}

static bool has_use(const json_t *contacts, enum contact_use use)
{
    size_t i;
    json_t *contact;
    json_array_foreach((json_t *)contacts, i, contact)
    {
        if (contact_use_of(json_str(contact, "kind")) == use)
            return true;
    }
    return false;
}

/* A kind that nobody knows would be a number that nobody finds in danger. */
static void check_kind(struct check *check, const json_t *contact, const char *at)
{
    const char *kind = check_text_opt(check, contact, at, "kind", 40);
    if (!kind || contact_kind_is_known(kind))
        return;
    struct buf known = {0};
    for (size_t i = 0; i < contact_kind_count; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", contact_kinds[i].name);
    CLEANUP(free_ptr) char *list = buf_take(&known);
    (void)check_fail(check, at, "kind", _("%s is no kind of contact; known are %s"), kind, list);
}

static void check_contacts(struct check *check, const json_t *doc, bool demo)
{
    static const struct {
        enum contact_use use;
        const char *what;
    } needed[] = {
        {CONTACT_OFFICE, N_("the service centre's number (kind \"service\")")},
        {CONTACT_LIFT, N_("the lift rescue's number (kind \"lift_rescue\")")},
        {CONTACT_GAS, N_("the gas emergency number (kind \"gas\")")},
    };
    char at[CHECK_PATH_MAX];
    const json_t *contacts = check_list(check, doc, "", "contacts", 1, 200);
    for (size_t i = 0; i < json_array_size(contacts) && !check->why; i++) {
        const json_t *contact = check_entry(check, contacts, "", "contacts", i, at);
        (void)check_text(check, contact, at, "label", 60);
        check_kind(check, contact, at);
        const char *phone = check_text(check, contact, at, "phone", 40);
        if (phone && phone[strspn(phone, "0123456789+-() ,;/转")] != '\0')
            (void)check_fail(check, at, "phone", _("a telephone number is wanted"));
        validate_hours_check_contact(check, contact, at);
    }
    for (size_t i = 0; !demo && i < ARRAY_LEN(needed) && !check->why; i++) {
        if (!has_use(contacts, needed[i].use))
            (void)check_fail(check, "", "contacts", _("%s is missing; a community does not go live without it"),
                             _(needed[i].what));
    }
}

/* Who has a post, and how it is called where its holder handles a report: in both languages, or in neither. */
static void check_posts(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *roles = check_list_opt(check, doc, "", "roles", ROLES_MAX);
    check_ids(check, roles, "", "roles");
    for (size_t i = 0; i < json_array_size(roles) && !check->why; i++) {
        const json_t *role = check_entry(check, roles, "", "roles", i, at);
        (void)check_text_opt(check, role, at, "name", 40);
        const char *words = check_text_opt(check, role, at, "as_handler", 40);
        const char *english = check_text_opt(check, role, at, "as_handler_en", 60);
        if (!check->why && (words != NULL) != (english != NULL))
            (void)check_fail(check, at, words ? "as_handler_en" : "as_handler",
                             _("how %s is called where it handles a report is said in one language only"),
                             json_str_or(role, "id", "?"));
    }
}

/* Whose name stands on the page about the community. */
static void check_manager(struct check *check, const json_t *doc)
{
    const json_t *contract = check_object_opt(check, doc, "", "contract");
    const char *manager = check_text_opt(check, contract, "contract", "manager", 64);
    if (manager && !json_find(json_member(doc, "organisations"), manager))
        (void)check_fail(check, "contract", "manager", _("no organisation %s stands in organisations"), manager);
}

/* Where residents' phones reach this server: what stands beside the code on the screen, so nothing in it may mislead.
 */
static void check_phone_page(struct check *check, const json_t *doc)
{
    static const char scheme[] = "https://";
    const json_t *page = check_object_opt(check, doc, "", "phone_page");
    if (!page)
        return;
    const char *url = check_text(check, page, "phone_page", "url", PHONE_HOST_MAX + 8);
    const char *host = check_text(check, page, "phone_page", "host", PHONE_HOST_MAX);
    (void)check_text_opt(check, page, "phone_page", "icp", 40);
    if (!url || !host)
        return;
    if (host[strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-:")] || !strchr(host, '.'))
        (void)check_fail(check, "phone_page", "host",
                         _("a host name in small letters is wanted, such as foyer.example.cn"));
    else if (!str_starts(url, scheme) || !str_eq(url + strlen(scheme), host))
        (void)check_fail(check, "phone_page", "url",
                         _("https:// and then the host, %s, and nothing after it are wanted"), host);
}

static void check_screen(struct check *check, const json_t *lobby, const char *lobby_at)
{
    char at[CHECK_PATH_MAX];
    int64_t ignored;
    const json_t *screen = check_object_opt(check, lobby, lobby_at, "screen");
    check_path(at, lobby_at, "screen");
    if (!screen)
        return;
    (void)check_int_opt(check, screen, at, "px_w", 1, PANEL_PX_MAX, &ignored);
    (void)check_int_opt(check, screen, at, "px_h", 1, PANEL_PX_MAX, &ignored);
    (void)check_int_opt(check, screen, at, "mm_w", 1, PANEL_MM_MAX, &ignored);
    (void)check_int_opt(check, screen, at, "mm_h", 1, PANEL_MM_MAX, &ignored);
}

/* Which spellings of an accent the lobbies' keyboard takes; of one lobby or of all. */
static void check_typing(struct check *check, const json_t *record, const char *record_at)
{
    char at[CHECK_PATH_MAX];
    const json_t *typing = check_object_opt(check, record, record_at, "typing");
    check_path(at, record_at, "typing");
    (void)check_flag_opt(check, typing, at, "zh_z");
    (void)check_flag_opt(check, typing, at, "n_l");
    (void)check_flag_opt(check, typing, at, "ing_in");
}

static void check_lobbies(struct check *check, const json_t *doc)
{
    char at[CHECK_PATH_MAX];
    const json_t *lobbies = check_list_opt(check, doc, "", "terminals", LOBBIES_MAX);
    check_channel_ids(check, lobbies, "terminals");
    for (size_t i = 0; i < json_array_size(lobbies) && !check->why; i++) {
        const json_t *lobby = check_entry(check, lobbies, "", "terminals", i, at);
        (void)check_text(check, lobby, at, "name", 60);
        (void)check_text_opt(check, lobby, at, "place", 200);
        (void)check_flag_opt(check, lobby, at, "touch");
        check_names(check, check_list_opt(check, lobby, at, "tags", 64), at, "tags");
        check_where(check, doc, lobby, at);
        check_screen(check, lobby, at);
        validate_hours_check(check, lobby, at);
        check_typing(check, lobby, at);
    }
}

char *validate_community(const json_t *doc)
{
    struct check check = {0};
    check_document(&check, doc);
    check_community_member(&check, doc);
    check_look(&check, doc);
    check_manager(&check, doc);
    check_buildings(&check, doc);
    check_lifts_and_places(&check, doc);
    check_posts(&check, doc);
    bool demo = check_flag_opt(&check, json_member(doc, "community"), "community", "demo");
    check_contacts(&check, doc, demo);
    check_typing(&check, doc, "");
    check_lobbies(&check, doc);
    check_phone_page(&check, doc);
    if (!demo)
        check_own_numbers(&check, doc, "");
    return check.why;
}
