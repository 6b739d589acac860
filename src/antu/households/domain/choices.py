"""The register's own choice lists (台账). A pack's list stands instead where it has one, with the words of both."""

from __future__ import annotations

from antu.platform.workbook import Choice

KINDS = (
    Choice("household", "户", ("农户", "个人")),
    Choice("collective", "村/组集体", ("集体", "村集体", "组集体", "村组集体")),
)
MODES = (
    Choice("cash", "货币安置", ("货币", "货币补偿")),
    Choice("flat", "安置房", ("安置房安置", "住房安置")),
)
STATUSES = (
    Choice("not_visited", "未入户"),
    Choice("visited", "已入户"),
    Choice("disclosed", "已公示"),
    Choice("recognised", "已认定"),
    Choice("computed", "已测算"),
    Choice("signed", "已签约"),
    Choice("reviewed", "已审核"),
    Choice("compensated", "先补偿到位", ("已支付",)),
    Choice("handed_over", "已交房"),
    Choice("demolished", "已拆除"),
    Choice("settled", "结清", ("已结清",)),
    Choice("archived", "已归档"),
    Choice("held_out", "滞留"),
    Choice("in_review", "会审中"),
    Choice("appeal", "复议诉讼"),
    Choice("enforcement", "司法"),
    Choice("legacy", "遗留"),
)
SEXES = (Choice("male", "男", ("男性",)), Choice("female", "女", ("女性",)))
HUKOU_KINDS = (
    Choice("farm", "农业", ("农村",)),
    Choice("nonfarm", "非农业", ("非农", "城镇")),
    Choice("resident", "居民"),
)
RELATIONS = (
    Choice("head", "户主", ("本人",)),
    Choice("spouse", "配偶", ("妻", "妻子", "夫", "丈夫")),
    Choice("child", "子女", ("子", "女", "儿子", "女儿", "长子", "次子", "长女", "次女")),
    Choice("child_in_law", "媳/婿", ("儿媳", "女婿", "媳", "婿")),
    Choice("parent", "父母", ("父", "母", "父亲", "母亲")),
    Choice("grandchild", "孙辈", ("孙", "孙子", "孙女", "外孙", "外孙女")),
    Choice("sibling", "兄弟姐妹", ("兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹")),
    Choice("other", "其他"),
)
HUKOU = (
    Choice("local_collective", "本集体户籍", ("本集体", "本村")),
    Choice("local_nonfarm", "本地非农（非成员）户籍", ("本地非农", "本地非农户籍")),
    Choice("elsewhere", "户籍在外", ("外地", "外地户籍")),
)
MOVE_IN_REASONS = (
    Choice("none", "未迁入过（出生登记）", ("未迁入过", "未迁入")),
    Choice("birth", "出生落户", ("出生",)),
    Choice("marriage", "婚迁", ("结婚迁入", "婚嫁迁入")),
    Choice("adoption", "收养"),
    Choice("returned", "退役、毕业或刑满回原籍", ("回原籍",)),
    Choice("policy", "政策性移民"),
    Choice("other", "投靠、寄户等其他", ("投靠", "寄户", "其他")),
)
REVIEWS = (
    Choice("none", "未会审"),
    Choice("include", "会审计入", ("计入",)),
    Choice("exclude", "会审不计", ("不计",)),
)
