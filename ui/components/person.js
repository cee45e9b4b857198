/** A person as the archive hears them: offices as printed, first and latest words, each with its place. */
export default function (component) {
  const { data, parentElement } = component;
  speakFor(data);
  const words = data.words;
  const link = (to) => element("a", { href: to.href, target: "_self" }, to.text);

  const office = (one) =>
    element("li", { class: "otr-office" },
      element("span", { ...theirs, class: "otr-office-name" }, one.name),
      element("span", { class: "otr-office-days" }, " ", one.told.map((part) => (part.href ? link(part) : part))));

  const heard = (one) =>
    element("li", { class: "otr-heard" },
      element("h3", {}, one.heading),
      snippetOf(one.snippet),
      element("p", { class: "otr-found-facts" }, dated(one), element("span", { ...theirs }, link(one.place))));

  drawOnce(parentElement, "otr-someone", data, () => [
    element("p", { class: "otr-someone-back" }, link(data.back)),
    element("h1", { class: "otr-someone-name" }, data.name),
    element("p", { class: "otr-someone-told" }, data.told),
    data.note && element("p", { class: "otr-someone-note" }, data.note),
    data.aliases && element("p", { class: "otr-someone-aliases" }, data.aliases),
    data.offices.length > 0 && element("section", { "aria-label": words.offices },
      element("h2", {}, words.offices), element("p", { class: "otr-someone-note" }, words.offices_note),
      element("ul", { class: "otr-offices" }, data.offices.map(office))),
    data.heard.length > 0 && element("section", { "aria-label": words.heard },
      element("h2", {}, words.heard), element("ul", { class: "otr-heard-ends" }, data.heard.map(heard))),
    data.browse && element("p", { class: "otr-someone-browse" }, link(data.browse)),
  ].filter(Boolean));
}
