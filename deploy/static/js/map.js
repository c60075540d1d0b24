// The map is as large as it is drawn, or a little smaller if all of it is seen then. The selected service is brought into
// view.
const canvas = document.querySelector("[data-map]");
const map = canvas?.querySelector("svg.map");

if (map) {
  const size = { width: map.width.baseVal.value, height: map.height.baseVal.value };
  const smallest = 0.2;
  const largest = 2;
  const readable = 0.8;
  let scale = 1;

  const centre = () => {
    const selected = map.querySelector("[aria-current]");
    if (!selected) {
      return;
    }
    const [node, frame] = [selected.getBoundingClientRect(), canvas.getBoundingClientRect()];
    canvas.scrollBy(
      node.x + node.width / 2 - frame.x - frame.width / 2,
      node.y + node.height / 2 - frame.y - frame.height / 2,
    );
  };
  const show = (wanted) => {
    scale = Math.min(Math.max(wanted, smallest), largest);
    map.setAttribute("width", size.width * scale);
    map.setAttribute("height", size.height * scale);
    centre();
  };
  const fitting = () =>
    Math.max(Math.min(canvas.clientWidth / size.width, canvas.clientHeight / size.height, 1), smallest);

  document.querySelector("[data-map-zoom]").hidden = false;
  document.querySelector("[data-map-zoom]").addEventListener("click", (event) => {
    const zoom = event.target.closest("[data-zoom]")?.dataset.zoom;
    if (zoom === "fit") {
      show(scale === fitting() ? 1 : fitting());
    } else if (zoom) {
      show(zoom === "in" ? scale * 1.25 : scale / 1.25);
    }
  });
  show(Math.min(Math.max(canvas.clientWidth / size.width, readable), 1));
}
