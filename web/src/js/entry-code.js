// A long text that has line numbers: they scroll with it, and a problem's link leads to its line.

const LINE = "\n";

function numbered(text) {
  const gutter = document.createElement("div");
  gutter.className = "code-lines";
  gutter.setAttribute("aria-hidden", "true");
  text.before(gutter);
  const count = () => {
    const lines = text.value.split(LINE).length;
    gutter.textContent = Array.from({ length: lines }, (_, at) => at + 1).join(LINE);
    gutter.scrollTop = text.scrollTop;
  };
  text.addEventListener("input", count);
  text.addEventListener("scroll", () => (gutter.scrollTop = text.scrollTop));
  count();
}

function goTo(text, line) {
  const lines = text.value.split(LINE);
  const start = lines.slice(0, line - 1).join(LINE).length + (line > 1 ? 1 : 0);
  text.focus();
  text.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
  const height = text.scrollHeight / lines.length;
  text.scrollTop = Math.max(0, (line - 4) * height);
}

for (const text of document.querySelectorAll("textarea[data-code]")) numbered(text);

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-line]");
  const text = link && document.getElementById(link.hash.slice(1));
  if (!text?.matches("[data-code]")) return;
  event.preventDefault();
  text.scrollIntoView({ block: "nearest" });
  goTo(text, Number(link.dataset.line));
});
