// Asks the board of the largest race 200 times a second, and looks at the memory of the server meanwhile:
// node load.mjs http://127.0.0.1:PORT PID [SECONDS] [DAYS]
// DAYS is how many days of the race are asked for in turn; each is another page. Prints JSON.
import autocannon from "autocannon";
import { readFileSync } from "node:fs";

const [, , origin, pid, seconds = "600", days = "30"] = process.argv;
const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) >> 10;
const { items: [race] } = await (await fetch(`${origin}/api/v1/races?limit=1`)).json();
const last = Date.UTC(2024, 5, 30);
const day = (n) => new Date(last - n * 864e5).toISOString().slice(0, 10);
const requests = Array.from({ length: Number(days) }, (_, n) => (
  { path: `/races/${race.id}?as-of=${day(n)}&known-on=${n % 2 ? day(n) : "2024-07-01"}` }));

const begun = performance.now();
const page = await (await fetch(origin + requests[0].path)).text();
const first = performance.now() - begun;

const resident = [memory()];
const every = setInterval(() => resident.push(memory()), 10_000);
const { latency, requests: sent, non2xx, errors, timeouts } =
  // The tool begins the requests of all its connections at once: with many, it measures its own queue.
  await autocannon({ url: origin, requests, connections: 4, overallRate: 200, duration: Number(seconds) });
clearInterval(every);
const { p50, p97_5, p99, p99_9, max } = latency;
console.log(JSON.stringify({
  race: race.post, articles: race.articles, page_bytes: page.length, first_ms: Math.round(first), requests: sent.total,
  per_second: sent.average, p50_ms: p50, p97_5_ms: p97_5, p99_ms: p99, p99_9_ms: p99_9, max_ms: max, non2xx, errors, timeouts,
  resident_mib: resident,
}));
