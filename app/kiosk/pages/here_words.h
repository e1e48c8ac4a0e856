/* Where this screen stands, in words that somebody on the telephone can read out. UI thread. */
#ifndef FOYER_KIOSK_PAGES_HERE_WORDS_H
#define FOYER_KIOSK_PAGES_HERE_WORDS_H

struct model;
struct here_words {
    char *where, *address, *lifts; /* owned; "禾汀里小区 3号楼1单元", the address, the lifts' registered numbers */
};
struct here_words here_words(const struct model *model);
void here_words_fini(struct here_words *words);

#endif
