from __future__ import annotations

import pytest
from tests.unit.policy.small_pack import Change, faults, files

from antu.policy import PackError, load_pack


def test_the_small_pack_itself_is_good() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("change", "at", "says"),
    [
        # pack.yaml
        (("pack.yaml", "id: small", "id: Small_"), "pack.yaml:1 id", "小写字母"),
        (("pack.yaml", 'version: "1"', "version: 1.0"), "pack.yaml:2 version P-FLOAT", '"1.0"'),
        (("pack.yaml", "status: synthetic", "status: offical"), "pack.yaml:3 status", "是否想写「official」"),
        (("pack.yaml", "notice: 合成，测试用\n", ""), "notice", "必须写 notice"),
        (("pack.yaml", "basis: 无\n", ""), "pack.yaml:1 basis", "缺少「basis」"),
        (("pack.yaml", "regime: collective", "regime: village"), "pack.yaml:7 regime", "collective"),
        (("pack.yaml", 'code: "43"', 'code: "4"'), "jurisdiction.code", "行政区划"),
        (("pack.yaml", "valid_from: 2023-01-01", "valid_from: 2023-02-29"), "pack.yaml:9 valid_from", "不是日期"),
        (("pack.yaml", "valid_from: 2023-01-01\n", ""), "valid_from", "缺少施行日"),
        (("pack.yaml", "chosen_by", "valid_to: 2022-12-31\nchosen_by"), "valid_to", "早于施行日"),
        (("pack.yaml", "chosen_by: project.notice_on", "chosen_by: project.notice"), "chosen_by", "日期列"),
        (("pack.yaml", 'to: "0.01"', "to: 0.01"), "rounding.to P-FLOAT", "引号"),
        (("pack.yaml", 'to: "0.01"', 'to: "0.05"'), "rounding.to", "十进位"),
        (("pack.yaml", 'to: "0.01"', 'to: "0.001"'), "rounding.to", "十进位"),
        (("pack.yaml", "mode: half_up", "mode: half_even"), "rounding.mode", "half_up"),
        (("pack.yaml", "basis: 无", "basis: 无\nnotices: 多"), "pack.yaml:7 notices P-KEY-UNKNOWN", "「notice」"),
        (("pack.yaml", "title: 小村办法", "title: 小村办法\ntitle: 再写"), "title P-KEY-TWICE", "写了两次"),
        (("pack.yaml", "title: 小村办法", "title: no"), "title P-TEXT", "引号"),
        (("pack.yaml", "title: 小村办法", "title: [小村]"), "title P-SHAPE", "一个值"),
        (("pack.yaml", "keys: [structure]", "keys: [structures]"), "rates/house_rate.csv:1", "缺少「structures」"),
        (("pack.yaml", "keys: [structure]", "key: [structure]"), "rates.house_rate.key", "「keys」"),
        (("pack.yaml", "bounds: closed", "bounds: open"), "rates.reward.bounds", "closed"),
        (("pack.yaml", "keys: [structure]}", "keys: [structure], progressive: true}"), "progressive", "阶梯"),
        (("pack.yaml", "  reward: {", "  rewards: {"), "rates.rewards", "没有文件 rates/rewards.csv"),
        (("pack.yaml", "at: subject.signed_on", "at: subject.signed"), "checks[1].at", "「subject.signed_on」"),
        (("pack.yaml", "refuse: subject.signed_on <", "refuse: subject.signed_on <<"), "checks[1].refuse", "公式写法"),
        (
            (
                "pack.yaml",
                "refuse: subject.signed_on < project.notice_on",
                "refuse: days(subject.signed_on, project.notice_on)",
            ),
            "refuse P-TYPE",
            "条件",
        ),
        (("pack.yaml", "rule: R-DATE-ORDER", "rule: date order"), "checks[1].rule", "大写字母"),
        # facts.yaml
        (("facts.yaml", "tables:", "table:"), "table P-KEY-UNKNOWN", "tables"),
        (("facts.yaml", "type: decimal", "type: float"), "facts.yaml:26 tables.houses.columns.area_m2.type", "decimal"),
        (("facts.yaml", "minimum: 0, required", "minimum: 0.5, required"), "area_m2.minimum P-FLOAT", "引号"),
        (("facts.yaml", "minimum: 0, required", "minimun: 0, required"), "minimun", "「minimum」"),
        (("facts.yaml", "from: building.area_m2", "from: building.aera_m2"), "area_m2.from", "「building.area_m2」"),
        (("facts.yaml", "from: building.area_m2", "from: building.size"), "area_m2.from", "building 有 actual_use、"),
        (("facts.yaml", "from: building.area_m2", "from: house.size"), "area_m2.from", "台账没有的写 from: extra"),
        (("facts.yaml", "default: household,", "default: village,"), "kind.default", "不在可选值里"),
        (("facts.yaml", "maximum: 9, default: 1", "maximum: 9, default: 10"), "floors.default", "超出范围"),
        (("facts.yaml", "type: boolean, default: true", "type: boolean"), "local.default", "默认值"),
        (
            ("facts.yaml", "required: true, from: building.area_m2", "required: true, default: 1"),
            "area_m2.default",
            "二者|只写一个",
        ),
        (("facts.yaml", "choices: {brick: 砖, wood: 木}, ", ""), "structure.choices", "缺少可选值"),
        (
            ("facts.yaml", "choices: {brick: 砖, wood: 木}", "choices_from: house_rates"),
            "choices_from",
            "「house_rate」",
        ),
        (
            ("facts.yaml", "      id: {label: 房号, type: text, required: true, from: building.id}\n", ""),
            "houses.columns",
            "id",
        ),
        (("facts.yaml", "described_by: [structure]", "described_by: [structur]"), "described_by", "「structure」"),
        (("facts.yaml", "  houses:\n", "  Houses:\n"), "Houses P-NAME", "小写字母"),
        (
            ("facts.yaml", "unit: ㎡, minimum", "unit_from: {table: house_rate, by: kind}, minimum"),
            "houses.columns",
            "unit_from.by",
        ),
        (("facts.yaml", "tables:\n", "tables: &a\n  copy: *a\n"), "facts.yaml", "锚点|YAML"),
        (("pack.yaml", "title: 小村办法", "title: &name 小村办法"), "pack.yaml:4", "不接受锚点"),
        (("pack.yaml", "title: 小村办法", "title: 小村\a办法"), "pack.yaml:4", "看不见的控制字符"),
        (("facts.yaml", "type: decimal, unit", "type: decimal, digits: 3, unit"), "area_m2.digits", "放不下 4 位小数"),
        (("facts.yaml", "minimum: 0, maximum: 9", "minimum: 10, maximum: 9"), "floors.maximum", "下限是 10，上限是 9"),
        (("facts.yaml", "minimum: 0, maximum: 9", "above: 9, maximum: 9"), "floors.maximum", "没有一个数合格"),
        (
            ("facts.yaml", "    sheet: 人员\n", "    sheet: 房屋\n"),
            "people.sheet P-DUPLICATE",
            "「houses」已经用",
        ),
        (("facts.yaml", "    sheet: 人员\n", "    sheet: 人/员\n"), "tables.people.sheet P-NAME", "不能作工作表名"),
        (("facts.yaml", "label: 层数,", "label: 面积,"), "columns.floors P-DUPLICATE", "已有一列「面积」（area_m2）"),
        # where facts come from
        (
            ("facts.yaml", "from: household.vacated_on", "from: household.status"),
            "subject.columns.vacated_on",
            "choice、text",
        ),
        (("facts.yaml", "from: building.floors", "from: building.built_on"), "columns.floors P-TYPE", "不是 integer"),
        (
            ("facts.yaml", "from: household.vacated_on", "from: household.signed_on"),
            "vacated_on P-DUPLICATE",
            "「signed_on」",
        ),
        (("facts.yaml", ", from: household.vacated_on", ""), "vacated_on P-DUPLICATE", "from: household.vacated_on"),
        (
            ("facts.yaml", "from: building.floors", "from: household.note"),
            "columns.floors P-CHOICE",
            "应为 building 的字段",
        ),
        (
            ("facts.yaml", "from: person.id", "from: building.id"),
            "tables.people.columns P-DUPLICATE",
            "「houses」已经读",
        ),
        (("facts.yaml", "tables:\n", "tables: !!python/object:os.system\n"), "facts.yaml", "标记|YAML"),
        (("facts.yaml", "  houses:\n", "\thouses:\n"), "facts.yaml", "不能用制表符"),
        (("pack.yaml", "title: 小村办法", "---\ntitle: 小村办法"), "pack.yaml:4", "请删去「---」"),
        # eligibility.yaml
        (("eligibility.yaml", "table: people", "table: persons"), "eligibility.yaml:1 table", "persons"),
        (("eligibility.yaml", "decision: decision", "decision: local"), "decision", "还没有的列名"),
        (("eligibility.yaml", "panel: panel", "panel: local"), "panel", "「panel」|会审结论列"),
        (("eligibility.yaml", "undecided: none", "undecided: nobody"), "panel P-CHOICE", "nobody"),
        (("eligibility.yaml", "code: A2", "code: A1"), "rules[2].code P-DUPLICATE", "用了两次"),
        (("eligibility.yaml", "decision: exclude", "decision: excluded"), "rules[1].decision", "「exclude」"),
        (("eligibility.yaml", "code: A3, decision", "code: A3, when: local, decision"), "rules", "最后一条"),
        (("eligibility.yaml", "when: local, ", ""), "rules[2].when", "只能放在最后"),
        (("eligibility.yaml", "when: local,", "when: locale,"), "rules[2].when", "「local」"),
        (("eligibility.yaml", "when: local,", "when: decision == 'include',"), "rules[2].when", "decision"),
        (("eligibility.yaml", "basis: 第一条", "base: 第一条"), "rules[1]", "basis"),
        # items.yaml
        (("items.yaml", "per: houses", "per: house"), "items[1].per", "「houses」"),
        (
            (
                "items.yaml",
                "category: household\n    settlement_column: 主体补偿",
                "category: houshold\n    settlement_column: 主体补偿",
            ),
            "category",
            "「household」",
        ),
        (
            ("items.yaml", "settlement_column: 主体补偿", "settlement_column: 主体补尝"),
            "settlement_column",
            "「主体补偿」",
        ),
        (("items.yaml", "    clause: 第四条\n", ""), "clause", "缺少「clause」"),
        (("items.yaml", "code: moving", "code: house"), "items[2].code P-DUPLICATE", "已用于"),
        (("items.yaml", "code: moving", "code: 搬家"), "items[2].code", "小写字母"),
        (("items.yaml", "amount: area_m2 *", "amount: aera_m2 *"), "items[1].amount", "「area_m2」"),
        (("items.yaml", "amount: area_m2 *", "ammount: area_m2 *"), "items[1].ammount", "「amount」"),
        (("items.yaml", "  total_m2: {", "  area_m2: {"), "derived.area_m2", "同名"),
        (("items.yaml", "    amount: counted *", "    amount: >-\n      counted **"), "items[2].amount", "公式写法"),
        (("items.yaml", 'value: "sum(houses, area_m2)"', "value: sum(houses, area_m2)"), "derived.total_m2", "引号"),
        # rates
        (("rates/house_rate.csv", "100.00", "100元"), "rates/house_rate.csv:2 rate P-NUMBER", "100元"),
        (("rates/house_rate.csv", "100.00,附表一", "100.00,"), "rates/house_rate.csv:2 clause P-CLAUSE", "条款"),
        (("rates/house_rate.csv", "brick,砖,100.00,附表一\n", "brick,砖,100.00\n"), "rates/house_rate.csv:2", "3 格"),
        (("rates/house_rate.csv", "wood,木", "brick,木"), "rates/house_rate.csv:3", "已有一个标准"),
        (("rates/house_rate.csv", "wood,木,50.50,附表一\n", ""), "items[1].amount P-RATE-KEY", "「wood」"),
        (
            ("rates/house_rate.csv", "wood,木,50.50,附表一\n", "wood,木,50.50,附表一\nmud,土,9,附表一\n"),
            "rates/house_rate.csv:4 rate P-RATE-UNREAD",
            "mud",
        ),
        (
            ("rates/house_rate.csv", "structure,label,rate", "structure,lable,rate"),
            "rates/house_rate.csv:1",
            "「label」",
        ),
        (
            ("rates/house_rate.csv", "structure,label,rate,clause", "structure,rate,rate,clause"),
            "rates/house_rate.csv:1",
            "两次",
        ),
        (("rates/reward.csv", "11,,", "10,,"), "rates/reward.csv:3 from", "重叠"),
        (("rates/reward.csv", "11,,", "12,,"), "rates/reward.csv:3 from", "空档"),
        (("rates/reward.csv", "1,10,", "11,10,"), "rates/reward.csv:2 to", "之后"),
        (("rates/reward.csv", "1,10,20.00", "1,,20.00"), "rates/reward.csv:2 to", "最后一档"),
        (("rates/reward.csv", "1,10,20.00,附表二\n11,,0.00,附表二\n", ""), "rates/reward.csv", "没有一行标准"),
        (("rates/constants.csv", "moving,每人搬家费", "moving,"), "rates/constants.csv:2 label", "中文名称"),
        (("rates/constants.csv", "moving,每", '"moving,每'), "rates/constants.csv:2", "双引号没有配对"),
        (
            ("rates/constants.csv", "moving,每人搬家费,元/人,", "moving，每人搬家费，元/人，"),
            "rates/constants.csv:2",
            "半角",
        ),
    ],
)
def test_a_mistake_is_told_with_file_line_key_and_what_was_expected(change: Change, at: str, says: str) -> None:
    found = faults(change)
    told = [each for each in found if at in each]
    assert told, found
    assert any(word in each for each in told for word in says.split("|")), told


