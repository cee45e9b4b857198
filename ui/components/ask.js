/** The field that a question is put in. One that is sent stays in the value until the page says that it has it: none is lost. */
export default function (component) {
  const { data, parentElement, setStateValue } = component;
  const { taken, ...shown } = data;

  const root = drawOnce(parentElement, "otr-ask", shown, (root) => {
    const field = element("textarea", { rows: 1, maxlength: data.longest, placeholder: data.placeholder, "aria-label": data.placeholder });
    const button = element("button", { type: "button", class: "otr-send", "aria-label": data.send, title: data.send, disabled: true }, "↑");
    const fit = () => {
      field.style.height = "auto";
      field.style.height = `${field.scrollHeight}px`;
      button.disabled = !field.value.trim();
    };
    const send = () => {
      const text = field.value.trim();
      if (!text) return;
      root.otrWaiting.push({ id: `${Date.now()}-${Math.random()}`, text });
      setStateValue("asked", [...root.otrWaiting]);
      field.value = "";
      fit();
      field.focus();
    };
    field.addEventListener("input", fit);
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    });
    button.addEventListener("click", send);
    return [field, button];
  });
  root.otrWaiting = (root.otrWaiting ?? []).filter((one) => !taken.includes(one.id));
}
