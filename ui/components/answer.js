/** One exchange: the question, then the officials' words with their marks and sources, or why there are none. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  speakFor(data);
  const words = data.words;
  const open = (mark) => setTriggerValue("opened", { release: mark.release, start: mark.start, end: mark.end, version: mark.version });

  const markButton = (mark) =>
    element("button", { ...ours(), type: "button", class: "otr-mark", "aria-label": mark.label, title: mark.label, click: () => open(mark) }, `${mark.n}`);

  // The last word, the closing quotation mark and the numbers stay on one line.
  const passage = (part) => {
    const words = (piece) => element("span", { class: part.verbatim ? "otr-verbatim" : "otr-own" },
      piece.struck ? struckOut(piece, false) : piece.value ? element("strong", { class: "otr-value" }, piece.text) : piece.text);
    const last = part.pieces.at(-1);
    const cut = last && !last.struck && !last.value ? last.text.search(/\S{1,24}$/) : -1;
    const before = cut >= 0 ? [...part.pieces.slice(0, -1), { text: last.text.slice(0, cut) }] : part.pieces;
    const tail = element("span", { class: "otr-tail" }, cut >= 0 && words({ text: last.text.slice(cut) }),
      part.close && element("span", { class: "otr-quotemark" }, part.close), part.marks.map(markButton));
    return [element("p", {}, part.open && element("span", { class: "otr-quotemark otr-quotemark-open" }, part.open),
      before.filter((piece) => piece.text).map(words), tail),
      ...part.notes.map((note) => element("p", { ...ours(), class: "otr-correction" }, note))];
  };

  const quotation = (quoted, className) =>
    element("figure", { class: `otr-quotation ${className}`, "data-voice": quoted.voice },
      quoted.in_reply_to && element("p", { class: "otr-in-reply-to" }, `${words.in_reply_to}: `, element("q", { ...theirs }, quoted.in_reply_to)),
      element("blockquote", { ...theirs }, quoted.parts.flatMap(passage)),
      element("figcaption", {},
        element("span", { class: "otr-name" }, quoted.name),
        quoted.office && element("span", { ...theirs }, quoted.office),
        quoted.printed && element("span", { ...theirs, class: "otr-printed" }, quoted.printed),
        quoted.quoted && element("span", {}, quoted.quoted),
        dated(quoted),
        quoted.voice_note && element("span", { class: "otr-warned" }, quoted.voice_note)),
      className === "otr-near" && element("p", { ...theirs, class: "otr-near-title" }, quoted.title));

  const related = (other) =>
    element("p", { class: other.amended ? "otr-related otr-related-amended" : "otr-related" },
      element("span", { class: "otr-relation" }, `${other.relation}: `),
      element("button", { ...theirs, type: "button", class: "otr-source-title", click: () => open(other.open) }, other.title),
      ", ", dated(other),
      other.difference && element("span", { class: "otr-difference" }, other.difference));

  const source = (card) =>
    element("li", { class: "otr-source" },
      element("span", { class: "otr-source-marks" }, card.marks.map(markButton)),
      element("div", { class: "otr-source-what" },
        element("button", { ...theirs, type: "button", class: "otr-source-title", click: () => open(card.marks[0]) }, card.title),
        element("p", { class: "otr-source-facts" },
          dated(card),
          element("span", { ...theirs }, card.kind),
          card.speakers && element("span", {}, card.speakers),
          card.url && outwardLink(card.url, words.original, words.elsewhere, "otr-original")),
        card.related.map(related)));

  // The words of the question that were read so, and the days that were searched, are there for who points at the chip.
  const chip = (read) =>
    element("li", {}, element("button", {
      type: "button",
      title: [`“${read.words}”`, read.exactly].filter(Boolean).join(": "),
      "aria-label": `${words.take_off} ${read.text}`,
      click: () => setTriggerValue("taken_off", read.key),
    }, read.text, element("span", { "aria-hidden": "true" }, "×")));

  // What a follow-up was understood as, and the latest question, can be put otherwise: the text becomes a field in its own place.
  const understood = (text) => {
    const place = element("div", { class: "otr-reading" });
    place.append(element("p", { class: "otr-read-as" }, `${words.understood}: `, element("span", {}, text), " ",
      changing(place, [words.reword, words.reword_what], text, words.understood, "reworded")));
    return place;
  };
  const asked = (text) => {
    const place = element("div", { class: "otr-asked" });
    place.append(element("h2", { class: "otr-question", tabindex: "-1" }, element("span", { class: "otr-hidden" }, `${words.asked}: `), text));
    if (data.latest && data.status !== "pending") place.append(changing(place, [words.edit, words.edit_what], text, words.asked, "edited"));
    return place;
  };
  const changing = (place, [name, what], text, label, trigger) => {
    const button = element("button", { type: "button", class: "otr-action", click: () => {
      const before = [...place.childNodes];
      place.replaceChildren(asField(text, label, trigger, () => { place.replaceChildren(...before); button.focus(); }));
    } }, name, element("span", { class: "otr-hidden" }, ` ${what}`));
    return button;
  };
  const asField = (text, label, trigger, leave) => {
    const field = element("textarea", { rows: 3, maxlength: data.longest, "aria-label": label });
    field.value = text;
    const send = () => { if (field.value.trim()) setTriggerValue(trigger, field.value.trim()); };
    const onKey = (event) => {
      if (event.key === "Escape") leave();
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
    };
    field.addEventListener("keydown", onKey);
    requestAnimationFrame(() => field.focus());
    return element("div", { class: "otr-reworded" }, field,
      element("button", { type: "button", class: "otr-action", click: send }, words.ask_this),
      element("button", { type: "button", class: "otr-action", click: leave }, words.leave));
  };

  const section = (heading, className, ...content) =>
    element("section", { class: className, "aria-label": heading }, element("h3", {}, heading), ...content);

  // What a language model worded stands in the page's own type, without quotation marks: it is nobody's words.
  // A sentence that stands stays the same element: the reader's end finds the mark that opened it.
  const composed = (before) => {
    const marked = (one) => [element("span", {}, one.text), element("span", { class: "otr-tail" }, one.marks.map(markButton)), " "];
    const [by, ...more] = data.by;
    const told = by && element("p", { class: "otr-by" }, by);
    const writing = data.writing ? [element("p", { class: "otr-writing" }, data.writing),
      element("button", { type: "button", class: "otr-action otr-stop", click: () => setTriggerValue("stopped", true) }, words.stop)] : [];
    if (!data.prose.length) return [...writing, told, ...more.map((line) => element("p", { class: "otr-by" }, line))];
    const written = before.flatMap((node) => [...node.querySelectorAll(".otr-prose")])[0];
    const stands = written && JSON.stringify(written.otrProse) === JSON.stringify(data.prose.slice(0, written.otrProse.length));
    const prose = stands ? written : element("p", { class: "otr-prose" });
    prose.append(...data.prose.slice(stands ? written.otrProse.length : 0).flatMap(marked));
    prose.otrProse = data.prose;
    return [section(data.heading, "otr-short", prose, ...writing, told,
      more.length > 0 && element("details", { class: "otr-checked" }, element("summary", {}, data.details),
        more.map((line) => element("p", {}, line)))),
      element("h3", { class: "otr-own-words" }, data.own_words)];
  };
  const heading = () => [
    asked(data.question),
    data.understood && understood(data.understood),
    data.limits && element("p", { class: "otr-read-as" }, `${words.limited}: `, element("span", {}, data.limits)),
    data.chips?.length && element("div", { class: "otr-read-as otr-understood" }, element("p", {}, `${words.read}:`),
      element("ul", { "aria-label": words.read }, data.chips.map(chip))),
    data.notice && element("p", { class: "otr-not-followed" }, data.notice),
    data.note && element("p", { class: `otr-note otr-note-${data.status}` }, data.note),
    data.covers && element("p", { class: "otr-read-as" }, data.covers),
  ];
  const said = () => [
    ...data.quotations.map((quoted) => quotation(quoted, "otr-said")),
    data.exchange && element("p", { class: "otr-exchange" },
      element("button", { type: "button", class: "otr-action", click: () => open(data.exchange) }, words.exchange)),
  ];
  const sources = () => {
    if (!data.sources.length) return [];
    return [section(words.sources, "otr-sources", element("ul", {}, data.sources.map(source)))];
  };
  const nearest = () => [data.nearest.length > 0 && section(words.nearest, "otr-nearest",
    element("p", { class: "otr-near-note" }, words.nearest_note), data.nearest.map((quoted) => quotation(quoted, "otr-near")))];

  const { scroll, latest, question, status, understood: read, limits, chips, notice, note, covers } = data;
  const parts = [["heading", { question, latest, status, read, limits, chips, notice, note, covers }, heading]];
  if (status !== "pending") {
    const { prose, writing, by, quotations, exchange } = data;
    parts.push(["composed", { prose, writing, by }, composed], ["said", { quotations, exchange }, said],
      ["sources", data.sources, sources], ["nearest", data.nearest, nearest]);
  }
  const root = drawParts(parentElement, "otr-answer", parts, !scroll);
  root.classList.toggle("otr-latest", latest);
  // Once an answer, also where the question is asked again in the same place.
  const drawn = JSON.stringify([question, read, chips, data.quotations?.[0], note]);
  if (scroll && root.otrScrolled !== drawn) {
    root.otrScrolled = drawn;
    announce(data.told);
    // What was pressed to ask again is gone: the keyboard goes on from the question.
    if (document.activeElement === document.body) root.querySelector(".otr-question").focus({ preventScroll: true });
    bringToTop(root);
  }
  if (root.otrWriting && !data.writing && data.written) announce(data.written);
  root.otrWriting = Boolean(data.writing);
}
