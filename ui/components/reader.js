/** A release in full: each turn under its speaker's label, the cited passage marked and brought into view. */
export default function (component) {
  const { data, parentElement } = component;
  speakFor(data);
  const words = data.words;
  let marked = false;

  const run = (piece) => {
    if (piece.page) return element("span", { ...ours(), class: "otr-page" }, piece.page);
    const words = piece.struck ? struckOut(piece, true) : [document.createTextNode(piece.text)];
    if (!piece.mark) return words;
    const mark = element("mark", { class: "otr-highlight", tabindex: marked ? false : "-1" }, words);
    marked = true;
    return mark;
  };

  // In a drawer the conversation stays: the other release opens beside it.
  const inwardLink = (to) => {
    const beside = data.mode === "drawer";
    const told = beside && element("span", { class: "otr-hidden" }, ` (${words.beside})`);
    return element("a", { href: to.href, target: beside ? "_blank" : "_self" }, to.text, told);
  };

  const notice = (told) =>
    element("p", { class: told.quiet ? "otr-notice otr-notice-quiet" : "otr-notice", role: "status", lang: told.language }, told.text,
      told.links.flatMap((to) => [" ", inwardLink(to)]),
      told.detail && element("span", { class: "otr-notice-detail" }, told.detail));

  // A name leads to the person's page, where there is one.
  const pages = new Map((data.around?.speakers ?? []).map((one) => [one.text, one]));
  const speaker = (name) => (pages.get(name)?.href ? inwardLink(pages.get(name)) : name);

  const turn = (said) =>
    element("section", { class: "otr-turn", "data-voice": said.voice },
      (said.label || said.tag) && element("h3", { class: "otr-who" },
        said.label && element("span", { ...theirs, class: "otr-label" }, said.label),
        said.speaker && element("span", { class: "otr-speaker" }, speaker(said.speaker)),
        said.tag && element("span", { class: "otr-tag" }, said.tag),
        said.note && !said.label && element("span", { class: "otr-tag-note" }, said.note)),
      said.paragraphs.map((pieces) => element("p", { ...theirs }, pieces.flatMap(run))));

  // On a page of its own: who speaks, what changed between versions, and the ways on.
  const around = data.around;
  const speakers = () =>
    element("p", { class: "otr-speakers" }, `${around.words.speakers}: `, around.speakers.flatMap((one, at) => [at > 0 && ", ", speaker(one.text)]));
  const change = (one) =>
    element("li", { ...theirs }, element("a", { href: one.href, target: "_self" },
      one.before && element("del", {}, one.before), one.before && one.after && " → ", one.after && element("ins", {}, one.after)));
  const differences = (one) =>
    element("details", { class: "otr-differences" }, element("summary", {}, `${one.heading} (${one.changes.length})`),
      one.note && element("p", {}, one.note), element("ul", {}, one.changes.map(change)));
  const neighbour = (one, name, rel) => one
    ? element("a", { class: `otr-neighbour otr-neighbour-${rel}`, href: one.href, target: "_self", rel },
      element("span", { class: "otr-neighbour-way" }, name, " · ", dated(one)), element("span", { ...theirs }, one.title))
    : element("span", {});
  const neighbours = () =>
    element("nav", { class: "otr-neighbours", "aria-label": around.words.around },
      neighbour(around.before, around.words.before, "prev"), neighbour(around.after, around.words.after, "next"));

  const toPassage = (behavior) => {
    const mark = parentElement.querySelector("mark.otr-highlight");
    if (!mark) return;
    const tall = mark.getBoundingClientRect().height > window.innerHeight * 0.6;
    mark.scrollIntoView({ block: tall ? "start" : "center", behavior });
  };

  drawOnce(parentElement, "otr-reader", data, (root) => {
    const link = () => `${location.origin}${location.pathname}${data.permalink}`;
    const copy = element("button", { type: "button", class: "otr-action", click: () => copyText(link(), copy, words) }, words.copy);
    const back = words.passage && element("button", { type: "button", class: "otr-action", click: () => toPassage("smooth") }, words.passage);
    const heading = element(data.mode === "page" ? "h1" : "h2", { ...theirs, class: "otr-title" }, data.title);
    const facts = element("p", { class: "otr-facts" }, dated(data), data.facts.map((fact) => element("span", { ...theirs }, fact)));
    const actions = element("p", { class: "otr-actions" }, back, copy, data.url && outwardLink(data.url, words.original, words.elsewhere, "otr-action"),
      around && element("button", { type: "button", class: "otr-action", click: () => window.print() }, around.words.print));
    const notices = data.notices.map(notice);
    const body = element("div", { class: "otr-body", role: "document", tabindex: "-1", "aria-label": data.title }, data.turns.map(turn));
    root.dataset.mode = data.mode;

    // The drawer slides in and fonts arrive late: look again once both have settled, unless the reader has moved on.
    let moved = false;
    const stay = () => { moved = true; };
    for (const event of ["wheel", "touchmove", "keydown", "pointerdown"]) root.addEventListener(event, stay, { once: true, passive: true });
    const settle = () => { if (!moved) toPassage("instant"); };
    requestAnimationFrame(() => requestAnimationFrame(() => {
      settle();
      root.querySelector("mark.otr-highlight")?.focus({ preventScroll: true });
    }));
    setTimeout(settle, 350);
    document.fonts?.ready.then(settle);
    const source = around && element("p", { class: "otr-printed-source" }, link(), data.url && element("span", {}, data.url.split("#:~:")[0]));
    return [element("header", { class: "otr-head" }, heading, facts, around?.speakers.length > 0 && speakers(), actions), ...notices,
      ...(around ? around.differences.map(differences) : []), body, around && (around.before || around.after) && neighbours(), source].filter(Boolean);
  });
}
