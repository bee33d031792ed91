// Puts rules of style over the page, as a reader's own do; constructed sheets are no matter of the page's policy.
(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
