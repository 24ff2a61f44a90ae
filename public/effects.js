// The element <protium-effect>: what plays over a conversation, once, and then says `effect-end`.
// src/app/features/timeline/effects.rs adds this script to the page when the first is to play. `data-kind` says which one;
// single colours come from style/features/ChatEffect.css.

// Milliseconds it plays, and those in which it comes and goes.
const LASTS = 5000;
const FADES = 600;
const TURN = 2 * Math.PI;

const between = (least, most) => least + Math.random() * (most - least);
const many = (count, make) => Array.from({ length: count }, (_, at) => make(at));
const colour = () => `hsl(${Math.floor(Math.random() * 360)} 85% 58%)`;
// Draws each part as if there were no other.
const each = (pen, parts, draw) => {
  for (const part of parts) {
    pen.save();
    draw(part);
    pen.restore();
  }
};
// Back at the other side of what has this length.
const around = (place, length) => ((place % length) + length) % length;

const heart = new Path2D('M0 .9C-1.5-.1-.9-1 -.4-.9 -.15-.85 0-.65 0-.5 0-.65.15-.85.4-.9.9-1 1.5-.1 0 .9Z');

// Each makes its parts for a canvas of this size, and gives what draws them at a time in seconds. Where a part is follows
// from the time alone, so nothing runs away when frames are missing.
const KINDS = {
  // Shot from both lower corners, and tumbling down.
  confetti: (width, height) => {
    const papers = many(180, (at) => ({
      side: at % 2,
      right: between(0.05, 0.75) * width,
      up: between(0.7, 1.5) * height,
      late: between(0, 0.5),
      spin: between(3, 9),
      size: between(5, 11),
      colour: colour(),
    }));
    return (pen, time) => each(pen, papers, ({ side, right, up, late, spin, size, colour }) => {
      const age = time - late;
      if (age < 0) return;
      const along = right * (1 - Math.exp(-1.4 * age)) + Math.sin(age * spin / 2) * size;
      const y = height - up * age * Math.exp(-0.35 * age) + 0.26 * height * age * age;
      pen.translate(side ? width - along : along, y);
      pen.rotate(spin * age);
      pen.scale(1, Math.cos(spin * age * 0.7));
      pen.fillStyle = colour;
      pen.fillRect(-size / 2, -size / 3, size, size * 0.66);
    });
  },

  // Rockets go up and burst, one after another.
  fireworks: (width, height) => {
    const bursts = many(9, (at) => ({
      x: between(0.12, 0.88) * width,
      y: between(0.12, 0.5) * height,
      at: 0.5 + at * 0.42,
      colour: colour(),
      sparks: many(46, () => [between(0, TURN), between(0.25, 1) * Math.min(width, height) * 0.3]),
    }));
    return (pen, time) => each(pen, bursts, (burst) => {
      const age = time - burst.at;
      pen.fillStyle = burst.colour;
      if (age < 0 && age > -0.5) pen.fillRect(burst.x - 1, burst.y - 2 * age * (height - burst.y), 3, 14);
      if (age < 0 || age > 1.5) return;
      pen.globalAlpha *= 1 - age / 1.5;
      for (const [angle, reach] of burst.sparks) {
        const far = reach * (1 - Math.exp(-3 * age));
        pen.beginPath();
        pen.arc(burst.x + Math.cos(angle) * far, burst.y + Math.sin(angle) * far + 50 * age * age, 2.2, 0, TURN);
        pen.fill();
      }
    });
  },

  // Rising, swaying, each a little larger than it was.
  hearts: (width, height) => {
    const hearts = many(50, () => ({
      x: between(0, width), late: between(0, 2.6), fast: between(0.3, 0.55) * height, sway: between(8, 34), size: between(7, 22),
    }));
    return (pen, time) => each(pen, hearts, ({ x, late, fast, sway, size }) => {
      const age = time - late;
      if (age < 0) return;
      pen.translate(x + Math.sin(age * 2 + x) * sway, height + size - fast * age);
      pen.scale(size * (0.7 + age * 0.12), size * (0.7 + age * 0.12));
      pen.fill(heart);
    });
  },

  rainfall: (width, height) => {
    const drops = many(260, () => [between(0, width), between(0, height), between(0.9, 1.6) * height, between(10, 26)]);
    return (pen, time) => {
      pen.globalAlpha *= 0.6;
      pen.lineWidth = 1.5;
      pen.beginPath();
      for (const [x, y, fast, long] of drops) {
        const down = around(y + fast * time, height + long) - long;
        const left = around(x - fast * time * 0.12, width);
        pen.moveTo(left, down);
        pen.lineTo(left - long * 0.12, down + long);
      }
      pen.stroke();
    };
  },

  snowfall: (width, height) => {
    const flakes = many(150, () => [between(0, width), between(0, height), between(40, 130), between(1.5, 4.5)]);
    return (pen, time) => {
      pen.globalAlpha *= 0.85;
      for (const [x, y, fast, size] of flakes) {
        // At first the sky is empty.
        const down = y - height + fast * time * 2.2;
        pen.beginPath();
        pen.arc(x + Math.sin(time + y) * fast * 0.2, down, size, 0, TURN);
        pen.fill();
      }
    };
  },

  // A fleet of strangers, other ones each time, steps sideways and down.
  spaceinvaders: (width, height) => {
    const shape = () => many(8, () => many(4, () => Math.random() < 0.55));
    const shapes = many(3, shape);
    const dot = Math.max(2, Math.min(5, Math.floor(width / 160)));
    const step = dot * 12;
    const across = Math.max(3, Math.min(9, Math.floor(width / step) - 3));
    const free = Math.max(0, width - across * step);
    return (pen, time) => {
      const tick = Math.floor(time * 6);
      const there = around(tick * step * 0.5, 2 * free || 1);
      const left = free && there > free ? 2 * free - there : there;
      const top = (time / 5) * height * 0.8 - step;
      shapes.forEach((rows, line) => {
        for (let one = 0; one < across; one += 1) {
          rows.forEach((row, y) => row.forEach((on, x) => {
            if (!on) return;
            // Both halves are the same, and the lowest dots walk.
            for (const column of [x, 7 - x]) {
              const walk = y === 7 && (tick + column) % 2 ? dot : 0;
              pen.fillRect(left + one * step + column * dot, top + line * step + y * dot - walk, dot, dot);
            }
          }));
        }
      });
    };
  },
};

