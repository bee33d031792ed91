// What is lost where a reader forces colours: controls without an edge, words marked by a background alone, faint lines.
() => {
  const wrong = [];
  for (const element of document.querySelectorAll("button, input:not([type=hidden]), select, textarea")) {
    if (!measuring.isShown(element)) continue;
    const style = getComputedStyle(element);
    if (style.borderTopStyle === "none" || parseFloat(style.borderTopWidth) < 1) wrong.push(`no edge: ${measuring.name(element)}`);
  }
  for (const element of document.querySelectorAll("main [data-highlight], main mark")) {
    const style = getComputedStyle(element);
    const [own, around] = [measuring.behind(element, true), measuring.behind(element)];
    const isLined = style.textDecorationLine !== "none" || parseFloat(style.borderBottomWidth) > 0 || parseFloat(style.outlineWidth) > 0;
    if (!isLined && String(own) === String(around)) wrong.push(`marked by nothing: ${measuring.name(element)}`);
  }
  for (const part of document.querySelectorAll("main svg :is(path, line, polyline, rect, circle, ellipse, text)")) {
    if (!measuring.isShown(part) || part.closest("defs, [aria-hidden=true]")) continue;
    const style = getComputedStyle(part);
    const colours = (part.localName === "text" ? [style.fill] : [style.fill, style.stroke]).filter((each) => each !== "none" && measuring.read(each)[3] > 0.5);
    const ground = measuring.behind(part.closest("svg"), true);
    const best = Math.max(0, ...colours.map((each) => measuring.contrast(measuring.read(each), ground)));
    if (colours.length && best < 3) wrong.push(`faint (${best.toFixed(1)}): ${measuring.name(part)}`);
  }
  return wrong;
}
