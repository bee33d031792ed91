// What the Tab key must reach, by name, each marked with its place; the way through the page then begins at its top.
() => {
  const found = measuring.tabbable();
  found.forEach((element, place) => (element.measuredPlace = place));
  globalThis.measuredElements = found;
  document.body.tabIndex = -1;
  document.body.focus({ preventScroll: true });
  document.body.removeAttribute("tabindex");
  return found.map((element) => measuring.name(element));
}
