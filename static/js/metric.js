// Choosing a metric fills its name, unit and direction, unless somebody wrote their own there.
const select = document.querySelector("select[name=metric_slug]");
const names = ["name", "unit", "direction"];
const chosen = (name) => select.selectedOptions[0]?.dataset[name] ?? "";

if (select) {
  const filled = Object.fromEntries(names.map((name) => [name, chosen(name)]));
  select.addEventListener("change", () => {
    for (const name of names) {
      const field = select.form.elements[name];
      if (field.value !== "" && field.value !== filled[name]) continue;
      field.value = filled[name] = chosen(name);
    }
  });
}
