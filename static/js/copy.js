// A button that copies a text. Without a script the button is not there; the text can be selected.
//
// <textarea id="readme" readonly>…</textarea>
// <button type="button" hidden data-copy="readme" data-done="Copied">Copy</button>
for (const button of document.querySelectorAll("button[data-copy]")) {
  const text = document.getElementById(button.dataset.copy);
  const label = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(text.value);
    } catch {
      if (!document.execCommand("copy")) return; // it stays selected
    }
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
