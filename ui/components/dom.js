/** Build one element. Content is set as text, never as markup; attributes are named by our own code only. */
function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== undefined && value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  for (const part of content.flat()) {
    if (part || part === 0) made.append(part);
  }
  return made;
}

/** Attributes of the releases' words where they are in another language than the page (WCAG 2.2, 3.1.2): set from the data. */
let theirs = {};
function speakFor(data) {
  theirs = data.theirs ? { lang: data.theirs } : {};
}
/** Attributes of the page's own words among the releases'. */
const ours = () => (theirs.lang ? { lang: document.documentElement.lang } : {});

/** The day of a release, or in its place that it has none; then the page that is cited, if it has pages. */
function dated(said) {
  const day = said.day ? element("time", { datetime: said.day }, said.date) : element("span", { class: "otr-undated" }, said.date);
  return [day, said.pages && element("span", { class: "otr-pages" }, said.pages)];
}

/** Words that a release strikes out, with a line through them; the note says so beside them, or to those who listen only. */
function struckOut(piece, noted) {
  const told = element("span", { ...ours(), class: noted ? "otr-struck-note" : "otr-hidden" }, noted ? piece.note : ` (${piece.note}) `);
  return [element("s", { class: "otr-struck", title: piece.note }, piece.text), told];
}

/** Words of a release with what was searched for marked; whose they are is told where they are no official's. */
function snippetOf(said) {
  const words = (piece) => (piece.struck ? struckOut(piece, false) : piece.value ? element("mark", {}, piece.text) : piece.text);
  return element("p", { class: "otr-snippet", "data-voice": said.voice },
    said.tag && element("span", { class: "otr-snippet-tag" }, said.tag),
    said.who && element("span", { class: "otr-snippet-who" }, `${said.who}: `),
    element("span", { ...theirs, class: "otr-snippet-words" }, said.before, said.pieces.flatMap(words), said.after));
}

/** A release in a list: its title leads to it, the names of who speaks in it to theirs. */
function foundItem(one, words) {
  const names = one.speakers.flatMap((name, at) => [at > 0 && ", ", name.href ? element("a", { href: name.href, target: "_self" }, name.text) : name.text]);
  return element("li", {},
    element("h3", { class: "otr-found-title" }, element("a", { ...theirs, href: one.href, target: "_self" }, one.title)),
    element("p", { class: "otr-found-facts" }, dated(one), element("span", { ...theirs }, one.kind),
      names.length > 0 && element("span", {}, element("span", { class: "otr-hidden" }, `${words.speaks}: `), names, one.more_speakers && ` ${one.more_speakers}`)),
    one.snippet && snippetOf(one.snippet));
}

/** A link that leaves the page: http and https only, checked here again. */
function outwardLink(address, text, note, className) {
  let scheme;
  try {
    scheme = new URL(address).protocol;
  } catch {
    return null;
  }
  if (scheme !== "http:" && scheme !== "https:") return null;
  const arrow = element("span", { "aria-hidden": "true" }, "\u00a0↗");
  const told = element("span", { class: "otr-hidden" }, ` (${note})`);
  return element("a", { class: className, href: address, target: "_blank", rel: "noopener noreferrer" }, text, arrow, told);
}

/** The component's one root element, emptied and filled only when what it shows has changed: focus stays where it is. */
function drawOnce(parent, className, data, draw) {
  let root = parent.querySelector(`:scope > .${className}`);
  const state = JSON.stringify(data);
  if (root && root.otrState === state) return root;
  if (!root) {
    root = element("div", { class: `otr ${className}` });
    parent.append(root);
  }
  root.otrState = state;
  root.replaceChildren(...draw(root));
  return root;
}

/**
 * The parts of a component's root, in order, each [name, what it shows, how it is drawn, given what stood there].
 * Only what has changed is drawn.
 */
function drawParts(parent, className, parts, focusStays) {
  let root = parent.querySelector(`:scope > .${className}`);
  if (!root) {
    root = element("div", { class: `otr ${className}` });
    root.otrParts = new Map();
    parent.append(root);
  }
  let after = null;
  for (const [name, data, draw] of parts) {
    const state = JSON.stringify(data);
    const before = root.otrParts.get(name);
    if (before?.state !== state) {
      const focused = document.activeElement;
      const at = pressable(before?.nodes ?? []).indexOf(focused);
      const nodes = draw(before?.nodes ?? []).flat().filter(Boolean);
      for (const node of nodes) {
        if (after) after.after(node);
        else root.prepend(node);
        after = node;
      }
      // Where the keyboard was in what is drawn again, it goes on from the same place in what takes its place.
      if (focusStays && at >= 0) (nodes.some((node) => node.contains(focused)) ? focused : pressable(nodes)[at])?.focus({ preventScroll: true });
      before?.nodes.forEach((node) => node.remove());
      root.otrParts.set(name, { state, nodes });
    } else {
      after = before.nodes.at(-1) ?? after;
    }
  }
  return root;
}

const pressable = (nodes) => nodes.flatMap((node) => [...node.querySelectorAll("button, a, summary")]);

/** Say something to those who listen to the page, once, without moving their place. */
function announce(text) {
  let region = document.querySelector(".otr-live");
  if (!region) {
    region = element("div", { class: "otr-hidden otr-live", role: "status" });
    document.body.append(region);
  }
  setTimeout(() => { region.textContent = text; }, 100);
}

/** Copy text, also where the page is not served over https; says on the button what came of it. */
async function copyText(text, button, words) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    const field = element("textarea", { class: "otr-hidden", "aria-hidden": "true" });
    field.value = text;
    button.after(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
    button.focus();
  }
  const before = button.textContent;
  button.textContent = done ? words.copied : words.refused;
  setTimeout(() => { button.textContent = before; }, 2000);
}

// What stands above goes late, on a slow machine after all is drawn, and would take along what was asked: whenever the page gets
// another height the place is taken again, until the reader moves, or the page has had time to rest.
const RESTS = 10000; // milliseconds
let held = new AbortController();
function bringToTop(root) {
  held.abort(); // what was asked before goes up
  const place = () => root.scrollIntoView({ block: "start", behavior: "instant" });
  const sizes = new ResizeObserver(place); // tells of the height at once, too
  sizes.observe(root.closest("[data-testid=stMainBlockContainer]") ?? document.body);
  const moved = (held = new AbortController());
  for (const moves of ["wheel", "touchstart", "pointerdown", "keydown"]) {
    document.addEventListener(moves, () => moved.abort(), { capture: true, passive: true, signal: moved.signal });
  }
  moved.signal.addEventListener("abort", () => sizes.disconnect());
  setTimeout(() => moved.abort(), RESTS);
}
