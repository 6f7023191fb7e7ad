// A large class diagram begins where a message does. Without this a link leads there.
const root = document.querySelector('.diagram--wide #diagram-root');
if (root) {
  const room = root.closest('.diagram--wide');
  const [box, frame] = [root.getBoundingClientRect(), room.getBoundingClientRect()];
  const margin = 24;
  room.scrollLeft += box.left - frame.left - margin;
  room.scrollTop += box.top - frame.top - Math.max(margin, (room.clientHeight - box.height) / 4);
}
