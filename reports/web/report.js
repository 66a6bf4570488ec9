'use strict';
(() => {
  const all = [...document.querySelectorAll('.scenario')];
  const chips = [...document.querySelectorAll('[data-outcome][aria-pressed]')];
  const filter = document.getElementById('filter');
  const shown = document.getElementById('shown');

  function show() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const outcomes = chips.filter(c => c.getAttribute('aria-pressed') === 'true').map(c => c.dataset.outcome);
    let n = 0;
    for (const s of all) {
      const of = s.dataset.outcome === 'target lost' ? 'harness error' : s.dataset.outcome;
      s.hidden = !(words.every(w => s.dataset.words.includes(w)) && (outcomes.length === 0 || outcomes.includes(of)));
      if (!s.hidden) n++;
    }
    for (const f of document.querySelectorAll('[data-feature]')) f.hidden = !f.querySelector('.scenario:not([hidden])');
    shown.textContent = n === all.length ? `${n} scenarios` : `${n} of ${all.length} scenarios`;
  }

  function go(step, wanted) {
    const list = all.filter(s => !s.hidden && wanted(s));
    if (list.length === 0) return;
    const here = document.activeElement.closest('.scenario');
    const at = here ? all.indexOf(here) : step > 0 ? -1 : all.length;
    const next = step > 0 ? list.find(s => all.indexOf(s) > at) ?? list[0] : list.findLast(s => all.indexOf(s) < at) ?? list.at(-1);
    next.firstElementChild.focus();
    next.scrollIntoView({ block: 'nearest' });
  }

  for (const c of chips) {
    c.addEventListener('click', () => {
      c.setAttribute('aria-pressed', String(c.getAttribute('aria-pressed') !== 'true'));
      show();
    });
  }
  filter.addEventListener('input', show);
  document.addEventListener('click', e => {
    if (!e.target.matches('[data-copy]')) return;
    const code = e.target.previousElementSibling;
    getSelection().selectAllChildren(code);
    navigator.clipboard?.writeText(code.textContent).then(() => { e.target.textContent = 'Copied'; }, () => {});
  });
  document.addEventListener('keydown', e => {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'Escape') {
      filter.value = '';
      for (const c of chips) c.setAttribute('aria-pressed', 'false');
      filter.blur();
      show();
      return;
    }
    if (e.target === filter) return;
    if (e.key === '/') { e.preventDefault(); filter.focus(); }
    if (e.key === 'j') go(1, () => true);
    if (e.key === 'k') go(-1, () => true);
    if (e.key === 'f') go(1, s => s.matches('.bad, .lost'));
  });
  function open() {
    const s = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (s?.matches('.scenario')) { s.open = true; s.firstElementChild.focus(); }
  }
  addEventListener('hashchange', open);
  open();
})();
