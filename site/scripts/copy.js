// Buttons that copy an address, a checksum or the text of another element (data-copy-of, its id).
// Without script they stay hidden.
for (const button of document.querySelectorAll('button[data-copy], button[data-copy-of]')) {
  if (!navigator.clipboard) break; // only where the connection is secure
  const { textContent: label, dataset } = button;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    const text = dataset.copy ?? document.getElementById(dataset.copyOf).textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
