/**
 * An address that a button copies. Without this module the address stands in its field, to be selected.
 *
 * Markup: [data-copy] holds the field and a hidden [data-copy-button] with data-label-done.
 */

for (const row of document.querySelectorAll("[data-copy]")) {
  const field = row.querySelector("input");
  const button = row.querySelector("[data-copy-button]");
  const label = button.textContent;
  if (!navigator.clipboard) continue;
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.labelDone;
    setTimeout(() => (button.textContent = label), 2500);
  });
}
