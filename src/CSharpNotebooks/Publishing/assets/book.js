(() => {
  const root = document.documentElement;
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ?? (systemDark.matches ? 'dark' : 'light')) === 'dark';

  const toggle = document.getElementById('theme');
  const announce = () => {
    toggle.textContent = isDark() ? 'Light' : 'Dark';
    toggle.setAttribute('aria-label', `Switch to ${isDark() ? 'light' : 'dark'} colours`);
    document.dispatchEvent(new CustomEvent('book-theme', { detail: { dark: isDark() } }));
  };
  toggle.hidden = false;
  toggle.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    try { localStorage.setItem('book-theme', root.dataset.theme); } catch { /* the choice holds for this page */ }
    announce();
  });
  systemDark.addEventListener('change', announce);
  announce();

  // Formulas stand in the page as TeX; trust is off, so that \href and \includegraphics do nothing.
  if (window.katex)
    for (const formula of document.querySelectorAll('.math')) {
      katex.render(formula.textContent, formula, { displayMode: formula.classList.contains('display'), throwOnError: false, trust: false });
      keepPunctuation(formula);
    }

  // A drawn formula is a box, after which a line may break: not before its comma. A long one must stay breakable, for phones.
  function keepPunctuation(formula) {
    const next = formula.nextSibling;
    const marks = next?.nodeType === Node.TEXT_NODE && next.data.match(/^[.,;:?!)]+/);
    if (!marks || formula.offsetWidth > 160) return;
    next.splitText(marks[0].length);
    const pair = document.createElement('span');
    pair.className = 'unbroken';
    formula.before(pair);
    pair.append(formula, next);
  }

  // The contents: always open beside the text on a wide screen, folded above it on a narrow one.
  const contents = document.querySelector('.contents details');
  if (!contents) return;
  const wide = matchMedia('(min-width: 72rem)');
  const fold = () => { contents.open = wide.matches; };
  wide.addEventListener('change', fold);
  fold();
  contents.addEventListener('click', e => { if (e.target.closest('a') && !wide.matches) contents.open = false; });

  const links = new Map([...contents.querySelectorAll('a')].map(link => [decodeURIComponent(link.hash.slice(1)), link]));
  const headings = [...links.keys()].map(id => document.getElementById(id));
  const mark = () => {
    const current = headings.findLast(heading => heading.getBoundingClientRect().top < innerHeight * 0.3);
    for (const link of links.values()) link.removeAttribute('aria-current');
    if (current) links.get(current.id).setAttribute('aria-current', 'true');
  };
  addEventListener('scroll', () => requestAnimationFrame(mark), { passive: true });
  mark();
})();
