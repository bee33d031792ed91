// Controls that are smaller than 24 by 24 px. Of links, axe measures those in a text and the room around them.
() =>
  [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, nav a, [role=button], [role=tab]")]
    .filter((element) => measuring.isShown(element) && !measuring.isForListeners(element))
    .map((element) => [element, (element.matches("[type=checkbox], [type=radio]") && element.closest("label")) || element])
    .map(([element, target]) => [element, target.getBoundingClientRect()])
    .filter(([, rect]) => rect.width < 24 || rect.height < 24)
    .map(([element, rect]) => `${measuring.name(element)}: ${rect.width.toFixed(1)} x ${rect.height.toFixed(1)}`)
