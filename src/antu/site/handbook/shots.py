"""Every picture of the handbook, by the page that shows it. ``./run handbook shots`` takes them anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from antu.site.handbook.pack_shots import PACK_SHOTS
from antu.site.handbook.shot import (
    TELEPHONE,
    Paper,
    Picture,
    Shot,
    Step,
    Terminal,
    choose,
    click,
    fill,
    goto,
    press,
    rest,
    see,
    tick,
    upload,
)
from antu.site.handbook.simulation_shots import SIMULATION_SHOTS


def event_entered(kind: str, day: str, **further: str) -> tuple[Step, ...]:
    """Enter an event on a project's page."""
    typed = (fill(label, text) for label, text in further.items())
    return click("登记事件"), choose("事件*", kind), fill("日期*", day), *typed, click("登记事件", "button")


#: A household is handed in for review by its town.
HANDED_IN: Final = (click("送审"), click("发起“补偿核定审核”", "button"))


def signed_in_as(login: str, path: str) -> tuple[Step, ...]:
    """Let another account of the demo look at a page; the first one stays signed in for other pictures."""
    words = (fill("账号", login), fill("密码", f"demo-{login}-2023"), click("登录", "button"), rest(1000))
    leave: Step = lambda page: page.context.clear_cookies()  # noqa: E731 - a step among others
    return leave, goto(path), *words


RULE: Final = (
    "第一条　为了规范征地拆迁工作，制定本规程。\n第二条　镇街为实施主体。\n"
    "第三条　补偿资金由财务股按照协议拨付。\n第四条　本规程自印发之日起施行。"
)
REVISED: Final = RULE.replace("第二条　镇街", "第二条　中心统筹全区征地拆迁工作，镇街").replace("拨付。", "逐户拨付。")
#: Drafted by one, published by another, who drafts the next version.
RULE_IN_TWO_VERSIONS: Final[tuple[Step, ...]] = (
    click("《石峰区征地拆迁工作规程》"),
    click("起草第1版"),
    fill("正文", RULE),
    click("保存草稿", "button"),
    see("读出 4 条"),
    *signed_in_as("zonghe", "/rules/"),
    click("《石峰区征地拆迁工作规程》"),
    click("看第1版草稿"),
    click("发布第1版"),
    fill("文号", "示例〔2023〕6号"),
    fill("印发日期*", "2023-12-20"),
    click("发布", "button"),
    click("起草第2版"),
    fill("正文", REVISED),
    fill("修订原因*", "机构职责调整"),
    click("保存草稿", "button"),
    see("第2版与第1版比较"),
)


def visited(day: str, said: str, result: str) -> tuple[Step, ...]:
    """Enter a visit on a household's page, up to the button."""
    return (
        click("登记走访"),
        fill("走访日期*", day),
        fill("见到谁*", "户主"),
        fill("谈了什么*", said),
        fill("结果", result),
    )


def estimate_begun(project: str) -> tuple[Step, ...]:
    """Begin the estimate of a project in the list of projects, as far as the form that computes it."""
    return click(project), click("起草概算"), click("起草概算", "button"), see("样本户")


def meeting_entered(title: str) -> tuple[Step, ...]:
    """Enter a meeting, and go on to what it decided."""
    typed = fill("开会日期*", "2023-06-05"), fill("会议名称*", title), click("登记调度会", "button")
    return *typed, click("登记交办事项")


def item_typed(row: int, what: str, leads: str, due_on: str) -> tuple[Step, ...]:
    """Type a row of what was decided."""
    texts = {"交办事项": what, "责任单位": leads, "办理期限": due_on}
    return tuple(fill(f"{label}，第 {row} 行", text) for label, text in texts.items())


def deed_entered(label: str, day: str, asked: str, text: str, **further: str) -> tuple[Step, ...]:
    """Write down what happened to an assignment."""
    more = (fill(f"{name}*", value) for name, value in further.items())
    return click(label), fill("日期*", day), *more, fill(asked, text), click(label, "button")


