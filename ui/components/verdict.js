/** One checked quotation: the verdict, what was changed, and the places that it rests on. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  speakFor(data);
  const words = data.words;

  // What the quotation has is underlined, what the release has is struck through: colour is never the only sign.
  const piece = (part) => {
    if (part.edit === "equal") return element("span", {}, part.quoted);
    return [
      part.source && element("del", { title: words.release }, part.source),
      part.source && part.quoted && " ",
      part.quoted && element("ins", { title: words.quotation }, part.quoted),
    ];
  };
  const compared = (parts) => element("p", { ...theirs, class: "otr-diff" }, parts.flatMap((part, at) => [at > 0 && " ", ...[piece(part)].flat()]));

  const place = (match) =>
    element("li", { class: "otr-place" },
      element("p", { class: "otr-place-who" },
        element("span", { class: "otr-name" }, match.name),
        match.label && element("span", { class: "otr-printed" }, match.label),
        dated(match),
        match.warned && element("span", { class: "otr-warned" }, match.warned)),
      element("blockquote", { ...theirs },
        match.before && element("span", { class: "otr-around" }, match.before, " "),
        element("mark", {}, match.quote),
        match.after && element("span", { class: "otr-around" }, /^[,.;:!?)\]”’]/.test(match.after) ? "" : " ", match.after)),
      match.diff.length > 0 && compared(match.diff),
      match.near && element("p", { class: "otr-place-facts" }, match.near),
      match.left_out.map((left) => element("p", { class: "otr-place-facts" }, `${words.left_out}: “${left}”`)),
      match.corrected.map((how) => element("p", { class: "otr-corrected" }, how)),
      element("p", { class: "otr-place-facts" },
        element("button", { ...theirs, type: "button", class: "otr-place-title", click: () => setTriggerValue("opened", match.open) }, match.title),
        element("span", { ...theirs }, match.kind),
        match.url && outwardLink(match.url, words.original, words.elsewhere, "otr-original")));

  const { scroll, ...shown } = data;
  const root = drawOnce(parentElement, "otr-verdict", shown, () => [
    element("div", { class: "otr-verdict-head", "data-verdict": data.verdict },
      element("h2", {}, data.heading, data.speaker && data.verdict !== "not-found" && element("span", {}, `: ${data.speaker}`)),
      element("p", { class: "otr-verdict-quote" }, `“${data.quote}”`),
      data.claimed && element("p", { class: "otr-place-facts" }, element("span", {}, `${words.claimed}: ${data.claimed}`)),
      data.changes.length > 0 && element("ul", { class: "otr-changes" },
        data.changes.map((change) => element("li", { "data-kind": change.kind }, change.text))),
      data.notes.map((note) => element("p", { class: "otr-verdict-note" }, note))),
    data.places && element("h3", {}, data.places),
    element("ul", { class: "otr-places" }, data.matches.map(place)),
    data.more && element("p", { class: "otr-place-facts" }, data.more),
  ].filter(Boolean));
  if (scroll) {
    announce(data.heading);
    bringToTop(root);
  }
}
