// What reading gains with JavaScript, and does without: sharing, and the place in the table of contents.

for (const button of document.querySelectorAll("[data-share]")) {
  const status = button.parentElement.querySelector("[data-share-status]");
  if (!navigator.share && !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    try {
      if (navigator.share) {
        await navigator.share({ title: document.title, url });
      } else {
        await navigator.clipboard.writeText(url);
        status.textContent = status.dataset.copied;
        status.classList.remove("visually-hidden");
      }
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  });
}

const contents = new Map(
  [...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
);
if (contents.size) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        for (const link of contents.values()) link.removeAttribute("aria-current");
        contents.get(target.id).setAttribute("aria-current", "location");
      }
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const id of contents.keys()) {
    const heading = document.getElementById(id);
    if (heading) observer.observe(heading);
  }
}
