// Keys that a control names itself (aria-keyshortcuts, one letter): a button or link is pressed, a field is gone to.
import { areKeysOff, isWriting } from "./keys";

export function listenForShortcuts(document: Document): void {
  document.addEventListener("keydown", (event) => {
    if (areKeysOff(document) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target) || event.key.length !== 1) return;
    const control = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!control) return;
    event.preventDefault();
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) control.focus();
    else control.click();
  });
}
