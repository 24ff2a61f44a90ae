import { createServer, request as httpRequest } from 'node:http';
import { withBrowser, mark, walkToTheDoor } from './browser.mjs';
const t0 = Date.now(); let start = 0;
const target = new URL('http://localhost:8008');
let n = 0;
const server = createServer(async (req, res) => {
  const id = ++n; const at = Date.now()-start;
  const chunks = []; for await (const c of req) chunks.push(c); const body = Buffer.concat(chunks);
  const on = httpRequest({hostname:'localhost', port:8008, method:req.method, path:req.url, headers:{...req.headers, host:'localhost:8008'}}, (a) => {
    const out=[]; a.on('data', c=>out.push(c)); a.on('end', () => { const b = Buffer.concat(out); res.writeHead(a.statusCode, a.headers); res.end(b);
      let extra=''; if (/sync/.test(req.url)) { try { const q=JSON.parse(body); const r=JSON.parse(b); extra = ` conn=${q.conn_id} lists=${JSON.stringify(Object.fromEntries(Object.entries(q.lists??{}).map(([k,v])=>[k,[v.ranges,v.timeline_limit]])))} subs=${Object.keys(q.room_subscriptions??{}).length} -> rooms=${Object.keys(r.rooms??{}).length} bytes=${b.length} ${a.statusCode===400?b:""} pos=${r.pos} tok=${(req.headers.authorization||"").slice(-5)}`; } catch(e) { extra = 'ERR '+e.message; } }
      if (req.method!=='OPTIONS') console.log(`${at}..${Date.now()-start} ${req.method} ${req.url.slice(0,110)} ${a.statusCode}${extra}`); });
  }); on.on('error', ()=>res.destroy()); res.on('close', ()=>on.destroy()); on.end(body);
}).listen(0,'127.0.0.1');
await new Promise(r=>server.on('listening', r));
const hs = `http://localhost:${server.address().port}`;
await withBrowser(async ({page, context, browser}) => {
  await context.route(/\/config(\.[^/]*)?\.json/, (route) => (/config\.[^/]+\.json/.test(route.request().url()) ? route.fulfill({ status: 404, body: '' }) : route.fulfill({ json: { default_server_config: { 'm.homeserver': { base_url: hs, server_name: 'vmst.io' } } } })));
  page.on('console', m => console.log('console', m.type(), m.text().slice(-1500)));
  await page.goto(process.env.PROTIUM_APP);
  await mark(page,'signInUsable', 40000);
  const door = await walkToTheDoor(page, process.argv[2]);
  start = Date.now();
  await door.click();
  console.log('list', await mark(page,'roomList', 20000).catch(e=>e.message));
  console.log('whole', await mark(page,'wholeRoomList', 60000).catch(e=>e.message));
  await page.screenshot({path:'/tmp/try6.png'});
  await page.waitForTimeout(2000);
}, {rooms: Number(process.argv[3])});
process.exit();
