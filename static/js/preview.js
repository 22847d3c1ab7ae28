// How a passage reads: the text as it stands in the editor, rendered by the server when one asks.
document.addEventListener(
  "toggle",
  async ({ target }) => {
    if (!target.open || !target.matches("[data-preview]")) return;
    const box = target.closest("[data-passage]");
    const field = box.querySelector("textarea");
    const body = new FormData();
    body.set(field.name, field.value);
    const token = target.closest("form").querySelector("input[name=csrfmiddlewaretoken]").value;
    const headers = { Accept: "application/json", "X-CSRFToken": token };
    try {
      const answer = await fetch(target.dataset.preview, { method: "POST", body, headers, redirect: "manual" });
      if (!answer.ok) throw new Error(answer.status);
      target.querySelector("[data-preview-text]").innerHTML = await answer.text(); // cleaned there
    } catch {
      target.open = false;
    }
  },
  true,
);
