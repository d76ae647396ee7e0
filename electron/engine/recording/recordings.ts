import { dirname } from "node:path";
import type { FfmpegAbility } from "../../contract/encoder";
import type { RecordingOrder } from "../../contract/engine";
import { ProblemError } from "../../contract/problem";
import type { RecordingStatus } from "../../contract/recording";
import type { Bus } from "../bus/bus";
import { type Disk, SpaceWatch } from "../health/disk";
import { RecordingFinisher } from "./finisher";
import { Recorder } from "./recorder";

export interface RecordingsOptions {
  readonly disk: Disk;
  /** Null while it is not known. */
  readonly ffmpeg: () => FfmpegAbility | null;
  /** What is recorded, with what its tracks hold beside the program's sound; null while nothing is encoded. */
  readonly encode: () => { readonly bus: Bus; readonly tracks: readonly string[] } | null;
  /** Starts or ends the encode, as `running` and others want it. */
  readonly follow: () => Promise<void>;
  /** Called after every transition. */
  readonly onChange: () => void;
}

/** The recordings that run, those that are over and still shown, and files that are being finished. */
export class Recordings {
  private readonly recorders = new Map<string, Recorder>();
  /** Those that are wanted: the others in `recorders` are over and only still shown. */
  private readonly wanted = new Map<string, RecordingOrder>();
  private readonly finisher: RecordingFinisher;
  private readonly space: SpaceWatch;

  constructor(private readonly options: RecordingsOptions) {
    const { disk, ffmpeg, onChange } = options;
    this.space = new SpaceWatch(disk);
    this.finisher = new RecordingFinisher({
      ffmpeg: () => ffmpeg()?.path ?? null,
      // A copy must not end what is being recorded beside it.
      spare: () => (this.running ? disk.reserve : 0),
      onChange,
    });
  }

  /** Whether any is wanted, so that there must be an encode. */
  get running(): boolean {
    return this.wanted.size > 0;
  }

  /** Process ids of the ffmpegs that write. */
  get pids(): number[] {
    return [...this.recorders.values()].flatMap(({ pids }) => pids);
  }

  /** Begins one unless it runs already; rejects with a ProblemError when disk, encoder or folder do not allow it. */
  async start(order: RecordingOrder): Promise<void> {
    if (this.wanted.has(order.id)) return;
    this.wanted.set(order.id, order);
    const { disk, follow, onChange } = this.options;
    try {
      const folder = dirname(order.file);
      if (((await disk.free(folder)) ?? Infinity) < disk.reserve) throw new ProblemError({ code: "disk-reserve", subject: folder });
      await follow();
      const recorder = this.recorderOf(order);
      if (recorder === null) return;
      this.recorders.set(order.id, recorder);
      const refused = await recorder.start();
      if (refused !== null) throw new ProblemError(refused);
    } catch (error) {
      this.wanted.delete(order.id);
      await follow();
      throw error;
    } finally {
      onChange();
    }
  }

  /** Finalises one, or all for null; resolves when their files are closed. */
  async stop(id: string | null): Promise<void> {
    const ids = id === null ? [...this.wanted.keys()] : [id];
    for (const each of ids) this.wanted.delete(each);
    await this.options.follow();
    await Promise.all(ids.map((each) => this.recorders.get(each)?.stop()));
    this.options.onChange();
  }

  pause(paused: boolean): void {
    for (const recorder of this.active()) recorder.pause(paused);
  }

  /** All go on in new files. */
  split(): void {
    for (const recorder of this.active()) recorder.split();
  }

  /** A chapter begins in all of them. */
  async mark(): Promise<void> {
    await Promise.all(this.active().map((recorder) => recorder.mark()));
  }

  /** Makes normal files of what broke off, one after the other. */
  finish(files: readonly string[]): void {
    for (const file of files) this.finisher.add(file);
  }

  /** None is wanted any more; the encode may end. */
  release(): void {
    this.wanted.clear();
  }

  /** Closes all files, also those that are being finished. */
  async close(): Promise<void> {
    await Promise.all([...this.recorders.values()].map((recorder) => recorder.stop()));
    await this.finisher.close();
  }

  /**
   * Tells each how much room there is where it goes, at so many bytes a second and recording; answers the bytes free where
   * the first goes, null when there is none or nobody knows.
   */
  measureSpace(bytesPerSecond: number): number | null {
    const free = [...this.wanted.values()].map(({ id, file }) => {
      const bytes = this.space.free(dirname(file));
      // Others may well be on the same disk.
      this.recorders.get(id)?.room(bytes === null ? null : bytes - this.options.disk.reserve, bytesPerSecond * this.wanted.size);
      return bytes;
    });
    return free[0] ?? null;
  }

  status(): RecordingStatus[] {
    return [...this.finisher.status(), ...[...this.recorders.values()].flatMap((recorder) => recorder.status())];
  }

  private active(): Recorder[] {
    return [...this.wanted.keys()].flatMap((id) => this.recorders.get(id) ?? []);
  }

  /** Null when there is nothing to record. */
  private recorderOf(order: RecordingOrder): Recorder | null {
    const [encode, ffmpeg] = [this.options.encode(), this.options.ffmpeg()];
    if (encode === null || ffmpeg === null) return null;
    return new Recorder({
      order,
      bus: encode.bus,
      tracks: encode.tracks,
      ffmpeg,
      onChange: this.options.onChange,
      onOver: () => {
        // By itself: nobody asked for it to stop.
        if (this.wanted.delete(order.id)) void this.options.follow();
      },
      onFile: (file, { whole, marked }) => {
        // Matroska that ended in order can be sought in as it is.
        if (!whole || marked || order.container === "mp4") this.finisher.add(file);
      },
    });
  }
}
