// How many elements the Tab key must reach, each marked with its place.
() => {
  const found = measuring.tabbable();
  found.forEach((element, place) => (element.measuredPlace = place));
  return found.map((element) => measuring.name(element));
}
