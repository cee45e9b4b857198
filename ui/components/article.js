/** A text with its quotations marked by their verdict, and the table of them; a mark or a row opens one. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const words = data.words;
  const choose = (n) => setTriggerValue("chosen", n);
  const number = (n, verdict) =>
    element("button", { type: "button", class: "otr-number", "aria-pressed": `${n === data.chosen}`, "aria-label": `${n}: ${words.names[verdict]}`, click: () => choose(n) },
      `${n} ${words.names[verdict]}`);
  drawOnce(parentElement, "otr-article", data, () => [
    element("div", { class: "otr-article-text", role: "region", "aria-label": words.text, tabindex: "0" },
      data.parts.map((part) => part.n
        ? element("span", { class: "otr-checked", "data-verdict": part.verdict }, part.text, number(part.n, part.verdict))
        : element("span", {}, part.text))),
    element("div", { class: "otr-table", role: "region", "aria-label": words.table, tabindex: "0" },
      element("table", {},
        element("thead", {}, element("tr", {}, ["", words.quotation, words.attributed_to, words.verdict, words.said_by_whom].map((head) => element("th", { scope: "col" }, head)))),
        element("tbody", {}, data.rows.map((row) =>
          element("tr", { "data-chosen": row.n === data.chosen },
            element("td", {}, `${row.n}`),
            element("td", {}, element("button", { type: "button", click: () => choose(row.n) }, `“${row.quote}”`)),
            element("td", { "data-head": words.attributed_to }, row.attributed),
            element("td", { "data-head": words.verdict, "data-verdict": row.verdict }, words.names[row.verdict], row.note && element("span", { class: "otr-row-note" }, row.note)),
            element("td", { "data-head": words.said_by_whom }, row.speaker)))))),
  ]);
}
