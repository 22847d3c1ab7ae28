// A button that copies what stands in a field. Without JavaScript it is not there, and the field's
// text is selected by hand.
for (const button of document.querySelectorAll("button.copy")) {
  const field = document.getElementById(button.dataset.copies);
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(field.value);
      button.textContent = "✓ " + said;
    } catch {
      field.focus();
      field.select();
    }
  });
}
