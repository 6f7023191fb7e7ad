// Is a message right? The form works without this. Here the page stays, a file may be dropped, and
// the line that a finding is about is shown: from the message, which only the browser has.
const CHARACTERS = 160; // of a line: a message may be one line

const form = document.querySelector('form[data-validate]');
if (form) attach();

function attach() {
  const { most, large, failed, busy, empty } = form.dataset;
  const { file, text, requirement } = form.elements;
  const drop = form.querySelector('[data-drop]');
  const status = document.querySelector('[data-status]');
  const verdict = document.getElementById('verdict');
  for (const told of form.querySelectorAll('[data-scripted]')) told.hidden = false;

  for (const name of ['dragenter', 'dragover']) {
    drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.add('validate__drop--over');
    });
  }
  for (const name of ['dragleave', 'drop']) {
    drop.addEventListener(name, () => drop.classList.remove('validate__drop--over'));
  }
  drop.addEventListener('drop', (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    file.files = event.dataTransfer.files;
    text.value = '';
    form.requestSubmit();
  });
  file.addEventListener('change', () => { if (file.files.length) text.value = ''; });
  text.addEventListener('input', () => { file.value = ''; });

  // The examples are those of the version that is chosen.
  requirement.addEventListener('change', async () => {
    const [name, version = ''] = requirement.value.split('/');
    const url = new URL(form.action);
    url.hash = '';
    url.search = new URLSearchParams(version ? { requirement: name, version } : { requirement: name });
    const page = await read(url).catch(() => null);
    const examples = page?.getElementById('examples');
    if (examples) document.getElementById('examples').replaceWith(document.adoptNode(examples));
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const asked = new FormData(form, event.submitter);
    const chosen = file.files[0];
    const isExample = asked.has('example');
    if (isExample) {
      asked.delete('file');
      asked.delete('text');
    } else if (!chosen && !text.value.trim()) {
      tell(empty);
      return;
    } else if (chosen && chosen.size > Number(most)) {
      tell(large);
      return;
    }
    status.textContent = busy;
    form.setAttribute('aria-busy', 'true');
    try {
      const page = await read(form.action, { method: 'POST', body: asked });
      const found = page.getElementById('verdict');
      if (!found) {
        tell(page.querySelector('main .ds-paragraph')?.textContent.trim() || failed);
        return;
      }
      if (isExample) {
        file.value = '';
        text.value = page.getElementById('text').value;
      }
      verdict.replaceChildren(...document.adoptNode(found).childNodes);
      const message = isExample || !chosen ? text.value : decode(await chosen.arrayBuffer());
      show(message);
      const title = verdict.querySelector('#s-verdict')?.textContent ?? '';
      const summary = verdict.querySelector('[data-summary]')?.textContent ?? '';
      status.textContent = `${title}. ${summary}`.replace(/\s+/g, ' ').trim();
      verdict.focus();
    } catch {
      tell(failed);
    } finally {
      form.removeAttribute('aria-busy');
    }
  });

  // Says what went wrong, where a verdict would stand.
  function tell(problem) {
    const alert = document.createElement('div');
    alert.className = 'ds-alert';
    alert.dataset.color = 'danger';
    const words = document.createElement('p');
    words.id = 's-verdict';
    words.textContent = problem;
    alert.append(words);
    verdict.replaceChildren(alert);
    status.textContent = problem;
    verdict.focus();
  }

  function show(message) {
    const lines = message.split(/\r\n|\n|\r/);
    for (const item of verdict.querySelectorAll('[data-at]')) {
      const [line, column] = item.dataset.at.split(':').map(Number);
      const content = Array.from(hide(lines[line - 1] ?? ''));
      const place = item.querySelector('[data-source]');
      if (!line || !content.length) continue;
      const at = Math.max(column - 1, 0);
      const from = Math.max(at - CHARACTERS / 2, 0);
      const to = Math.min(from + CHARACTERS, content.length);
      const mark = document.createElement('mark');
      mark.textContent = content[at] ?? ' ';
      const before = (from ? '…' : '') + content.slice(from, at).join('');
      const after = content.slice(at + 1, to).join('') + (to < content.length ? '…' : '');
      place.replaceChildren(before, mark, after);
      place.dir = 'ltr';
      place.hidden = false;
    }
  }
}

// As catalog/message/masking.py does, but each sign for one, so that the columns stay.
function hide(text) {
  const known = /([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})|\d{6}[\s\-–.]?\d{5,}/gi;
  return text.replace(known, (found, uuid) => uuid ?? '•'.repeat(found.length));
}

async function read(url, options) {
  const answer = await fetch(url, { headers: { Accept: 'text/html' }, ...options });
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

// As XML does: by the byte order mark, else by what the declaration says, else UTF-8.
function decode(buffer) {
  const bytes = new Uint8Array(buffer);
  let encoding = 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) encoding = 'utf-16le';
  else if (bytes[0] === 0xfe && bytes[1] === 0xff) encoding = 'utf-16be';
  else {
    const head = String.fromCharCode(...bytes.slice(0, 200));
    encoding = head.match(/^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/)?.[1] ?? encoding;
  }
  try {
    return new TextDecoder(encoding).decode(buffer);
  } catch {
    return new TextDecoder().decode(buffer);
  }
}
