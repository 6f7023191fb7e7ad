// `omgrep preview` only: loads the page again when it has been built anew, where the reader was.
const WAIT = 2000; // ms before a stopped preview is asked for again
const KEPT = 'preview';

const content = document.querySelector('main');
const top = () => content.getBoundingClientRect().top + scrollY;
let source;

stay();
announce();
addEventListener('pageshow', connect);
addEventListener('pagehide', close); // so that the browser may keep the page for its back button
document.addEventListener('visibilitychange', () => (document.hidden ? close() : connect()));
connect();

function bar() {
  return document.getElementById('preview');
}

function connect() {
  // A hidden page would keep one of the few connections that a browser has for each server.
  if (document.hidden || (source && source.readyState !== EventSource.CLOSED)) return;
  source = new EventSource(bar().dataset.events);
  source.onmessage = ({ data }) => {
    const { pages, state } = JSON.parse(data);
    if (pages !== bar().dataset.pages) again();
    else if (state !== bar().dataset.state) refresh();
  };
  source.onerror = () => {
    say(bar().dataset.stopped);
    bar().dataset.state = ''; // whatever comes next is news
    if (source?.readyState === EventSource.CLOSED) setTimeout(connect, WAIT);
  };
}

function close() {
  source?.close();
  source = undefined;
}

// What was at the top of the window stays there, also when the panel above it grows or shrinks.
function again() {
  const focused = document.activeElement?.id;
  const below = scrollY > top() ? scrollY - top() : null;
  sessionStorage.setItem(KEPT, JSON.stringify({ url: location.href, y: scrollY, below, focused }));
  close();
  location.reload();
}

function stay() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  sessionStorage.removeItem(KEPT);
  if (kept?.url !== location.href) return;
  const back = () => scrollTo({ top: kept.below === null ? kept.y : top() + kept.below, behavior: 'instant' });
  back();
  addEventListener('load', () => setTimeout(back)); // after the browser's own way of going there
  document.getElementById(kept.focused)?.focus({ preventScroll: true });
}

// Findings come a moment after the pages: only the bar changes, the page stays as it is.
async function refresh() {
  const answer = await fetch(location.href).catch(() => null);
  if (!answer) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById('preview');
  if (!fresh) return;
  if (fresh.dataset.pages !== bar().dataset.pages) return void again();
  Object.assign(bar().dataset, fresh.dataset);
  say(page.getElementById('preview-status').textContent);
  document.getElementById('preview-panel').replaceWith(page.getElementById('preview-panel'));
  if (content.querySelector('.preview-overview')) content.replaceChildren(...page.querySelector('main').children);
}

function say(text) {
  const status = document.getElementById('preview-status');
  if (status.textContent !== text) status.textContent = text;
}

// A screen reader tells what changes in a live region, not what is there from the start.
function announce() {
  const status = document.getElementById('preview-status');
  const text = status.textContent;
  setTimeout(() => {
    if (status.textContent !== text) return;
    status.textContent = '';
    setTimeout(() => say(text), 50);
  }, 500);
}
