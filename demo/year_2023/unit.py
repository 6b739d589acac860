"""单位预算, 单位支出, 制度文件, 问题与措施, 大事记.

The report publishes the budget by kind, and the rules, problems and milestones without their days: those stand on the
last day of the year that it reports on.
"""

from demo.year_2023.organisations import CENTRE
from demo.year_2023.sheet import PUBLISHED, SAMPLE, Cell, Sheet

REPORT = "2023年度绩效自评报告"
YEAR_END = "2023-12-31"

BUDGET = Sheet(
    "单位预算",
    ("年度", "类别", "科目", "文号", "金额", "示例"),
    [
        (2023, "年初预算", "单位预算", REPORT, "2244900.00", PUBLISHED),
        (2023, "调整追加", "单位预算", REPORT, "689100.00", PUBLISHED),
        (2023, "其他资金", "单位预算", REPORT, "0.00", PUBLISHED),
    ],
)

#: Month, 工资福利支出, 商品和服务支出: together the 2,934,000.00 yuan of 基本支出 that the report gives.
_SPENT = (
    (1, "178200.00", "21400.00"),
    (2, "178200.00", "18650.50"),
    (3, "181600.00", "33280.00"),
    (4, "181600.00", "41975.30"),
    (5, "181600.00", "38420.00"),
    (6, "184900.00", "52316.80"),
    (7, "184900.00", "47090.00"),
    (8, "184900.00", "43558.20"),
    (9, "188300.00", "56204.00"),
    (10, "188300.00", "61870.40"),
    (11, "188300.00", "74512.60"),
    (12, "296500.00", "127422.20"),
)


def _spending(month: int, subject: str, amount: str) -> tuple[Cell, ...]:
    return (2023, month, "基本支出", subject, amount, SAMPLE)


EXPENDITURE = Sheet(
    "单位支出",
    ("年度", "月份", "支出类别", "科目", "金额", "示例"),
    [
        row
        for month, wages, goods in _SPENT
        for row in (_spending(month, "工资福利支出", wages), _spending(month, "商品和服务支出", goods))
    ],
)

RULES = Sheet(
    "制度文件",
    ("日期", "名称", "类别", "牵头单位", "依据", "示例"),
    [
        (YEAR_END, "石峰区征地拆迁工作规程", "规程", CENTRE, "6号文件", PUBLISHED),
        (YEAR_END, "石峰区征地征收资金管理办法", "办法", CENTRE, "6号文件", PUBLISHED),
        (YEAR_END, "石峰区征地征收工作个案申报及会审工作实施办法", "办法", CENTRE, "6号文件", PUBLISHED),
    ],
)

PROBLEMS = Sheet(
    "问题与措施",
    ("年度", "问题", "来源", "措施", "责任单位", "示例"),
    [
        (
            2023,
            "预算编制不够科学、细致",
            "年度绩效自评",
            "预算按科目和月份细化编制，加强资金管理，提高使用效率",
            CENTRE,
            PUBLISHED,
        ),
    ],
)

#: What the report says was done, beside its figures, in plain words, under the part of it that it belongs to.
_DONE = {
    "分街道召开调度会议，就结算的推进程序与各镇街、项目业主达成一致": "结算",
    "编制结算用的房屋补偿明细表、土地补偿明细表和资金结算审核表，并配套结算流程图和结算协议模板": "结算",
    "会同公安、城管、街道集中清理多年未完成的扫尾项目": "清零扫尾",
    "按6号文件调整实施补偿程序、各部门职责和资金拨付程序，由中心统筹、镇街实施、部门协同": "工作机制",
    "与各级媒体合作宣传征拆政策": "宣传",
}

MILESTONES = Sheet(
    "大事记",
    ("日期", "事项", "类别", "单位", "示例"),
    [(YEAR_END, matter, kind, CENTRE, PUBLISHED) for matter, kind in _DONE.items()],
)
