#include "common/calendar.h"

const char *const calendar_weekday_zh[CALENDAR_WEEK] = {"日", "一", "二", "三", "四", "五", "六"};
const char *const calendar_weekday_en[CALENDAR_WEEK] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};
const char *const calendar_month_en[CALENDAR_MONTHS] = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};