def test_all_problems_of_a_pack_are_told_together_in_reading_order() -> None:
    found = faults(
        ("pack.yaml", "regime: collective", "regime: village"),
        ("facts.yaml", "type: decimal", "type: float"),
        ("items.yaml", "per: houses", "per: house"),
        ("rates/house_rate.csv", "50.50", "x"),
    )
    assert {each.split(":")[0] for each in found} == {"pack.yaml", "facts.yaml", "items.yaml", "rates/house_rate.csv"}
    assert found == sorted(found, key=lambda each: (each.split(":")[0], int(each.split(":")[1].split()[0])))


@pytest.mark.parametrize("name", ["pack.yaml", "facts.yaml", "items.yaml", "README.md"])
def test_a_missing_file_is_told(name: str) -> None:
    some = files()
    del some[name]
    with pytest.raises(PackError, match=f"缺少文件 {name}"):
        load_pack(some)


@pytest.mark.parametrize(
    "name", ["pack.yml", ".DS_Store", "rates/house_rate.xlsx", "rates/sub/a.csv", "cases/a.json", "notes.txt"]
)
def test_an_unknown_file_is_told(name: str) -> None:
    with pytest.raises(PackError, match="不认识的文件"):
        load_pack(files() | {name: b""})


def test_a_rate_table_that_nobody_declared_is_told() -> None:
    with pytest.raises(PackError, match="没有声明这张表"):
        load_pack(files() | {"rates/other.csv": b"key,rate,clause\n"})


