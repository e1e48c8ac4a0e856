/* Faces: how many residents found a notice, a clause, a service or the answer to a case good, so-so or bad on a day.
 * Nothing but the count is kept; that one visit gives one face is the terminal's part. */
#include "central/cases/cases_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "central/fleet/fleet.h"
#include "central/items/items.h"
#include "central/lobbies/lobbies.h"
#include "central/sites/sites.h"

/* A terminal that is no longer ours alone could else fill the table with names of its own making, or speak for another
 * community. Before there is a community, any. */
static bool is_our_site(struct central *central, const char *terminal, const char *said)
{
    char only[ID_MAX + 1], *own = only;
    struct lobby lobby;
    const struct fleet_terminal *known = *terminal ? fleet_find(central->fleet, terminal) : NULL;
    if (sites_count(central->db, only) == 0)
        return true;
    if (known && lobbies_find(central->db, known->lobby, &lobby))
        own = lobby.site;
    return *own ? str_eq(own, said) : sites_known(central->db, said);
}

enum cases_result cases_feedback(struct central *central, const char *terminal, const char *entry_id UNUSED, int64_t at,
                                 const char *clk, const void *plain, size_t len, const char **code)
{
    struct feedback face;
    char day[32];
    int64_t now_s = clock_wall_ms() / 1000;
    if (!feedback_parse(&face, plain, len, code))
        return CASES_REJECTED;
    if (!is_our_site(central, terminal, face.site)) {
        *code = "bad_name";
        return CASES_REJECTED;
    }
    int64_t moment = case_moment(face.at ? face.at : at, *face.clk ? face.clk : clk, now_s);
    clock_format(day, moment, items_zone(central->db, face.site, moment));
    day[10] = '\0'; /* the date alone */
    struct db_stmt *stmt =
        db_prep(central->db, "INSERT INTO feedback(site,day,kind,id,face,count) VALUES($1,$2,$3,$4,$5,1) "
                             "ON CONFLICT(site,day,kind,id,face) DO UPDATE SET count=feedback.count+1");
    db_bind_text(stmt, 1, face.site);
    db_bind_text(stmt, 2, day);
    db_bind_text(stmt, 3, face.kind);
    db_bind_text(stmt, 4, face.id);
    db_bind_i64(stmt, 5, face.face);
    central->cases->changes++;
    return db_run(stmt) ? CASES_STORED : CASES_FAILED;
}

json_t *cases_faces(struct cases *cases, const char *site, const char *from, const char *until)
{
    json_t *list = json_array();
    struct db_stmt *stmt = db_prep(
        cases->central->db,
        "SELECT kind,id,SUM(CASE WHEN face=1 THEN count ELSE 0 END),SUM(CASE WHEN face=2 THEN count ELSE 0 END),"
        "SUM(CASE WHEN face=3 THEN count ELSE 0 END) FROM feedback WHERE site=$1 AND day>=$2 AND day<$3 "
        "GROUP BY kind,id HAVING SUM(count)>=$4 ORDER BY SUM(count) DESC,kind,id LIMIT $5");
    db_bind_text(stmt, 1, site);
    db_bind_text(stmt, 2, from);
    db_bind_text(stmt, 3, until);
    db_bind_i64(stmt, 4, CASES_FACES_MIN);
    db_bind_i64(stmt, 5, CASES_FACES_MAX);
    while (db_step(stmt) == DB_ROW)
        json_array_append_new(list, json_pack("{s:s,s:s,s:I,s:I,s:I}", "kind", db_col_text(stmt, 0), "id",
                                              db_col_text(stmt, 1), "good", (json_int_t)db_col_i64(stmt, 2), "so_so",
                                              (json_int_t)db_col_i64(stmt, 3), "bad", (json_int_t)db_col_i64(stmt, 4)));
    return list;
}
