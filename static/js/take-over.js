// A note is taken over into the section it belongs to: where somebody was writing, else at its end.
// <button type="button" class="take-over" data-into="problem" data-text="…">Take this over</button>
const visited = new WeakSet();

document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-passage] textarea")) visited.add(target);
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest(".take-over");
  const box = button && document.querySelector(`[data-passage="${CSS.escape(button.dataset.into)}"]`);
  if (!box) return;
  const field = box.querySelector("textarea");
  const at = visited.has(field) ? field.selectionEnd : field.value.length;
  const before = field.value.slice(0, at).trimEnd();
  const after = field.value.slice(at).trimStart();
  const text = [before, button.dataset.text.trim(), after].filter(Boolean).join("\n\n");
  field.value = text;
  field.selectionEnd = field.selectionStart = text.length - (after ? after.length + 2 : 0);
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
