// Says while somebody types by how many words a text is too long.
for (const box of document.querySelectorAll("[data-most-words]")) {
  const most = Number(box.dataset.mostWords);
  const said = box.querySelector("[data-over]");
  const text = box.querySelector("textarea");
  const say = () => {
    const over = text.value.split(/\s+/).filter(Boolean).length - most;
    const { fits, one, many } = said.dataset;
    const sentence = over < 1 ? fits : over === 1 ? one : many.replace("{n}", over);
    if (said.textContent !== sentence) said.textContent = sentence;
    said.classList.toggle("error", over > 0);
    said.classList.toggle("soft", over < 1);
  };
  text.addEventListener("input", say);
}
