// Medians, and the table with what has to be beaten.
const sorted = (list) => list.filter((value) => value !== undefined).sort((a, b) => a - b);

/** The value below which that part of the list lies. */
export function quantile(list, part) {
  const values = sorted(list);
  return values[Math.max(0, Math.ceil(values.length * part) - 1)];
}

export const median = (list) => quantile(list, 0.5);

/** One object of medians from all runs. */
export function summarise(runs) {
  const of = (key) => median(runs.map((run) => run[key]));
  const flat = (key) => runs.flatMap((run) => run[key] ?? []);
  const longest = (key) => median(runs.map((run) => Math.max(0, ...(run[key] ?? []).map((task) => task.duration))));
  return {
    firstPaintMs: of('firstPaint'),
    signInUsableMs: of('signInUsable'),
    signInToRoomListMs: of('signInToRoomList'),
    signInToWholeRoomListMs: of('signInToWholeRoomList'),
    reloadToTimelineMs: of('reloadToTimeline'),
    reloadToRoomListMs: of('reloadToRoomList'),
    firstOpenMs: median(flat('firstOpens')),
    roomSwitchMs: { median: median(flat('switches')), p95: quantile(flat('switches'), 0.95) },
    // Of a switch: until the engine is asked, until its largest answer is here, until the page is built.
    switchWayMs: Object.fromEntries(['asked', 'answered', 'built', 'total'].map((key) => [key, median(flat('way').map((one) => one[key]))])),
    keyEchoMs: median(flat('keyEcho')),
    localEchoMs: median(flat('localEcho')),
    sendToConfirmedMs: median(flat('confirmed')),
    threadFirstOpenMs: of('threadFirstOpen'),
    threadOpenMs: { median: median(flat('threadOpens')), p95: quantile(flat('threadOpens'), 0.95) },
    emojiFirstOpenMs: of('emojiFirstOpen'),
    emojiOpenMs: { median: median(flat('emojiOpens')), p95: quantile(flat('emojiOpens'), 0.95) },
    rendererMB: median(runs.map((run) => run.renderers?.[0].resident)),
    rendererOwnMB: median(runs.map((run) => run.renderers?.[0].own)),
    allRenderersMB: median(runs.map((run) => run.renderers?.reduce((sum, one) => sum + one.resident, 0))),
    wasmMB: { ui: median(runs.map((run) => run.wasm?.ui)), engine: median(runs.map((run) => run.wasm?.engine)) },
    longTasksInSwitches: median(runs.map((run) => run.longTasksInSwitches?.length)),
    longestTaskMs: {
      signIn: longest('longTasksInSignIn'), switches: longest('longTasksInSwitches'), reload: longest('longTasksInReload'),
      thread: longest('longTasksInThread'), emoji: longest('longTasksInEmoji'),
    },
  };
}

const kb = (value) => (value === undefined ? '–' : `${(value / 1000).toFixed(0)} KB`);
const ms = (value) => (value === undefined ? '–' : `${value.toFixed(value < 100 ? 1 : 0)} ms`);
const mb = (value) => (value === undefined ? '–' : `${value.toFixed(0)} MB`);

