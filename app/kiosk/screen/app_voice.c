#include "kiosk/screen/app_parts.h"

#include <stdlib.h>

#ifdef FOYER_SPEECH
#include "kiosk/screen/audio.h"
#include "kiosk/speech/voice_espeak.h"
#endif
#include "kiosk/speech/voice_hours.h"

#define LISTEN_MS 60 /* while something is read aloud: how late its mark may be */

#ifdef FOYER_SPEECH
/* A thing that was pointed at says what it is called. */
static void announce(void *arg, const char *label)
{
    struct app *app = arg;
    struct script script = {0};
    script_add(&script, label, strlen(label));
    app->view.mark = NULL; /* of a reading that ends now */
    aloud_start(app->aloud, &script, nav_top(app->nav)->ops->speaks_always);
}
#endif

void app_open_voice(struct app *app)
{
#ifdef FOYER_SPEECH
    CLEANUP(free_ptr) char *blobs = xasprintf("%s/blobs", app->options->data_dir);
    app->aloud = aloud_new(&voice_espeak, &audio_outlet, blobs);
    app->view.announce = announce;
    app->view.announce_arg = app;
#endif
    app->view.has_voice = app->aloud != NULL;
}

static void set_volume(struct app *app)
{
    const struct model *model = content_model(app->content);
    int64_t now_s = content_now_ms(app->content, app->mono_ms) / 1000;
    bool clock_known = content_trust(app->content) != CLOCK_UNKNOWN;
    aloud_set_volume(app->aloud, voice_volume(model->lobby, clock_known, now_s, model->zone_s));
}

/* The sentence that is heard is marked; who listens is not gone. A warning over the page silences it. */
void app_follow_voice(struct app *app)
{
    const struct script_unit *unit;
    struct script_sentence sentence;
    set_volume(app);
    if (!aloud_is_busy(app->aloud) && !app->view.mark)
        return;
    if (view_is_covered(&app->view))
        aloud_stop(app->aloud);
    bool changed = aloud_tick(app->aloud), hears = aloud_heard(app->aloud, &unit, &sentence);
    if (aloud_state(app->aloud) == ALOUD_SPEAKING)
        app->touched_ms = app->mono_ms;
    if (!changed && hears == (app->view.mark != NULL))
        return;
    struct page_env env = app_env(app);
    if (hears)
        app->mark = (struct ui_mark){unit->text, unit->len, sentence.start, sentence.start + sentence.len};
    view_mark(&app->view, &env, hears ? &app->mark : NULL);
    app->dirty = true;
}

int64_t app_voice_ms(const struct app *app)
{
    return aloud_is_busy(app->aloud) ? app->mono_ms + LISTEN_MS : INT64_MAX;
}
