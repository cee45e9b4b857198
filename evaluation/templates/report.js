(() => {
  const byId = (id) => document.getElementById(id);
  const [stage, kind, word] = ["by-stage", "by-kind", "by-word"].map(byId);
  const cases = [...document.querySelectorAll("#failed details.case")];
  const show = () => {
    const wanted = word.value.trim().toLowerCase();
    let shown = 0;
    for (const one of cases) {
      const fits = (!stage.value || one.dataset.stage === stage.value) && (!kind.value || one.dataset.kind === kind.value)
        && (!wanted || one.textContent.toLowerCase().includes(wanted));
      one.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    byId("shown").textContent = shown;
    byId("none").hidden = shown > 0;
  };
  for (const control of [stage, kind, word]) control.addEventListener("input", show);
  for (const button of document.querySelectorAll("button[data-stage]")) {
    button.addEventListener("click", () => {
      stage.value = button.dataset.stage;
      show();
      byId("failed").scrollIntoView();
    });
  }
})();
