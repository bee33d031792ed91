// What the other scripts measure with. Evaluated once in a page, under the name of `measuring`.
globalThis.measuring = (() => {
  const TABBABLE =
    'a[href], area[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable=""], [contenteditable="true"]';

  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

  /** A colour as CSS writes it, as red, green, blue (0 to 255) and opacity (0 to 1). */
  function read(colour) {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = paint.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  function luminance([red, green, blue]) {
    const [r, g, b] = [red, green, blue].map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  /** The contrast of two colours, as WCAG counts it. */
  function contrast(one, other) {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  }

  /** The colour behind an element: the nearest that is opaque, its own included only where asked. */
  function behind(element, includesOwn = false) {
    for (let each = includesOwn ? element : element.parentElement; each; each = each.parentElement) {
      const colour = read(getComputedStyle(each).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return read(matchMedia("(forced-colors: active)").matches ? "Canvas" : "white");
  }

  function isShown(element) {
    return element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true }) && element.getClientRects().length > 0;
  }

  /** Whether an element is only there for who listens: cut to nothing. */
  function isForListeners(element) {
    return element.closest(".hidden") !== null;
  }

  /** Where an element stands, for whoever reads what a test complains of. */
  function name(element) {
    const parts = [];
    for (let each = element; each && each !== document.body && parts.length < 4; each = each.parentElement) {
      const mark = each.id ? `#${each.id}` : [...each.classList].map((one) => `.${one}`).join("");
      parts.unshift(each.localName + mark);
    }
    return `${parts.join(" > ")} "${(element.textContent ?? "").trim().replace(/\s+/g, " ").slice(0, 40)}"`;
  }

  /** Everything that the Tab key must reach, in the order of the document; of a group of radio buttons one. */
  function tabbable() {
    return [...document.querySelectorAll(TABBABLE)].filter((element) => {
      if (element.disabled || element.tabIndex < 0 || element.closest("[inert]") || !isShown(element)) return false;
      if (element.localName === "summary") return element.parentElement?.localName === "details";
      if (element.type === "radio" && element.name && element.form) {
        const group = [...element.form.elements].filter((each) => each.type === "radio" && each.name === element.name);
        return element === (group.find((each) => each.checked) ?? group[0]);
      }
      return true;
    });
  }

  return { read, contrast, behind, isShown, isForListeners, name, tabbable };
})();
