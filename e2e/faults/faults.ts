import { resolve } from "node:path";
import { appFaults } from "./app";
import { broadcastWith, trialsOf } from "./broadcast";
import { BITRATE } from "./engine-process";
import { deviceFaults } from "./devices";
import type { Row } from "./fault";
import { listenerFaults } from "./listener";
import { fastStreamFaults, quickFaults, slowFaults } from "./network";
import { recordingFaults } from "./recordings";
import { systemFaults } from "./system";
import { table } from "./table";

const root = resolve(import.meta.dirname, "..", "..");
/** Destinations beside each other in one broadcast. */
const TOGETHER = 12;

/**
 * Tries the faults whose names contain one of these words, all when there are none, and prints one table. Sets the exit
 * code to 1 when something was worse than it may be.
 */
export async function faults(words: readonly string[]): Promise<void> {
  const wanted = (name: string): boolean => words.length === 0 || words.some((word) => name.includes(word));
  const rows: Row[] = [];
  const attempt = async (what: string, trying: () => Promise<Row[]>): Promise<void> => {
    process.stderr.write(`${what} ...\n`);
    const failed = (thrown: unknown): Row[] => {
      const breach = thrown instanceof Error ? thrown.message : String(thrown);
      return [{ fault: what, on: "", loss: null, recovery: null, told: "", breaches: [breach] }];
    };
    rows.push(...(await trying().catch(failed)));
  };
  for (const [list, bitrate] of [[[...quickFaults, ...slowFaults], BITRATE], [fastStreamFaults, 8000]] as const) {
    const trials = trialsOf(list).filter(({ fault, protocol }) => wanted(`${fault.name} ${protocol}`));
    for (let i = 0; i < trials.length; i += TOGETHER) {
      const some = trials.slice(i, i + TOGETHER);
      await attempt(`${some.length} destinations of one broadcast`, () => broadcastWith(some, { root, bitrate, watched: true }));
    }
  }
  for (const { name, try: trying } of [...listenerFaults, ...recordingFaults, ...systemFaults, ...appFaults, ...deviceFaults].filter((fault) => wanted(fault.name))) {
    await attempt(name, () => trying(root));
  }
  const breached = rows.filter(({ breaches }) => breaches.length > 0).length;
  console.log(`${table(rows)}\n\n${rows.length} tried, ${breached} breaches`);
  if (breached > 0) process.exitCode = 1;
}
