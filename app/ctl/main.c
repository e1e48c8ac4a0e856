/* foyerctl: the staff API for scripts and for the first minute. The table below is the program. */
#include <locale.h>
#include <stdio.h>

#include <curl/curl.h>

#include "common/config.h"
#include "common/ids.h"
#include "common/log.h"
#include "ctl/ctl.h"

static const struct command {
    const char *name;
    int words; /* that must follow it */
    enum ctl_exit (*run)(struct ctl *ctl);
} COMMANDS[] = {
    {"login", 0, session_login},       {"passwd", 0, session_passwd}, {"logout", 0, session_logout},
    {"import", 1, import_run},         {"publish", 1, items_publish}, {"withdraw", 1, items_withdraw},
    {"items", 0, items_list},          {"lobbies", 0, fleet_lobbies}, {"lobbies", 1, lobbies_run},
    {"terminals", 0, fleet_terminals}, {"pair", 1, fleet_pair},       {"revoke", 1, fleet_revoke},
    {"upload", 1, upload_run},         {"upload", 2, upload_run},     {"upload", 3, upload_run},
    {"upload", 4, upload_run},         {"shown", 1, shown_run},       {"cases", 0, cases_list},
    {"cases", 1, desk_count},          {"cases", 2, desk_act},        {"cases", 3, cases_photo},
    {"case", 1, cases_show},           {"reply", 1, cases_reply},     {"accounts", 0, accounts_list},
    {"account", 2, accounts_change},   {"outcome", 0, outcome_show},  {"outcome", 2, outcome_put},
    {"outcome", 3, outcome_remove},    {"sites", 0, fleet_sites},
};

static const char USAGE[] =
    "foyerctl COMMAND [WORD] [OPTIONS]\n\n"
    "  login [--central URL] [--user U] [--password-file F] [--totp CODE]   begin a session; it is kept for this user\n"
    "  passwd [--password-file F]           change the password (the file: old line, new line)\n"
    "  logout                               end the session\n"
    "  import DIR [--now TIME]              send a folder of content, its dates moved to today\n"
    "  lobbies FILE.csv                     buildings, units, lifts, places, contacts and lobbies from a spreadsheet\n"
    "                                       (both: what two people must read waits for the second)\n"
    "  lobbies                              the lobbies and their terminals\n"
    "  terminals                            the devices\n"
    "  pair CODE --lobby ID                 let the terminal that shows CODE into a lobby\n"
    "  revoke ID                            shut a terminal out\n"
    "  items [--kind notice]                what is published\n"
    "  publish FILE [--file PATH]           a notice or a whole document (JSON); PATH goes with the notice\n"
    "                                       --expect N: only if the notice is still at version N\n"
    "  upload FILE …                        send pictures, recordings and PDF files; prints what a notice's files "
    "want\n"
    "  shown ID                             where it has hung, how long, and where not yet\n"
    "  withdraw ID                          take a notice down\n"
    "  cases [--state S] [--category C] [--role R] [--group G] [--late]   what residents reported\n"
    "  case NUMBER [--why W]                one of them, like 2026-1095; not on your desk: say why\n"
    "  reply NUMBER --state STATE --text T  move it on\n"
    "                                       --expect N: only if it is still at the version that case NUMBER shows\n"
    "  cases assign NUMBER --role ROLE      to whose desk; --reason R tells colleagues why\n"
    "  cases start|reply|reject|withdraw NUMBER --text T   what the resident reads\n"
    "  cases merge NUMBER --into NUMBER     both numbers stay; the answers of the other are shown in it too\n"
    "  cases close NUMBER                   30 days after a reply that nobody spoke to\n"
    "  cases reopen NUMBER                  within 30 days of its end; also takes a merged one apart\n"
    "  cases remedy NUMBER --remedy ID [--amount-fen N] [--text T]   within your authority\n"
    "  cases note NUMBER --text T           for colleagues alone\n"
    "  cases set-aside NUMBER --reason R    of a burst of entries from one lobby all that say the same as this one\n"
    "  cases restore NUMBER                 take that back\n"
    "  cases contact NUMBER --why W         name, telephone and room; what for is written down\n"
    "  cases code NUMBER --detail T --why T a new receipt code for a lost one; T: what was asked and answered\n"
    "  cases carried FILE                   a report that a phone brought: the FOYER1 lines of a screen; - is the "
    "input\n"
    "  cases photo NUMBER N --file PATH     a photograph that the resident added, into a new file\n"
    "  cases recurrent                      what came up a third time in one building\n"
    "  cases statistics --month 2026-11     a month in counts\n"
    "  outcome                              the board of outcomes as it would go out, drafts marked\n"
    "  outcome asked|thanks ID --file F [--approve]   what residents asked for and what became of it, or thanks "
    "(JSON)\n"
    "  outcome asked|thanks ID --approve    the draft that waits goes out\n"
    "  outcome asked|thanks ID remove       take it down\n"
    "  outcome bucket 2026-10 --visits N --signups N --services N --cancelled N   a month's numbers\n"
    "  sites                                the communities; --site ID says which one any command means\n"
    "  accounts                             who may work here\n"
    "  account add USER --role ROLE [--posts R-CS,R-ENG]   a further one: viewer, editor, approver or admin\n"
    "  account posts USER --posts R-CS,R-ENG   whose desks it has; '' for none\n"
    "  account remove USER                  it is logged out at once; history keeps the name\n\n"
    "Exit: 0 done, 1 refused by central or a bad file, 2 bad command line, 3 central does not answer, 4 not logged "
    "in.\n"
    "Results go to the output, reasons to the error output.";

