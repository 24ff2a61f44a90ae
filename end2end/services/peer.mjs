// A person on a client that is not ours.
//
//   node peer.mjs        JSON lines: {"id":1,"do":"login",…} on stdin; {"id":1,"ok":…} or {"id":1,"error":"…"},
//                        and {"event":…} as things happen, on stdout. The commands are in lib/commands.mjs.
//   node peer.mjs demo   the second person of the demo (lib/demo-person.mjs); prints "ready".
import { createInterface } from 'node:readline';

// Standard output belongs to the protocol: whatever libraries print goes to standard error.
for (const name of ['log', 'info', 'debug', 'warn', 'trace']) console[name] = (...all) => console.error(...all);

function fail(error) {
  process.stderr.write(`${error?.stack ?? error}\n`);
  process.exit(1);
}

async function serveLines() {
  const { Cast, COMMANDS } = await import('./lib/commands.mjs');
  const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const cast = new Cast((line) => say(line));
  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    let command;
    try {
      command = JSON.parse(line);
    } catch (error) {
      say({ error: `not JSON: ${error.message}` });
      continue;
    }
    const run = Object.hasOwn(COMMANDS, command.do) ? COMMANDS[command.do] : undefined;
    // Not awaited: a waiting command must not hold up the ones after it.
    Promise.resolve()
      .then(() => {
        if (!run) throw new Error(`unknown command ${command.do}; known: ${Object.keys(COMMANDS).join(', ')}`);
        return run(cast, command);
      })
      .then((ok) => say({ id: command.id, ok: ok ?? {} }))
      .catch((error) => say({ id: command.id, error: error?.message ?? String(error), errcode: error?.errcode }));
  }
  for (const person of cast.persons.values()) person.stop();
  process.exit(0);
}

if (process.argv[2] === 'demo') {
  const { runDemoPerson } = await import('./lib/demo-person.mjs');
  await runDemoPerson(process.env).catch(fail);
} else {
  await serveLines().catch(fail);
}
