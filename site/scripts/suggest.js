// Suggestions below the search box: the WAI-ARIA combobox with a listbox popup. Focus stays in the
// input; the arrow keys move through the list, Enter goes there, Escape closes it.
const WAIT = 120; // ms after the last key: fast typing asks once

for (const box of document.querySelectorAll('[data-suggest]')) attach(box);

function attach(box) {
  const input = box.querySelector('input');
  const { suggest: address, lang, none, some, label } = box.dataset;
  const list = document.createElement('ul');
  const status = document.createElement('div');
  Object.assign(list, { id: 'suggestions', className: 'suggestions', hidden: true, role: 'listbox' });
  list.setAttribute('aria-label', label);
  Object.assign(status, { className: 'ds-sr-only', role: 'status' });
  const combobox = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': list.id, 'aria-expanded': 'false' };
  for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);
  box.append(list, status);

  let at = -1;
  let timer;
  let asking = new AbortController();

  const options = () => [...list.children];
  const close = () => {
    clearTimeout(timer);
    asking.abort();
    show([]);
    status.textContent = '';
  };

  function show(found) {
    at = -1;
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(Boolean(found.length)));
    input.removeAttribute('aria-activedescendant');
  }

  function option({ label: text, lang: tag, prefLabel, url }, number) {
    const item = document.createElement('li');
    Object.assign(item, { id: `suggestion-${number}`, role: 'option' });
    item.setAttribute('aria-selected', 'false');
    item.dataset.url = here(url);
    const term = document.createElement('span');
    Object.assign(term, { textContent: text, lang: tag, dir: 'auto' });
    item.append(term);
    const shown = prefLabel[lang] ? lang : tag;
    if (prefLabel[shown] && prefLabel[shown] !== text) {
      item.append(Object.assign(document.createElement('span'), { className: 'muted', lang: shown, textContent: `→ ${prefLabel[shown]}` }));
    }
    item.addEventListener('mousedown', (event) => event.preventDefault()); // keep focus in the input
    item.addEventListener('click', () => location.assign(here(url)));
    return item;
  }

  function move(step) {
    const all = options();
    if (!all.length) return;
    all[at]?.setAttribute('aria-selected', 'false');
    at = (at + 1 + step + all.length + 1) % (all.length + 1) - 1; // -1 is the input itself
    if (at < 0) return void input.removeAttribute('aria-activedescendant');
    all[at].setAttribute('aria-selected', 'true');
    all[at].scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', all[at].id);
  }

  async function ask() {
    const text = input.value.trim();
    if (!text) return close();
    asking.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(`${address}?${new URLSearchParams({ q: text, lang })}`, { signal: asking.signal });
      if (!answer.ok) return close();
      const { items: found } = await answer.json();
      show(found);
      status.textContent = found.length ? some.replace('{n}', found.length) : none;
    } catch (problem) {
      if (problem.name !== 'AbortError') close();
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown') { event.preventDefault(); if (list.hidden) ask(); else move(1); }
    else if (event.key === 'ArrowUp') { event.preventDefault(); move(-1); }
    else if (event.key === 'Escape' && !list.hidden) { event.preventDefault(); close(); }
    else if (event.key === 'Enter' && at >= 0) { event.preventDefault(); location.assign(options()[at].dataset.url); }
  });
  input.addEventListener('blur', close);
}

// The API answers with public addresses; the reader stays where the page came from.
function here(url) {
  const { pathname, search } = new URL(url, location);
  return pathname + search;
}
