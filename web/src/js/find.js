// The box in the top bar: results while typing, by the keyboard too. Without script it is a form that leads to a page.

const PAUSE_MS = 120;
const FIELDS = "input, textarea, select, [contenteditable]";

for (const form of document.querySelectorAll("form[data-find]")) start(form);

function start(form) {
  const box = form.elements.q;
  const list = form.querySelector("[role=listbox]");
  const status = form.querySelector("[data-find-status]");
  let timer = 0;
  let asked = null;
  let at = -1;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  const options = () => [...list.querySelectorAll("[role=option]")];

  function stop() {
    clearTimeout(timer);
    asked?.abort();
  }

  function show(isOpen) {
    list.hidden = !isOpen;
    box.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) mark(-1);
  }

  function mark(place) {
    at = place;
    options().forEach((option, position) => option.setAttribute("aria-selected", String(position === at)));
    const marked = options()[at];
    if (marked) {
      box.setAttribute("aria-activedescendant", marked.id);
      marked.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  async function ask() {
    stop();
    const typed = box.value.trim();
    if (!typed) return show(false);
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await fetch(`${form.dataset.find}?q=${encodeURIComponent(typed)}`, { signal });
      if (!answer.ok || answer.redirected) return show(false);
      const html = await answer.text();
      if (signal.aborted) return;
      list.innerHTML = html;
      const found = options().length - 1;
      status.textContent = found ? `找到 ${found} 条，按上下箭头选择` : "没有找到";
      show(true);
      mark(-1);
    } catch (error) {
      if (error.name !== "AbortError") show(false);
    }
  }

  function later() {
    stop();
    timer = setTimeout(ask, PAUSE_MS);
  }

  function move(step) {
    const count = options().length;
    if (list.hidden) return ask();
    mark(at < 0 && step < 0 ? count - 1 : (at + step + count) % count);
  }

  box.addEventListener("input", (event) => event.isComposing || later());
  box.addEventListener("compositionend", later);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const marked = list.hidden ? null : options()[at];
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter" && marked) window.location.assign(marked.dataset.url);
    else if (event.key === "Escape" && !list.hidden) {
      stop();
      show(false);
    } else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    if (event.ctrlKey || event.metaKey) window.open(option.dataset.url);
    else window.location.assign(option.dataset.url);
  });
  form.addEventListener("submit", stop);
  form.addEventListener("focusout", (event) => {
    if (form.contains(event.relatedTarget)) return;
    stop();
    show(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(FIELDS)) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
}
