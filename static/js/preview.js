// How a passage reads: its text as it stands in the editor, made into a page by the server. While it
// is open it follows what is typed, once the keys rest.
const REST = 700; // milliseconds after a key
const shown = new WeakMap();

for (const details of document.querySelectorAll("[data-preview]")) {
  const field = details.closest("[data-passage]").querySelector("textarea");
  let resting;
  details.hidden = false;
  details.addEventListener("toggle", () => show(details, field));
  field.addEventListener("input", () => {
    clearTimeout(resting);
    resting = setTimeout(() => show(details, field), REST);
  });
}

async function show(details, field) {
  const text = field.value;
  if (!details.open || shown.get(details) === text) return;
  const place = details.querySelector("[data-preview-text]");
  const body = new FormData();
  body.set(field.name, text);
  const token = details.closest("form").querySelector("input[name=csrfmiddlewaretoken]").value;
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  try {
    const answer = await fetch(details.dataset.preview, { method: "POST", body, headers, redirect: "manual" });
    if (!answer.ok) throw new Error(answer.status);
    const made = await answer.text();
    if (text !== field.value) return; // a later one is on its way
    place.innerHTML = made; // cleaned there
    shown.set(details, text);
  } catch {
    place.textContent = details.dataset.broken;
    shown.delete(details);
  }
}
