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

json_t *picture_codes_of(struct db *db, const json_t *doc)
{
    json_t *list = json_array();
    const json_t *files = json_member(doc, "files");
    for (size_t i = 0; i < json_array_size(files); i++) {
        const json_t *file = json_array_get(files, i), *pages = json_member(file, "pages");
        for (size_t page = 0; page < json_array_size(pages); page++) {
            CLEANUP(json_free_ref)
            json_t *texts = files_codes(db, json_str_or(json_array_get(pages, page), "sha256", ""));
            for (size_t k = 0; k < json_array_size(texts); k++) {
                const char *text = json_string_value(json_array_get(texts, k));
                json_array_append_new(list, json_pack("{s:s,s:I,s:s,s:b}", "file", json_str_or(file, "name", ""),
                                                      "page", (json_int_t)page + 1, "text", text, "payment",
                                                      picture_codes_is_payment(text)));
            }
        }
    }
    return list;
}

bool picture_codes_pay(const json_t *codes)
{
    for (size_t i = 0; i < json_array_size(codes); i++) {
        if (json_flag(json_array_get(codes, i), "payment"))
            return true;
    }
    return false;
}
