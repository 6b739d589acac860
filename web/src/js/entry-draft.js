// What is typed is kept in this tab until it is saved: it comes back after an expired session, a lost connection, a
// closed page. In sessionStorage only, for the person who typed it; gone with the tab, with signing out, and when saved.

const PREFIX = "antu-draft ";
const SENT = "antu-sent";
const PAUSE_MS = 400;
const NOT_KEPT = "csrfmiddlewaretoken";

export function keepDraft(form, grids, watch) {
  const person = form.dataset.draftOf;
  if (!person) return;
  const name = `${PREFIX}${person} ${form.getAttribute("action") || location.pathname + location.search}`;
  const isAnswer = Boolean(document.querySelector(".entry-problems, .conflict")); // it shows what was typed already
  const draft = read(name);
  const save = () => write(name, { texts: textsOf(form) });
  if (isAnswer) save();
  else if (draft) bringBack(form, grids, draft, () => discard(name, watch));
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => (watch.isChanged() ? save() : sessionStorage.removeItem(name)), PAUSE_MS);
  };
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    if (!watch.isChanged()) return;
    save();
    write(SENT, name);
  });
}

function textsOf(form) {
  return [...new FormData(form)].filter(([name, value]) => name !== NOT_KEPT && typeof value === "string");
}

function bringBack(form, grids, draft, onDiscard) {
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  for (const [name, text] of draft.texts) {
    const [, key, row] = /^(\w+)-(n\d+)-\w+$/.exec(name) ?? [];
    if (key && text) grids.find((grid) => grid.key === key)?.rowOf(row);
    const field = form.elements.namedItem(name);
    if (field?.type === "checkbox") {
      field.checked = true;
      field.closest("tr")?.classList.add("withdrawn");
    } else if (field) field.value = text;
  }
  form.prepend(noteOf(onDiscard));
  for (const grid of grids) grid.refresh();
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function noteOf(onDiscard) {
  const note = document.createElement("div");
  note.className = "notice entry-draft";
  note.setAttribute("role", "status");
  const words = document.createElement("p");
  words.textContent = "您上次没有保存的填写已经放回表单，还没有写入。";
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-sm", textContent: "放弃这些填写" });
  button.addEventListener("click", onDiscard);
  note.append(words, button);
  return note;
}

function discard(name, watch) {
  watch.leave();
  sessionStorage.removeItem(name);
  location.reload();
}

function read(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name));
  } catch {
    return null;
  }
}

function write(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // The tab's storage is full or shut: the form still asks before it is left.
  }
}

function drafts() {
  return Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
}

/** The page that comes next after a form was sent tells of its success alone; signing out leaves nothing behind. */
export function forgetSavedDrafts() {
  const sent = read(SENT);
  sessionStorage.removeItem(SENT);
  if (sent && document.querySelector(".main > .alert-success")) sessionStorage.removeItem(sent);
  for (const form of document.querySelectorAll('form[action$="/sign-out/"]'))
    form.addEventListener("submit", () => drafts().forEach((name) => sessionStorage.removeItem(name)));
}
