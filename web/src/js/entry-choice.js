// A choice outside a grid: letters typed on it choose by pinyin initials or code, as in the cells of a grid.

const PAUSE_MS = 1000;
let typed = "";
let last = 0;

/** Whether the key was a letter or digit that chose something; a label's own characters the browser finds itself. */
export function typeAhead(event) {
  const { key, target: select } = event;
  if (!/^[a-z0-9]$/i.test(key) || event.ctrlKey || event.metaKey || event.altKey) return false;
  const letter = key.toLowerCase();
  typed = event.timeStamp - last > PAUSE_MS ? letter : typed + letter;
  last = event.timeStamp;
  let found = optionFor(select, typed);
  if (!found && typed !== letter) found = optionFor(select, (typed = letter));
  if (!found) return false;
  event.preventDefault();
  if (select.value !== found.value) {
    select.value = found.value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return true;
}

function optionFor(select, begins) {
  const fits = (option) => (option.dataset.keys ?? "").startsWith(begins) || option.value.toLowerCase().startsWith(begins);
  return [...select.options].find((option) => option.value && fits(option));
}
