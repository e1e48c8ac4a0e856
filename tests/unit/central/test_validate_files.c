/* Files of a notice, how it is shown, and the hours of a lobby's screen. */
#include "docs.h"

#include "central/validate/validate.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static json_t *page(const char *type)
{
    return json_pack("{s:s,s:s,s:i,s:i,s:i}", "sha256", SHA, "type", type, "w", 400, "h", 300, "size", 1000);
}

static json_t *file(const char *name, const char *role, const char *type)
{
    return json_pack("{s:s,s:s,s:[o]}", "name", name, "role", role, "pages", page(type));
}

static json_t *notice(void)
{
    return json_pack("{s:s,s:s,s:s,s:s,s:s,s:i,s:{s:{s:s,s:s,s:s}},s:[o]}", "id", "N-1", "kind", "general", "issuer",
                     "R-CS", "effective", "2026-11-20T09:00:00+08:00", "expires", "2026-11-22T09:00:00+08:00",
                     "priority", 3, "lang", "zh-CN", "title", "题", "summary", "要点", "body_md",
                     "字\n\n![平面](平面图)\n", "files", file("平面图", "image", "image/svg+xml"));
}

static void refused(const char *path, json_t *value, const char *expected)
{
    json_t *doc = notice();
    docs_set(doc, path, value);
    docs_expect(validate_notice(doc, "N-1"), expected);
    json_decref(doc);
}

static void files_are_what_the_contract_says(void **state)
{
    (void)state;
    refused("extra", json_null(), NULL);
    refused("files[0].role", json_string("video"), "files[0].role: one of image, scan and voice is wanted");
    refused("files[0].name", json_string("a(b)"),
            "files[0].name: a name without line breaks and brackets is wanted; a text refers to it");
    refused("files[0].pages", json_array(), "files[0].pages: the list has 0 entries; at least 1 are wanted");
    refused("files[0].pages[0].sha256", json_string("ABC"),
            "files[0].pages[0].sha256: 64 small hexadecimal digits are wanted");
    refused("files[0].pages[0].type", json_string("audio/wav"),
            "files[0].pages[0].type: audio/wav is not what a file of this role may be");
    refused("files[0].pages[0].type", json_string("image/gif"),
            "files[0].pages[0].type: image/gif is not what a file of this role may be");
    refused("files[0].pages[0].w", json_integer(8001), "files[0].pages[0].w: 8001 does not lie between 1 and 8000");
    json_t *doc = notice();
    docs_set(doc, "files[0].pages[0].w", json_integer(8000));
    docs_set(doc, "files[0].pages[0].h", json_integer(8000));
    docs_expect(validate_notice(doc, "N-1"), "files[0].pages[0].w: the picture has more than 24 million pixels");
    json_decref(doc);
}

static void names_are_unique(void **state)
{
    (void)state;
    refused("files", json_pack("[o,o]", file("a", "image", "image/png"), file("a", "image", "image/png")),
            "files[1].name: a stands here twice");
}

static void pictures_of_a_text_are_among_the_files(void **state)
{
    (void)state;
    refused("files", json_array(), "lang.zh-CN.body_md: the picture \"平面图\" is not among the files");
    refused("files[0].name", json_string("其他"), "lang.zh-CN.body_md: the picture \"平面图\" is not among the files");
    refused("lang.zh-CN.body_md", json_string("没有图"), NULL);
    /* what no screen takes for a picture is not asked for; what one takes for a picture is */
    refused("lang.zh-CN.body_md", json_string("![平面](没有) 见附件"), NULL);
    refused("lang.zh-CN.body_md", json_string("见附件 ![平面](没有)"), NULL);
    refused("lang.zh-CN.body_md", json_string("字\n ![平面]( 没有(二) ) \n字"),
            "lang.zh-CN.body_md: the picture \"没有(二)\" is not among the files");
}

