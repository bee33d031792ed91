// Reports being read: what becomes of each is put on the page as the workbench tells that there is more.
import htmx from "htmx.org";

const TOLD = ["counts", "kept", "refused", "done", "failed"];
const REST_MS = 300;

export function followIngest(document: Document): void {
  const root = document.querySelector<HTMLElement>("[data-ingest][data-events]");
  const said = document.getElementById("added-said");
  if (!root || !said) return;
  const source = new EventSource(root.dataset.events ?? "");
  let timer = 0;
  let isAsking = false;
  let isAskedAgain = false;

  const status = (): DOMStringMap => document.getElementById("added-status")?.dataset ?? {};
  const renew = async (): Promise<void> => {
    timer = 0;
    isAskedAgain = isAsking;
    if (isAsking) return;
    isAsking = true;
    const address = new URL(root.dataset.ingest ?? "", location.href);
    address.searchParams.set("heard", status().heard ?? "0");
    await htmx.ajax("get", address.pathname + address.search, { source: root, target: "#added-status", swap: "outerHTML" }).catch(() => undefined);
    isAsking = false;
    const { state, told } = status();
    if (state === "done" || state === "failed") {
      source.close();
      said.textContent = told ?? "";
    } else if (isAskedAgain) later();
  };
  const later = (): void => {
    if (!timer) timer = window.setTimeout(() => void renew(), REST_MS);
  };
  for (const name of TOLD) source.addEventListener(name, later);
}
