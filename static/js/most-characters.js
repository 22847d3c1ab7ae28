// Says while somebody types how many characters a text has. Without a script the number is that of
// the text as it was kept.
// <div data-counted>… <textarea maxlength="220"></textarea> <span data-characters>182</span></div>
for (const box of document.querySelectorAll("[data-counted]")) {
  const text = box.querySelector("textarea");
  const said = box.querySelector("[data-characters]");
  if (!text || !said) continue;
  text.addEventListener("input", () => { said.textContent = [...text.value].length; });
}
