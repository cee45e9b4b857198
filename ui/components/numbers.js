/** Claims that were made again with another number: a small table each, the numbers side by side with their dates. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  speakFor(data);

  const words = (pieces) => pieces.map((piece) => (piece.struck ? element("del", {}, piece.text) : piece.text));

  const row = (said, share) =>
    element("tr", {},
      element("td", { class: "otr-number-when" },
        dated(said),
        element("span", { class: "otr-number-who" }, said.name)),
      element("td", { class: "otr-number-value" },
        element("button", { type: "button", title: said.title, click: () => setTriggerValue("opened", said.open) }, said.number),
        share > 0 && element("span", { class: "otr-number-bar", "aria-hidden": "true", style: `--share: ${share}` })),
      element("td", { class: "otr-number-said" }, element("span", { ...theirs }, "“", words(said.before), element("strong", {}, said.number), words(said.after), "”"),
        said.again.length > 0 && element("p", { class: "otr-number-again" }, `${data.words.again}: `,
          said.again.flatMap((other, at) => [at > 0 && ", ",
            element("button", { type: "button", title: `${other.name}: ${other.title}`, click: () => setTriggerValue("opened", other.open) }, other.date)]))));

  const table = (group) => {
    const values = group.rows.map((said) => Number(said.value));
    const largest = Math.max(...values);
    const share = (value) => (Number.isFinite(largest) && largest > 0 ? Math.max(value / largest, 0.02) : 0);
    return element("details", { class: "otr-numbers-group", open: group.open },
      element("summary", {}, element("span", {}, group.from), element("span", { class: "otr-arrow", role: "img", "aria-label": data.words.then }, "→"), element("span", {}, group.to)),
      element("table", {}, element("tbody", {}, group.rows.map((said, at) => row(said, share(values[at]))))));
  };

  drawOnce(parentElement, "otr-numbers", data, () => [
    element("h2", {}, data.heading),
    element("p", { class: "otr-numbers-note" }, data.note),
    ...data.groups.map(table),
  ]);
}
