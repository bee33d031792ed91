// The places of what Tab must reach that a page has not replaced since: a card that follows the focus comes and goes.
() => globalThis.measuredElements.flatMap((element, place) => (element.isConnected && measuring.isShown(element) ? [place] : []))
