// A form that opens in place: only one at a time, Escape closes it and goes back to the step that opened it.
export function keepOneSlot(document: Document): void {
  let opener: HTMLElement | null = null;
  const clear = (except: Element | null): void => {
    for (const slot of document.querySelectorAll(".slot")) if (slot !== except) slot.replaceChildren();
  };
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { target, requestConfig } = (event as CustomEvent<{ target: Element; requestConfig?: { elt?: HTMLElement } }>).detail;
    if (!target.classList.contains("slot")) return;
    opener = requestConfig?.elt ?? null;
    clear(target);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !(event.target instanceof Element) || !event.target.closest(".slot")) return;
    clear(null);
    opener?.focus();
  });
}
