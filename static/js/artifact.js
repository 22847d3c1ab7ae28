// The questions that belong to the chosen kind are open; the others can be opened.
const kind = document.querySelector(".artifact-form [name=kind]");

kind?.addEventListener("change", () => {
  for (const questions of document.querySelectorAll(".artifact-form details[data-kind]")) {
    questions.open = questions.dataset.kind === kind.value;
  }
});
