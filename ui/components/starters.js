/** Questions to begin with, as buttons. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  speakFor(data);
  drawOnce(parentElement, "otr-starters", data, () => [
    element("h2", {}, data.heading),
    element("ul", { ...theirs }, data.questions.map((question) =>
      element("li", {}, element("button", { type: "button", click: () => setTriggerValue("asked", question) }, question)))),
  ]);
}
