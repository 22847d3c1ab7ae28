// Where a browser's text areas do not grow with their text by themselves (field-sizing), this does.
if (!CSS.supports("field-sizing", "content")) {
  const grow = (field) => {
    if (field.scrollHeight > field.clientHeight) field.style.height = `${field.scrollHeight + 4}px`;
  };
  for (const field of document.querySelectorAll("[data-passage] textarea")) grow(field);
  document.addEventListener("input", ({ target }) => {
    if (target.matches("[data-passage] textarea")) grow(target);
  });
}
