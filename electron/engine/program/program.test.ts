import { afterEach, beforeEach, expect, it } from "vitest";
import { CHANNELS, SAMPLE_RATE } from "../../contract/video";
import { LoopbackWindow } from "./loopback-window.fixture";
import { Program, type ProgramSink } from "./program";
import { plainSlate } from "./slate";
import { StageLink } from "./stage-link";

const format = { width: 64, height: 36, fps: 30 };
let studio: LoopbackWindow;
beforeEach(() => {
  studio = new LoopbackWindow();
});
afterEach(() => studio.close());

it("gives every moment its own picture and its own sound, each track of it, though both come late and many at once", async () => {
  const shown: number[] = [];
  let samples = 0;
  let heard = 0;
  let apart = 0;
  let onPicture: () => void = () => undefined;
  const sink: ProgramSink = {
    backlog: 0,
    picture({ i420 }) {
      shown.push(i420.at(-1) ?? -1);
      onPicture();
    },
    // Of each sample frame the program's pair, that of a channel that the mixer does not have, and that of the beep.
    samples(pcm) {
      samples += pcm.length / 6;
      for (let i = 0; i < pcm.length; i += 6) {
        if (pcm[i] !== 0) heard += 1;
        if (pcm[i] !== pcm[i + 4] || pcm[i + 1] !== pcm[i + 5] || pcm[i + 2] !== 0 || pcm[i + 3] !== 0) apart += 1;
      }
    },
  };
  const until = (pictures: number): Promise<void> =>
    new Promise((resolve) => {
      onPicture = () => void (shown.length >= pictures && resolve());
    });

  const program = new Program({ format, slate: plainSlate(format), tracks: ["gone", "beep"], log: () => undefined });
  studio.tracks = ["other", "beep"];
  studio.answersAtOnce = 3;
  studio.soundAtOnce = 140;
  studio.mixer.onMessage((message) => program.hear(message));
  program.feed(sink);
  program.follow(new StageLink(studio.stage, () => null, () => undefined));
  program.start();
  await until(30);
  const { silenceMs } = program.status();
  await until(90);
  const then = program.status();
  program.stop();

  expect(then).toMatchObject({ repeated: 0, dropped: 0, silenceMs });
  expect(shown).toEqual(shown.map((_, i) => (Number(shown[0]) + i) % 256));
  expect(samples).toBe((shown.length * SAMPLE_RATE) / format.fps);
  expect(heard).toBeGreaterThan(0);
  expect(apart).toBe(0);
});

it("keeps picture and sound together when the mixer holds sound back: pictures wait, none is lost at the end", async () => {
  const flashes: number[] = [];
  const beeps: number[] = [];
  let pictures = 0;
  let samples = 0;
  let white = false;
  let quiet = SAMPLE_RATE;
  let onPicture: () => void = () => undefined;
  const sink: ProgramSink = {
    backlog: 0,
    picture({ i420 }) {
      if ((i420[0] ?? 0) > 200 && !white) flashes.push((pictures * 1000) / format.fps);
      white = (i420[0] ?? 0) > 200;
      pictures += 1;
      onPicture();
    },
    samples(pcm) {
      for (let i = 0; i < pcm.length; i += CHANNELS, samples += 1, quiet += 1) {
        if (Math.abs(pcm[i] ?? 0) < 0.02) continue;
        if (quiet > SAMPLE_RATE / 10) beeps.push((samples * 1000) / SAMPLE_RATE);
        quiet = 0;
      }
    },
  };
  const until = (wanted: number): Promise<void> =>
    new Promise((resolve) => {
      onPicture = () => void (pictures >= wanted && resolve());
    });

  const program = new Program({ format, slate: plainSlate(format), log: () => undefined });
  program.feed(sink);
  program.follow(new StageLink(studio.stage, () => null, () => undefined));
  studio.mixer.onMessage((message) => program.hear(message));
  studio.late = 960;
  program.start();
  await until(150);
  const parts = [{ flashes: flashes.splice(0), beeps: beeps.splice(0) }];
  studio.late = 60;
  await until(300);
  program.stop();
  parts.push({ flashes, beeps });

  expect(pictures * (SAMPLE_RATE / format.fps)).toBe(samples);
  for (const part of parts) {
    const last = part.flashes.at(-1) ?? Number.NaN;
    expect(part.flashes.length).toBeGreaterThan(0);
    // A flash is first seen in the next picture, which is up to one picture later.
    expect(Math.min(...part.beeps.map((beep) => Math.abs(beep - last)))).toBeLessThan(25);
  }
});
