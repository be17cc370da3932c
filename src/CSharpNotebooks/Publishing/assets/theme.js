// Runs before the first paint, so that a remembered choice does not flash.
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  try {
    const chosen = localStorage.getItem('book-theme');
    if (chosen === 'light' || chosen === 'dark') root.dataset.theme = chosen;
  } catch { /* storage may be forbidden: the system's choice stays */ }
})();
