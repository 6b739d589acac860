// A rectangle of cells: marked with Shift or the mouse, copied, cut, pasted, filled and cleared as one.

import { readBlock, writeBlock } from "./entry-text.js";

export class GridRange {
  constructor(cells, edits) {
    Object.assign(this, { cells, edits, from: null, to: null, isDragging: false, isExtending: false });
    const { part } = cells;
    part.addEventListener("mousedown", (event) => this.press(event));
    part.addEventListener("mouseover", (event) => this.drag(event));
    document.addEventListener("mouseup", () => (this.isDragging = false));
    part.addEventListener("copy", (event) => this.copy(event));
    part.addEventListener("cut", (event) => this.copy(event) && this.clear());
    part.addEventListener("paste", (event) => this.paste(event));
  }

  get isWide() {
    return Boolean(this.from) && (this.from.row !== this.to.row || this.from.column !== this.to.column);
  }

  get box() {
    const { from, to } = this;
    return {
      top: Math.min(from.row, to.row), bottom: Math.max(from.row, to.row),
      left: Math.min(from.column, to.column), right: Math.max(from.column, to.column),
    };
  }

  arrive(target) {
    if (!this.isDragging) this.set(this.cells.placeOf(target));
  }

  set(from, to = from) {
    Object.assign(this, { from, to });
    for (const cell of this.cells.part.querySelectorAll(".picked")) cell.classList.remove("picked");
    if (!this.isWide) return;
    for (const cell of this.inside()) cell?.closest("td").classList.add("picked");
    const { top, bottom, left, right } = this.box;
    this.cells.say(`已选 ${bottom - top + 1} 行 ${right - left + 1} 列`);
  }

  inside() {
    return this.lines().flat();
  }

  lines() {
    const { top, bottom, left, right } = this.box;
    const across = Array.from({ length: right - left + 1 }, (_, step) => left + step);
    return Array.from({ length: bottom - top + 1 }, (_, step) => across.map((column) => this.cells.at(top + step, column)));
  }

  extend(down, right) {
    const row = this.to.row + down;
    const column = this.to.column + right;
    if (row >= 0 && row <= this.cells.lastRow && column >= 0 && column < this.cells.columns.length) this.set(this.from, { row, column });
    return true;
  }

  /** The first press enters a cell, Shift extends to it; only a press in the cell one is in sets the caret. */
  press(event) {
    const cell = event.target;
    if (!this.cells.isCell(cell) || event.button !== 0) return;
    if (event.shiftKey && this.from) {
      event.preventDefault();
      this.set(this.from, this.cells.placeOf(cell));
    } else if (cell !== document.activeElement) {
      event.preventDefault();
      cell.focus();
      this.isDragging = true;
    }
  }

  drag(event) {
    const cell = event.target.closest("td")?.querySelector("input, textarea");
    if (this.isDragging && cell && this.cells.isCell(cell)) this.set(this.from, this.cells.placeOf(cell));
  }

  copy(event) {
    if (!this.cells.isCell(event.target) || !this.isWide) return false;
    event.preventDefault();
    event.clipboardData.setData("text/plain", writeBlock(this.lines().map((row) => row.map((cell) => cell?.value ?? ""))));
    this.cells.say(`已复制 ${this.lines().length} 行`);
    return true;
  }

  clear() {
    this.edits.write(this.inside().map((target) => ({ target, text: "" })));
    return true;
  }

  fillDown() {
    const { top, bottom, left, right } = this.box;
    const source = top === bottom ? top - 1 : top;
    if (source < 0) return true;
    const first = top === bottom ? top : top + 1;
    const texts = [];
    for (let row = first; row <= bottom; row += 1)
      for (let column = left; column <= right; column += 1)
        texts.push({ target: this.cells.at(row, column), text: this.cells.at(source, column)?.value ?? "" });
    this.cells.say(`已向下填充 ${this.edits.write(texts)} 格`);
    return true;
  }

  paste(event) {
    if (!this.cells.isCell(event.target)) return;
    const text = event.clipboardData.getData("text/plain");
    const block = readBlock(text);
    const isOne = block.length === 1 && block[0].length === 1;
    if (isOne && !this.isWide) return; // the browser puts it where the caret is
    event.preventDefault();
    if (isOne) this.edits.write(this.inside().map((target) => ({ target, text: block[0][0] })));
    else this.pasteBlock(block);
  }

  pasteBlock(block) {
    const { top, left } = this.box;
    const wide = Math.max(...block.map((row) => row.length));
    const lost = Math.max(0, left + wide - this.cells.columns.length);
    let short = 0;
    const texts = block.flatMap((row, down) => {
      while (top + down > this.cells.lastRow) if (!this.cells.addRow()) break;
      if (top + down > this.cells.lastRow) short += 1;
      return row.slice(0, wide - lost).map((text, right) => ({ target: this.cells.at(top + down, left + right), text: text.trim() }));
    });
    const fits = texts.filter(({ target }) => target);
    const written = this.edits.write(fits);
    const notes = [`已粘贴 ${block.length - short} 行`];
    if (short) notes.push(`${short} 行放不下，没有粘贴`);
    if (lost) notes.push(`右侧多出 ${lost} 列，没有粘贴`);
    if (written < fits.length) notes.push(`${fits.length - written} 格不能修改，保持原样`);
    this.cells.say(notes.join("；"));
    this.set({ row: top, column: left });
  }
}
