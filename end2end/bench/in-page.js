// Runs in every page before anything else: notes when things became visible, in milliseconds since the navigation began.
// Things are found as tests find them, by role and name.
(() => {
  const ROLES = {
    article: 'article', button: 'button, [role=button]', dialog: 'dialog, [role=dialog]', img: '[role=img]', link: 'a[href]', listitem: 'li', log: '[role=log]',
    navigation: 'nav', region: 'section', searchbox: 'input[type=search]', textbox: 'textarea, [role=textbox]',
  };
  const labelled = (e) => (e.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
  const nameOf = (e) => (labelled(e) || e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || '').trim();
  const isVisible = (e) => e.getClientRects().length > 0;
  const all = (role, name, inside = document) => [...inside.querySelectorAll(ROLES[role])].filter((e) => (
    (name === undefined || (typeof name === 'string' ? nameOf(e) === name : name.test(nameOf(e)))) && isVisible(e)));
  const one = (role, name, inside) => all(role, name, inside)[0];

  const rooms = () => {
    const list = one('navigation', 'Rooms');
    return list ? all('link', undefined, list) : [];
  };
  const remembered = (() => {
    try {
      return JSON.parse(sessionStorage.getItem('bench') ?? '{}');
    } catch {
      return {};
    }
  })();
  const remember = (key, value) => {
    remembered[key] = value;
    sessionStorage.setItem('bench', JSON.stringify(remembered));
  };
  const isAtHand = (e, within) => {
    const [box, frame] = [e.getBoundingClientRect(), within.getBoundingClientRect()];
    return box.bottom > frame.top && box.top < frame.bottom;
  };

  const conditions = {
    // The way in can be pressed.
    signInUsable: () => [...all('link', /^Continue with/), ...all('button', /^Continue with/)]
      .some((e) => e.getAttribute('aria-disabled') !== 'true' && !e.disabled),
    // All rows on the screen are filled.
    roomList: () => {
      const shown = rooms();
      return shown.length > 0 && shown.every((e) => !/^Loading/.test(nameOf(e)));
    },
    // The list knows of all rooms there are.
    wholeRoomList: () => {
      const list = one('navigation', 'Rooms');
      const item = list && one('listitem', undefined, list);
      return item && Number(item.getAttribute('aria-setsize')) >= (globalThis.benchRooms ?? 1);
    },
    // The newest message, as it was read before the reload, is on the screen.
    timeline: () => {
      const log = one('log');
      if (!log) return false;
      const messages = all('article', undefined, log);
      return remembered.newest === undefined ? messages.length > 0
        : messages.some((e) => nameOf(e) === remembered.newest && isAtHand(e, log));
    },
  };

  // Resolves once the frame that is being made now is painted.
  const afterPaint = () => new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => resolve(performance.now());
    channel.port2.postMessage(0);
  });
  // Resolves after the first painted frame in which the condition holds.
  const painted = (holds, limit = 15_000) => new Promise((resolve, reject) => {
    const began = performance.now();
    const look = () => {
      if (holds()) afterPaint().then(resolve);
      else if (performance.now() - began > limit) reject(new Error('not painted in time'));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

  const marks = {};
  for (const [name, holds] of Object.entries(conditions)) {
    marks[name] = painted(() => document.body && holds(), 600_000);
    marks[name].catch(() => {});
  }

  const longTasks = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) longTasks.push({ start: entry.startTime, duration: entry.duration });
  }).observe({ type: 'longtask', buffered: true });

  marks.firstPaint = new Promise((resolve) => {
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-contentful-paint')[0];
      if (entry) resolve(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });

  // Frames on the wire to the engine: when, which way, how many bytes.
  const frames = [];
  const note = (way, data) => {
    const head = Array.isArray(data) ? data[0] : undefined;
    if (head instanceof Uint8Array) frames.push({ at: performance.now(), way, bytes: head.byteLength });
  };
  const { postMessage } = MessagePort.prototype;
  MessagePort.prototype.postMessage = function post(data, ...rest) {
    note('out', data);
    return postMessage.call(this, data, ...rest);
  };
  const { get, set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
  Object.defineProperty(MessagePort.prototype, 'onmessage', {
    get,
    set(listener) {
      set.call(this, listener && ((event) => {
        note('in', event.data);
        return listener.call(this, event);
      }));
    },
  });

  globalThis.bench = {
    longTasks,
    frames,
    when: (name) => marks[name],
    /** Names of the rooms on the screen, without what is unread in them. */
    roomNames: () => rooms().map((e) => nameOf(e).split(',')[0]),
    /** Presses a room's link; milliseconds until its messages are painted, and where they went. */
    async switchTo(name) {
      const link = rooms().find((e) => nameOf(e).split(',')[0] === name);
      if (!link) throw new Error(`no room ${name} on the screen`);
      frames.length = 0;
      const started = performance.now();
      // As a press of the mouse does.
      link.focus();
      link.click();
      let seen = 0;
      const ended = await painted(() => {
        const log = one('log', `Timeline of ${name}`);
        const holds = log && all('article', undefined, log).some((e) => isAtHand(e, log));
        if (holds) seen = performance.now();
        return holds;
      });
      const inTime = frames.filter((frame) => frame.at < seen);
      const asked = inTime.find((frame) => frame.way === 'out');
      // The messages are by far the largest of the answers.
      const answered = inTime.filter((frame) => frame.way === 'in').sort((x, y) => y.bytes - x.bytes)[0];
      return {
        total: ended - started,
        asked: asked && asked.at - started,
        answered: answered && answered.at - started,
        bytes: answered?.bytes,
        built: seen - started,
      };
    },
    /** Milliseconds from the address of a thread to its messages. It is closed before. */
    async openThread(room, root) {
      const panel = () => one('region', 'Thread');
      location.hash = `#/room/${room}`;
      await painted(() => one('log') && !panel());
      const started = performance.now();
      location.hash = `#/room/${room}?thread=${encodeURIComponent(root)}`;
      const ended = await painted(() => panel() && all('article', undefined, panel()).length > 1);
      return ended - started;
    },
    /** Milliseconds from the press to the painted box of emoji. */
    async openEmoji() {
      const started = performance.now();
      one('button', 'Insert an emoji').click();
      const ended = await painted(() => {
        const box = one('dialog', 'Emoji');
        return box && all('button', undefined, box).length > 40;
      });
      return ended - started;
    },
    /**
     * Scrolls the open room up by so many pixels a frame until nothing older comes: how far, how long, frames that were
     * shown and frames that were due and were not. While older messages are waited for at the top nothing is counted.
     */
    async scrollUp({ pixels = 120, limit = 100_000 } = {}) {
      const log = one('log');
      const FRAME = 1000 / 60;
      const result = { pixels: 0, seconds: 0, frames: 0, dropped: 0, longestFrame: 0, waited: 0 };
      const began = performance.now();
      let last = await new Promise(requestAnimationFrame);
      let still = 0;
      while (still < 3000 && performance.now() - began < limit) {
        const moving = log.scrollTop > 0;
        const step = Math.min(pixels, log.scrollTop);
        if (moving) log.scrollTop -= step;
        const now = await new Promise(requestAnimationFrame);
        const took = now - last;
        last = now;
        if (moving) {
          still = 0;
          result.pixels += step;
          result.seconds += took / 1000;
          result.frames += 1;
          result.dropped += Math.max(0, Math.round(took / FRAME) - 1);
          result.longestFrame = Math.max(result.longestFrame, took);
        } else {
          still += took;
          result.waited += took / 1000;
        }
      }
      return result;
    },
    /** Keeps the newest message's name over the reload that follows. */
    rememberNewest() {
      const newest = all('article', undefined, one('log')).at(-1);
      remember('newest', newest && nameOf(newest));
      return remembered.newest;
    },
    /** Milliseconds from a key's event to the painted frame that shows it. */
    armEcho() {
      const field = one('textbox', /^Message /);
      globalThis.echo = new Promise((resolve) => {
        addEventListener('keydown', (event) => {
          const before = field.value;
          resolve(painted(() => field.value !== before).then((ended) => ended - event.timeStamp));
        }, { once: true, capture: true });
      });
    },
    /** Milliseconds from Enter to the local echo and to the confirmation, for a message of this text. */
    armSend(text) {
      const row = () => all('article', undefined, one('log')).findLast((e) => nameOf(e).includes(text));
      globalThis.sent = new Promise((resolve) => {
        addEventListener('keydown', (event) => {
          const echo = painted(row).then((ended) => ended - event.timeStamp);
          const isConfirmed = () => {
            const found = row();
            return found && !one('img', 'Sending', found);
          };
          const confirmed = echo.then(() => painted(isConfirmed)).then((ended) => ended - event.timeStamp);
          resolve(Promise.all([echo, confirmed]).then(([e, c]) => ({ echo: e, confirmed: c })));
        }, { once: true, capture: true });
      });
    },
  };
})();
