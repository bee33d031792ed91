// The choice of the interface's language takes effect at once; without a script a button does it.
export function submitOnChange(document: Document): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>(".tune select")) {
    select.addEventListener("change", () => select.form?.requestSubmit());
  }
}
