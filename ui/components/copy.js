/** What copies an answer with its sources. */
export default function (component) {
  const { data, parentElement } = component;
  drawOnce(parentElement, "otr-copy", data, () => {
    const button = element("button", { type: "button", class: "otr-action", click: () => copyText(data.text, button, data.words) }, data.words.copy);
    return [button];
  });
}
