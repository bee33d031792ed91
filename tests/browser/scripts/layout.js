// What of a page does not fit: sideways scrolling, and words that are cut off.
() => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    wrong.push(`the page scrolls sideways: ${root.scrollWidth} px on ${root.clientWidth}`);
    for (const element of document.body.querySelectorAll("*")) {
      if (measuring.isShown(element) && element.getBoundingClientRect().right > root.clientWidth + 1 && !element.closest("svg *"))
        wrong.push(`too far right: ${measuring.name(element)}`);
    }
  }
  const cuts = new Set(["hidden", "clip"]);
  for (const element of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(element);
    if (measuring.isForListeners(element) || !measuring.isShown(element) || element.closest("svg") || !element.textContent.trim()) continue;
    if (style.webkitLineClamp !== "none") continue; // shortened on purpose, with a sign that it is; whole where it leads
    if (cuts.has(style.overflowX) && element.scrollWidth > element.clientWidth + 1) wrong.push(`cut at the side: ${measuring.name(element)}`);
    if (cuts.has(style.overflowY) && element.scrollHeight > element.clientHeight + 1) wrong.push(`cut below: ${measuring.name(element)}`);
  }
  return wrong.slice(0, 12);
}
