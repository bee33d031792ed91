// The script of every page: each behaviour in its own file, none needed to read a page.
import "htmx.org";
import { listenForKeys } from "./keys";
import { showClaimsInText } from "./report";
import { submitOnChange } from "./tune";

document.addEventListener("DOMContentLoaded", () => {
  listenForKeys(document);
  showClaimsInText(document);
  submitOnChange(document);
});
