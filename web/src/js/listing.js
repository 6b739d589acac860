// Lists work without script; this counts what is picked, picks a page at once and closes folds that cover the table.

const boxes = (form) => [...form.querySelectorAll("tbody .pick input")];

function show(form) {
  const bar = form.querySelector("[data-bulk]");
  const all = form.querySelector("[data-pick-all]");
  const picked = boxes(form).filter((box) => box.checked).length;
  const page = form.querySelector("[data-pick-page]");
  const isOn = picked > 0 || Boolean(all?.checked);
  page.checked = picked > 0 && picked === boxes(form).length;
  page.indeterminate = picked > 0 && !page.checked;
  bar.classList.toggle("is-on", isOn);
  bar.querySelector("[data-picked]").textContent = all?.checked
    ? "已选择符合条件的全部记录"
    : picked > 0 ? `已选 ${picked} 行` : "勾选左侧方框后可批量办理";
  for (const button of bar.querySelectorAll("button")) button.disabled = !isOn;
}

for (const form of document.querySelectorAll("form[data-picks]")) {
  const page = form.querySelector("[data-pick-page]");
  if (!page) continue;
  page.hidden = false;
  page.addEventListener("change", () => {
    for (const box of boxes(form)) box.checked = page.checked;
  });
  form.addEventListener("change", () => show(form));
  window.addEventListener("pageshow", () => show(form));
  let last = null;
  form.addEventListener("click", (event) => {
    if (!event.target.matches("tbody .pick input")) return;
    const own = boxes(form);
    if (event.shiftKey && last) {
      const [from, to] = [own.indexOf(last), own.indexOf(event.target)].sort((a, b) => a - b);
      for (const box of own.slice(from, to + 1)) box.checked = event.target.checked;
      show(form);
    }
    last = event.target;
  });
}

document.addEventListener("click", (event) => {
  for (const fold of document.querySelectorAll("details.fold[open]")) if (!fold.contains(event.target)) fold.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const fold of document.querySelectorAll("details.fold[open]")) {
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});
