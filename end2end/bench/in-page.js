// Runs in every page before anything else: notes when things became visible, in milliseconds since the navigation began.
(() => {
  const marks = {};
  const seen = (selector, fits = () => true) => [...document.querySelectorAll(selector)].some((e) => e.getClientRects().length > 0 && fits(e));
  const conditions = {
    signInUsable: () => seen('a[href], button', (e) => /^\s*Continue with/.test(e.textContent) && e.getAttribute('aria-disabled') !== 'true' && !e.disabled),
    roomList: () => seen('nav[aria-label="Rooms"] li a', (e) => !e.closest('[data-pending]') && e.textContent.trim() !== ''),
    timeline: () => seen('[role=log] article'),
  };
  const look = () => {
    for (const [name, holds] of Object.entries(conditions)) {
      if (!(name in marks) && document.body && holds()) marks[name] = performance.now();
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  const longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks.push({ start: entry.startTime, duration: entry.duration });
  }).observe({ type: 'longtask', buffered: true });

  // Resolves after the frame in which the condition first holds has been painted.
  const painted = (holds, limit = 10_000) => new Promise((resolve, reject) => {
    const began = performance.now();
    const step = () => {
      if (holds()) {
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve(performance.now());
          channel.port2.postMessage(0);
        });
      } else if (performance.now() - began > limit) reject(new Error('not painted in time'));
      else requestAnimationFrame(step);
    };
    step();
  });

  globalThis.bench = {
    marks,
    longTasks,
    firstPaint: () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
    /** Goes to a room by its link's address and gives the milliseconds until its first messages are painted. */
    async switchTo(href, name) {
      const started = performance.now();
      location.hash = href.slice(href.indexOf('#'));
      const ended = await painted(() => seen('[role=log]', (log) => log.getAttribute('aria-label') === `Timeline of ${name}` && log.querySelector('article')));
      return ended - started;
    },
    /** Milliseconds from a key's event to the painted frame that shows it. */
    armEcho() {
      const field = document.querySelector('.Composer textarea, [role=textbox]');
      globalThis.echo = new Promise((resolve) => {
        addEventListener('keydown', (event) => {
          const before = field.value;
          painted(() => field.value !== before).then((ended) => resolve(ended - event.timeStamp));
        }, { once: true, capture: true });
      });
    },
    /** Milliseconds from Enter to the local echo and to the confirmation, for a message of this text. */
    armSend(text) {
      const row = () => [...document.querySelectorAll('[role=log] article')].findLast((e) => e.textContent.includes(text));
      globalThis.sent = new Promise((resolve) => {
        addEventListener('keydown', (event) => {
          if (event.key !== 'Enter') return;
          const echo = painted(() => row() !== undefined);
          const confirmed = painted(() => {
            const found = row();
            return found !== undefined && found.dataset.sendState !== 'sending' && found.dataset.sendState !== 'queued';
          });
          Promise.all([echo, confirmed]).then(([e, c]) => resolve({ echo: e - event.timeStamp, confirmed: c - event.timeStamp }));
        }, { capture: true });
      });
    },
  };
})();