class ProtiumEffect extends HTMLElement {
  #frame;

  connectedCallback() {
    const kind = KINDS[this.dataset.kind];
    const [width, height] = [this.clientWidth, this.clientHeight];
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    if (!kind || !pen || !width || !height) {
      queueMicrotask(() => this.#end());
      return;
    }
    const sharp = Math.min(2, devicePixelRatio || 1);
    canvas.width = width * sharp;
    canvas.height = height * sharp;
    this.replaceChildren(canvas);
    const ink = getComputedStyle(this).color;
    const draw = kind(width, height);
    const began = performance.now();
    const frame = (now) => {
      const age = Math.max(0, now - began);
      if (age >= LASTS) {
        this.#end();
        return;
      }
      pen.setTransform(sharp, 0, 0, sharp, 0, 0);
      pen.clearRect(0, 0, width, height);
      pen.globalAlpha = Math.min(1, age / FADES, (LASTS - age) / FADES);
      pen.fillStyle = ink;
      pen.strokeStyle = ink;
      draw(pen, age / 1000);
      this.#frame = requestAnimationFrame(frame);
    };
    this.#frame = requestAnimationFrame(frame);
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
    this.replaceChildren();
  }

  #end() {
    this.dispatchEvent(new CustomEvent('effect-end'));
  }
}

customElements.define('protium-effect', ProtiumEffect);
