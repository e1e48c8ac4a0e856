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

bool picture_codes_is_payment(const char *text)
{
    static const char *const starts[] = {"wxp://",
                                         "weixin://wxpay",
                                         "https://payapp.weixin.qq.com",
                                         "https://wx.tenpay.com",
                                         "https://qr.alipay.com",
                                         "http://qr.alipay.com",
                                         "https://render.alipay.com",
                                         "alipays://",
                                         "alipay://",
                                         "https://qr.95516.com",
                                         "http://qr.95516.com",
                                         "https://qpay.qq.com",
                                         "https://i.qianbao.qq.com",
                                         "https://qr.chinaums.com",
                                         "https://qr.ecny.pbcdci.cn"};
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        if (strncasecmp(text, starts[i], strlen(starts[i])) == 0)
            return true;
    }
    return false;
}

static void add(json_t *list, const json_t *file, size_t page, const char *text /* NULL: unread */)
{
    json_array_append_new(list, json_pack("{s:s,s:I,s:s,s:b,s:b}", "file", json_str_or(file, "name", ""), "page",
                                          (json_int_t)page + 1, "text", text ? text : "", "payment",
                                          text && picture_codes_is_payment(text), "unread", !text));
}

static void add_page(json_t *list, struct db *db, const json_t *file, size_t page)
{
    const json_t *one = json_array_get(json_member(file, "pages"), page);
    CLEANUP(json_free_ref) json_t *texts = files_codes(db, json_str_or(one, "sha256", ""));
    if (!texts)
        add(list, file, page, NULL);
    for (size_t i = 0; i < json_array_size(texts); i++)
        add(list, file, page, json_string_value(json_array_get(texts, i)));
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

static bool any(const json_t *codes, const char *flag)
{
    for (size_t i = 0; i < json_array_size(codes); i++) {
        if (json_flag(json_array_get(codes, i), flag))
            return true;
    }
    return false;
}

bool picture_codes_pay(const json_t *codes)
{
    return any(codes, "payment");
}

bool picture_codes_unread(const json_t *codes)
{
    return any(codes, "unread");
}
