// Texts of cells: blocks as spreadsheets copy them, exact sums, what a short form stands for. No page in sight.

/** Rows of cells out of tab-separated text; a quoted cell may hold tabs, line breaks and doubled quotes. */
export function readBlock(text) {
  const rows = [[]];
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  let at = 0;
  while (at <= source.length) {
    const { cell, next } = source[at] === '"' ? quotedCell(source, at) : plainCell(source, at);
    rows[rows.length - 1].push(cell);
    if (next >= source.length) break;
    if (source[next] === "\n") rows.push([]);
    at = next + 1;
  }
  return rows;
}

function plainCell(source, start) {
  const found = source.slice(start).search(/[\t\n]/);
  const next = found < 0 ? source.length : start + found;
  return { cell: source.slice(start, next), next };
}

function quotedCell(source, start) {
  let cell = "";
  let at = start + 1;
  while (at < source.length) {
    if (source[at] !== '"') cell += source[at];
    else if (source[at + 1] === '"') cell += source[(at += 1)];
    else break;
    at += 1;
  }
  const after = source[at + 1];
  const closed = source[at] === '"' && (after === undefined || after === "\t" || after === "\n");
  return closed ? { cell, next: at + 1 } : plainCell(source, start); // a quotation mark that only begins a text
}

/** The block as a spreadsheet pastes it. */
export function writeBlock(rows) {
  const quoted = (cell) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** The sum of those texts that are numbers, exactly: whole numbers of the smallest place, never floating point. */
export function exactSum(texts, isMoney) {
  const numbers = texts.map((text) => text.replace(/[,，\s元㎡]/g, "")).filter((text) => NUMBER.test(text));
  const places = Math.max(isMoney ? 2 : 0, ...numbers.map((text) => (text.split(".")[1] ?? "").length));
  const scaled = numbers.map((text) => {
    const [whole, part = ""] = text.split(".");
    return BigInt(whole + part.padEnd(places, "0"));
  });
  const total = scaled.reduce((sum, each) => sum + each, 0n);
  const digits = String(total < 0n ? -total : total).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const shown = isMoney ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return (total < 0n ? "-" : "") + shown + (places ? `.${digits.slice(-places)}` : "");
}

/** What a typed text stands for among the options: code, initials, number, or the only label that begins so; else itself. */
export function completed(text, options) {
  const typed = text.trim();
  const low = typed.toLowerCase();
  if (!typed || options.some((each) => each.label === typed)) return typed;
  const only = (fits) => {
    const found = options.filter(fits);
    return found.length === 1 ? found[0].label : undefined;
  };
  return (
    only((each) => each.code.toLowerCase() === low) ??
    only((each) => each.keys.toLowerCase().split(" ").includes(low)) ??
    only((each) => each.label.startsWith(typed)) ??
    only((each) => each.keys.startsWith(low)) ??
    typed
  );
}

const YES = new Set(["1", "y", "s", "是", "√", "有"]);
const NO = new Set(["0", "n", "f", "否", "×", "x", "无"]);

/** 是 or 否 for what people type for it; anything else stays. */
export function markText(text) {
  const low = text.trim().toLowerCase();
  if (YES.has(low)) return "是";
  return NO.has(low) ? "否" : text.trim();
}

/** `20230508` and `2023.5.8` as `2023-05-08`; anything else stays. */
export function dayText(text) {
  const found = /^(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))$/.exec(text.trim());
  if (!found) return text.trim();
  const [, year, month, day, monthTyped, dayTyped] = found;
  return [year, (month ?? monthTyped).padStart(2, "0"), (day ?? dayTyped).padStart(2, "0")].join("-");
}
