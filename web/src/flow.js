// Shows a procedure's drawing with where a case stands. Only pages with a drawing load this file.
// The mark of bpmn.io in the corner stays: its licence asks for it.

import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const FIT = "fit-viewport";
const PAPER = "174mm";
const words = (text) => (text || "").split(" ").filter(Boolean);

async function show(frame) {
  const answer = await fetch(frame.dataset.flow, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(String(answer.status));
  const viewer = new NavigatedViewer({ container: frame });
  await viewer.importXML(await answer.text());
  const canvas = viewer.get("canvas");
  for (const id of words(frame.dataset.done)) canvas.addMarker(id, "flow-done");
  for (const id of words(frame.dataset.here)) canvas.addMarker(id, "flow-here");
  const notes = JSON.parse(frame.dataset.notes || "{}");
  for (const [id, note] of Object.entries(notes)) {
    const label = document.createElement("div");
    label.className = "flow-note";
    label.textContent = note;
    viewer.get("overlays").add(id, { position: { bottom: -3, left: 0 }, html: label });
  }
  const fit = (width) => {
    frame.style.width = width;
    canvas.resized();
    canvas.zoom(FIT);
  };
  const onScreen = () => fit("");
  onScreen();
  window.addEventListener("resize", onScreen);
  if (!frame.closest(".flow-sheet")) {
    // Paper is narrower than the screen: what is not fitted to it before it is printed is cut.
    window.addEventListener("beforeprint", () => fit(PAPER));
    window.addEventListener("afterprint", onScreen);
  }
  frame.classList.add("flow-shown");
}

for (const frame of document.querySelectorAll("[data-flow]")) {
  show(frame).catch(() => {
    frame.textContent = "流程图没有显示出来；请刷新页面，或看下面的环节表。";
  });
}