/** The lines of the table: figure, ours, goal, Element Web, the fastest small client. */
export function table({ bytes, full, restored, growth, wholeGrowth, switches, ...our }) {
  const rows = [
    ['', 'measured', 'goal', 'Element Web', 'small client'],
    ['bytes to the sign-in page, raw', kb(bytes?.signInPage.raw), '', '', ''],
    ['bytes to the sign-in page, brotli', kb(bytes?.signInPage.brotli), '200 KB', '2400 KB', '490 KB'],
    ['bytes to the room list, raw', kb(bytes?.roomList.raw), '', '', ''],
    ['bytes to the room list, brotli', kb(bytes?.roomList.brotli), '', '', ''],
    ['first paint', ms(our.firstPaintMs), '', '', ''],
    ['sign-in button usable', ms(our.signInUsableMs), '350 ms', '1300 ms', '550 ms'],
    ['sign-in to room list', ms(our.signInToRoomListMs), '1000 ms', '6400 ms', '3000 ms'],
    ['sign-in to the list of all rooms', ms(our.signInToWholeRoomListMs), '', '', ''],
    ['warm reload to a read timeline', ms(our.reloadToTimelineMs), '400 ms', '3200 ms', '520 ms'],
    ['warm reload to room list', ms(our.reloadToRoomListMs), '', '', ''],
    ['room opened for the first time', ms(our.firstOpenMs), '', '', ''],
    ['room switch, median', ms(our.roomSwitchMs.median), '40 ms', '158 ms', '53 ms'],
    ['room switch, p95', ms(our.roomSwitchMs.p95), '70 ms', '231 ms', '83 ms'],
    ['  of it: asked / answered / built / painted', Object.values(our.switchWayMs).map((value) => value?.toFixed(0) ?? '–').join(' / '), '', '', ''],
    ['key press to echo', ms(our.keyEchoMs), '25 ms', '', ''],
    ['Enter to local echo', ms(our.localEchoMs), '', '', ''],
    ['send to confirmed', ms(our.sendToConfirmedMs), '', '', ''],
    ['thread opened, first / again / p95',
      `${ms(our.threadFirstOpenMs)} / ${ms(our.threadOpenMs.median)} / ${ms(our.threadOpenMs.p95)}`, '200 ms', '', ''],
    ['box of emoji opened, first / again / p95',
      `${ms(our.emojiFirstOpenMs)} / ${ms(our.emojiOpenMs.median)} / ${ms(our.emojiOpenMs.p95)}`, '200 ms', '', ''],
    ['longest task in thread / box of emoji', `${ms(our.longestTaskMs.thread)} / ${ms(our.longestTaskMs.emoji)}`, '50 ms', '', ''],
    ['renderer memory', mb(our.rendererMB), '190 MB', '386 MB', '198 MB'],
    ['renderer memory without mapped files', mb(our.rendererOwnMB), '', '', ''],
    ['all renderer processes', mb(our.allRenderersMB), '', '', ''],
    ['wasm memory, interface / engine', `${mb(our.wasmMB.ui)} / ${mb(our.wasmMB.engine)}`, '', '', ''],
    [`long tasks in ${switches} switches`, String(our.longTasksInSwitches ?? '–'), '0', '', '0'],
    ['longest task in sign-in / switches / reload',
      `${ms(our.longestTaskMs.signIn)} / ${ms(our.longestTaskMs.switches)} / ${ms(our.longestTaskMs.reload)}`, '', '', ''],
  ];
  const grown = (times, key) => {
    const [few, many] = Object.values(times);
    return `${ms(few[key])} → ${ms(many[key])} (×${(many[key] / few[key]).toFixed(2)})`;
  };
  const tasks = (list) => `${list.length} over 50 ms, longest ${ms(Math.max(0, ...list.map((task) => task.duration)))}`;
  if (full) {
    const { frames, dropped, longestFrame } = full.scroll;
    const due = frames + dropped;
    rows.push(
      [`room switch with ${full.messages} cached messages, median`, ms(median(full.switches)), '40 ms', '', ''],
      ['room switch, p95', ms(quantile(full.switches, 0.95)), '200 ms', '', ''],
      ['  its tasks', tasks(full.longTasksInSwitches), '0', '', ''],
      ['scroll through 5000 mixed messages: frames dropped', `${dropped} of ${due} (${((100 * dropped) / Math.max(1, due)).toFixed(1)} %)`, '', '', ''],
      ['  longest frame', ms(longestFrame), '', '', ''],
      ['  its tasks', tasks(full.longTasksInScroll), '0', '', ''],
      ['key press to echo in a busy room, median', ms(median(full.busyKeyEcho)), '25 ms', '', ''],
      ['key press to echo, p95', ms(quantile(full.busyKeyEcho, 0.95)), '50 ms', '', ''],
      ['  its tasks', tasks(full.longTasksInBusy), '0', '', ''],
    );
  }
  if (restored) {
    const took = median(restored.all.map((one) => one.restored));
    rows.push(
      [`${restored.keys} room keys from key storage, median`, ms(took), '', '', ''],
      ['  for 1000 of them', ms((took * 1000) / restored.keys), '', '', ''],
      ['  recovery key to a confirmed device', ms(median(restored.all.map((one) => one.confirmed))), '', '', ''],
      ['  its tasks', tasks(restored.all.flatMap((one) => one.longTasks)), '0', '', ''],
    );
  }
  if (growth) {
    const range = Object.keys(growth).join(' → ');
    rows.push([`${range} rooms, interface: reload to list`, grown(growth, 'reloadToRoomList'), '×1.33', '', '']);
    rows.push(['longest task with the list up', grown(growth, 'longestTaskAfter'), '50 ms', '', '']);
  }
  if (wholeGrowth) {
    rows.push(['the whole: sign-in to list', grown(wholeGrowth, 'signInToRoomList'), '×1.33', '', '']);
    rows.push(['the whole: reload to list', grown(wholeGrowth, 'reloadToRoomList'), '×1.33', '', '']);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('   ').trimEnd());
}
