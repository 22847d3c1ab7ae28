// Says below the form that no passkey came (cancelled, none there, no network) and leaves the rest.
document.addEventListener("allauth.error", (event) => {
  const template = document.getElementById("passkey-failed");
  const form = document.querySelector("main form.form");
  if (!template || !form) return;
  event.preventDefault();
  form.querySelector("[role=alert]")?.remove();
  form.append(template.content.cloneNode(true));
});
