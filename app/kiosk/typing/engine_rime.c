/* The engine on librime. Its service is one per program and is started and ended here; what it reads are the compiled
 * schemas of assets/typing, one for each scheme and accent. Its user folder does not exist, learning is off in every
 * schema and no maintenance is started, so it has nothing to write and nowhere to. */
#include "kiosk/typing/engine.h"

#include <rime_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/log.h"
#include "kiosk/typing/grammar_rime.h"
#include "kiosk/typing/neighbours.h"

#define NO_FOLDER     "/nonexistent/foyer"
#define KEY_BACKSPACE 0xff08
#define SCHEME_COUNT  3
#define COMMITTED_MAX 1024 /* bytes of finished words that nobody asked for; further ones are dropped */

struct engine {
    RimeApi *rime;
    RimeSessionId session;
    char *dir;                                           /* owned */
    struct neighbours *neighbours;                       /* NULL: words go by themselves */
    enum engine_scheme scheme;                           /* of the schema that is chosen; with is_ready */
    bool is_ready;                                       /* a schema is chosen */
    bool missing[SCHEME_COUNT];                          /* told once */
    char committed[COMMITTED_MAX], given[COMMITTED_MAX]; /* waiting, and handed out */
    char preedit[ENGINE_WORD_MAX];
    /* What engine_look found; read again only after a change. */
    bool is_looked;
    int count;
    const char *list[ENGINE_CANDIDATES_MAX];
    char words[ENGINE_CANDIDATES_MAX][ENGINE_WORD_MAX];
};

static const char *const keys_of[SCHEME_COUNT] = {
    [ENGINE_PINYIN] = "abcdefghijklmnopqrstuvwxyz'", [ENGINE_NINE] = "23456789", [ENGINE_STROKES] = "hspnz"};

/* ---- life ---- */

static bool is_there(const char *dir, const char *schema, const char *suffix)
{
    CLEANUP(free_ptr) char *path = xasprintf("%s/%s%s", dir, schema, suffix);
    return access(path, R_OK) == 0;
}

static void begin_session(struct engine *engine)
{
    engine->session = engine->rime->create_session();
    engine->is_ready = false;
}

static void start(RimeApi *rime, const char *dir)
{
    /* Its log library may be set up once in a process, its service any number of times. */
    static bool is_set_up;
    RIME_STRUCT(RimeTraits, traits);
    traits.shared_data_dir = dir;
    traits.prebuilt_data_dir = dir;
    traits.user_data_dir = NO_FOLDER;
    traits.staging_dir = NO_FOLDER;
    traits.app_name = "rime.foyer";
    traits.min_log_level = 3;
    traits.log_dir = "";
    if (!is_set_up)
        rime->setup(&traits);
    is_set_up = true;
    rime->initialize(&traits);
}

struct engine *engine_open(const char *dir)
{
    if (!is_there(dir, "foyer", ".table.bin") || !is_there(dir, "default", ".yaml")) {
        log_warn("typing: no words in %s; the keyboard offers letters, digits and handwriting", dir);
        return NULL;
    }
    struct engine *engine = xcalloc(1, sizeof *engine);
    engine->rime = rime_get_api();
    engine->dir = xstrdup(dir);
    start(engine->rime, dir);
    CLEANUP(free_ptr) char *neighbours = xasprintf("%s/neighbours.bin", dir);
    engine->neighbours = neighbours_open(neighbours);
    grammar_offer(engine->neighbours);
    begin_session(engine);
    if (!engine->session) {
        log_warn("typing: librime opens no session; the keyboard offers letters, digits and handwriting");
        engine_close(engine);
        return NULL;
    }
    return engine;
}

/* What was typed leaves our buffers. */
static void wipe(struct engine *engine)
{
    explicit_bzero(engine->committed, sizeof engine->committed);
    explicit_bzero(engine->given, sizeof engine->given);
    explicit_bzero(engine->preedit, sizeof engine->preedit);
    explicit_bzero(engine->words, sizeof engine->words);
    engine->is_looked = false;
    engine->count = 0;
}

void engine_close(struct engine *engine)
{
    if (!engine)
        return;
    if (engine->session)
        engine->rime->destroy_session(engine->session);
    engine->rime->finalize();
    grammar_offer(NULL);
    neighbours_close(engine->neighbours);
    wipe(engine);
    free(engine->dir);
    free(engine);
}

void engine_forget(struct engine *engine)
{
    if (!engine)
        return;
    engine->rime->destroy_session(engine->session);
    wipe(engine);
    begin_session(engine);
}

/* ---- schemes ---- */

/* As assets/typing/schemas names them. */
static void schema_name(char *out, size_t size, enum engine_scheme scheme, struct engine_accent accent)
{
    static const char *const kinds[SCHEME_COUNT] = {"pinyin_", "nine_", "stroke"};
    bool speaks = scheme != ENGINE_STROKES;
    snprintf(out, size, "foyer_%s%s%s%s", kinds[scheme], speaks && accent.zh_z ? "z" : "",
             speaks && accent.n_l ? "l" : "", speaks && accent.ing_in ? "n" : "");
}

