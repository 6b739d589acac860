// A table of inputs with the habits of a spreadsheet. Every change goes through `write`, so that it can be undone.

import { GridCells } from "./grid-cells.js";
import { GridEdits } from "./grid-edits.js";
import { GridRange } from "./grid-range.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export function startGrid(part) {
  const cells = new GridCells(part);
  const edits = new GridEdits(cells);
  const range = new GridRange(cells, edits);
  const keys = new GridKeys(cells, edits, range);
  part.addEventListener("keydown", (event) => keys.press(event));
  part.addEventListener("mousedown", () => (keys.isByMouse = true), true);
  document.addEventListener("mouseup", () => (keys.isByMouse = false));
  part.addEventListener("focusin", (event) => keys.arrive(event));
  part.addEventListener("focusout", (event) => cells.isCell(event.target) && edits.finish(event.target));
  part.addEventListener("entry:settle", () => edits.settleAll());
  part.addEventListener("dblclick", () => (keys.isEditing = true));
  part.addEventListener("change", (event) => event.target.matches("[type=checkbox]") && keys.withdraw(event.target));
  part.addEventListener("input", () => cells.refresh());
  part.addEventListener("click", (event) => event.target.matches("[data-fold]") && cells.unfold(event.target));
  part.addEventListener("focusin", (event) => event.target.matches("td *") && event.target.closest("tr").classList.add("unfolded"));
  part.querySelector("[data-more]")?.addEventListener("click", (event) => {
    event.preventDefault();
    const first = cells.lastRow + 1;
    for (let count = 0; count < 5; count += 1) cells.addRow();
    cells.at(first, cells.firstOf(first))?.focus();
  });
  cells.refresh();
  const { grid: key } = part.dataset;
  return { key, settle: () => edits.settleAll(), rowOf: (row) => cells.rowOf(row), refresh: () => cells.refresh() };
}

class GridKeys {
  constructor(cells, edits, range) {
    Object.assign(this, { cells, edits, range, isEditing: false, column: 0, isByMouse: false });
  }

  /** Coming to a cell selects what it holds: typing replaces it, as in a spreadsheet. */
  arrive({ target, relatedTarget }) {
    if (!this.cells.isCell(target)) return;
    this.isEditing = false;
    const fromOutside = !relatedTarget || !this.cells.part.contains(relatedTarget);
    if (this.isByMouse || fromOutside) this.column = this.cells.placeOf(target).column;
    this.edits.begin(target);
    this.cells.offerOptions(target);
    this.range.arrive(target);
    target.select();
  }

  press(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const control = event.ctrlKey || event.metaKey;
    if (this.cells.isCell(event.target) && (control ? this.command(event) : this.plain(event))) event.preventDefault();
    else if (event.target.matches("[type=checkbox]") && event.key in STEPS && this.step(event)) event.preventDefault();
  }

  command(event) {
    const key = event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? this.edits.redo() : this.edits.undo();
    if (key === "y") return this.edits.redo();
    if (key === "d") return this.range.fillDown();
    if (key === "home") return this.go(0, 0);
    if (key === "end") return this.go(this.cells.lastRow, 0);
    return false;
  }

  plain(event) {
    const cell = event.target;
    if (event.key === "F2") return this.edit(cell);
    if (event.key === "Escape") return this.edits.abandon(cell) && this.arriveAgain(cell);
    if (event.key === "Enter") return event.altKey && cell.matches("textarea") ? this.lineBreak(cell) : this.enter(event);
    if (event.key === "Tab") return this.tab(event);
    if (event.key === " " && this.cells.kindOf(cell) === "bool") return this.edits.toggle(cell);
    if (event.key === "Delete" && this.range.isWide) return this.range.clear();
    if (event.key === "PageDown" || event.key === "PageUp") return this.page(event);
    return event.key in STEPS && !event.altKey && this.arrow(event);
  }

  edit(cell) {
    this.isEditing = true;
    cell.setSelectionRange(cell.value.length, cell.value.length);
    return true;
  }

  arriveAgain(cell) {
    this.isEditing = false;
    cell.select();
    return true;
  }

  arrow(event) {
    const cell = event.target;
    if (event.shiftKey) return !this.isEditing && this.range.extend(...STEPS[event.key]);
    const sideways = STEPS[event.key][0] === 0;
    const isLong = cell.matches("textarea") && this.isEditing && cell.value.includes("\n");
    if (sideways ? !this.atTheEnd(cell, event.key) : isLong) return false;
    return this.step(event);
  }

  /** Sideways an arrow leaves only a cell that is wholly selected, or from the end of its text. */
  atTheEnd(cell, key) {
    const { selectionStart: start, selectionEnd: end, value } = cell;
    if (!this.isEditing && start === 0 && end === value.length) return true;
    return start === end && (key === "ArrowLeft" ? start === 0 : end === value.length);
  }

  step(event) {
    const [down, right] = STEPS[event.key];
    const { row, column } = this.cells.placeOf(event.target);
    this.column = column + right;
    return this.go(row + down, column + right);
  }

  page(event) {
    const { row, column } = this.cells.placeOf(event.target);
    const last = this.cells.lastRow;
    return this.go(Math.min(last, Math.max(0, row + (event.key === "PageDown" ? 10 : -10))), column);
  }

  /** Down, back to the column where the row of tabs began; on a blank last row on to what follows the table. */
  enter(event) {
    const { row } = this.cells.placeOf(event.target);
    this.edits.settle(event.target);
    if (event.shiftKey) return this.go(row - 1, this.column) || true;
    if (this.cells.isBlankToTheEnd(row)) return this.cells.leave() || true;
    return this.go(row + 1, this.column) || true;
  }

  tab(event) {
    const { row, column } = this.cells.placeOf(event.target);
    const first = this.cells.firstOf(row + 1);
    if (!event.shiftKey && column === this.cells.lastOf(row) && row < this.cells.lastRow) {
      this.column = first;
      return this.go(row + 1, first);
    }
    return false; // the browser moves on; where the row of tabs began is kept for Enter
  }

  /** A row to be withdrawn is struck through, and stays. */
  withdraw(box) {
    box.closest("tr").classList.toggle("withdrawn", box.checked);
    this.edits.ticked(box);
  }

  lineBreak(cell) {
    cell.setRangeText("\n", cell.selectionStart, cell.selectionEnd, "end");
    return true;
  }

  go(row, column) {
    const cell = this.cells.at(row, column);
    cell?.focus();
    return Boolean(cell);
  }
}
