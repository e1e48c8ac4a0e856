/* The sample content with members exchanged for something of another type, size or sign: every reading page is drawn
 * from each such bulletin, and nothing may crash, hang or read past an end. The same seed gives the same bulletins. */
#include "stage.h"

#include "common/log.h"

#define ROUNDS       60
#define SWAPS        200
#define NOTICES_USED 12

static uint64_t seed = 88172645463325252u;

static uint64_t next_random(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed;
}

static json_t *load_sample(const char *name)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/assets/sample/%s.json", FOYER_SOURCE_DIR, name);
    json_t *doc = json_load_file(path, 0, NULL);
    assert_non_null(doc);
    return doc;
}

static json_t *odd_value(void)
{
    static char long_text[6001];
    if (!long_text[0])
        memset(long_text, 'W', sizeof(long_text) - 1);
    switch (next_random() % 10) {
    case 0:
        return json_null();
    case 1:
        return json_integer(INT64_MAX);
    case 2:
        return json_integer(INT64_MIN);
    case 3:
        return json_string("");
    case 4:
        return json_string(long_text);
    case 5:
        return json_array();
    case 6:
        return json_object();
    case 7:
        return json_true();
    case 8:
        return json_string("%s%n%d");
    default:
        return json_string("2026-13-99T99:99:99+99:99");
    }
}

/* Walks down a random path and exchanges what it ends at. */
static void swap_one(json_t *node)
{
    for (int depth = 0; depth < 8; depth++) {
        if (json_is_array(node) && json_array_size(node)) {
            size_t at = next_random() % json_array_size(node);
            json_t *child = json_array_get(node, at);
            if (json_is_string(child) || json_is_integer(child) || next_random() % 8 == 0) {
                json_array_set_new(node, at, odd_value());
                return;
            }
            node = child;
        } else if (json_is_object(node) && json_object_size(node)) {
            size_t at = next_random() % json_object_size(node);
            void *iter = json_object_iter(node);
            while (at--)
                iter = json_object_iter_next(node, iter);
            json_t *child = json_object_iter_value(iter);
            bool is_leaf = !json_is_object(child) && !json_is_array(child);
            if (is_leaf || next_random() % 8 == 0) {
                json_object_set_new(node, json_object_iter_key(iter), odd_value());
                return;
            }
            node = child;
        } else {
            return;
        }
    }
}

/* A picture and a scan, each page of any shape. */
static json_t *odd_files(void)
{
    static const char sha256[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    json_t *pages = json_array();
    for (int i = 0; i < 3; i++)
        json_array_append_new(pages,
                              json_pack("{s:s, s:I, s:I}", "sha256", sha256, "w", (json_int_t)(next_random() % 9000),
                                        "h", (json_int_t)(next_random() % 9000)));
    json_t *files = json_pack("[{s:s, s:s, s:o}, {s:s, s:s, s:O}]", "name", "三个位置", "role", "image", "pages", pages,
                              "name", "决定原件", "role", "scan", "pages", pages);
    for (int k = 0; k < 3; k++)
        swap_one(files);
    return files;
}

static void add_notices(struct model *model)
{
    json_t *file = load_sample("notices");
    json_t *list = json_object_get(file, "notices");
    for (int i = 0; i < NOTICES_USED; i++) {
        const json_t *sample = json_array_get(list, next_random() % json_array_size(list));
        const char *id = json_str(sample, "id");
        if (model_notice(model, id))
            continue;
        struct model_notice *notice = stage_notice(model, id, json_str(sample, "kind"), json_str(sample, "title"));
        json_t *words = json_object_get(json_object_get(notice->doc, "lang"), "zh-CN");
        json_object_set(words, "body_md", json_object_get(sample, "body_md"));
        json_object_set(words, "summary", json_object_get(sample, "summary"));
        notice->event_start = (int64_t)next_random() % 4000000000;
        notice->event_end = (int64_t)next_random() % 4000000000;
        json_object_set_new(notice->doc, "files", odd_files());
        json_object_set_new(notice->doc, "picture_only", json_boolean(next_random() % 4 == 0));
        for (int k = 0; k < 3; k++)
            swap_one(notice->doc);
        notice->kind = json_str_or(notice->doc, "kind", "");
    }
    json_decref(file);
}

/* What staff enter and what is counted, in one document. */
static json_t *load_outcome(void)
{
    json_t *doc = json_load_file(FOYER_SOURCE_DIR "/tests/screens/outcome_counts.json", 0, NULL);
    json_t *entered = load_sample("outcome");
    assert_non_null(doc);
    json_object_set_new(doc, "month", json_string("2026-10"));
    json_object_set_new(doc, "made", json_integer(1793500000));
    json_object_update_missing(doc, entered);
    json_decref(entered);
    return doc;
}

static struct model *hostile_model(void)
{
    struct model *model = stage_model();
    model->community = load_sample("community");
    model->standards = load_sample("standards");
    model->fees = load_sample("fees");
    model->outcome = load_outcome();
    model->lobby = json_incref(json_array_get(json_object_get(model->community, "terminals"), next_random() % 25));
    json_object_del(model->community, "terminals");
    json_t *docs[] = {model->community, model->standards, model->fees, model->lobby, model->outcome};
    for (size_t i = 0; i < ARRAY_LEN(docs); i++)
        for (int k = 0; k < SWAPS; k++)
            swap_one(docs[i]);
    add_notices(model);
    return model;
}

static const char *const standing_paths[] = {
    "home",          "notices",      "fees",        "fees/paid",      "fees/free",      "fees/packages",
    "fees/accounts", "about",        "disclosures", "disclosure/1",   "disclosure/6",   "disclosure/8",
    "standards",     "standards/ZH", "danger",      "standard/ZH-03", "standard/SB-01", "fee/F-01",
    "fee/F-07",      "fee/PS-07",    "phones",      "pairing",        "outcome"};

static void draw_pictures(struct stage *stage, const struct model_notice *notice)
{
    static const char *const names[] = {"三个位置", "决定原件"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        CLEANUP(free_ptr) char *path = xasprintf("picture/%s/%s", notice->id, names[i]);
        if (model_file_pages(model_notice_file(notice, names[i])) > 0)
            stage_go(stage, path);
    }
}

static void draw_everything(struct stage *stage)
{
    for (size_t i = 0; i < ARRAY_LEN(standing_paths); i++)
        stage_go(stage, standing_paths[i]);
    for (size_t i = 0; i < stage->model->notice_count; i++) {
        CLEANUP(free_ptr) char *path = xasprintf("notice/%s", stage->model->notices[i].id);
        stage_go(stage, path);
        draw_pictures(stage, &stage->model->notices[i]);
    }
}

static void no_bulletin_crashes_a_page(void **state UNUSED)
{
    static const int sizes[][2] = {{1080, 1920}, {1920, 1080}, {1024, 600}};
    log_open("test", (enum log_level)0);
    for (int round = 0; round < ROUNDS; round++) {
        struct stage stage;
        const int *size = sizes[round % 3];
        stage_open(&stage, hostile_model(), size[0], size[1], round % 5 != 0);
        if (round % 2) {
            stage.env.lang = "en";
            i18n_use("en");
        }
        draw_everything(&stage);
        stage_close(&stage);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(no_bulletin_crashes_a_page)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
