// A text that stands ready goes into its field: into an empty one as it is, else below what is there.
// <button type="button" hidden data-put="id_leverage" data-text="…">Put it in</button>
for (const button of document.querySelectorAll("button[data-put]")) {
  const field = document.getElementById(button.dataset.put);
  if (!field) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    field.value = [field.value.trimEnd(), button.dataset.text].filter(Boolean).join("\n\n");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  });
}