bool engine_use(struct engine *engine, enum engine_scheme scheme, struct engine_accent accent)
{
    if (!engine)
        return false;
    char schema[32];
    schema_name(schema, sizeof schema, scheme, accent);
    engine->is_looked = false;
    engine->rime->clear_composition(engine->session);
    engine->is_ready = is_there(engine->dir, schema, ".schema.yaml") && is_there(engine->dir, schema, ".prism.bin") &&
                       engine->rime->select_schema(engine->session, schema);
    engine->scheme = scheme;
    if (!engine->is_ready && !engine->missing[scheme]) {
        log_warn("typing: %s/%s is missing; this way of typing is not offered", engine->dir, schema);
        engine->missing[scheme] = true;
    }
    return engine->is_ready;
}

/* ---- keys ---- */

static const char *input_of(struct engine *engine)
{
    const char *input = engine && engine->is_ready ? engine->rime->get_input(engine->session) : NULL;
    return input ? input : "";
}

/* Words that librime gave out wait until they are asked for. */
static void collect(struct engine *engine)
{
    engine->is_looked = false;
    RIME_STRUCT(RimeCommit, commit);
    if (!engine->rime->get_commit(engine->session, &commit))
        return;
    size_t len = strlen(engine->committed);
    str_copy(engine->committed + len, sizeof engine->committed - len, commit.text);
    explicit_bzero(commit.text, strlen(commit.text));
    engine->rime->free_commit(&commit);
}

bool engine_key(struct engine *engine, char key)
{
    if (!engine || !engine->is_ready || !key || !strchr(keys_of[engine->scheme], key) ||
        strlen(input_of(engine)) >= ENGINE_KEYS_MAX)
        return false;
    bool is_taken = engine->rime->process_key(engine->session, key, 0);
    collect(engine);
    return is_taken;
}

bool engine_backspace(struct engine *engine)
{
    if (!*input_of(engine))
        return false;
    bool is_taken = engine->rime->process_key(engine->session, KEY_BACKSPACE, 0);
    /* A word that was picked is open again, but its keys are not yet cut into syllables: moving the caret does it. */
    engine->rime->set_caret_pos(engine->session, 0);
    engine->rime->set_caret_pos(engine->session, strlen(input_of(engine)));
    collect(engine);
    return is_taken;
}

bool engine_pick(struct engine *engine, int index)
{
    if (!*input_of(engine) || index < 0 || index >= engine_look(engine).count)
        return false;
    bool is_taken = engine->rime->select_candidate(engine->session, (size_t)index);
    collect(engine);
    return is_taken;
}

void engine_clear(struct engine *engine)
{
    if (!engine)
        return;
    engine->rime->clear_composition(engine->session);
    engine->is_looked = false;
}

const char *engine_committed(struct engine *engine)
{
    if (!engine || !*engine->committed)
        return "";
    /* The caller reads the copy; the next call finds nothing. */
    str_copy(engine->given, sizeof engine->given, engine->committed);
    explicit_bzero(engine->committed, sizeof engine->committed);
    return engine->given;
}

/* ---- what stands now ---- */

/* Candidates in librime's own order, so that an index means the same to both. */
static void read_candidates(struct engine *engine)
{
    engine->count = 0;
    RimeCandidateListIterator it = {0};
    if (!engine->rime->candidate_list_begin(engine->session, &it))
        return;
    while (engine->count < ENGINE_CANDIDATES_MAX && engine->rime->candidate_list_next(&it)) {
        str_copy(engine->words[engine->count], ENGINE_WORD_MAX, it.candidate.text);
        engine->list[engine->count] = engine->words[engine->count];
        engine->count++;
    }
    engine->rime->candidate_list_end(&it);
}

/* Where the keys that are still to be turned into words begin. */
static size_t keys_begin(const char *preedit)
{
    size_t at = strlen(preedit);
    while (at && (unsigned char)preedit[at - 1] < 0x80)
        at--;
    return at;
}

/* On nine keys the digits say little: the first candidate's reading stands in their place. */
static void put_preedit(struct engine *engine, const char *preedit, const char *reading)
{
    str_copy(engine->preedit, sizeof engine->preedit, preedit);
    if (engine->scheme != ENGINE_NINE || !reading || !*reading)
        return;
    size_t begin = keys_begin(engine->preedit);
    str_copy(engine->preedit + begin, sizeof engine->preedit - begin, reading);
}

static void read_preedit(struct engine *engine)
{
    *engine->preedit = '\0';
    RIME_STRUCT(RimeContext, context);
    if (!engine->rime->get_context(engine->session, &context))
        return;
    if (context.composition.preedit)
        put_preedit(engine, context.composition.preedit,
                    context.menu.num_candidates ? context.menu.candidates[0].comment : NULL);
    if (context.composition.preedit)
        explicit_bzero(context.composition.preedit, strlen(context.composition.preedit));
    engine->rime->free_context(&context);
}

struct engine_view engine_look(struct engine *engine)
{
    if (!*input_of(engine))
        return (struct engine_view){.preedit = ""};
    if (!engine->is_looked) {
        read_candidates(engine);
        read_preedit(engine);
        engine->is_looked = true;
    }
    return (struct engine_view){engine->preedit, engine->count, engine->list};
}
