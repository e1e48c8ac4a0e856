/* Headings that offices give the columns in their own sheets, beside the names that columns.c gives them. One table, so
 * that a heading which is met again is one more line. A heading means the same column wherever it stands; blanks, case
 * and the width of brackets do not count. */
#include "central/import/columns.h"

#define HEADING_MAX 120 /* bytes; a longer one is a sentence */

struct synonym {
    const char *heading, *member; /* the heading as `plain` makes it */
};

static const struct synonym standard_synonyms[] = {
    {"序号", "id"},
    {"条款编号", "id"},
    {"标准编号", "id"},
    {"编码", "id"},
    {"id", "id"},
    {"no.", "id"},
    {"分类", "category"},
    {"类型", "category"},
    {"服务类别", "category"},
    {"名称", "title"},
    {"标准名称", "title"},
    {"服务项目", "title"},
    {"项目", "title"},
    {"name", "title"},
    {"standard", "title"},
    {"承诺内容", "commitment"},
    {"服务承诺", "commitment"},
    {"服务内容", "commitment"},
    {"内容", "commitment"},
    {"标准内容", "commitment"},
    {"commitment", "commitment"},
    {"考核指标", "metric"},
    {"指标名称", "metric"},
    {"衡量指标", "metric"},
    {"metric", "metric"},
    {"比较", "comparator"},
    {"比较方式", "comparator"},
    {"目标", "target"},
    {"标准值", "target"},
    {"指标值", "target"},
    {"数值", "target"},
    {"计量单位", "unit"},
    {"频率", "frequency.text"},
    {"服务频次", "frequency.text"},
    {"frequency", "frequency.text"},
    {"居民如何核对", "resident_check"},
    {"核对方法", "resident_check"},
    {"核验方式", "resident_check"},
    {"监督方式", "resident_check"},
    {"residentcheck", "resident_check"},
    {"补救措施", "remedy.text"},
    {"违约责任", "remedy.text"},
    {"remedy", "remedy.text"},
    {"责任岗位", "responsible_role"},
    {"责任人", "responsible_role"},
    {"岗位", "responsible_role"},
    {"执行日期", "effective"},
    {"生效时间", "effective"},
    {"实施日期", "effective"},
    {"effective", "effective"},
    {"英文名称", "title_en"},
    {"nameinenglish", "title_en"},
};

static const struct synonym fee_synonyms[] = {
    {"序号", "id"},
    {"项目编号", "id"},
    {"收费编号", "id"},
    {"编码", "id"},
    {"id", "id"},
    {"no.", "id"},
    {"名称", "name"},
    {"项目", "name"},
    {"项目名称", "name"},
    {"收费项目名称", "name"},
    {"收费名称", "name"},
    {"费用名称", "name"},
    {"name", "name"},
    {"item", "name"},
    {"分类", "category"},
    {"类型", "category"},
    {"费用类别", "category"},
    {"收费类别", "category"},
    {"缴费人", "payer"},
    {"缴费对象", "payer"},
    {"收费范围", "payer"},
    {"付费人", "payer"},
    {"payer", "payer"},
    {"内容", "service_content"},
    {"收费内容", "service_content"},
    {"对应标准", "service_clauses"},
    {"对应服务标准", "service_clauses"},
    {"服务标准编号", "service_clauses"},
    {"计费方法", "billing_method"},
    {"计算方式", "billing_method"},
    {"收费方式", "billing_method"},
    {"计收方式", "billing_method"},
    {"单位", "unit"},
    {"计量单位", "unit"},
    {"收费单位", "unit"},
    {"价格", "unit_price_fen"},
    {"价格(元)", "unit_price_fen"},
    {"单价", "unit_price_fen"},
    {"单价(元)", "unit_price_fen"},
    {"收费标准", "unit_price_fen"},
    {"收费价格", "unit_price_fen"},
    {"金额", "unit_price_fen"},
    {"金额(元)", "unit_price_fen"},
    {"price", "unit_price_fen"},
    {"unitprice", "unit_price_fen"},
    {"amount", "unit_price_fen"},
    {"定价方式", "price_basis"},
    {"定价形式", "price_basis"},
    {"价格形式", "price_basis"},
    {"价格性质", "price_basis"},
    {"基准价", "guide_price.base_fen"},
    {"政府指导价", "guide_price.base_fen"},
    {"baseprice", "guide_price.base_fen"},
    {"上浮", "guide_price.float_up_bp"},
    {"最高上浮", "guide_price.float_up_bp"},
    {"下浮", "guide_price.float_down_bp"},
    {"最高下浮", "guide_price.float_down_bp"},
    {"收费依据", "approval_document"},
    {"价格依据", "approval_document"},
    {"批准文号", "approval_document"},
    {"文号", "approval_document"},
    {"起始日期", "billing_start"},
    {"计费开始", "billing_start"},
    {"计费起始日期", "billing_start"},
    {"生效日期", "effective_from"},
    {"执行时间", "effective_from"},
    {"实施日期", "effective_from"},
    {"effective", "effective_from"},
    {"缴费时间", "due_rule"},
    {"缴纳期限", "due_rule"},
    {"投诉电话", "complaint_line"},
    {"服务电话", "complaint_line"},
    {"举报电话", "price_regulator_line"},
    {"价格监督电话", "price_regulator_line"},
    {"监督电话", "price_regulator_line"},
    {"说明", "note"},
    {"note", "note"},
    {"收费项目(英文)", "name_en"},
    {"名称(英文)", "name_en"},
    {"nameinenglish", "name_en"},
};

/* Blanks and line breaks left out, Latin letters small, wide brackets narrow. */
static void plain(const char *heading, char out[static HEADING_MAX])
{
    static const struct {
        const char *wide, *narrow;
    } folds[] = {{"（", "("}, {"）", ")"}, {"　", ""}, {"\xC2\xA0", ""}};
    size_t len = 0;
    while (*heading && len + 4 < HEADING_MAX) {
        size_t fold = 0;
        while (fold < ARRAY_LEN(folds) && !str_starts(heading, folds[fold].wide))
            fold++;
        if (fold < ARRAY_LEN(folds)) {
            for (const char *c = folds[fold].narrow; *c; c++)
                out[len++] = *c;
            heading += strlen(folds[fold].wide);
            continue;
        }
        char c = *heading++;
        if (!strchr(" \t\r\n", c))
            out[len++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    out[*heading ? 0 : len] = '\0';
}

const char *synonym_of(enum import_kind kind, const char *heading)
{
    char words[HEADING_MAX];
    const struct synonym *list = kind == IMPORT_STANDARDS ? standard_synonyms : fee_synonyms;
    size_t count = kind == IMPORT_STANDARDS ? ARRAY_LEN(standard_synonyms) : ARRAY_LEN(fee_synonyms);
    plain(heading, words);
    for (size_t i = 0; *words && i < count; i++)
        if (str_eq(list[i].heading, words))
            return list[i].member;
    return NULL;
}

bool column_heading_is(const char *heading, const char *name)
{
    char words[HEADING_MAX], wanted[HEADING_MAX];
    plain(heading, words);
    plain(name, wanted);
    return *words && str_eq(words, wanted);
}
