// The pages work without script; this only saves a click: filters apply when chosen, a whole row opens its page.

import "./js/entry.js";
import "./js/entry-code.js";
import "./js/find.js";
import "./js/jobs.js";
import "./js/listing.js";
import "./js/trial.js";

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && event.target.matches("select")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.target.closest("a, button, input, summary, label, .pick") || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href);
  else window.location.assign(row.dataset.href);
});

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// On a phone the menu starts folded; at a desk as it was left. Without script it is simply open.
const menu = document.querySelector(".menu-fold");
const isPhone = window.matchMedia("(max-width: 991px)").matches;
if (menu && (isPhone || localStorage.getItem("antu-menu") === "folded")) menu.open = false;
menu?.addEventListener("toggle", () => {
  if (!isPhone) localStorage.setItem("antu-menu", menu.open ? "open" : "folded");
});
