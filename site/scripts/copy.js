// Buttons that copy an address or a checksum. Without script they stay hidden.
for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) break; // only where the connection is secure
  const { textContent: label, dataset } = button;
  button.hidden = false;
  button.setAttribute('aria-live', 'polite');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(dataset.copy);
    button.textContent = dataset.done;
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}