static void only_a_picture_is_never_a_legal_notice(void **state)
{
    (void)state;
    json_t *doc = notice();
    docs_set(doc, "lang.zh-CN.body_md", json_string(""));
    docs_expect(validate_notice(doc, "N-1"), "lang.zh-CN.body_md: the text is empty");
    docs_set(doc, "picture_only", json_true());
    docs_expect(validate_notice(doc, "N-1"), NULL);
    docs_set(doc, "posting_rule", json_pack("{s:s}", "basis", "第…条"));
    docs_expect(validate_notice(doc, "N-1"),
                "picture_only: the law wants this notice posted, so its words must be typed into body_md");
    docs_set(doc, "posting_rule", json_null());
    docs_set(doc, "files", json_array());
    docs_expect(validate_notice(doc, "N-1"), "picture_only: there is no picture in files");
    json_decref(doc);
}

static void what_waits_longer_than_half_a_year_is_a_slip(void **state)
{
    (void)state;
    int64_t from = 1795136400, day = 86400;
    json_t *doc = notice();
    docs_expect(validate_ahead(doc, from - VALIDATE_AHEAD_DAYS * day), NULL);
    docs_expect_part(validate_ahead(doc, from - VALIDATE_AHEAD_DAYS * day - 1),
                     "effective: a notice waits 184 days at most for its hour, and this one 184");
    docs_expect_part(validate_ahead(doc, from - 365 * day), "and this one 365; look at the year");
    json_decref(doc);
}

/* Effective 2026-11-20 09:00; `now` lies before, unless said. */
static void what_covers_or_crosses_the_screen_ends_by_itself(void **state)
{
    (void)state;
    int64_t from = 1795136400, day = 86400;
    json_t *doc = notice();
    docs_set(doc, "expires", json_string("2026-11-23T09:00:01+08:00"));
    docs_expect(validate_ahead(doc, from), NULL);
    docs_set(doc, "priority", json_integer(1));
    docs_expect_part(validate_ahead(doc, from - day), "lasts 72 hours at most from now on, and this one 72");
    docs_expect(validate_ahead(doc, from + day), NULL); /* extended while it runs */
    docs_set(doc, "priority", json_integer(3));
    docs_set(doc, "display", json_pack("{s:s,s:i}", "mode", "banner", "dwell_s", 12));
    docs_expect(validate_ahead(doc, from), NULL);
    docs_set(doc, "expires", json_string("2026-12-23T09:00:00+08:00"));
    docs_expect_part(validate_ahead(doc, from), "expires: a notice shown as a banner lasts 336 hours at most");
    json_decref(doc);
}

static void a_way_of_showing_is_one_of_those_known(void **state)
{
    (void)state;
    refused("display", json_pack("{s:s}", "mode", "takeover"), NULL);
    refused("display", json_pack("{s:s}", "mode", "everywhere"),
            "display.mode: one of normal, list, pinned, rotation, banner and takeover is wanted");
    refused("all_clear", json_string("N-1"), "all_clear: a notice cannot be its own all-clear");
}

/* --- Of the community --- */

static void community(const char *path, json_t *value, const char *expected)
{
    json_t *doc = docs_load("community.json");
    docs_set(doc, "community.demo", json_true());
    docs_set(doc, path, value);
    docs_expect(validate_community(doc), expected);
    json_decref(doc);
}

static json_t *weekly(const char *from, const char *on, const char *to, const char *off, int day)
{
    return json_pack("{s:[{s:[i,i],s:s,s:s,s:i}]}", "weekly", "days", 1, day, from, on, to, off, "volume", 70);
}

static void an_unreadable_look_is_refused(void **state)
{
    (void)state;
    community("look", json_pack("{s:s}", "accent", "#0F564C"), NULL);
    community("look", json_pack("{s:s}", "accent", "#CCCC00"),
              "look.accent: white words on #CCCC00 have a contrast of 1.7 to 1; 4.5 is the least");
    community("look", json_pack("{s:s}", "accent", "green"), "look.accent: a colour like #0F564C is wanted");
}

