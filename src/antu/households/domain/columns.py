"""The register's columns, sheet by sheet, as the page 台账 gives them; what a pack changes of them is in ``layout``."""

from __future__ import annotations

from collections.abc import Mapping

from antu.households.domain import choices
from antu.platform.workbook import Column, ColumnType, SheetLayout

_HOUSEHOLD = Column(
    header="户编号", field="household", type=ColumnType.CODE, required=True, length_max=60,
    also=("户号", "被征收户编号", "户代码"),
)  # fmt: skip
_NOTE = Column(header="备注", field="note", also=("说明",))


def _no(header: str, *also: str) -> Column:
    return Column(header=header, field="id", type=ColumnType.CODE, required=True, length_max=60, also=also)


def _text(header: str, field: str, *also: str, required: bool = False, length_max: int = 100) -> Column:
    return Column(header=header, field=field, required=required, also=also, length_max=length_max)


def _name(header: str, field: str, *also: str, required: bool = False, length_max: int = 100) -> Column:
    return Column(header=header, field=field, type=ColumnType.NAME, required=required, also=also, length_max=length_max)


def _date(header: str, field: str, *also: str, required: bool = False) -> Column:
    return Column(header=header, field=field, type=ColumnType.DATE, required=required, also=also)


def _mark(header: str, field: str, *also: str, default: bool = False) -> Column:
    return Column(header=header, field=field, type=ColumnType.BOOL, default=default, also=also)


def _choice(header: str, field: str, *also: str, required: bool = True) -> Column:
    return Column(header=header, field=field, type=ColumnType.CHOICE, required=required, also=also)


def _area(header: str, field: str, *also: str, required: bool = False) -> Column:
    return Column(header=header, field=field, type=ColumnType.AREA, unit="㎡", required=required, also=also)


def _mu(header: str, field: str, *also: str) -> Column:
    return Column(header=header, field=field, type=ColumnType.QUANTITY, unit="亩", also=also)


_PROJECT = (
    Column(header="项目编号", field="code", type=ColumnType.CODE, required=True, also=("项目代码",), length_max=60),
    _text("项目名称", "name", "工程名称", required=True, length_max=200),
    _text("业主单位", "owner", "业主", "建设单位", length_max=200),
    _text("批文号", "approval_no", "批准文号"),
    _text("镇街", "town", "街道", "乡镇"),
    _choice("土地性质", "land"),
    _choice("区片", "zone", "所属区片"),
    _text("适用办法", "pack", "补偿办法", required=True),
    _date("预公告发布日", "notice_on", "征收土地预公告发布日", "预公告日期", required=True),
    _date("安置人口截止日", "population_cutoff_on", "补偿安置公告日", "人口截止日", required=True),
    _date("签约期首日", "sign_start_on", "签约开始日", required=True),
    _date("腾地期限末日", "vacate_by_on", "腾地截止日", required=True),
    _mu("征收面积", "area_mu", "征地面积"),
    _mark("示例", "sample", "示例数据"),
    _NOTE,
)

_SUBJECT = (
    _HOUSEHOLD,
    Column(
        header="对象类别", field="kind", type=ColumnType.CHOICE, default="household", choices=choices.KINDS,
        also=("类别",),
    ),
    _name("户主", "head_name", "户主姓名", "被征收人", "单位名称", required=True, length_max=200),
    Column(
        header="身份证号", field="id_number", type=ColumnType.ID,
        also=("户主身份证号", "身份证号码", "身份证", "公民身份号码"),
    ),
    Column(header="统一社会信用代码", field="uscc", type=ColumnType.USCC, also=("信用代码",)),
    Column(
        header="联系电话", field="phone", type=ColumnType.PHONE, length_max=30,
        also=("电话", "手机", "手机号码", "联系方式"),
    ),
    _text("镇街", "town", "街道", "乡镇", required=True),
    _text("村(居)", "village", "村居", "村", "社区", "行政村", required=True),
    _text("组", "group", "村民小组", "组别"),
    _text("坐落", "address", "房屋坐落", "地址", "住址", length_max=300),
    Column(
        header="安置方式", field="mode", type=ColumnType.CHOICE, default="cash", choices=choices.MODES,
        also=("补偿方式",),
    ),
    _date("签约日", "signed_on", "签约日期", "签约时间", "协议签订日"),
    _date("腾地日", "vacated_on", "腾地日期", "交房日", "腾空日期"),
    _mark("申领购房补助", "purchase_subsidy_claimed", "购房补助"),
    _name("银行户名", "account_name", "开户名", "收款户名", "账户名称", length_max=200),
    _text("开户行", "bank", "开户银行", "银行", length_max=200),
    Column(header="银行账号", field="account_no", type=ColumnType.ACCOUNT, also=("账号", "银行卡号", "卡号")),
    _name("包户干部", "officer", "包户责任人"),
    Column(header="状态", field="status", type=ColumnType.CHOICE, choices=choices.STATUSES, also=("进度",)),
    _text("滞留原因", "held_reason", "未签约原因", length_max=300),
    _text("协议编号", "agreement_no", "协议号"),
    _NOTE,
)  # fmt: skip

