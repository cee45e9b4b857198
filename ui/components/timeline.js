/** What was said on a topic, a day at a time: first the two ends, then every statement in order. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  speakFor(data);
  const words = data.words;

  const spoken = (pieces) => pieces.map((piece) => (piece.struck ? element("del", {}, piece.text) : piece.text));
  const mark = (text) => element("span", { class: "otr-end-mark" }, text);
  const opener = (text, open, className) => element("button", { ...theirs, type: "button", class: className, click: () => setTriggerValue("opened", open) }, text);

  const place = (other) => element("li", {},
    dated(other), opener(other.title, other.open, "otr-source-link"));

  const end = (said) =>
    element("li", { class: "otr-end" },
      element("p", { class: "otr-end-head" }, said.marks.map(mark), dated(said)),
      element("blockquote", { ...theirs }, said.marked[0], spoken(said.quote), said.marked[1]),
      element("p", { class: "otr-end-who" }, said.name, " ", opener(said.title, said.open, "otr-source-link")));

  const entry = (said) =>
    element("li", { class: "otr-statement" },
      element("p", { class: "otr-statement-who" },
        element("span", { class: "otr-name" }, said.name),
        said.label && element("span", { class: "otr-printed" }, said.label),
        said.marks.map(mark)),
      element("blockquote", { ...theirs }, said.marked[0], spoken(said.quote), said.marked[1]),
      element("p", { class: "otr-statement-facts" },
        opener(said.title, said.open, "otr-source-link"),
        element("span", { ...theirs }, said.kind),
        said.pages && element("span", {}, said.pages),
        said.url && outwardLink(said.url, words.original, words.elsewhere, "otr-original")),
      said.also.length > 0 && element("details", { class: "otr-also" },
        element("summary", {}, `${words.also} ${said.also.length}`), element("ul", {}, said.also.map(place))));

  const day = (one) =>
    element("section", { class: "otr-day" },
      element("h3", {}, dated(one)),
      element("ul", {}, one.entries.map(entry)));

  drawOnce(parentElement, "otr-timeline", data, () => [
    data.ends.length > 0 && element("h2", {}, words.ends),
    data.ends.length > 0 && element("ul", { class: "otr-ends" }, data.ends.map(end)),
    element("h2", {}, words.heading),
    data.note && element("p", { class: "otr-timeline-note" }, data.note),
    ...data.days.map(day),
  ].filter(Boolean));
}