static void screen_hours_are_times_of_days_that_do_not_overlap(void **state)
{
    (void)state;
    community("terminals[0].hours", weekly("on", "06:00", "off", "23:00", 7), NULL);
    community("terminals[0].hours", weekly("on", "00:00", "off", "24:00", 7), NULL);
    community("terminals[0].hours", weekly("on", "6:00", "off", "23:00", 7),
              "terminals[0].hours.weekly[0].on: 6:00 is no time of day; 06:30 is one");
    community("terminals[0].hours", weekly("on", "06:00", "off", "24:01", 7),
              "terminals[0].hours.weekly[0].off: 24:01 is no time of day; 06:30 is one");
    community("terminals[0].hours", weekly("on", "22:00", "off", "06:00", 7), NULL); /* a night is one span */
    json_t *sunday = weekly("on", "22:00", "off", "06:00", 7);
    json_array_append_new(json_object_get(sunday, "weekly"),
                          json_pack("{s:[i],s:s,s:s}", "days", 2, "on", "05:59", "off", "07:00"));
    community("terminals[0].hours", sunday, "terminals[0].hours.weekly[1].days: day 2 has two spans at 05:59");
    community("terminals[0].hours", weekly("on", "06:00", "off", "23:00", 8),
              "terminals[0].hours.weekly[0].days: whole numbers from 1 (Monday) to 7 (Sunday) are wanted");
    community("terminals[0].hours", weekly("on", "06:00", "off", "23:00", 1),
              "terminals[0].hours.weekly[0].days: day 1 stands here twice");
    community("terminals[0].hours",
              json_pack("{s:{s:s,s:s,s:i}}", "night", "from", "19:00", "to", "06:30", "brightness", 0),
              "terminals[0].hours.night.brightness: 0 does not lie between 5 and 100");
    community("terminals[0].hours",
              json_pack("{s:{s:s,s:s}}", "override", "until", "2026-11-23T09:00:00+08:00", "state", "dim"),
              "terminals[0].hours.override.state: on or off is wanted");
}

static void a_telephone_is_answered_at_times_that_a_screen_can_read(void **state)
{
    static const char at[] = "contacts[0].hours";
    (void)state;
    community(at, json_string("24h"), NULL);
    community(at, json_string("看门口的告示"), NULL);
    community(at, json_pack("[{s:[i,i],s:s,s:s}]", "days", 1, 5, "open", "18:00", "close", "08:00"), NULL);
    community(at, json_pack("[{s:s,s:s}]", "open", "08:00", "close", "12:00"), NULL);
    community(at, json_pack("[{s:s,s:s}]", "open", "8:00", "close", "12:00"),
              "contacts[0].hours[0].open: 8:00 is no time of day; 06:30 is one");
    community(at, json_pack("[{s:[i],s:s,s:s}]", "days", 0, "open", "08:00", "close", "12:00"),
              "contacts[0].hours[0].days: whole numbers from 1 (Monday) to 7 (Sunday) are wanted");
}

static void a_voice_has_hours_and_a_volume(void **state)
{
    (void)state;
    community("terminals[0].voice", weekly("from", "08:00", "to", "21:00", 7), NULL);
    json_t *loud = weekly("from", "08:00", "to", "21:00", 7);
    docs_set(loud, "weekly[0].volume", json_integer(101));
    community("terminals[0].voice", loud, "terminals[0].voice.weekly[0].volume: 101 does not lie between 0 and 100");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_what_the_contract_says),
        cmocka_unit_test(names_are_unique),
        cmocka_unit_test(pictures_of_a_text_are_among_the_files),
        cmocka_unit_test(only_a_picture_is_never_a_legal_notice),
        cmocka_unit_test(what_waits_longer_than_half_a_year_is_a_slip),
        cmocka_unit_test(what_covers_or_crosses_the_screen_ends_by_itself),
        cmocka_unit_test(a_way_of_showing_is_one_of_those_known),
        cmocka_unit_test(an_unreadable_look_is_refused),
        cmocka_unit_test(screen_hours_are_times_of_days_that_do_not_overlap),
        cmocka_unit_test(a_telephone_is_answered_at_times_that_a_screen_can_read),
        cmocka_unit_test(a_voice_has_hours_and_a_volume),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
