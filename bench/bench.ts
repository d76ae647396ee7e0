import { setTimeout as pass } from "node:timers/promises";
import { startDisplay } from "../scripts/display.mjs";
import { compose } from "./compose";
import { type Contestant, fullHd, hd } from "./contestant";
import { Ingest } from "./ingest";
import { limit } from "./limit";
import { obs, obsInstalled } from "./obs";
import { ours } from "./ours";
import { cpuSeconds, memory } from "./process-tree";
import { BARCODE_RATE, MovingScreen } from "./screen";

/** Seconds before the window of measurement (start-up is measured apart) and of the window itself. */
const WARM_UP = 8;
const WINDOW = Number(process.env["BENCH_SECONDS"] ?? 20);
/** Barcodes from one program picture to the next. */
const STEP = BARCODE_RATE / 30;
const ROUNDS = Number(process.env["BENCH_ROUNDS"] ?? 3);

interface Measure {
  readonly name: string;
  /** Processor seconds of the whole tree per streamed second. */
  readonly cpu: number;
  readonly cpuParts: Map<string, number>;
  readonly firstMedia: number;
  readonly latency: number;
  readonly repeated: number;
  readonly skipped: number;
  readonly pictures: number;
  /** Pictures of the window at 30 a second. */
  readonly wanted: number;
  readonly memory: Map<string, number>;
}

async function measure(contestant: Contestant): Promise<Measure> {
  const { width, height } = contestant.size;
  const display = await startDisplay(`${width}x${height}x24`);
  const screen = new MovingScreen(display.display, contestant.size);
  const ingest = await Ingest.open();
  try {
    await pass(2000);
    const running = await contestant.start(display.display, ingest.url);
    try {
      while (ingest.firstAt === null) await pass(10);
      await screen.raise();
      await pass(WARM_UP * 1000);
      const from = ingest.arrivals.length;
      const before = cpuSeconds(running.pid);
      const start = performance.now();
      await pass(WINDOW * 1000);
      const seconds = (performance.now() - start) / 1000;
      const after = cpuSeconds(running.pid);
      const pictures = ingest.arrivals.slice(from);
      const steps = pictures.slice(1).map((p, i) => (p.picture - (pictures[i]?.picture ?? 0)) & 0xffff);
      const parts = new Map([...after].map(([name, cpu]) => [name, (cpu - (before.get(name) ?? 0)) / seconds]));
      return {
        name: contestant.name,
        cpu: [...parts.values()].reduce((a, b) => a + b, 0),
        cpuParts: parts,
        firstMedia: ingest.firstAt - running.askedAt,
        latency: median(pictures.map((p) => p.latency)),
        repeated: steps.filter((step) => step === 0).length,
        skipped: steps.reduce((sum, step) => sum + Math.max(0, Math.floor(step / STEP) - 1), 0),
        pictures: pictures.length,
        wanted: Math.round(seconds * 30),
        memory: memory(running.pid),
      };
    } finally {
      await running.stop();
    }
  } finally {
    await ingest.close();
    await screen.close();
    display.stop();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A table of measures, by contestant, with the processor time as a multiple of the first one's. */
function print({ title, contestants, base }: Table, all: readonly Measure[]): void {
  const of = (name: string, pick: (m: Measure) => number): number => median(all.filter((m) => m.name === name).map(pick));
  const names = contestants.map(({ name }) => name);
  const measured = names.filter((name) => all.some((m) => m.name === name));
  if (measured.length === 0) return;
  const line = (...cells: string[]): void => console.log(cells.map((c, i) => (i === 0 ? c.padEnd(36) : c.padStart(14))).join(""));
  console.log("");
  line(title, "CPU s/s", base, "first media", "latency", "repeated", "skipped", "pictures", "PSS");
  for (const name of measured) {
    const pictures = of(name, (m) => m.pictures);
    const percent = (count: number): string => `${((count * 100) / pictures).toFixed(2)} %`;
    const share = of(name, (m) => m.cpu) / of(names[0] ?? "", (m) => m.cpu);
    line(
      name,
      of(name, (m) => m.cpu).toFixed(3),
      Number.isNaN(share) ? "" : `${share.toFixed(2)}x`,
      `${(of(name, (m) => m.firstMedia) / 1000).toFixed(2)} s`,
      `${of(name, (m) => m.latency).toFixed(0)} ms`,
      percent(of(name, (m) => m.repeated)),
      percent(of(name, (m) => m.skipped)),
      `${pictures} of ${of(name, (m) => m.wanted)}`,
      `${of(name, (m) => [...m.memory.values()].reduce((a, b) => a + b, 0)).toFixed(0)} MiB`,
    );
  }
  for (const name of measured) {
    const last = all.filter((m) => m.name === name).at(-1);
    if (last === undefined) continue;
    console.log(`\n${name}: CPU s/s and PSS by process`);
    for (const [part, mib] of [...last.memory].sort((a, b) => b[1] - a[1])) {
      line(`  ${part}`, (last.cpuParts.get(part) ?? 0).toFixed(3), `${mib.toFixed(0)} MiB`);
    }
  }
}

interface Table {
  readonly title: string;
  /** Heads the column that compares with the first contestant. */
  readonly base: string;
  readonly contestants: readonly Contestant[];
}

const alone = { size: hd, shows: "screen", preset: "veryfast" } as const;
const scene = { size: hd, shows: "scene", preset: "veryfast" } as const;

const tables: readonly Table[] = [
  {
    title: "720p30, screen to RTMP",
    base: "of limit",
    contestants: [
      limit,
      ours("Tallylight --hidden", alone, ["--hidden"]),
      ours("Tallylight, window shown", alone, []),
      ...(obsInstalled ? [obs("OBS Studio, in the tray", "screen")] : []),
    ],
  },
  {
    title: "720p30, screen, camera, caption",
    base: "of OBS",
    contestants: [
      ...(obsInstalled ? [obs("OBS Studio, scene, in the tray", "scene")] : []),
      ours("Tallylight, scene, --hidden", scene, ["--hidden"]),
    ],
  },
  {
    title: "1080p30, the same, x264 superfast",
    base: "",
    contestants: [ours("Tallylight, 1080p scene, --hidden", { ...scene, size: fullHd, preset: "superfast" }, ["--hidden"])],
  },
];

/**
 * Measures all contestants, or those whose name holds one of `wanted`, in turns, and prints the tables; and how long
 * composing takes, which is called "compose".
 */
export async function bench(wanted: readonly string[]): Promise<void> {
  if (wanted.length === 0 || wanted.includes("compose")) await compose();
  const all = tables.flatMap(({ contestants }) => contestants);
  const taking = all.filter((c) => wanted.length === 0 || wanted.some((w) => c.name.includes(w)));
  const measures: Measure[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const contestant of taking) {
      process.stderr.write(`round ${round + 1} of ${ROUNDS}: ${contestant.name} ...\n`);
      measures.push(await measure(contestant));
    }
  }
  for (const table of tables) print(table, measures);
}
