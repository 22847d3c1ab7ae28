// Fills the time zone at sign-up with the browser's own, unless somebody wrote something else there.
const field = document.querySelector("input[data-zone]");

if (field && ["", "UTC"].includes(field.value.trim())) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (here) field.value = here;
}
