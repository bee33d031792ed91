// Of each of these words, in which language the page says they are; words that the page does not show are left out.
(wanted) => {
  const found = {};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.data.trim();
    if (wanted.includes(text) && measuring.isShown(node.parentElement)) {
      const told = node.parentElement.closest("[lang]")?.lang ?? "";
      found[text] = [...(found[text] ?? []), told];
    }
  }
  return found;
}
