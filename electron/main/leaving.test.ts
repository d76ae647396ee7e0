import { beforeEach, describe, expect, it, vi } from "vitest";
import { type EndQuestion, Leaving } from "./leaving";
import { aStatus } from "./status.fixture";

const broadcast = { onAir: false, recording: false, stopStream: vi.fn(() => Promise.resolve(null)) };
const asked: EndQuestion[] = [];
let press = "";
const host = {
  broadcast,
  quit: vi.fn(),
  ask: (question: EndQuestion) => {
    asked.push(question);
    const at = question.buttons.findIndex(({ label }) => label === press);
    if (at < 0) throw new Error(`no button “${press}”`);
    return Promise.resolve(at);
  },
};
let leaving: Leaving;

beforeEach(() => {
  Object.assign(broadcast, { onAir: false, recording: false });
  broadcast.stopStream.mockClear();
  host.quit.mockClear();
  asked.length = 0;
  leaving = new Leaving(host);
});

const delay = { ms: 30_000, bytes: 1, beginsIn: 0, endsIn: null };
const draining = (endsIn: number) => aStatus({ phase: "stopping", destinations: [{ delay: { ...delay, endsIn } }] });
const off = aStatus({ destinations: [{ phase: "idle", delay: { ...delay, endsIn: 0 } }] });

it("quits without a word where nothing would be lost", async () => {
  leaving.heard(off);
  await leaving.toQuit();
  expect(asked).toEqual([]);
  expect(host.quit).toHaveBeenCalledOnce();
});

it.each([
  ["on air", { onAir: true }],
  ["recording", { recording: true }],
] as const)("asks while %s, and the first button stays", async (doing, running) => {
  Object.assign(broadcast, running);
  press = `Stay ${doing}`;
  await leaving.toQuit();
  expect(asked[0]?.buttons[0]?.label).toBe(press);
  expect(host.quit).not.toHaveBeenCalled();
  press = "Stop and quit";
  await leaving.toQuit();
  expect(host.quit).toHaveBeenCalledOnce();
});

describe("while a delay still holds back what was streamed", () => {
  beforeEach(() => {
    leaving.heard(draining(21_400));
  });

  it("says how much, and can stay", async () => {
    press = "Cancel";
    await leaving.toQuit();
    expect(asked[0]?.message).toBe("22 seconds are still to be sent.");
    leaving.heard(off);
    expect(host.quit).not.toHaveBeenCalled();
  });

  it("sends it and quits when that is done, not before", async () => {
    press = "Send the rest and quit";
    await leaving.toQuit();
    leaving.heard(draining(800));
    expect(host.quit).not.toHaveBeenCalled();
    leaving.heard(off);
    leaving.heard(off);
    expect(host.quit).toHaveBeenCalledOnce();
  });

  it("cuts it and quits at once", async () => {
    press = "Cut it and quit";
    await leaving.toQuit();
    expect(host.quit).toHaveBeenCalledOnce();
  });

  it("stays when asked a second time, or when somebody has gone live again", async () => {
    press = "Send the rest and quit";
    await leaving.toQuit();
    press = "Cancel";
    await leaving.toQuit();
    leaving.heard(off);
    press = "Send the rest and quit";
    leaving.heard(draining(900));
    await leaving.toQuit();
    broadcast.onAir = true;
    leaving.heard(aStatus({ phase: "starting", destinations: [{ phase: "connecting" }] }));
    leaving.heard(off);
    expect(host.quit).not.toHaveBeenCalled();
  });
});

it("offers to send what a delay holds back also while on air, and ends the stream for that", async () => {
  broadcast.onAir = true;
  leaving.heard(aStatus({ phase: "onAir", destinations: [{ delay: { ...delay, beginsIn: 29_000 } }] }));
  press = "Send the rest and quit";
  await leaving.toQuit();
  expect(asked[0]?.message).toBe("You are on air, and 1 second is still to be sent.");
  expect(broadcast.stopStream).toHaveBeenCalledOnce();
});

it("asks once at a time, and before a stream ends", async () => {
  expect(await leaving.toStop()).toBe(true);
  broadcast.onAir = true;
  press = "Stop streaming";
  const [first, second] = await Promise.all([leaving.toStop(), leaving.toStop()]);
  expect([first, second, asked.length]).toEqual([true, false, 1]);
});
