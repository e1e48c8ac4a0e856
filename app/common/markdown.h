/* Our Markdown subset: # ## ### headings, paragraphs, **bold** (a plain toggle, right beside Han text too; exactly two
 * asterisks, so 138****5678 stays as it is), one-level lists, tables with alignment, > quotes, --- rules, and
 * ![words for it](name) alone on a line: a picture among the notice's files. No HTML, links, code. Linear time, pure,
 * fuzzed. Anything else is shown as the text it is. */
#ifndef FOYER_COMMON_MARKDOWN_H
#define FOYER_COMMON_MARKDOWN_H

#include "common/base.h"

#define MARKDOWN_BYTES_MAX          32768 /* a longer text is refused at publishing; the parser stops there */
#define MARKDOWN_COLUMNS_MAX        32    /* of a table; what stands right of them is cut */
#define MARKDOWN_COLUMNS_WANTED_MAX 12    /* more are refused at publishing: nobody reads such a table in a lobby */

enum md_kind { MD_HEADING, MD_PARAGRAPH, MD_BULLET, MD_NUMBER, MD_TABLE, MD_QUOTE, MD_RULE, MD_IMAGE };
enum md_align { MD_LEFT, MD_CENTER, MD_RIGHT };
struct md_span { /* a run of one style; text is owned by the document */
    const char *text;
    size_t len;
    bool bold;
};
struct md_inline {
    struct md_span *spans;
    size_t count;
};
struct md_block {
    enum md_kind kind;
    int level;               /* heading 1-3, list number */
    struct md_inline text;   /* all but table and rule; may contain LF as a soft break; image: may be empty */
    const char *name;        /* image: of the file, never empty; else NULL */
    struct md_inline *cells; /* table: rows * columns, first row is the head */
    size_t rows, columns;
    enum md_align align[MARKDOWN_COLUMNS_MAX];
};
struct md_doc {
    struct md_block *blocks;
    size_t count;
    bool is_cut; /* the text, or one of its tables, was too large: readers say that something is missing */
    char *store; /* owned bytes behind the spans */
};
struct md_doc *md_parse(const char *text); /* never NULL */
void md_free(struct md_doc *doc);

#endif
