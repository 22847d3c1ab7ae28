// A form that takes longer than a moment says that it is on its way, on the button that sent it.
const MOMENT = 400;

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.method !== "post") return;
  setTimeout(() => {
    if (!event.defaultPrevented) button.setAttribute("aria-busy", "true");
  }, MOMENT);
});

// Coming back with the browser's own button finds the page as it was left.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.removeAttribute("aria-busy");
  }
});
