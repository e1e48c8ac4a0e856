/* What the phone page can do once the PIN was right: a verdict, a word. */
#include "central/api/public.h"

#include <stdlib.h>

#include "central/accounts/accounts.h"
#include "central/api/public_form.h"
#include "common/ids.h"
#include "common/json.h"
#include "common/utf8.h"

static bool field(struct public_call *call, const char *name, struct buf *out)
{
    const struct http_request *request = http_request(call->http);
    return form_field(request->body, request->body_len, name, out);
}

/* false: answered. */
static bool pass_held(struct public_call *call, enum pass_kind kind)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    struct pass pass = public_pass(call, kind);
    enum public_door door = public_door_now(call);
    if (door == DOOR_CLOSED && public_same_site(call) && field(call, "pass", &text) &&
        pass_good(&pass, buf_str(&text), call->now_s))
        return true;
    public_answer(call, 403, door, door == DOOR_CLOSED ? NOTE_STALE : NOTE_NONE);
    return false;
}

/* --- The PIN --- */

struct opening {
    struct public_api *api;
    char token[ENTRY_TOKEN_LEN + 1], sha[65], peer[CASES_PEER_MAX];
    char pin[ENTRY_PIN_DIGITS_MAX + 1], pin_hash[ENTRY_PIN_KEPT_MAX];
    bool right;
};

static void run_opening(void *arg)
{
    struct opening *opening = arg;
    opening->right = accounts_password_matches(opening->pin_hash, opening->pin);
}

static void free_opening(struct opening *opening)
{
    explicit_bzero(opening, sizeof(*opening));
    free(opening);
}

static void answer_opening(struct opening *opening, struct http_call *http)
{
    struct public_call call;
    if (public_begin(&call, opening->api, http, TAKE_NOTHING)) {
        enum public_door door = public_door_now(&call);
        if (opening->right)
            public_answer(&call, 200, DOOR_OPEN, NOTE_NONE);
        else
            public_answer(&call, 403, door, door == DOOR_CLOSED ? NOTE_WRONG_PIN : NOTE_NONE);
    }
    public_end(&call);
}

/* A right PIN takes back the try that was counted for it, even if its sender has left. */
static void on_opening(struct http_call *http, void *arg)
{
    struct opening *opening = arg;
    if (opening->right && !cases_page_opened(opening->api->central->cases, opening->sha, opening->peer))
        opening->right = false;
    if (http)
        answer_opening(opening, http);
    free_opening(opening);
}

static void try_pin(struct public_call *call, const char *pin)
{
    struct public_api *api = call->api;
    if (!*call->page.pin_hash || !cases_page_try(api->central->cases, call->sha, call->peer, call->now_s)) {
        public_answer(call, 503, DOOR_CLOSED, NOTE_BUSY);
        return;
    }
    struct opening *opening = xcalloc(1, sizeof(*opening));
    opening->api = api;
    str_copy(opening->token, sizeof(opening->token), call->token);
    str_copy(opening->sha, sizeof(opening->sha), call->sha);
    str_copy(opening->peer, sizeof(opening->peer), call->peer);
    str_copy(opening->pin, sizeof(opening->pin), pin);
    str_copy(opening->pin_hash, sizeof(opening->pin_hash), call->page.pin_hash);
    http_stretch(call->http, run_opening, on_opening, opening);
}

void public_open(struct http_call *http, void *arg)
{
    struct public_call call;
    CLEANUP(buf_wipe) struct buf pin = {0};
    if (public_begin(&call, arg, http, TAKE_GUESS) && pass_held(&call, PASS_OPEN)) {
        if (field(&call, "pin", &pin) && entry_pin_is_digits(buf_str(&pin)))
            try_pin(&call, buf_str(&pin));
        else
            public_answer(&call, 403, DOOR_CLOSED, NOTE_WRONG_PIN);
    }
    public_end(&call);
}

/* --- Acts --- */

static enum public_note note_of(enum resident_result result)
{
    switch (result) {
    case RESIDENT_DONE:
        return NOTE_DONE;
    case RESIDENT_KEPT:
        return NOTE_AS_WORD;
    case RESIDENT_KNOWN:
        return NOTE_AGAIN;
    case RESIDENT_FULL:
        return NOTE_ENOUGH_WORDS;
    case RESIDENT_FAILED:
        break;
    }
    return NOTE_TROUBLE;
}

/* {"text","lang"}; NULL: answered. */
static json_t *words_of(struct public_call *call, bool wanted)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    if (!field(call, "text", &text))
        buf_clear(&text);
    CLEANUP(free_ptr) char *clean = xstrdup(buf_str(&text));
    (void)utf8_scrub(clean, UTF8_TEXT);
    bool blank = utf8_blank(clean);
    if (utf8_count(clean) > ENTRY_TEXT_MAX) {
        public_answer(call, 422, DOOR_OPEN, NOTE_LONG_WORD);
        return NULL;
    }
    if (wanted && blank) {
        public_answer(call, 422, DOOR_OPEN, NOTE_NO_WORD);
        return NULL;
    }
    json_t *words = json_pack("{s:s}", "lang", call->english ? "en" : "zh-CN");
    if (!blank)
        json_object_set_new(words, "text", json_string(clean));
    explicit_bzero(clean, strlen(clean));
    return words;
}

/* With how many answers the form was shown; -1: it does not say. */
static int64_t replies_shown(struct public_call *call)
{
    CLEANUP(buf_fini) struct buf text = {0};
    int64_t replies;
    return field(call, "seen", &text) && parse_i64(buf_str(&text), 0, INT32_MAX, &replies) ? replies : -1;
}

static void act(struct public_call *call, enum followup_act what, bool words_wanted)
{
    CLEANUP(buf_fini) struct buf id = {0};
    if (!field(call, "id", &id) || !ids_is_uuid(buf_str(&id))) {
        public_answer(call, 403, DOOR_CLOSED, NOTE_STALE);
        return;
    }
    CLEANUP(json_free_ref) json_t *words = words_of(call, words_wanted);
    if (!words)
        return;
    enum resident_result result = cases_page_act(call->api->central->cases, call->page.number, buf_str(&id), what,
                                                 words, replies_shown(call), call->now_s);
    if (public_reload(call))
        public_answer(call, result == RESIDENT_FAILED ? 500 : 200, DOOR_OPEN, note_of(result));
}

void public_word_added(struct http_call *http, void *arg)
{
    struct public_call call;
    if (public_begin(&call, arg, http, TAKE_READING) && pass_held(&call, PASS_WRITE))
        act(&call, FOLLOWUP_ADD, true);
    public_end(&call);
}

void public_verdict(struct http_call *http, void *arg)
{
    struct public_call call;
    enum followup_act what;
    CLEANUP(buf_fini) struct buf name = {0};
    if (public_begin(&call, arg, http, TAKE_READING) && pass_held(&call, PASS_WRITE)) {
        if (!field(&call, "act", &name))
            buf_clear(&name);
        if (followup_act_parse(buf_str(&name), &what) && followup_is_verdict(what))
            act(&call, what, false);
        else
            public_answer(&call, 422, DOOR_OPEN, NOTE_TROUBLE);
    }
    public_end(&call);
}
