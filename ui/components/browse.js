/** Releases that were found, the ways to narrow them, and how they spread over time. Every way is a link with an address. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  speakFor(data);
  const words = data.words;

  // A link stays one: opened elsewhere it leads to its address, pressed here it changes this page without loading it anew.
  const way = (href, attributes, ...content) =>
    element("a", { href, target: "_self", ...attributes, click: (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
      event.preventDefault();
      setTriggerValue("chosen", href);
    } }, ...content);

  const value = (one) =>
    element("li", {}, way(one.href, { class: "otr-facet-value", "aria-current": one.chosen ? "true" : undefined },
      element("span", { class: "otr-facet-name" }, one.text),
      element("span", { class: "otr-facet-count", "aria-hidden": "true" }, one.count),
      element("span", { class: "otr-hidden" }, `, ${one.told}${one.chosen ? `, ${words.chosen}` : ""}`)));

  const SHOWN = 8;
  const facet = (one) => {
    const hidden = one.values.slice(SHOWN).filter((item) => !item.chosen);
    const shown = one.values.filter((item, at) => at < SHOWN || item.chosen);
    return element("section", { class: "otr-facet", "aria-label": one.heading },
      element("h2", {}, one.heading),
      element("ul", {}, shown.map(value)),
      hidden.length > 0 && element("details", { class: "otr-facet-more" },
        element("summary", {}, words.more.replace("{count}", hidden.length)), element("ul", {}, hidden.map(value))));
  };

  const most = Math.max(1, ...data.bars.map((bar) => bar.count));
  const bar = (one) => {
    const attributes = { class: "otr-bar", title: `${one.name}: ${one.told}`, "aria-label": `${one.name}: ${one.told}`, style: `--share: ${one.count / most}` };
    if (!one.count && !one.chosen) return element("li", {}, element("span", { ...attributes, role: "img" }));
    return element("li", {}, way(one.href, { ...attributes, "aria-current": one.chosen ? "true" : undefined }));
  };
  const period = () => {
    const since = element("input", { type: "date", value: data.period.since });
    const until = element("input", { type: "date", value: data.period.until });
    const apply = () => {
      const to = new URL(data.period.href, location.href);
      for (const [name, field] of [["from", since], ["to", until]]) if (field.value) to.searchParams.set(name, field.value);
      setTriggerValue("chosen", to.search || "?");
    };
    return element("div", { class: "otr-period", keydown: (event) => { if (event.key === "Enter" && event.target.type === "date") apply(); } },
      element("label", {}, words.since, since), element("label", {}, words.until, until),
      element("button", { type: "button", class: "otr-action", click: apply }, words.apply),
      (data.period.since || data.period.until) && way(data.period.href, { class: "otr-action" }, words.clear));
  };
  const overTime = () => {
    const { bars } = data;
    const few = bars.length <= 16;
    const ends = few ? bars.map((one) => one.short) : [bars[0].name, bars[bars.length - 1].name];
    return element("section", { class: "otr-over-time", "aria-label": words.over_time },
      element("h2", {}, words.over_time),
      element("ul", { class: "otr-bars", "data-few": few }, bars.map(bar)),
      element("p", { class: "otr-bar-ends", "data-few": few, "aria-hidden": "true" }, ends.map((end) => element("span", {}, end))),
      period());
  };

  const taken = (one) =>
    element("li", {}, way(one.href, { class: "otr-chip", "aria-label": `${words.remove} ${one.text}` }, one.text, element("span", { "aria-hidden": "true" }, "×")));

  const head = () => [
    element("h2", { class: "otr-found-told", tabindex: "-1" }, data.told),
    data.taken.length > 0 && element("ul", { class: "otr-taken" }, data.taken.map(taken)),
    data.orders.length > 1 && element("p", { class: "otr-orders" }, element("span", {}, `${words.order}: `), data.orders.map((one) =>
      way(one.href, { class: "otr-order", "aria-current": one.chosen ? "true" : undefined }, one.text))),
  ];

  const paging = () => data.ends.length > 1 && element("nav", { class: "otr-paging", "aria-label": words.pages },
    data.earlier_page ? way(data.earlier_page, { rel: "prev" }, words.earlier) : element("span", {}),
    element("span", { class: "otr-page-numbers" }, data.ends.map((one) =>
      way(one.href, { "aria-label": `${words.page} ${one.text}`, "aria-current": one.here ? "page" : undefined }, one.text))),
    data.later_page ? way(data.later_page, { rel: "next" }, words.later) : element("span", {}));

  const list = () => [
    data.nothing && element("p", { class: "otr-found-nothing" }, data.nothing),
    element("ol", { class: "otr-found-list" }, data.releases.map((one) => foundItem(one, words))),
    paging(),
  ];

  const narrow = () => {
    if (!data.facets.length && !data.bars.length) return [];
    const wide = window.matchMedia("(min-width: 56rem)").matches;
    const before = parentElement.querySelector(".otr-narrow details.otr-narrow-all");
    const inside = element("details", { class: "otr-narrow-all", open: before ? before.open : wide },
      element("summary", {}, words.narrow), data.bars.length > 1 && overTime(), data.facets.map(facet));
    return [element("aside", { class: "otr-narrow", "aria-label": words.narrow }, inside)];
  };

  const { facets, bars, period: asked, moved, ...shown } = data;
  const root = drawParts(parentElement, "otr-browse", [
    ["narrow", { facets, bars, asked }, narrow],
    ["found", shown, () => [element("div", { class: "otr-found" }, head(), list())]],
  ], true);
  root.classList.toggle("otr-browse-wide", facets.length > 0 || bars.length > 1);
  if (moved && root.otrMoved !== JSON.stringify(shown)) {
    announce(`${data.told}, ${data.paged}`);
    if (moved === "results") {
      const heading = root.querySelector(".otr-found-told");
      heading.focus({ preventScroll: true });
      if (heading.getBoundingClientRect().top < 0) heading.scrollIntoView({ block: "start", behavior: "instant" });
    }
  }
  root.otrMoved = JSON.stringify(shown);
}
