import type { MediaOrder } from "../../contract/feed";
import { MediaCommand, type MediaReport, type MediaSound } from "../../contract/media";
import type { Problem } from "../../contract/problem";
import type { Port } from "../program/port";
import { playedPicture } from "./arguments";
import { mediaInput } from "./input";
import { PictureLink } from "./picture-link";
import { Player } from "./player";
import { probeMedia } from "./probe";
import { unreadable } from "./reason";

/** How often the position is told, in ms. */
const REPORT_INTERVAL = 250;

/** An address that gave nothing, or stopped, is tried again after this, in ms. */
const RETRY = 3000;

/** What a media source needs of the machine. */
export interface MediaMachine {
  readonly ffmpeg: { readonly path: string };
  /** See PictureLink. */
  readonly pageFiles: string | null;
}

export interface MediaPorts {
  readonly control: Port;
  readonly picture: Port;
  readonly sound: Port;
}

/** One media source: its file, played into the ports of contract/media.ts until the control port closes. */
export class Media {
  private readonly picture: PictureLink;
  private machine: MediaMachine | null = null;
  private player: Player | null = null;
  /** Why there is no player, and whether it is tried again by itself. */
  private trouble: { readonly problem: Problem; readonly again: boolean } | null = null;
  private paused: boolean;
  private readonly reporter: NodeJS.Timeout;
  private readonly giveUp = new AbortController();
  private readonly givenUp = new Promise<void>((resolve) => this.giveUp.signal.addEventListener("abort", () => resolve()));
  private retry: NodeJS.Timeout | undefined;
  private opening: Promise<void> | null = null;
  private closing: Promise<void> | null = null;
  /** Unix time less monotonic time, in ms. */
  private unixOffset = 0;

  /** It waits for the machine to be known. `onClose` is called once when the control port closed and no process is left. */
  constructor(
    private readonly known: Promise<MediaMachine>,
    private readonly order: MediaOrder,
    private readonly ports: MediaPorts,
    private readonly onClose: () => void,
  ) {
    this.paused = order.paused;
    ports.control.onMessage((message) => {
      const command = MediaCommand.safeParse(message);
      if (command.success) this.obey(command.data);
    });
    ports.control.onClose(() => void this.close());
    this.picture = new PictureLink(ports.picture, () => this.machine?.pageFiles ?? null);
    this.picture.onTook = () => this.player?.took();
    this.reporter = setInterval(() => this.report(), REPORT_INTERVAL);
    this.opening = this.open();
  }

  /** Processes that belong to it. */
  get pids(): readonly number[] {
    return this.player?.pids ?? [];
  }

  /** Ends it; resolves when no process is left. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    clearInterval(this.reporter);
    clearTimeout(this.retry);
    this.giveUp.abort();
    await this.opening;
    await this.player?.close();
    this.picture.close();
    this.ports.control.close();
    this.ports.sound.close();
    this.onClose();
  }

  private obey(command: MediaCommand): void {
    if (this.player === null) {
      this.paused = command.type === "pause" || command.type === "rewind" || (command.type === "seek" && this.paused);
      if (this.trouble !== null && !this.paused) this.reopen();
      return;
    }
    if (command.type === "seek") this.player.seek(command.position);
    else this.player[command.type]();
  }

  private reopen(): void {
    clearTimeout(this.retry);
    this.opening = this.open();
  }

  private async open(): Promise<void> {
    this.trouble = null;
    const { order, picture: link } = this;
    this.machine = (await Promise.race([this.known, this.givenUp])) ?? null;
    if (this.machine === null) return;
    const ffmpeg = this.machine.ffmpeg.path;
    const input = mediaInput(order.file);
    if ("code" in input) return this.fail(input, false);
    const header = await probeMedia(ffmpeg, input, this.giveUp.signal);
    if (this.closing !== null) return;
    if ("code" in header) return this.fail(header, input.path === null);
    const { picture } = header;
    const played = picture === null ? null : playedPicture(picture, order);
    link.open(picture, played);
    this.player = new Player(
      { ffmpeg, input, header, played },
      {
        frame: (planes, position, run, due) => link.frame(planes, position, run, this.unix(due)),
        sound: (first, due, pcm) => {
          const block: MediaSound = { type: "block", first, due: this.unix(due), pcm: pcm.buffer as ArrayBuffer };
          this.ports.sound.post(block);
        },
        ends: (run, due) => link.ended(run, this.unix(due)),
        stands: (at) => link.stand(this.unix(at)),
        goesOn: (by) => link.go(by),
        forget: () => link.forget(this.unix(performance.now())),
        ended: () => {
          // What has no length is sent live: it broke off.
          if (input.path === null && header.duration === 0) this.fail({ code: "connection-lost", subject: input.name }, true);
        },
        changed: () => this.report(),
        failed: ({ signal, lines }) =>
          this.fail(signal === null ? unreadable(lines, input.name) : { code: "media-died", subject: input.name }, input.path === null),
      },
      order.loop,
      !this.paused,
    );
    this.report();
  }

  private fail(problem: Problem, again: boolean): void {
    const { player } = this;
    this.trouble = { problem, again };
    // The end of a live stream is nobody's wish to stand.
    if (player !== null) this.paused = player.paused && !player.ended;
    this.player = null;
    this.opening = player?.close() ?? null;
    if (again) this.retry = setTimeout(() => this.reopen(), RETRY);
    this.report();
  }

  /** A monotonic time by the clock that the mixer and the stage have too. Its whole ms do not make the distances of frames uneven. */
  private unix(moment: number): number {
    const offset = Date.now() - performance.now();
    if (Math.abs(offset - this.unixOffset) > 2) this.unixOffset = offset;
    return moment + this.unixOffset;
  }

  private report(): void {
    if (this.closing !== null) return;
    const { player, trouble } = this;
    const lost: Problem | null = player?.phase === "lost" ? { code: "media-died" } : null;
    const report: MediaReport = {
      phase: trouble === null ? (player?.phase ?? "starting") : trouble.again ? "lost" : "failed",
      problem: trouble?.problem ?? lost,
      position: Math.max(0, player?.position ?? 0),
      duration: player?.duration ?? 0,
      paused: player?.paused ?? this.paused,
      ended: player?.ended ?? false,
    };
    this.ports.control.post(report);
  }
}
