// Escape puts a term's tooltip away until the pointer and the focus have left the term. The style sheet does the rest.
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  for (const term of document.querySelectorAll(".term:is(:hover, :focus-within)")) {
    term.classList.add("dismissed");
    const left = () => term.matches(":hover, :focus-within") || term.classList.remove("dismissed");
    term.addEventListener("pointerleave", left);
    term.addEventListener("focusout", left);
  }
});
