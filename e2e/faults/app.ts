import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { descendants } from "../peers/processes";
import { until } from "../peers/until";
import { holesOf } from "./broadcast";
import { FPS } from "./engine-process";
import type { Row, SoloFault } from "./fault";
import { codedIn } from "./loss";
import { backAfter, late, onAir, onStage, row, seconds, stoodStill, toldSince } from "./stage";

/** Seconds in which a stream is back after its window, its encoder, its engine was killed. */
const WINDOW = 2;
const ENCODER = 2;
const ENGINE = 5;
/** After the computer slept. */
const AWAKE = 2;
/** Seconds that a recording may lose where it breaks off. */
const END = 2;

async function killed(): Promise<Row[]> {
  return onStage("mkv", async ({ ingest, recording, start }) => {
    const app = await start(["--source", "test", "--audio", "test"]);
    const began = Date.now();
    const window = await until("the window", () => descendants(app.pid).find(({ command }) => command.includes("--type=renderer")));
    process.kill(window.pid, "SIGKILL");
    await until("another window", () => descendants(app.pid).some(({ pid, command }) => pid !== window.pid && command.includes("--type=renderer")), 20_000);
    await app.goesOn(seconds(5));
    const toldWindow = await toldSince(app, began);

    const second = Date.now();
    process.kill((await app.encoder()).pid, "SIGKILL");
    await app.status("another encoder", (line) => line.encoder.restarts === 1 && onAir(line), 20_000);
    await app.goesOn(seconds(4));
    const toldEncoder = await toldSince(app, second);

    const third = Date.now();
    process.kill((await app.engine()).pid, "SIGKILL");
    const engine = await backAfter(app, ingest);
    await app.goesOn(seconds(2));
    const toldEngine = await toldSince(app, third);
    await app.quit();

    const still = (await stoodStill(recording)).reduce((sum, duration) => sum + duration, 0);
    const loss = holesOf(await codedIn(recording));
    return [
      row("window's process killed", "app", { recovery: still, told: toldWindow }, [late(still, WINDOW), loss.pictures > 0 && loss.hole > ENCODER && "pictures missing"]),
      row("encoder killed", "app", { loss, recovery: loss.hole, told: toldEncoder }, [late(loss.hole, ENCODER)]),
      row("engine killed", "app", { recovery: engine, told: toldEngine }, [late(engine, ENGINE)]),
    ];
  });
}

async function slept(): Promise<Row[]> {
  return onStage("mkv", async ({ ingest, recording, start }) => {
    const app = await start(["--source", "test", "--audio", "test"]);
    const all = [app.pid, ...descendants(app.pid).map(({ pid }) => pid)];
    for (const pid of all) process.kill(pid, "SIGSTOP");
    await pass(12_000);
    for (const pid of [...all].reverse()) process.kill(pid, "SIGCONT");
    const awake = Date.now();
    const recovery = await backAfter(app, ingest);
    await app.goesOn(seconds(3));
    const told = await toldSince(app, awake);
    const code = await app.quit();
    const loss = holesOf(await codedIn(recording));
    return [row("computer suspended for 12 s", "app", { loss, recovery, told }, [late(recovery, AWAKE), code !== 0 && `ended with ${code}`])];
  });
}

async function foundAgain(): Promise<Row[]> {
  return onStage("mp4", async ({ folder, recording, start, ingest }) => {
    const app = await start(["--source", "test", "--audio", "test"]);
    const made = (await app.goesOn(seconds(6))).program.frames;
    await app.kill();
    const first = (await codedIn(recording)).filter(({ kind }) => kind === "video").length;
    await until("the server to be rid of it", async () => !(await ingest.streams()).some(({ publishing }) => publishing));
    const next = await start(["--source", "test", "--audio", "test"], { into: join(folder, "next.mp4") });
    const normal = async (): Promise<boolean> => !(await readFile(recording)).includes("moof");
    await until("the recording to be repaired", normal, 20_000);
    const told = await toldSince(next, 0);
    await next.quit();
    const after = (await codedIn(recording)).filter(({ kind }) => kind === "video").length;
    const lost = Math.max(0, made - after);
    const loss = { pictures: lost, hole: lost / FPS, sound: 0, received: after, behind: 0 };
    return [row("app killed while recording, started again", "mp4", { loss, told }, [lost / FPS > END && `lost the last ${(lost / FPS).toFixed(1)} s, ${END} at most`, after < first && "the repair lost pictures"])];
  });
}

export const appFaults: readonly SoloFault[] = [
  { name: "app: processes killed", try: killed },
  { name: "app: suspended", try: slept },
  { name: "app: interrupted recording found again", try: foundAgain },
];
