import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { startEngine } from "../e2e/faults/engine-process";
import { startIngest } from "../e2e/peers/nginx-rtmp";
import { cpuSeconds, memory } from "./process-tree";

const MOST = 16;
/** Minutes with all of them, and seconds for which the processor is measured with one, and again with all. */
const MINUTES = Number(process.env["SIXTEEN_MINUTES"] ?? 10);
const MEASURED = 20;
/** What a destination may cost: % of a core, and MiB of its own (PSS). */
const CPU_LIMIT = 2;
const MEMORY_LIMIT = 60;

const total = (sums: ReadonlyMap<string, number>): number => [...sums.values()].reduce((a, b) => a + b, 0);

/**
 * Sixteen destinations from one encode: what each costs beside the first, and whether all of them get every picture. Sets
 * the exit code to 1 when something is not as it should be. SIXTEEN_MINUTES makes it shorter.
 */
export async function sixteen(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "tallylight-sixteen-"));
  const ingest = await startIngest({ record: true });
  const engine = await startEngine({ folder, root: resolve(import.meta.dirname, "..") });
  const armed = Array.from({ length: MOST }, (_, i) => ({
    destination: { id: `d${i}`, name: `d${i}`, enabled: true, target: { protocol: "rtmp" as const, service: "custom" as const, server: ingest.server } },
    secrets: { streamKey: `d${i}` },
  }));
  const measure = async (): Promise<{ cpu: number; memory: number }> => {
    const from = { cpu: total(cpuSeconds(engine.pid)), at: performance.now() };
    await pass(MEASURED * 1000);
    const cpu = ((total(cpuSeconds(engine.pid)) - from.cpu) * 100_000) / (performance.now() - from.at);
    return { cpu, memory: total(memory(engine.pid)) };
  };
  const allLive = (count: number): Promise<unknown> =>
    engine.reaches(`${count} destinations to be live`, ({ destinations }) => destinations.length === count && destinations.every(({ phase }) => phase === "live"), 60_000);

  await engine.command({ type: "startStream", destinations: armed.slice(0, 1) });
  await allLive(1);
  await engine.goesOn(5);
  const one = await measure();
  for (const destination of armed.slice(1)) await engine.command({ type: "addDestination", destination });
  await allLive(MOST);
  await engine.goesOn(5);
  const all = await measure();
  await pass(Math.max(0, MINUTES * 60_000 - MEASURED * 1000));
  const last = await measure();
  const { program, destinations } = engine.status;
  await engine.stop();

  const cpu = (all.cpu - one.cpu) / (MOST - 1);
  const own = (all.memory - one.memory) / (MOST - 1);
  const growth = (last.memory / all.memory - 1) * 100;
  const dropped = destinations.reduce((sum, { droppedFrames }) => sum + droppedFrames, 0);
  const lost = destinations.filter(({ phase, attempt }) => phase !== "live" || attempt > 0).length;
  const sizes = await Promise.all(armed.slice(1).map(async ({ secrets }) => (await stat((await ingest.recordings(secrets.streamKey))[0] ?? "")).size));
  console.log(`${MOST} destinations from one encode, ${MINUTES} min`);
  console.log(`one destination: ${one.cpu.toFixed(1)} % of a core, ${one.memory.toFixed(0)} MiB; all: ${all.cpu.toFixed(1)} %, ${all.memory.toFixed(0)} MiB`);
  console.log(`each one more: ${cpu.toFixed(2)} % of a core (${CPU_LIMIT} at most), ${own.toFixed(1)} MiB (${MEMORY_LIMIT} at most)`);
  console.log(`memory at the end against the beginning: ${growth.toFixed(1)} %; processor at the end ${last.cpu.toFixed(1)} %`);
  console.log(`pictures: ${program.frames} made, ${program.dropped} not encoded in time, ${dropped} left out by networks; destinations lost: ${lost}`);
  console.log(`received by each: ${(Math.min(...sizes) / 1e6).toFixed(1)} to ${(Math.max(...sizes) / 1e6).toFixed(1)} MB`);
  if (cpu > CPU_LIMIT || own > MEMORY_LIMIT || growth > 5 || dropped > 0 || lost > 0) process.exitCode = 1;
  await engine.kill();
  await ingest.stop();
  await rm(folder, { recursive: true, force: true });
}
