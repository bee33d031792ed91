// What moves: transitions, animations, smooth scrolling.
() =>
  [document.documentElement, ...document.body.querySelectorAll("*")]
    .filter((element) => {
      const style = getComputedStyle(element);
      const moves = (times) => times.split(",").some((each) => parseFloat(each) > 0);
      return moves(style.transitionDuration) || (style.animationName !== "none" && moves(style.animationDuration)) || style.scrollBehavior === "smooth";
    })
    .map((element) => measuring.name(element))
