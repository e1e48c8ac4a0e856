#include "central/approval/picture_codes.h"

#include <strings.h>

#include "common/json.h"
#include "central/files/files.h"

bool picture_codes_has_pictures(const json_t *doc)
{
    const json_t *files = json_member(doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        if (!str_eq(json_str(json_array_get(files, i), "role"), "voice"))
            return true;
    }
    return false;
}

static bool begins(const char *text, const char *start)
{
    return strncasecmp(text, start, strlen(start)) == 0;
}

/* The host of a web address, however it is written: "//", a name and a password before "@", and big letters are read
 * by a phone as they are here. NULL: none. */
static const char *host_of(const char *text)
{
    const char *host = begins(text, "https:") ? text + 6 : begins(text, "http:") ? text + 5 : text;
    host += strspn(host, "/\\");
    size_t len = strcspn(host, "/\\?#");
    const char *at = memrchr(host, '@', len);
    return at ? at + 1 : host;
}

/* Of WeChat, Alipay, UnionPay and the digital yuan. */
static bool is_payment(const char *text)
{
    static const char *const schemes[] = {
        "wxp:", "weixin://wxpay", "alipays:", "alipay:", "alipayqr:", "uppay", "dcep:"};
    static const char *const hosts[] = {"payapp.weixin.qq.com", "wx.tenpay.com",   "qr.alipay.com",
                                        "render.alipay.com",    "qr.95516.com",    "qpay.qq.com",
                                        "i.qianbao.qq.com",     "qr.chinaums.com", "qr.ecny.pbcdci.cn"};
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        if (begins(text, schemes[i]))
            return true;
    }
    const char *host = host_of(text);
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
        if (begins(host, hosts[i]))
            return true;
    }
    return false;
}

/* `text`: NULL where there is none to tell. */
static void add(json_t *list, const json_t *file, size_t page, const char *text, bool more)
{
    json_array_append_new(list, json_pack("{s:s,s:I,s:s,s:b,s:b,s:b}", "file", json_str_or(file, "name", ""), "page",
                                          (json_int_t)page + 1, "text", text ? text : "", "payment",
                                          text && is_payment(text), "unread", !text && !more, "more", more));
}

static void add_page(json_t *list, struct db *db, const json_t *file, size_t page)
{
    const json_t *one = json_array_get(json_member(file, "pages"), page);
    CLEANUP(json_free_ref) json_t *texts = files_codes(db, json_str_or(one, "sha256", ""));
    if (!texts)
        add(list, file, page, NULL, false);
    for (size_t i = 0; i < json_array_size(texts); i++) {
        const char *text = json_string_value(json_array_get(texts, i));
        add(list, file, page, text, !text);
    }
}

json_t *picture_codes_of(struct db *db, const json_t *doc)
{
    json_t *list = json_array();
    const json_t *files = json_member(doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *file = json_array_get(files, i);
        for (size_t page = 0; page < json_array_size(json_member(file, "pages")); page++)
            add_page(list, db, file, page);
    }
    return list;
}

/* NULL: none. */
static const json_t *first_with(const json_t *codes, const char *flag)
{
    for (size_t i = 0; i < json_array_size(codes); i++) {
        const json_t *code = json_array_get(codes, i);
        if (json_flag(code, flag))
            return code;
    }
    return NULL;
}

enum picture_codes picture_codes_judge(const json_t *codes, const json_t **where)
{
    static const struct {
        const char *flag;
        enum picture_codes is;
    } gravest[] = {{"payment", PICTURE_CODES_PAY}, {"unread", PICTURE_CODES_UNREAD}, {"more", PICTURE_CODES_MORE}};
    const json_t *found = NULL;
    enum picture_codes is = PICTURE_CODES_KNOWN;
    for (size_t i = 0; i < ARRAY_LEN(gravest) && !found; i++) {
        found = first_with(codes, gravest[i].flag);
        if (found)
            is = gravest[i].is;
    }
    if (where)
        *where = found;
    return is;
}
