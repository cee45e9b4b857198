/** Who speaks in the archive: officials, guests, and names that may be several people's. */
export default function (component) {
  const { data, parentElement } = component;
  speakFor(data);

  const person = (one) =>
    element("li", { class: "otr-person" },
      element("p", { class: "otr-person-name" }, element("a", { href: one.href, target: "_self" }, one.name), one.office && element("span", { ...theirs }, one.office)),
      element("p", { class: "otr-person-facts" }, element("span", {}, one.heard), one.days && element("span", {}, one.days)));

  const section = (one) =>
    element("section", { class: "otr-people-group", "aria-label": one.heading },
      element("h2", {}, `${one.heading} `, element("span", { class: "otr-people-count" }, one.count)),
      one.note && element("p", { class: "otr-people-note" }, one.note),
      element("ul", {}, one.people.slice(0, data.shown).map(person)),
      one.people.length > data.shown && element("details", {}, element("summary", {}, one.more), element("ul", {}, one.people.slice(data.shown).map(person))));

  drawOnce(parentElement, "otr-people", data, () => [
    ...data.groups.map(section),
    data.nothing && element("p", {}, data.nothing),
  ].filter(Boolean));
}
