// The script of every page: each behaviour in its own file, none needed to read a page.
import "htmx.org";
import { followAddress } from "./here";
import { followIngest } from "./ingest";
import { listenForKeys } from "./keys";
import { showClaimsInText } from "./report";
import { listenForShortcuts } from "./shortcuts";
import { keepOneSlot } from "./slots";
import { submitOnChange } from "./tune";

document.addEventListener("DOMContentLoaded", () => {
  listenForKeys(document);
  showClaimsInText(document);
  listenForShortcuts(document);
  followAddress(document);
  keepOneSlot(document);
  followIngest(document);
  submitOnChange(document);
});
