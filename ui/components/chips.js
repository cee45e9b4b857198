/** The filters that are set, each with a button that takes it off. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  drawOnce(parentElement, "otr-chips", data, () => [
    element("ul", { "aria-label": data.heading }, data.chips.map((chip) =>
      element("li", {}, element("button", {
        type: "button",
        "aria-label": `${data.remove} ${chip.text}`,
        click: () => setTriggerValue("removed", { filter: chip.filter, value: chip.value }),
      }, chip.text, element("span", { "aria-hidden": "true" }, "×"))))),
  ]);
}