_PERSON = (
    _HOUSEHOLD,
    _no("人员编号", "成员编号"),
    _name("姓名", "name", "成员姓名", required=True),
    Column(
        header="身份证号", field="id_number", type=ColumnType.ID, required=True,
        also=("身份证号码", "身份证", "公民身份号码"),
    ),
    Column(header="性别", field="sex", type=ColumnType.CHOICE, required=True, choices=choices.SEXES),
    _date("出生日期", "born_on", "出生", "出生日", "出生年月日", required=True),
    Column(
        header="与户主关系", field="relation", type=ColumnType.CHOICE, required=True, choices=choices.RELATIONS,
        also=("关系", "家庭关系"),
    ),
    Column(header="户口性质", field="hukou_kind", type=ColumnType.CHOICE, choices=choices.HUKOU_KINDS),
    Column(
        header="户籍", field="hukou", type=ColumnType.CHOICE, required=True, choices=choices.HUKOU,
        also=("户籍情况", "户籍类别"),
    ),
    _date("户口迁入日", "hukou_moved_in_on", "迁入日", "迁入日期", "户籍迁入日"),
    Column(
        header="迁入原因", field="move_in_reason", type=ColumnType.CHOICE, default="none",
        choices=choices.MOVE_IN_REASONS,
    ),
    _mark("原户籍在本集体", "had_local_hukou"),
    _date("登记结婚日", "married_on", "结婚日期", "结婚登记日"),
    _date("死亡日", "died_on", "死亡日期"),
    _mark("在校大中专学生", "is_student", "在校学生", "在读"),
    _mark("现役义务兵士官", "is_soldier", "现役", "服兵役", "现役义务兵", "士官", "现役义务兵、士官"),
    _mark("军官或转业安置", "is_career_officer", "军官"),
    _mark("服刑人员", "is_prisoner", "服刑"),
    _mark("公务员", "is_civil_servant", "公职"),
    _mark("他集体成员", "has_other_collective_membership", "他处成员身份", "已取得其他集体成员身份"),
    _mark("已享受安置", "already_resettled", "已安置", "已享受安置或福利分房"),
    _mark("出嫁未迁出", "married_out", "出嫁女"),
    _mark("有承包地", "has_contract_land", "承包地"),
    _mark("常住", "resides_here", "常住本地"),
    _mark("独生子女证", "only_child_certificate", "独生子女"),
    Column(
        header="会审结论", field="review_decision", type=ColumnType.CHOICE, default="none", choices=choices.REVIEWS
    ),
    _NOTE,
)  # fmt: skip

_BUILDING = (
    _HOUSEHOLD,
    _no("房屋编号", "房号"),
    _text("幢号", "block", "栋号", "幢", length_max=60),
    Column(header="层数", field="floors", type=ColumnType.INTEGER, unit="层", also=("楼层数",)),
    _choice("结构", "structure", "房屋结构", "建筑结构"),
    _choice("等级", "grade", "房屋等级"),
    _area("登记面积", "registered_m2", "证载面积", "产权面积"),
    _area("测绘面积", "measured_m2", "实测面积"),
    _area("认定面积", "area_m2", "建筑面积", "补偿面积", "认定建筑面积", required=True),
    _choice("合法性认定", "legality", "合法性", "认定结果"),
    _date("建成日", "built_on", "建成日期", "建造日期", "建成时间", required=True),
    _text("批准用途", "approved_use"),
    _text("实际用途", "actual_use"),
    _text("权证号", "certificate_no", "产权证号", "证号"),
    _NOTE,
)

