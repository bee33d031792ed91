// The page of a report: the card of the claim that is pointed at or focused, fetched from this workbench and kept for the visit.
// A claim that was clicked, or entered by key, is held: pointing at others changes nothing until it is let go.
const REST_MS = 140;

class ReportPage {
  private readonly cards = new Map<string, string>();
  private shown: string | null = null;
  private left: string | null = null;
  private held: boolean;
  private timer = 0;

  constructor(private readonly root: HTMLElement, private readonly slot: HTMLElement, private readonly status: HTMLElement) {
    this.held = slot.querySelector("[data-shows]") !== null;
    this.shown = slot.querySelector<HTMLElement>("[data-shows]")?.dataset.shows ?? null;
    if (this.shown) this.cards.set(this.shown, slot.innerHTML);
    this.cards.set("", this.held ? "" : slot.innerHTML);
    root.addEventListener("pointerover", (event) => this.point(event));
    root.addEventListener("pointerout", () => window.clearTimeout(this.timer));
    root.addEventListener("focusin", (event) => this.focus(event));
    root.addEventListener("click", (event) => this.click(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.held) this.release();
    });
    window.addEventListener("popstate", () => void this.follow());
    if (!this.shown) this.enter();
  }

  /** The claim that an element of the page is about: its own, else the narrowest that its words stand in. */
  private claimAt(target: EventTarget | null): string | null {
    if (!(target instanceof Element)) return null;
    const own = target.closest<HTMLElement>("[data-claim]");
    if (own) return own.dataset.claim ?? null;
    const number = target.closest<HTMLElement>("mark[data-claims]")?.dataset.claims?.split(" ").at(-1);
    return number ? this.root.querySelector<HTMLElement>(`[data-claim][data-number="${number}"]`)?.dataset.claim ?? null : null;
  }

  private point(event: Event): void {
    window.clearTimeout(this.timer);
    const claim = this.held || this.slot.contains(event.target as Node) ? null : this.claimAt(event.target);
    if (claim) this.timer = window.setTimeout(() => void this.show(claim, true), REST_MS);
  }

  private focus(event: Event): void {
    if (this.slot.contains(event.target as Node) || !(event.target as Element).matches(".claim-no")) return;
    const claim = this.claimAt(event.target);
    // Back and Forward focus the place in the address too; letting go returns the focus and shows nothing.
    if (!claim || claim === this.shown || claim === this.left) return;
    this.held = false;
    void this.show(claim, true);
  }

  private click(event: MouseEvent): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const target = event.target as Element;
    if (target.closest("[data-release]")) {
      event.preventDefault();
      this.release();
      return;
    }
    if (target.closest("a:not([data-claim])") || !document.getSelection()?.isCollapsed) return;
    const claim = this.claimAt(target);
    if (!claim) return;
    event.preventDefault();
    const byKey = event.detail === 0;
    void this.hold(claim, byKey, target.closest(".claim-no, mark") === null);
  }

  private async hold(claim: string, byKey: boolean, fromOutside: boolean): Promise<void> {
    this.held = true;
    const address = new URL(location.href);
    address.searchParams.set("claim", claim);
    address.hash = `claim-${claim}`;
    if (address.href !== location.href) history.pushState(null, "", address);
    await this.show(claim);
    if (fromOutside) document.getElementById(`claim-${claim}`)?.scrollIntoView({ block: "center" });
    if (byKey) this.slot.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }

  private release(): void {
    const claim = this.shown;
    this.held = false;
    const address = new URL(location.href);
    if (address.searchParams.has("claim")) {
      address.searchParams.delete("claim");
      address.hash = "";
      history.pushState(null, "", address);
    }
    this.put("");
    this.left = claim;
    if (claim) document.getElementById(`claim-${claim}`)?.focus({ preventScroll: true });
    this.left = null;
  }

  /** Links from elsewhere name a claim by its place on the page alone; in another part of the text the server finds it. */
  private enter(): void {
    const claim = /^#claim-([0-9a-f]+)$/.exec(location.hash)?.[1];
    if (!claim || new URL(location.href).searchParams.has("claim")) return;
    if (document.getElementById(`claim-${claim}`)) {
      this.held = true;
      void this.show(claim);
      return;
    }
    const address = new URL(location.href);
    address.searchParams.set("claim", claim);
    location.replace(address);
  }

  /** What the address says, after Back or Forward. */
  private async follow(): Promise<void> {
    const claim = new URL(location.href).searchParams.get("claim");
    this.held = claim !== null;
    if (claim) await this.show(claim);
    else this.put("");
  }

  /** Shows the card of a claim. One that was only come past takes or moves nothing under whoever went on into the card or below it. */
  private async show(claim: string, inPassing = false): Promise<void> {
    if (claim === this.shown) return;
    this.shown = claim;
    const kept = this.cards.get(claim) ?? (await this.fetchCard(claim));
    if (kept === null || this.shown !== claim) return;
    const at = document.activeElement;
    const wentOn = this.slot.contains(at) || (at?.matches(".claim-rows a") ?? false);
    if (inPassing && wentOn) this.shown = this.slot.querySelector<HTMLElement>("[data-shows]")?.dataset.shows ?? null;
    else this.put(claim, kept);
  }

  private async fetchCard(claim: string): Promise<string | null> {
    const { cards, part, version } = this.root.dataset;
    const asked = new URLSearchParams({ part: part ?? "1", ...(version ? { version } : {}) });
    const answer = await fetch(`${cards}${encodeURIComponent(claim)}?${asked}`).catch(() => null);
    if (!answer?.ok) return null;
    const card = await answer.text();
    this.cards.set(claim, card);
    return card;
  }

  private put(claim: string, card = this.cards.get("") ?? ""): void {
    this.shown = claim || null;
    this.slot.innerHTML = card;
    this.status.textContent = this.slot.querySelector<HTMLElement>("[data-told]")?.dataset.told ?? "";
    const number = claim ? this.root.querySelector<HTMLElement>(`.claim-no[data-claim="${CSS.escape(claim)}"]`)?.dataset.number : undefined;
    this.mark(number ?? null);
  }

  private mark(number: string | null): void {
    const marks: [string, string, string][] = [["claims", "mark[data-claims]", "on"], ["origins", "[data-origins]", "on-origin"], ["relays", "[data-relays]", "on-relay"], ["cues", "[data-cues]", "on-cue"]];
    for (const [name, selector, style] of marks) {
      for (const each of this.root.querySelectorAll<HTMLElement>(selector)) {
        each.classList.toggle(style, number !== null && (each.dataset[name] ?? "").split(" ").includes(number));
      }
    }
    for (const each of this.root.querySelectorAll<HTMLElement>(".claim-no, .claim-rows a")) {
      if (each.dataset.number === number) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    for (const each of this.root.querySelectorAll<HTMLElement>(".claim-rows li")) each.classList.toggle("on", each.dataset.number === number);
  }
}

export function showClaimsInText(document: Document): void {
  const root = document.querySelector<HTMLElement>("[data-report]");
  const slot = root?.querySelector<HTMLElement>("[data-card]");
  const status = root?.querySelector<HTMLElement>("[data-status]");
  if (root && slot && status) new ReportPage(root, slot, status);
}
