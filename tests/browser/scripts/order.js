// Where the focus goes back on its way through the document: to a part above or, on the same line, left of one before it.
() => {
  const wrong = [];
  const reached = measuring.tabbable();
  for (const box of document.body.querySelectorAll("*")) {
    if (!/flex|grid/.test(getComputedStyle(box).display) || getComputedStyle(box).direction === "rtl") continue;
    const parts = [...box.children].filter((each) => measuring.isShown(each) && !measuring.isForListeners(each) && getComputedStyle(each).position !== "absolute" && reached.some((one) => each.contains(one)));
    const rects = parts.map((each) => each.getBoundingClientRect());
    for (let later = 1; later < parts.length; later += 1) {
      const [one, other] = [rects[later - 1], rects[later]];
      const isAbove = other.bottom <= one.top + 1 && other.left < one.right - 1;
      const isLeft = other.right <= one.left + 1 && other.top < one.bottom - 1 && other.bottom > one.top + 1;
      if (isAbove || isLeft) wrong.push(`${measuring.name(parts[later])} is seen before ${measuring.name(parts[later - 1])}`);
    }
  }
  return wrong;
}
