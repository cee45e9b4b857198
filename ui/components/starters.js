/** Questions to begin with, as buttons. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  drawOnce(parentElement, "otr-starters", data, () => [
    element("h2", {}, data.heading),
    element("ul", {}, data.questions.map((question) =>
      element("li", {}, element("button", { type: "button", click: () => setTriggerValue("asked", question) }, question)))),
  ]);
}
