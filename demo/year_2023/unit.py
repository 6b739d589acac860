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
            "预算编制的科学性、合理性、严谨性有待提升",
            REPORT,
            "在今后的工作中，将进一步提升预算编制的科学性、合理性、严谨性，更加细化，加强资金管理，提高资金的使用效率。",
            CENTRE,
            PUBLISHED,
        ),
    ],
)

#: Sentences of the report that are no figures, under the part of it that they belong to.
_DONE = {
    "统一思想，鉴于各街道情况不同，区土服中心分街道召开了工作调度会议，"
    "与各镇街、项目业主就具体工作推进程序达成了一致意见，理清了工作思路": "结算",
    "规范流程，区土服中心牵头编制项目结算房屋补偿明细表、土地补偿明细表、资金结算审核表，"
    "出具了结算流程图及结算协议规范化模板，确保工作有序进行": "结算",
    "集合公安、城管、街道等各方力量，迎难而上，一举扫平障碍，获得各方好评": "清零扫尾",
    "根据6号文件规定，征地拆迁实施补偿程序、各部门工作职责、资金拨付程序均有所调整，"
    "进一步形成了土地事务服务中心统筹、镇街为工作主体、各职能部门协同推进的工作联动机制": "工作机制",
    "积极与各级媒体展开合作，营造社会各界关注理解征拆工作的良好氛围": "宣传",
    "政策集中学习会邀请各镇街、业主单位及相关单位参加，印制分发最新政策汇编，不断强化征拆工作人员业务能力": "宣传",
}

MILESTONES = Sheet(
    "大事记",
    ("日期", "事项", "类别", "单位", "示例"),
    [(YEAR_END, matter, kind, "区土服中心", PUBLISHED) for matter, kind in _DONE.items()],
)
