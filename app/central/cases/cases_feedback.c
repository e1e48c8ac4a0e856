/* Faces: how many residents found a notice, a clause, a service or the answer to a case good, so-so or bad on a day.
 * Nothing but the count is kept; that one visit gives one face is the terminal's part. */
#include "central/cases/cases_internal.h"
#include "central/items/items.h"

#include <stdio.h>
#include <stdlib.h>

#include "common/clock.h"
#include "central/items/items.h"

/* A terminal that is no longer ours alone could else fill the table with names of its own making. */
static bool is_our_site(struct db *db, const char *said)
{
    CLEANUP(free_ptr) char *site = items_site(db);
    return !site || str_eq(site, said);
}

enum cases_result cases_feedback(struct central *central, const char *terminal UNUSED, const char *entry_id UNUSED,
                                 int64_t at, const char *clk, const void *plain, size_t len, const char **code)
{
    struct feedback face;
    char day[32];
    int64_t now_s = clock_wall_ms() / 1000;
    if (!feedback_parse(&face, plain, len, code))
        return CASES_REJECTED;
    if (!is_our_site(central->db, face.site)) {
        *code = "bad_name";
        return CASES_REJECTED;
    }
    int64_t moment = case_moment(face.at ? face.at : at, *face.clk ? face.clk : clk, now_s);
    clock_format(day, moment, items_zone(central->db, moment));
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
