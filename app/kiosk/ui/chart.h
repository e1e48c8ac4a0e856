/* Figures for people who would rather look than read. Whoever draws one says the same figures in words beside it; a
 * colour never says anything alone: what is not kept is crossed out, a share carries its number, a point its
 * percentage. Knows draw and theme, not what is counted. */
#ifndef FOYER_KIOSK_UI_CHART_H
#define FOYER_KIOSK_UI_CHART_H

#include "kiosk/ui.h"

/* One box for each promise, so that they can be counted: kept ones filled, the others crossed out at the end. */
void chart_tally(struct ui *ui, struct rect rect, int kept, int measured);

/* A bucket: what runs in above, what is lost below through the hole, and between them as much water as `in` has of the
 * two. Without numbers of its own. */
void chart_bucket(struct ui *ui, struct rect rect, int64_t in, int64_t out);

/* Parts of a thousand of each amount, which together are exactly a thousand (none when nothing is above 0): what
 * rounding leaves goes to those that lost most by it. Amounts below 0 get 0. */
void chart_split(const int64_t *amounts, size_t count, int *permille);
/* One bar cut into its parts, each with its number (from 1). The last ones, too narrow for theirs, are one: "8–12". */
void chart_shares(struct ui *ui, struct rect rect, const int *permille, size_t count);

struct chart_point {
    const char *label; /* below the point */
    int pct;           /* 0 to 100 */
};
/* Points from left to right with their percentages, joined by a line. The axis begins at 0, or at 50 when nothing lies
 * lower. `goal` > 0 draws a dashed line and, above, the words for it. */
void chart_trend(struct ui *ui, struct rect rect, const struct chart_point *points, size_t count, int goal,
                 const char *goal_words);
int chart_trend_height(const struct ui *ui);
void chart_bar(struct ui *ui, struct rect rect, int pct); /* of its whole width */

#endif
