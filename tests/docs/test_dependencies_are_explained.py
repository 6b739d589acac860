"""Each package that the project names itself has its line, and no line names a package that is not used."""

import json
import re

from tests.docs.pages import ROOT, tables


def required(name: str) -> set[str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    packages = (re.split(r"[\[<>=~!; ]", line.split("#")[0].strip())[0] for line in lines if not line.startswith("-"))
    return {package.lower() for package in packages if package}


def of_the_front_end() -> set[str]:
    package = ROOT / "web" / "package.json"
    if not package.exists():
        return set()
    declared = json.loads(package.read_text(encoding="utf-8"))
    return {*declared.get("dependencies", {}), *declared.get("devDependencies", {})}


def test_the_page_and_the_requirements_name_the_same_packages() -> None:
    explained = [row[0] for row in tables((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"))]
    assert len(explained) == len(set(explained))
    in_files = set().union(*(required(path.name) for path in (ROOT / "requirements").glob("*.in")), of_the_front_end())
    assert {name.lower() for name in explained} == in_files


def test_each_package_has_purpose_reason_and_a_licence_we_may_use() -> None:
    only_measured = required("bench.in")
    for row in tables((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")):
        package, purpose, reason, licence = row
        assert all((purpose, reason, licence)), package
        assert package.lower() in only_measured or not re.search(r"(?<!L)GPL", licence), package
