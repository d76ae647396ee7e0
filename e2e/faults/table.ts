import { FPS } from "./engine-process";
import type { Row } from "./fault";

const HEAD = ["fault", "on", "pictures lost", "seconds", "longest hole", "back after", "the user was told", ""];
/** Characters of what was told. */
const TOLD = 70;

function cells({ fault, on, loss, recovery, told, breaches }: Row): string[] {
  const seconds = (value: number): string => `${value.toFixed(1)} s`;
  const lost = loss === null ? ["", "", ""] : [String(loss.pictures), seconds(loss.pictures / FPS), seconds(loss.hole)];
  const words = told.length > TOLD ? `${told.slice(0, TOLD - 1)}…` : told;
  return [fault, on, ...lost, recovery === null ? "" : seconds(recovery), words, breaches.length === 0 ? "ok" : `BREACH: ${breaches.join("; ")}`];
}

/** The whole table, columns under each other. */
export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines.map((line) => line.map((cell, column) => (column === HEAD.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  ")).join("\n");
}
