// Forms: Enter goes on, Ctrl+S saves, choices follow the field they depend on, nothing typed is left by accident.

import { typeAhead } from "./entry-choice.js";
import { forgetSavedDrafts, keepDraft } from "./entry-draft.js";
import { startGrid } from "./entry-grid.js";
import { dayText } from "./entry-text.js";

const PATIENCE_MS = 3000;
const PICTURES_MAX = 6;
const FOLLOWING = "select[data-depends-on], input[data-depends-on]";
const PREVIEWED = /^image\/(png|jpeg|webp)$/;

function startForm(form) {
  const grids = [...form.querySelectorAll("[data-grid]")].map((part) => startGrid(part));
  form.addEventListener("keydown", (event) => onKey(form, event));
  form.addEventListener("change", (event) => onChange(form, event.target));
  for (const field of form.querySelectorAll(FOLLOWING)) followOther(form, field);
  for (const input of form.querySelectorAll("input[data-date]")) offerCalendar(input);
  keepDraft(form, grids, watchForChanges(form, grids));
}

// An address that names a part of a form (#grid-person) begins typing there.
function goToPlace() {
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  place?.scrollIntoView(); // scripts have folded what stood above
  if (!place?.closest("form[data-entry]")) return;
  const open = "input:not([type=hidden]):not([type=checkbox]):not([readonly]), select, textarea";
  const fields = place.matches(open) ? [place] : [...place.querySelectorAll(open)];
  fields.find((field) => field.tabIndex >= 0 && field.offsetParent)?.focus({ preventScroll: true });
}

function onKey(form, event) {
  if (event.isComposing || event.keyCode === 229) return;
  if (event.target.matches("select") && typeAhead(event)) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    document.activeElement?.dispatchEvent(new Event("entry:settle", { bubbles: true }));
    form.requestSubmit();
  } else if (event.key === "Enter" && isPlainField(event.target) && !event.defaultPrevented) {
    event.preventDefault();
    const next = nextField(form, event.target);
    next?.focus();
    if (next?.matches("input")) next.select(); // typing replaces, as after Tab
  }
}

const isPlainField = (target) =>
  target.matches("input:not([type=checkbox]), select") && !target.closest("[data-grid]") && !target.closest("[data-plain-enter]");

function nextField(form, current) {
  const all = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button")];
  const open = all.filter((each) => !each.disabled && !each.readOnly && each.tabIndex >= 0 && each.offsetParent);
  return open[open.indexOf(current) + 1] ?? form.querySelector("[data-save]");
}

function onChange(form, target) {
  if (target.matches("input[data-date]")) target.value = dayText(target.value);
  if (target.matches("input[type=file]")) preview(target);
  for (const field of form.querySelectorAll(FOLLOWING)) if (field.dataset.dependsOn === target.name) followOther(form, field);
}

// All options are in the page, so that it works without script; those of other values are taken out here. What may be
// written freely is offered everything beside a value that nobody has written yet.
const partsOf = new WeakMap();

function followOther(form, field) {
  const place = field.list ?? field;
  if (!partsOf.has(place)) partsOf.set(place, [...place.querySelectorAll(":scope > [data-of]")]);
  const other = form.elements.namedItem(field.dataset.dependsOn)?.value;
  const kept = field.value;
  const parts = partsOf.get(place);
  const fitting = parts.filter((part) => !other || part.dataset.of.split("|").includes(other));
  const shown = field.list && !fitting.length ? parts : fitting;
  for (const part of parts) {
    if (shown.includes(part)) place.append(part);
    else part.remove();
  }
  field.value = kept;
  if (field.selectedIndex < 0) field.value = "";
}

// On a phone a day is picked; at a desk eight digits are quicker.
function offerCalendar(input) {
  const isIso = /^(\d{4}-\d\d-\d\d)?$/.test(input.value);
  if (isIso && !input.readOnly && window.matchMedia("(pointer: coarse)").matches) input.type = "date";
}

// What was chosen, by name and size, the first pictures shown; the files are sent as they are.
function preview(input) {
  const place = input.closest(".entry-field").querySelector("[data-preview]");
  const files = [...input.files];
  place.hidden = !files.length;
  place.replaceChildren(...files.map((file) => previewOf(file)));
  const pictures = files.filter((file) => PREVIEWED.test(file.type)).slice(0, PICTURES_MAX);
  const send = input.form.querySelector("[type=submit]:not([tabindex])"); // what comes after a photograph was taken
  const reveal = () => input.hasAttribute("capture") && send.scrollIntoView({ block: "center" });
  for (const file of pictures) showPicture(file, place.children[files.indexOf(file)], reveal);
}

function previewOf(file) {
  const line = document.createElement("span");
  line.textContent = `${file.name}，${(file.size / 1024 / 1024).toFixed(1)} MB`;
  return line;
}

function showPicture(file, line, reveal) {
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    const image = document.createElement("img");
    image.src = reader.result;
    image.alt = "待上传的照片";
    line.prepend(image);
    image.addEventListener("load", reveal);
  });
  reader.readAsDataURL(file);
}

// Without what is empty: a blank row more is no change.
const stateOf = (form) =>
  JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value.name ?? value]).filter(([, text]) => text));

function watchForChanges(form, grids) {
  const state = form.querySelector("[data-state]");
  const wasRefused = Boolean(document.querySelector(".entry-problems, .conflict")); // what is shown was never saved
  const before = stateOf(form);
  let isLeaving = false;
  const isChanged = () => wasRefused || stateOf(form) !== before;
  const tell = () => {
    if (state) state.textContent = isChanged() ? "有未保存的修改" : "";
  };
  form.addEventListener("input", tell);
  tell();
  form.addEventListener("submit", (event) => {
    if (isLeaving) event.preventDefault(); // pressed twice
    for (const grid of grids) grid.settle();
    isLeaving = true;
    setTimeout(() => (isLeaving = false), PATIENCE_MS);
  });
  window.addEventListener("pageshow", () => (isLeaving = false));
  window.addEventListener("beforeunload", (event) => {
    if (isLeaving || !isChanged()) return;
    event.preventDefault();
    event.returnValue = "";
  });
  return { isChanged, leave: () => (isLeaving = true) };
}

// Last, when all above is defined.
forgetSavedDrafts();
for (const form of document.querySelectorAll("form[data-entry]")) startForm(form);
document.querySelector("[data-focus-first]")?.focus();
window.addEventListener("load", () => setTimeout(goToPlace)); // after the browser went there, which takes the focus away
window.addEventListener("hashchange", () => setTimeout(goToPlace));
