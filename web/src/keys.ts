// Keys that work on every page: "/" goes to the search, "j" and "k" walk along rows, "g h/s/r/a" go to a page.
// Whoever speaks to the computer, or whose hand strays, may turn them off (WCAG 2.1.4).
const PLACES: Record<string, string> = { h: "/", s: "/search", r: "/review", a: "/add" };

export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

export function areKeysOff(document: Document): boolean {
  return document.documentElement.dataset.keys === "off";
}

/** Moves the focus along what the page lists: elements marked data-walk, else the titles of rows. */
export function walk(document: Document, step: 1 | -1): void {
  const marked = [...document.querySelectorAll<HTMLElement>("[data-walk]")];
  const items = marked.length ? marked : [...document.querySelectorAll<HTMLElement>(".row-title")];
  const at = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  const next = items[at < 0 ? (step > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + step))];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

export function listenForKeys(document: Document): void {
  let awaitsPlace = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isWriting(event.target)) {
      if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur();
      return;
    }
    if (areKeysOff(document)) return;
    const place = PLACES[event.key];
    if (awaitsPlace && place) {
      event.preventDefault(); // so that no shortcut of the page takes the letter too
      document.location.assign(place);
      return;
    }
    awaitsPlace = event.key === "g";
    if (event.key === "/") {
      event.preventDefault();
      document.querySelector<HTMLInputElement>("#find")?.select();
    } else if (event.key === "j" || event.key === "k") {
      walk(document, event.key === "j" ? 1 : -1);
    }
  });
}