def test_a_file_that_is_not_utf8_or_no_mapping_is_told() -> None:
    assert any("UTF-8" in str(problem) for problem in _problems({"items.yaml": "公式".encode("gbk")}))
    assert any("映射" in str(problem) for problem in _problems({"items.yaml": b"- a\n"}))
    assert any("CSV" in str(problem) for problem in _problems({"rates/reward.csv": "档次".encode("gbk")}))


def _problems(changed: dict[str, bytes]) -> tuple[object, ...]:
    with pytest.raises(PackError) as caught:
        load_pack(files() | changed)
    return caught.value.problems


@pytest.mark.parametrize(
    ("change", "alone"),
    [
        (("facts.yaml", "type: integer, minimum", "type: number, minimum"), "tables.houses.columns.floors.type"),
        (("items.yaml", "per: houses", "per: house"), "items[1].per"),
        (("pack.yaml", "title: 小村办法", "\ttitle: 小村办法"), "None"),
        (("pack.yaml", "id: small\n", "id: small\n---\n"), "None"),
        (("rates/house_rate.csv", "brick,砖,100.00,附表一\nwood,木,50.50,附表一\n", ""), "None"),
        (
            ("items.yaml", "derived:\n", "steps:\n  houses:\n    mu: {label: 亩, value: 1 +}\nderived:\n"),
            "steps.houses.mu.value",
        ),
        (("items.yaml", "sum(houses, area_m2)", "total_m2 + 1"), "derived.total_m2.value"),
    ],
)
def test_what_only_follows_from_a_mistake_is_not_told_beside_it(change: Change, alone: str) -> None:
    assert [each.split(" ")[1] for each in faults(change)] == [alone]


def test_a_missing_rate_table_is_told_once_and_not_where_it_is_read() -> None:
    some = files(("facts.yaml", "choices: {brick: 砖, wood: 木}", "choices_from: house_rate"))
    del some["rates/house_rate.csv"]
    with pytest.raises(PackError) as caught:
        load_pack(some)
    assert [(each.where["key"], each.rule) for each in caught.value.problems] == [("rates.house_rate", "P-FILE")]


@pytest.mark.parametrize("formula", ["- area_m2 * 2", '"area_m2" * 2', "[area_m2]] * 2", "%area_m2"])
def test_a_value_that_yaml_takes_for_its_own_is_told_with_the_way_to_write_it(formula: str) -> None:
    (found,) = faults(("items.yaml", 'amount: area_m2 * rate("house_rate", structure)', f"amount: {formula}"))
    assert "P-YAML" in found
    assert f"以「{formula[0]}」开头的值要整个加引号" in found
