// Edits of a grid, each a group of changed cells that is undone and done again as one.

const read = (target) => (target.type === "checkbox" ? target.checked : target.value);

export class GridEdits {
  constructor(cells) {
    Object.assign(this, { cells, done: [], undone: [], current: null, before: "" });
  }

  /** A cell is about to be typed in. */
  begin(target) {
    if (this.current !== target) Object.assign(this, { current: target, before: read(target) });
  }

  /** The cell is left, or saved: its text in full, as one edit. */
  settle(target) {
    if (target !== this.current) return;
    const before = this.before;
    if (read(target) !== before) {
      const text = this.cells.settled(target);
      if (text !== target.value) target.value = text;
      this.keep([{ target, before, after: text }]);
      this.changed();
    }
    this.before = read(target);
  }

  /** On leaving the form: the cell that still has the focus too. */
  settleAll() {
    if (this.current) this.settle(this.current);
  }

  finish(target) {
    this.settle(target);
    this.current = null;
  }

  /** Take back what was typed since the cell was entered. */
  abandon(target) {
    if (target !== this.current || read(target) === this.before) return false;
    target.value = this.before;
    this.changed();
    return true;
  }

  /** Write texts into cells as one edit; read-only cells stay. Returns how many cells were written. */
  write(texts) {
    this.settleAll();
    const open = texts.filter(({ target }) => target && !target.readOnly);
    const changes = open.map(({ target, text }) => ({ target, before: read(target), after: text }));
    this.set(changes, "after");
    for (const change of changes) {
      if (change.target.type !== "checkbox") change.after = change.target.value = this.cells.settled(change.target);
    }
    this.keep(changes.filter(({ before, after }) => before !== after));
    if (this.current) this.before = read(this.current);
    this.changed();
    return open.length;
  }

  toggle(target) {
    this.write([{ target, text: target.value.trim() === "是" ? "否" : "是" }]);
    target.select();
    return true;
  }

  /** A box was ticked by hand: keep it as an edit. */
  ticked(box) {
    this.keep([{ target: box, before: !box.checked, after: box.checked }]);
    this.changed();
  }

  undo() {
    if (this.current && this.abandon(this.current)) return true;
    return this.move(this.done, this.undone, "before", "没有可撤销的修改");
  }

  redo() {
    return this.move(this.undone, this.done, "after", "没有可重做的修改");
  }

  move(from, to, which, nothing) {
    const changes = from.pop();
    if (!changes) {
      this.cells.say(nothing);
      return true;
    }
    this.set(changes, which);
    to.push(changes);
    this.changed();
    this.current = null; // what the cell holds now is no typing
    changes[0].target.focus();
    if (this.cells.isCell(changes[0].target)) {
      this.begin(changes[0].target);
      changes[0].target.select();
    }
    this.cells.say(which === "before" ? `已撤销 ${changes.length} 格` : `已重做 ${changes.length} 格`);
    return true;
  }

  set(changes, which) {
    for (const change of changes) {
      if (change.target.type === "checkbox") {
        change.target.checked = change[which];
        change.target.closest("tr").classList.toggle("withdrawn", change[which]);
      } else change.target.value = change[which];
    }
  }

  keep(changes) {
    if (!changes.length) return;
    this.done.push(changes);
    this.undone = [];
  }

  /** Tells the form: sums, the count and the mark of unsaved changes follow. */
  changed() {
    this.cells.body.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