_DECORATION = (
    _HOUSEHOLD,
    _no("装修编号", "编号"),
    Column(header="房屋编号", field="building", type=ColumnType.CODE, also=("房号",), length_max=60),
    _choice("装修等级", "grade", "装修标准"),
    _area("装修面积", "area_m2", "面积", required=True),
    _NOTE,
)


def _counted(
    no: str, *kinds: str, existing: str, also_existing: str, also_quantity: tuple[str, ...]
) -> tuple[Column, ...]:
    """The columns of what is counted by kind, quantity and unit."""
    return (
        _HOUSEHOLD,
        _no(no, "编号"),
        _choice("名称", "kind", *kinds),
        _text("规格", "spec"),
        Column(header="单位", field="unit", type=ColumnType.UNIT, also=("计量单位",), length_max=20),
        Column(header="数量", field="quantity", type=ColumnType.QUANTITY, required=True, also=also_quantity),
        _mark(existing, "before_notice", also_existing, default=True),
        _NOTE,
    )


_FIXTURE = _counted(
    "附属物编号", "附属物", "附属设施", "项目",
    existing="预公告前已存在", also_existing="预公告前已有", also_quantity=("工程量",),
)  # fmt: skip
_CROP = _counted(
    "青苗编号", "品名", "品种", "青苗",
    existing="预公告前已种植", also_existing="预公告前已有", also_quantity=(),
)  # fmt: skip

_GRAVE = (
    _HOUSEHOLD,
    _no("坟墓编号", "编号"),
    _choice("类型", "kind", "坟墓类型", "坟墓"),
    Column(header="座数", field="count", type=ColumnType.INTEGER, unit="座", required=True, also=("数量",)),
    _NOTE,
)

_PARCEL = (
    _HOUSEHOLD,
    _no("地块编号", "宗地号", "图斑号", "编号"),
    _text("图幅号", "map_sheet", length_max=60),
    _choice("地类", "land_class", "地类编码", "地类名称"),
    _area("面积", "area_m2", "地块面积", "面积㎡", "面积(㎡)", "面积(平方米)", required=True),
    _mu("亩数", "area_mu", "面积(亩)", "折合亩数"),
    _NOTE,
)

_LABELLED = ("household",)

SHEETS: Mapping[str, SheetLayout] = {
    "project": SheetLayout("项目", _PROJECT, ("项目信息",)),
    "household": SheetLayout("户", _SUBJECT, ("户信息", "户表", "被征收户"), _LABELLED),
    "person": SheetLayout("人员", _PERSON, ("家庭成员", "人口", "人员信息"), _LABELLED),
    "building": SheetLayout("房屋", _BUILDING, ("房屋信息", "房屋调查"), _LABELLED),
    "decoration": SheetLayout("装修", _DECORATION, ("房屋装修",), _LABELLED),
    "fixture": SheetLayout("附属物", _FIXTURE, ("附属设施", "地上附着物"), _LABELLED),
    "crop": SheetLayout("青苗", _CROP, ("青苗树木",), _LABELLED),
    "grave": SheetLayout("坟墓", _GRAVE, ("迁坟",), _LABELLED),
    "parcel": SheetLayout("地块", _PARCEL, ("土地", "地块信息"), _LABELLED),
}
"""The nine sheets in their order, by the object that a row of each describes."""

ROW_KEYS: tuple[Column, Column] = (_HOUSEHOLD, _no("编号"))
"""The columns that name a row's subject and the row, in a sheet that only a pack has."""

EVERY_PACK_READS = ("project", "household", "person")
"""Sheets that every register has; the others belong to it where its pack reads them."""

REQUIRED_WHERE_READ = frozenset(
    f"{sheet}.{field}"
    for sheet, fields in {
        "project": ("land", "zone", "notice_on", "population_cutoff_on", "sign_start_on", "vacate_by_on"),
        "person": ("born_on", "relation", "hukou"),
        "building": ("structure", "grade", "area_m2", "legality", "built_on"),
        "decoration": ("grade", "area_m2"),
        **dict.fromkeys(("fixture", "crop", "grave"), ("kind",)),
        "parcel": ("land_class",),
    }.items()
    for field in fields
)
"""Required columns that only packs ask for: optional under a pack that doesn't read them."""
