/* Buildings, units, lifts, outdoor places, contacts and lobbies of a community from one spreadsheet. Each
 * row says in its first named column what it is; the head row names the columns in English or Chinese, in any order. A
 * row whose id is known changes it, any other adds it; nothing is taken away. A cell left empty changes nothing. Pure.
 *
 * kind 种类: community 小区, building 楼栋, unit 单元, lift 电梯, place 地点, contact 电话, lobby 大堂
 * columns: kind 种类 · id 编号 · name 名称 · name_en 英文名称 · building 楼栋 · unit 单元 · floors 层数 · near 附近楼栋
 * · phone 电话 · use 用途 · hours 时间 · order 顺序 · tags 标签 · place 位置 · place_en 英文位置 · address 地址 ·
 * timezone 时区 · px 像素 · mm 毫米 · touch 触摸 · mode 模式 hours: "24h", or spans like "1-5 08:30-17:30; 6,7
 * 09:00-12:00" (1 is Monday). px, mm: "1080x1920". */
#ifndef FOYER_CTL_SHEET_H
#define FOYER_CTL_SHEET_H

#include <jansson.h>
#include "common/csv.h"

#define SHEET_WRONG_MAX 50 /* wrong rows that are named; the rest is a number */

enum sheet_kind {
    SHEET_COMMUNITY,
    SHEET_BUILDING,
    SHEET_UNIT,
    SHEET_LIFT,
    SHEET_PLACE,
    SHEET_CONTACT,
    SHEET_LOBBY,
    SHEET_KINDS
};
const char *sheet_kind_name(enum sheet_kind kind); /* "building" */

struct sheet_count {
    size_t added, changed, same;
};
struct sheet_report {
    struct sheet_count kinds[SHEET_KINDS];
    char **wrong; /* owned: "row 7: L3-1-A: …", a sentence each; no more than SHEET_WRONG_MAX of them */
    size_t wrong_count;
};
/* Brings the rows into `community`, a document of PUT /v1/staff/community. false: report->wrong says why, and the
 * document must not be sent. */
MUST_USE bool sheet_apply(const struct csv *csv, json_t *community, struct sheet_report *report);
void sheet_report_fini(struct sheet_report *report);

/* "1-5 08:30-17:30" as a contact's `hours`. NULL: not understood. */
MUST_USE json_t *sheet_hours(const char *text);

#endif
