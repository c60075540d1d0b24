// Runs before the page is painted, so that a dark page never flashes white.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    root.dataset.bsTheme = localStorage.getItem("theme") ?? (system.matches ? "dark" : "light");
  };
  system.addEventListener("change", show);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) {
      localStorage.setItem("theme", root.dataset.bsTheme === "dark" ? "light" : "dark");
      show();
    }
  });
  show();
})();
