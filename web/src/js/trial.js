// While a household is typed, what saving would make of its amounts is computed beside the form. Nothing is written.
// Without script the button 试算 does the same.

const PAUSE_MS = 600;
// An amount that is not of what stands in the form must not stay beside it.
const REFUSED = "没有算出来：登录已过期、权限有变化，或填写的内容太多。填写的内容都还在；请在另一个窗口登录后再试算。";

for (const panel of document.querySelectorAll("[data-trial]")) {
  const form = document.getElementById(panel.dataset.form);
  let timer = 0;
  let asked = null;

  // Where the panel stands below the form, its amount stands beside the button that saves.
  const glance = form.querySelector(".entry-buttons").appendChild(document.createElement("a"));
  glance.className = "trial-glance";
  glance.href = "#trial-title";
  const show = () => {
    const amount = panel.querySelector(".trial-after");
    glance.textContent = amount ? `试算 ${amount.textContent.replace("元", " 元")}` : "看试算";
  };
  show();

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    const { signal } = asked;
    panel.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(panel.dataset.trial, { method: "POST", body: new FormData(form), signal });
      if (answer.ok && !answer.redirected) panel.innerHTML = await answer.text();
      else panel.textContent = REFUSED;
    } catch (error) {
      if (error.name !== "AbortError") panel.textContent = "暂时连不上服务器；填写的内容都还在，稍后会再试算。";
    }
    if (signal.aborted) return;
    panel.removeAttribute("aria-busy");
    show();
  }

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE_MS);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  for (const button of document.querySelectorAll(`button[name="try"][form="${form.id}"]`)) {
    button.addEventListener("click", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      ask();
    });
  }
}
