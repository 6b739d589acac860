// The rows and cells of one grid: where each is, blank rows at the end, sums, what a column offers.

import { completed, dayText, exactSum, markText } from "./entry-text.js";

/** More rows than anybody types or pastes by intent. */
const ROWS_MAX = 500;

export class GridCells {
  constructor(part) {
    this.part = part;
    this.body = part.querySelector("tbody");
    this.pattern = part.querySelector("template[data-row]");
    this.columns = [...part.querySelectorAll("thead th[data-name]")].map((head) => head.dataset);
    this.saidPlace = part.querySelector("[data-said]");
    const foot = part.querySelector("tfoot");
    if (foot) foot.hidden = false;
    part.classList.add("folds"); // on a phone a row shows its first columns until it is opened
    part.querySelector("table").setAttribute("role", "grid"); // arrows reach what Tab passes by
    this.prepare(this.body);
    for (const wrong of this.body.querySelectorAll("td.wrong")) wrong.closest("tr").classList.add("unfolded");
  }

  get rows() {
    return [...this.body.rows];
  }

  get lastRow() {
    return this.body.rows.length - 1;
  }

  prepare(rows) {
    for (const button of rows.querySelectorAll("[data-fold]")) button.hidden = false;
    for (const cell of rows.querySelectorAll("[data-passed]")) cell.tabIndex = -1;
  }

  /** The first and the last column at which Tab stops. */
  firstOf(row) {
    return Math.max(0, this.stopsOf(row).indexOf(true));
  }

  lastOf(row) {
    return this.stopsOf(row).lastIndexOf(true);
  }

  stopsOf(row) {
    return this.columns.map((_, column) => this.at(row, column)?.tabIndex >= 0);
  }

  /** The row of this key; new ones are added until it is there. */
  rowOf(key) {
    const find = () => this.rows.find((row) => row.dataset.key === key);
    while (!find() && /^n\d+$/.test(key) && this.addRow());
    return find();
  }

  unfold(button) {
    const row = button.closest("tr");
    row.classList.add("unfolded");
    this.at(row.sectionRowIndex, this.firstOf(row.sectionRowIndex))?.focus();
  }

  isCell(target) {
    return target.matches("td > input:not([type=checkbox]), td > textarea") && this.body.contains(target);
  }

  at(row, column) {
    return this.body.rows[row]?.cells[column + 1]?.querySelector("input, textarea") ?? null;
  }

  placeOf(target) {
    const box = target.closest("td");
    return { row: box.parentElement.sectionRowIndex, column: box.cellIndex - 1 };
  }

  columnOf(target) {
    return this.columns[this.placeOf(target).column];
  }

  kindOf(target) {
    return this.columnOf(target)?.kind;
  }

  textsOf(row) {
    return this.columns.map((_, column) => this.at(row, column)?.value ?? "");
  }

  isBlank(row) {
    return this.textsOf(row).every((text) => !text.trim());
  }

  isBlankToTheEnd(row) {
    return this.rows.slice(row).every((_, offset) => this.isBlank(row + offset));
  }

  /** One more blank row, under the next number that no row has; false when there are no more to be had. */
  addRow() {
    if (!this.pattern || this.rows.length >= ROWS_MAX) return false;
    const taken = this.rows.map((row) => Number(/^n(\d+)$/.exec(row.dataset.key)?.[1] ?? 0));
    const key = `n${Math.max(0, ...taken) + 1}`;
    const copy = document.createElement("template");
    copy.innerHTML = this.pattern.innerHTML.replaceAll("__row__", key).replaceAll("__number__", this.rows.length + 1);
    this.prepare(copy.content);
    this.body.append(copy.content);
    return true;
  }

  /** After any change: a blank row stands last, sums and count follow. */
  refresh() {
    if (this.pattern && (this.lastRow < 0 || !this.isBlank(this.lastRow))) this.addRow();
    const counted = this.rows.filter((row, place) => !row.classList.contains("withdrawn") && !this.isBlank(place));
    this.part.querySelector("[data-count]").textContent = counted.length;
    this.rows.forEach((row, place) => row.classList.toggle("blank", this.isBlank(place)));
    this.columns.forEach((column, place) => {
      if (!("sum" in column)) return;
      const texts = counted.map((row) => this.at(row.sectionRowIndex, place)?.value ?? "");
      this.part.querySelector(`[data-sum-of="${column.name}"]`).textContent = exactSum(texts, column.kind === "money");
    });
  }

  /** The text as it is left: choices, marks and days in full. */
  settled(target) {
    const kind = this.kindOf(target);
    if (kind === "bool") return markText(target.value);
    if (kind === "date") return dayText(target.value);
    return kind === "choice" ? completed(target.value, this.optionsOf(target)) : target.value;
  }

  optionsOf(target) {
    const { row, column } = this.placeOf(target);
    const { name, dependsOn } = this.columns[column];
    const list = this.part.querySelector(`#${CSS.escape(`${this.part.dataset.grid}-${name}-list`)}`);
    const all = [...(list?.options ?? [])].map((each) => ({
      label: each.value, code: each.dataset.code, keys: each.getAttribute("label") ?? "", of: each.dataset.of?.split("|"),
    }));
    if (!dependsOn) return all;
    const other = this.columns.findIndex((each) => each.name === dependsOn);
    const chosen = this.at(row, other)?.value.trim() ?? "";
    const parent = other < 0 ? undefined : this.optionsOf(this.at(row, other)).find((each) => each.label === chosen);
    return parent ? all.filter((each) => !each.of || each.of.includes(parent.code)) : all;
  }

  /** Below a cell that depends on another, only what that one allows. */
  offerOptions(target) {
    const column = this.columnOf(target);
    if (!column.dependsOn || target.readOnly) return;
    const id = `${this.part.dataset.grid}-live-list`;
    const list = document.getElementById(id) ?? this.part.appendChild(Object.assign(document.createElement("datalist"), { id }));
    list.replaceChildren(...this.optionsOf(target).map((each) => new Option(each.keys, each.label)));
    target.setAttribute("list", id);
  }

  /** To the first field behind the grid. */
  leave() {
    const form = this.part.closest("form");
    const fields = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button, a.btn")];
    const isBehind = (field) => this.part.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING;
    fields.find((field) => isBehind(field) && !this.part.contains(field) && field.offsetParent && field.tabIndex >= 0)?.focus();
  }

  say(text) {
    this.saidPlace.textContent = text;
  }
}