static size_t count_words(const struct ctl *ctl)
{
    size_t count = 0;
    while (ctl->words[count])
        count++;
    return count;
}

static enum ctl_exit run(struct ctl *ctl)
{
    size_t count = count_words(ctl);
    if (ctl->site && !ids_is_name(ctl->site)) {
        ctl_say("--site: the id of a community is wanted; foyerctl sites lists them");
        return CTL_USAGE;
    }
    size_t wanted = 0; /* the most words of that name's commands, with its own */
    for (size_t i = 0; count && i < ARRAY_LEN(COMMANDS); i++) {
        if (!str_eq(COMMANDS[i].name, ctl->words[0]))
            continue;
        wanted = MAX(wanted, (size_t)COMMANDS[i].words + 1);
        if ((size_t)COMMANDS[i].words + 1 == count)
            return COMMANDS[i].run(ctl);
    }
    if (!count)
        ctl_say("say what to do; foyerctl --help lists the commands");
    else if (wanted)
        ctl_say("%s: %s; see foyerctl --help", ctl->words[0],
                count < wanted ? "a word is missing behind it" : "too many words");
    else
        ctl_say("no command is called %s; see foyerctl --help", ctl->words[0]);
    return CTL_USAGE;
}

int main(int argc, char **argv)
{
    struct ctl ctl = {0};
    const struct config_option options[] = {
        {"central", CONFIG_STR, &ctl.central, NULL, 0, 0,
         "the server: https://…, http://… or unix:/path (else: the session's)"},
        {"ca-file", CONFIG_STR, &ctl.ca_file, NULL, 0, 0, "certificates to trust for https instead of the system's"},
        {"user", CONFIG_STR, &ctl.user, NULL, 0, 0, "the account to log in with (else: the last one, or admin)"},
        {"totp", CONFIG_STR, &ctl.totp, NULL, 0, 0, "login: the code of the account's app, or a recovery code"},
        {"password-file", CONFIG_STR, &ctl.password_file, NULL, 0, 0,
         "where the password stands; - is the input (else: asked)"},
        {"state-dir", CONFIG_STR, &ctl.state_dir, NULL, 0, 0, "where the session is kept (else: ~/.config/foyer)"},
        {"site", CONFIG_STR, &ctl.site, NULL, 0, 0, "the community that is meant (else: the only one that you see)"},
        {"json", CONFIG_FLAG, &ctl.json, NULL, 0, 0, "print JSON instead of tables and sentences"},
        {"now", CONFIG_STR, &ctl.now, NULL, 0, 0,
         "import: the moment that the content's dates are moved to (else: now)"},
        {"file", CONFIG_STR, &ctl.file, NULL, 0, 0,
         "publish: a picture, recording or PDF that goes with the notice; cases photo: where to put it; outcome: the "
         "words, as JSON"},
        {"lobby", CONFIG_STR, &ctl.lobby, NULL, 0, 0, "pair: the lobby's id"},
        {"kind", CONFIG_STR, &ctl.kind, NULL, 0, 0, "items: only this kind"},
        {"state", CONFIG_STR, &ctl.state, NULL, 0, 0, "cases: only these; reply: the new state"},
        {"text", CONFIG_STR, &ctl.text, NULL, 0, 0,
         "reply, cases: what the resident reads (note: colleagues); - is the input"},
        {"role", CONFIG_STR, &ctl.role, NULL, 0, 0,
         "cases: the post, as whose desk or who answers; account add: what it may do"},
        {"into", CONFIG_STR, &ctl.into, NULL, 0, 0, "cases merge: the number of the other case"},
        {"why", CONFIG_STR, &ctl.why, NULL, 0, 0,
         "case: why you open what is not on your desk; cases code: why a new code is wanted"},
        {"detail", CONFIG_STR, &ctl.detail, NULL, 0, 0, "cases code: what the resident was asked and answered"},
        {"reason", CONFIG_STR, &ctl.reason, NULL, 0, 0,
         "cases: for colleagues alone; set-aside: what the residents read"},
        {"category", CONFIG_STR, &ctl.category, NULL, 0, 0, "cases: only these"},
        {"group", CONFIG_STR, &ctl.group, NULL, 0, 0, "cases: only of the group with this first number"},
        {"late", CONFIG_FLAG, &ctl.late, NULL, 0, 0, "cases: only what is late"},
        {"remedy", CONFIG_STR, &ctl.remedy, NULL, 0, 0, "cases remedy: its id in the form"},
        {"amount-fen", CONFIG_INT, &ctl.amount_fen, NULL, 0, 1000000000, "cases remedy: how much, in fen (0.01 yuan)"},
        {"approve", CONFIG_FLAG, &ctl.approve, NULL, 0, 0, "outcome: it goes out to the lobbies"},
        {"visits", CONFIG_INT, &ctl.visits, "-1", -1, 100000, "outcome bucket: visits to residents"},
        {"signups", CONFIG_INT, &ctl.signups, "-1", -1, 100000, "outcome bucket: sign-ups"},
        {"services", CONFIG_INT, &ctl.services, "-1", -1, 100000, "outcome bucket: new services"},
        {"cancelled", CONFIG_INT, &ctl.cancelled, "-1", -1, 100000, "outcome bucket: services cancelled"},
        {"expect", CONFIG_INT, &ctl.expect, NULL, 0, 1000000000,
         "reply, cases: the version that you looked at; refused when somebody has acted since"},
        {"month", CONFIG_STR, &ctl.month, NULL, 0, 0, "cases statistics: like 2026-11"},
        {"posts", CONFIG_STR, &ctl.posts, NULL, 0, 0, "account: roles of the community, with commas"},
    };
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    log_open("foyerctl", LOG_LEVEL_WARN);
    enum config_result read =
        config_load(options, ARRAY_LEN(options), USAGE, argc, argv, ctl.words, ARRAY_LEN(ctl.words));
    enum ctl_exit result = read == CONFIG_EXIT_OK ? CTL_OK : CTL_USAGE;
    if (read == CONFIG_RUN) {
        curl_global_init(CURL_GLOBAL_DEFAULT);
        result = run(&ctl);
        http_close(ctl.http);
        curl_global_cleanup();
    }
    config_fini(options, ARRAY_LEN(options));
    if (fflush(stdout) != 0 && result == CTL_OK)
        result = CTL_REFUSED;
    return result;
}