SHOTS: Final[Mapping[str, tuple[Picture, ...]]] = {
    **SIMULATION_SHOTS,
    "README": (Shot("home", "/"),),
    "access": (Shot("phone", "/households/?q=JX-001", window=TELEPHONE),),
    "accounts": (
        Shot("refused", "/import/", login="shenji", window=(1280, 360)),
        Shot("town", "/households/", login="qinghe"),
    ),
    "clearing": (
        Shot(
            "list",
            "/clearing/?project=大数据二期",
            (
                click("DSJ2-008"),
                *visited("2023-06-06", "对认定面积有异议，愿意配合复核", "同意复核面积"),
                fill("下一步", "复核面积，带看安置房"),
                fill("责任人", "示例丙"),
                fill("完成期限", "2023-06-20"),
                click("登记走访", "button"),
                click("大数据二期"),
                click("看逐户清单：原因、走访、下一步"),
            ),
            login="zhengchai",
            window=(1440, 760),
        ),
        Shot(
            "household",
            "/clearing/?project=大数据二期",
            (
                click("DSJ2-003"),
                *visited("2023-06-07", "要求增加安置面积，已当面说明办法", "再商量"),
                click("登记走访", "button"),
                click("登记法律程序"),
                choose("环节*", "作出补偿决定"),
                fill("日期*", "2023-07-03"),
                fill("文号", "示例补决〔2023〕1号"),
                click("登记法律程序", "button"),
            ),
            login="zhengchai",
            window=(1280, 900),
            clip="#clearing",
        ),
    ),
    "library": (
        Shot(
            "text", "/library/texts/", (click("《演示征地补偿安置办法（合成）》"),), login="fagui", window=(1280, 900)
        ),
        Shot("questions", "/library/questions/", login="fagui", window=(1280, 720)),
        Shot("search", "/library/search/?q=guodufei", login="fagui", window=(1280, 720)),
    ),
    "dispatch": (
        Shot(
            "course",
            "/meetings/enter/",
            (
                *meeting_entered("第二次调度会"),
                *item_typed(1, "完成剩余户入户", "青禾街道（示例）", "2023-06-30"),
                click("登记交办事项", "button"),
                click("完成剩余户入户"),
                *deed_entered("登记进展", "2023-06-12", "进展情况*", "入户 5 户，还有 3 户"),
                *deed_entered(
                    "登记延期", "2023-06-28", "延期原因*", "连日暴雨", 新期限="2023-07-10", 同意人="示例主任"
                ),
                *deed_entered("报告完成", "2023-07-12", "完成情况和交付的成果*", "8 户全部入户，情况表已上传"),
            ),
            login="zonghe",
            window=(1280, 720),
        ),
        Shot(
            "assign",
            "/meetings/enter/",
            (
                *meeting_entered("第三次调度会"),
                *item_typed(1, "完成剩余户入户，写明滞留原因", "各镇街", "2023-06-30"),
                *item_typed(2, "教学示例项目交地", "青禾街道（示例）", "2023-06-20"),
            ),
            login="zonghe",
            window=(1440, 480),
        ),
    ),
    "entering": (
        Shot(
            "form",
            "/households/?q=JX-001",
            (
                click("JX-001"),
                click("更正房屋"),
                fill("认定面积（㎡），第 1 行", "230.5"),
                press("Tab"),
                see("房屋补偿 F1"),
            ),
            login="zhengchai",
            window=(1440, 900),
        ),
    ),
    "estimates": (
        Shot(
            "compute",
            "/projects/?q=大数据二期",
            (*estimate_begun("大数据二期"), choose("概算依据*", "抽样推算")),
            login="zhengchai",
            window=(1280, 600),
        ),
        Shot(
            "version",
            "/projects/?q=藏龙路一期",
            (
                *estimate_begun("藏龙路一期"),
                choose("概算依据*", "全部在册户"),
                fill("假定签约日", "2023-12-31"),
                click("计算概算", "button"),
                click("送审：概算评审"),
                click("发起“概算评审”", "button"),
                goto("/estimates/?q=藏龙路一期"),
                click("藏龙路一期"),
                see("概算明细"),
            ),
            login="zhengchai",
            window=(1440, 900),
        ),
    ),
    "files": (
        Shot(
            "panel",
            "/households/?q=JX-001",
            (click("JX-001"), upload("文件", "docs/images/household.png"), click("上传文件", "button")),
            login="zhengchai",
            clip="#files",
        ),
    ),
    "home": (
        Shot("charts", "/", window=(1440, 900)),
        Shot("board", "/board/", window=(1440, 640)),
        Shot("remaining", "/remaining/", login="qinghe", window=(1366, 768)),
        Shot("project", "/projects/?q=教学示例", (click("教学示例项目"),), clip="#progress"),
    ),
    "household": (
        Shot("file", "/households/?q=JX-001", (click("JX-001"),)),
        Shot("sheet", "/households/?q=JX-001", (click("JX-001"), see("看计算过程")), clip="#sheet"),
    ),
    "import": (
        Shot(
            "preview",
            "/import/",
            (
                tick("台账工作簿"),
                upload("文件", "demo/registers/xiangtian-bridge-messy.xlsx"),
                click("上传并检查", "button"),
                see("下载标出问题的工作簿"),
            ),
            login="zhengchai",
            window=(1280, 1060),
        ),
    ),
    "install": (Shot("sign-in", "/", login="", window=(1000, 560)), Terminal("accounts", ("accounts", "list"))),
    "jobs": (
        Shot(
            "done",
            "/projects/?q=教学示例",
            (click("教学示例项目"), click("导出台账（.xlsx）"), click("开始导出", "button"), see("已完成")),
            login="zhengchai",
            window=(1280, 620),
        ),
    ),
    "lists": (
        Shot(
            "picked",
            "/households/?state=signed&sort=-payable",
            (tick("选择 CLL1-J03"), tick("选择 CLL1-J01"), see("指定包户干部")),
            login="zhengchai",
        ),
    ),
    "packs": (Terminal("check", ("policy", "check")),),
    "plans": (
        Shot("list", "/plans/", window=(1440, 480)),
        Shot("version", "/plans/", (click("2023年调整1"),), window=(1440, 760)),
        Shot(
            "edit",
            "/plans/new/?year=2023",
            (click("起草计划", "button"), see("保存草稿")),
            login="zonghe",
            window=(1280, 640),
        ),
    ),
    "print": (Paper("card", "/households/?q=JX-001", "打印明白卡", (click("JX-001"),)),),
    "report": (Shot("year", "/report/2023/"), Shot("figure", "/report/2023/figures/done.out_of_plan.area/")),
    "problems": (
        Shot("list", "/problems/", window=(1440, 420)),
        Shot(
            "form",
            "/problems/",
            (
                click("登记问题与措施"),
                fill("来源", "审计"),
                fill("问题*", "结算资料移交不及时"),
                fill("措施", "按月移交"),
            ),
            login="fagui",
            window=(1280, 1000),
        ),
    ),
    "rules-issued": (
        Shot("list", "/rules/", window=(1440, 480)),
        Shot("version", "/rules/", RULE_IN_TWO_VERSIONS, login="fagui", window=(1280, 1000)),
    ),
    "policy-workbench": PACK_SHOTS,
    "rules": (Terminal("errors", ("register", "import", "demo/registers/xiangtian-bridge-messy.xlsx", "--dry-run")),),
    "search": (
        Shot(
            "box",
            "/households/",
            (press("/"), fill("查找项目、户、人员、地块、文件", "崔结建"), see("显示全部结果")),
            login="zhengchai",
        ),
    ),
    "procedures": (
        Shot(
            "case",
            "/procedures/determination-review/",
            (*HANDED_IN, see("还剩")),
            login="qinghe",
            window=(1440, 1000),
        ),
    ),
    "project": (
        Shot("form", "/projects/enter/", login="zhengchai", window=(1440, 900)),
        Shot(
            "events",
            "/projects/?q=教学示例",
            (
                click("教学示例项目"),
                *event_entered("部分完成", "2023-06-01", 面积="6.5"),
                *event_entered("暂停", "2023-07-10", 原因="业主单位无资金保障"),
            ),
            login="zhengchai",
            window=(1440, 900),
        ),
        Shot(
            "weeks",
            "/key-projects/",
            (
                lambda page: page.get_by_role("link", name="填报").last.click(),
                fill("周*", "2023-12-27"),
                fill("本周进展*", "签约 3 户，腾地 1 户"),
                fill("存在问题", "1 户对认定面积有异议"),
                fill("下一步", "复核面积后入户"),
                click("填报", "button"),
                click("重点项目周报"),
            ),
            login="zhengchai",
            window=(1440, 760),
        ),
    ),
    "settlement": (
        Shot("page", "/projects/?q=教学示例", (click("教学示例项目"), click("登记到位资金和已付")), login="caiwu"),
    ),
    "timeline": (
        Shot(
            "steps",
            "/projects/?q=教学示例",
            (
                click("教学示例项目"),
                click("征收土地预公告"),
                fill("发布日*", "2023-03-01"),
                fill("文号", "示例预告〔2023〕1号"),
                click("登记征收土地预公告", "button"),
                click("教学示例项目"),
                see("公示至 2023-03-15"),
            ),
            login="zhengchai",
            clip="#timeline",
        ),
        Shot(
            "holidays",
            "/holidays/?start=2026-12-20&amount=10&unit=工作日&kind=max",
            login="fagui",
            window=(1280, 700),
        ),
    ),
    "todo": (Shot("list", "/procedures/determination-review/", (*HANDED_IN, click("待办")), login="qinghe"),),
    "terms": (Shot("project", "/projects/?q=教学示例", (click("教学示例项目"),)),),
}
