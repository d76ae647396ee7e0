import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** For tests: has ffmpeg make a file from these inputs and with these options; returns its path. */
export async function sampleFile(folder: string, name: string, args: string): Promise<string> {
  const file = join(folder, name);
  // Options are written as in a shell, without quotes: no option of the samples holds a space.
  await run("ffmpeg", ["-loglevel", "error", "-y", ...args.split(" "), file]);
  return file;
}

/** A flash (luma 235 on 16) and a beep (1 kHz) of 100 ms at the beginning of every second, as lavfi inputs. */
export function flashAndBeep(seconds: number, size = "320x180", fps = "30"): string {
  const flash = `geq=lum=if(lt(mod(T\\,1)\\,0.0999)\\,235\\,16):cb=128:cr=128`;
  const beep = `aevalsrc=0.5*sin(2*PI*1000*t)*lt(mod(t\\,1)\\,0.1):s=48000:c=stereo`;
  return `-f lavfi -i color=black:s=${size}:r=${fps}:d=${seconds},format=yuv420p,${flash} -f lavfi -i ${beep}:d=${seconds}`;
}
