/* What reading pages are made of: a flow of headings, paragraphs, labelled values and rows inside one scroll area, each
 * placed below the last. Where buttons are low the first page begins far down: the room above it tells what the further
 * pages hold. A flow lives for one build. Knows ui and words; every page may use it. */
#ifndef FOYER_KIOSK_PAGES_PART_H
#define FOYER_KIOSK_PAGES_PART_H

#include "common/buf.h"
#include "kiosk/page.h"

struct model_notice; /* model.h */

struct flow {
    struct ui *ui;
    struct rect area; /* x and width of the column; y is the next free line */
    int top;
    int text_w;     /* words are not set wider than this, in pixels: long lines are hard to follow back */
    bool is_paired; /* rows and telephone numbers stand two abreast */
    bool has_left;  /* the left one of a pair was drawn, its neighbour's place is free */
    struct rect left;
    struct rect room; /* empty above the first page's content; h 0: none */
    int fold_y;       /* where the first page ends */
    struct buf below; /* names of the rows that it does not show */
};
struct flow flow_begin(struct ui *ui, struct rect body, const char *id); /* one column to read; id of the scroll area */
struct flow flow_begin_list(struct ui *ui, struct rect body,
                            const char *id); /* the whole width; rows two abreast if wide */
void flow_end(struct flow *flow);

struct rect flow_take(struct flow *flow, int h); /* the next h pixels, to draw into; adds a gap below */
/* The next place for a row: beside the last one where pairs stand abreast, else below; as wide as flow_row_width. */
struct rect flow_take_row(struct flow *flow, int h);
int flow_row_width(const struct flow *flow);
/* What stands at `rect`, for the list of what the first page does not show; rows and numbers of this file do so
 * themselves. `value`: behind the name, or "". */
void flow_note(struct flow *flow, struct rect rect, const char *name, const char *value);
void flow_gap(struct flow *flow, int h);
void flow_title(struct flow *flow, const char *text);   /* once, on top */
void flow_price(struct flow *flow, const char *text);   /* the number that the page is about */
void flow_heading(struct flow *flow, const char *text); /* a section */
void flow_text(struct flow *flow, const char *text);    /* a paragraph, reading size */
void flow_lead(struct flow *flow, const char *text);    /* what the page was opened for, larger than the rest */
void flow_soft(struct flow *flow, const char *text);    /* a remark; empty text takes no room */
void flow_strong(struct flow *flow, const char *text);  /* a sentence to act on */
void flow_pair(struct flow *flow, const char *label,
               const char *value); /* labelled list; left out when value is empty */
void flow_line(struct flow *flow, const char *name, const char *value); /* a long name, a short value on the right */
void flow_notice_card(struct flow *flow, const char *icon, const char *text, enum theme_color color); /* boxed remark */
bool flow_row(struct flow *flow, const char *id, const char *title, const char *detail, const char *value);
bool flow_row_colored(struct flow *flow, const char *id, const char *title, const char *detail, const char *value,
                      enum theme_color color); /* of the value, which says the same in words */
/* A notice in a list of what is published: its title, kind and day; touching it opens it. */
void flow_notice(struct flow *flow, const struct page_env *env, const struct model_notice *notice);
void flow_badge(struct flow *flow, const char *label, enum theme_color color);
bool flow_button(struct flow *flow, const char *id, const char *label, enum ui_button_kind kind);
/* A telephone number in large type with who answers and when. */
void flow_phone(struct flow *flow, const char *who, const char *number, const char *hours);
void flow_markdown(struct flow *flow, const char *body_md, const struct ui_images *images); /* images: may be NULL */

/* Where money is shown: says when nothing was confirmed for a week. Draws nothing otherwise. */
void part_stale(struct flow *flow, const struct page_env *env);

/* A page without a state of its own: open and close for the table. */
struct part_arg {
    char arg[ID_MAX + 1]; /* path after "name/" */
};
void *part_open(const struct page_env *env, const char *arg);      /* any argument up to ID_MAX; NULL when longer */
void *part_open_bare(const struct page_env *env, const char *arg); /* only without argument */
void part_close(void *state);
int64_t part_idle_reading(void *state, const struct page_env *env, const struct ui *ui);

/* "sign up at the service centre or call …": yours. */
char *part_call_office(const struct model *model);

#endif
