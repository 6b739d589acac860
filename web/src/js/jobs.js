// A job's page asks once a second how far it is, and opens anew when the job has ended. Without script it reloads itself.

const PAUSE_MS = 1000;

for (const part of document.querySelectorAll("[data-job]")) {
  async function ask() {
    try {
      const answer = document.hidden ? null : await fetch(part.dataset.job);
      if (answer?.redirected) return window.location.reload();
      if (answer?.ok) show(await answer.text());
    } catch {
      // The server is restarting: the job goes on after it, and the next question finds it.
    }
    if (part.querySelector("[data-ended]")) window.location.reload();
    else setTimeout(ask, PAUSE_MS);
  }

  // Only what has changed is replaced, so that a screen reader does not read the same line again.
  function show(html) {
    if (part.dataset.shown !== html) part.innerHTML = part.dataset.shown = html;
  }

  setTimeout(ask, PAUSE_MS);
}
