// What has the focus: its place among what Tab reaches (null: something else), how its focus is shown, whether it is seen.
() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element);
  let [width, colour] = [style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth), style.outlineColor];
  if (!width && element.closest("svg")) {
    // Parts of a drawing have edges of their own instead.
    const edges = [...element.querySelectorAll("rect, path, circle, ellipse")].map((each) => getComputedStyle(each));
    const widest = edges.sort((one, other) => parseFloat(other.strokeWidth) - parseFloat(one.strokeWidth))[0];
    if (widest) [width, colour] = [parseFloat(widest.strokeWidth), widest.stroke];
  }
  const rects = [...element.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
  const isSeen = rects.some((rect) =>
    [0.1, 0.5, 0.9].some((x) => {
      const top = document.elementFromPoint(rect.left + rect.width * x, rect.top + rect.height / 2);
      return top !== null && (element.contains(top) || top.contains(element) || (element.labels ?? [])[0]?.contains(top));
    }),
  );
  return {
    name: measuring.name(element),
    place: element.measuredPlace ?? null,
    width,
    contrast: width ? measuring.contrast(measuring.read(colour), measuring.behind(element)) : 0,
    isSeen,
  };
}
