/* The names of days and months as residents read them in either language. Not a translation of what somebody says: the
 * words that texts carry, which are written by templates, shifted with a date and read back by checks. Pure. */
#ifndef FOYER_COMMON_CALENDAR_H
#define FOYER_COMMON_CALENDAR_H

#define CALENDAR_WEEK   7
#define CALENDAR_MONTHS 12

extern const char *const calendar_weekday_zh[CALENDAR_WEEK]; /* 0 = Sunday: 日, 一, … after 周, 星期 or 礼拜 */
extern const char *const calendar_weekday_en[CALENDAR_WEEK];
extern const char *const calendar_month_en[CALENDAR_MONTHS]; /* 0 = January */

#endif
