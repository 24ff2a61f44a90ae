import { Homeserver } from '../services/lib/homeserver.mjs';
import { seedAccount } from '../services/lib/seed/bench.mjs';
const t=Date.now();
await seedAccount(new Homeserver('http://localhost:8008', 'protium-on-this-machine'), { name: 'bench_200_10000', rooms: 200, messages: 10000, log: (l) => console.log(((Date.now()-t)/1000).toFixed(0), l) });
console.log('done', Date.now()-t);
