// The colours that the page's style has names for.
() => {
  const names = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.selectorText === ":root")
    .flatMap((rule) => [...rule.style].filter((name) => name.startsWith("--")));
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
}
