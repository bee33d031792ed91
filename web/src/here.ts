// Where the settings lead back to, after the address changed without a page being loaded.
export function followAddress(document: Document): void {
  document.addEventListener("htmx:pushedIntoHistory", () => {
    const back = document.querySelector<HTMLInputElement>(".tune input[name=back]");
    if (back) back.value = document.location.pathname + document.location.search;
  });
}
