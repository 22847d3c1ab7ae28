// A form that takes longer than a moment says that it is on its way, on the button that sent it.
// What comes as a file leaves the page as it is: nobody tells when it has come, so it ends by itself
// (<form method="post" data-download>).
const MOMENT = 400;
const DOWNLOAD = 4000;

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.target.method !== "post") return;
  setTimeout(() => {
    if (!event.defaultPrevented) button.setAttribute("aria-busy", "true");
  }, MOMENT);
  if ("download" in event.target.dataset) {
    setTimeout(() => button.removeAttribute("aria-busy"), DOWNLOAD);
  }
});

// Coming back with the browser's own button finds the page as it was left.
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-busy]")) {
    button.removeAttribute("aria-busy");
  }
});
