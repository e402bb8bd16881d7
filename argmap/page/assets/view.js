// Where the diagram is seen from: it is moved and scaled as a whole, by one transform.

const LEAST = 0.03;
const MOST = 4;

class View {
  constructor(canvas) {
    this.canvas = canvas;
    this.svg = null;
    this.at = { x: 0, y: 0, scale: 1 };
    this.settle = later(160, () => canvas.classList.remove("moving"));
  }

  get drawn() {
    return Boolean(this.svg);
  }

  place() {
    const { x, y, scale } = this.at;
    this.svg.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    this.canvas.classList.add("moving");
    this.settle();
  }

  fitting() {
    const { clientWidth, clientHeight } = this.canvas;
    const scale = Math.min((clientWidth - 32) / this.size.width, (clientHeight - 32) / this.size.height, 1.25);
    const good = Math.max(scale, LEAST);
    return {
      scale: good,
      x: (clientWidth - this.size.width * good) / 2,
      y: (clientHeight - this.size.height * good) / 2,
    };
  }

  fit() {
    if (!this.drawn || !this.canvas.clientWidth) return;
    this.fitted = true;
    this.move(this.fitting());
  }

  zoom(factor, left, top) {
    if (!this.drawn) return;
    const room = this.canvas.getBoundingClientRect();
    const x = (left ?? room.left + room.width / 2) - room.left;
    const y = (top ?? room.top + room.height / 2) - room.top;
    const scale = Math.min(MOST, Math.max(LEAST, this.at.scale * factor));
    const by = scale / this.at.scale;
    this.at = { scale, x: x - (x - this.at.x) * by, y: y - (y - this.at.y) * by };
    this.fitted = false;
    this.place();
  }

  pan(x, y) {
    if (!this.drawn) return;
    this.at = { ...this.at, x: this.at.x + x, y: this.at.y + y };
    this.fitted = false;
    this.place();
  }

  /** Moves there in a moment; at once for whom motion is a trouble. */
  move(goal) {
    cancelAnimationFrame(this.moving);
    const start = { ...this.at };
    const begin = performance.now();
    const step = (now) => {
      const part = calm.matches ? 1 : Math.min(1, (now - begin) / 220);
      const eased = 1 - (1 - part) ** 3;
      for (const key of ["x", "y", "scale"]) this.at[key] = start[key] + (goal[key] - start[key]) * eased;
      this.place();
      if (part < 1) this.moving = requestAnimationFrame(step);
    };
    step(begin + (calm.matches ? 1000 : 0));
  }

  /** How much of it is seen: a panel may lie over its lower end or its right one. */
  room() {
    const { width, height, right, bottom, left } = this.canvas.getBoundingClientRect();
    const panel = find(".panel");
    if (panel.hidden) return [width, height];
    const over = panel.getBoundingClientRect();
    if (narrow.matches) return [width, height - Math.max(0, Math.min(bottom - over.top, height - 120))];
    const covered = over.left > left ? Math.max(0, right - over.left) : 0;
    return [width - Math.min(covered, width - 120), height];
  }
}
