import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { leftBehindBy, LITTLE_LEFT_BEHIND } from "../../e2e/peers/heap";
import { mutantValues } from "../../e2e/peers/mutants";
import { type CallAnswer, type CallName, calls } from "../contract/channels";
import { EngineRequest } from "../contract/engine";
import { FeedOrder } from "../contract/feed";
import { MixerBlock } from "../contract/mixer";
import { defaultSettings } from "../contract/settings";
import { StageMessage } from "../contract/stage";
import { EngineStatus } from "../contract/status";
import { answerCalls, type CallHandlers, receiveFeeds } from "./call-handlers";
import { aCollection } from "./collection.fixture";
import { PAGE_ORIGIN } from "./page";
import { aStatus } from "./status.fixture";

// Ten thousand of anything take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

type Listener = (event: unknown, ...message: unknown[]) => unknown;
const listeners = vi.hoisted(() => new Map<string, Listener>());
vi.mock("electron", () => ({
  ipcMain: {
    handle: (channel: string, listener: Listener) => listeners.set(channel, listener),
    on: (channel: string, listener: Listener) => listeners.set(channel, listener),
  },
  app: {},
}));

const event = { senderFrame: { parent: null, url: `${PAGE_ORIGIN}/index.html` }, ports: [] };
const names = Object.keys(calls) as CallName[];
const destination = { id: "one", name: "One", enabled: true, target: { protocol: "srt", mode: "caller", host: "h", port: 9000, latency: 120, keyLength: 0 } };
const requests = [
  ...[undefined, "Film", true, { from: "a", to: "b" }, { cut: true }, { name: "a", open: true }, ["camera"], { level: "info", text: "" }],
  ...[defaultSettings, aCollection(), { destination, secrets: { passphrase: "0123456789" }, sessionOnly: false }],
];

it("answers 10,000 calls that went wrong, and hands on only what the contract says", async () => {
  const handlers = Object.fromEntries(
    names.map((name) => [name, (request: unknown) => expect(calls[name].request.safeParse(request).success).toBe(true)]),
  ) as unknown as CallHandlers;
  answerCalls(handlers, (text) => expect(text).toContain("invalid request"));
  const [call] = listeners.values();
  if (call === undefined) throw new Error("nobody listens");
  const asked = fc.oneof({ weight: 20, arbitrary: fc.constantFrom<unknown>(...names) }, fc.anything(), fc.constantFrom("__proto__", "constructor", "toString"));
  const left = await leftBehindBy(() =>
    fc.assert(
      fc.asyncProperty(asked, mutantValues(requests), async (name, request) => {
        const answer = (await call(event, name, request)) as CallAnswer;
        expect("reply" in answer || typeof answer.failed === "string").toBe(true);
      }),
      { numRuns: 10_000 },
    ),
  );
  expect(left).toBeLessThan(LITTLE_LEFT_BEHIND);
});

it("reads 10,000 messages of page and engine that went wrong", async () => {
  receiveFeeds({ media: () => undefined, page: () => undefined } as unknown as Parameters<typeof receiveFeeds>[0]);
  const feed = [...listeners.values()].at(-1);
  const messages = [
    { id: 1, command: { type: "startStream", destinations: [{ destination, secrets: { streamKey: "k" } }] } },
    { id: 2, command: { type: "saveReplay", file: "/a", container: "mkv" } },
    { type: "frame", id: 1, width: 2, height: 2, i420: new ArrayBuffer(6), age: 0, interval: 0, arrived: 1 },
    { type: "shelved", id: 1, width: 2, height: 2, slot: 0, age: 0, interval: 0, arrived: 1 },
    { type: "block", first: 0, at: 0, late: 0, pcm: new ArrayBuffer(7680) },
    aStatus({}),
  ];
  const left = await leftBehindBy(() =>
    fc.assert(
      fc.property(mutantValues(messages), (message) => {
        for (const schema of [EngineRequest, StageMessage, MixerBlock, FeedOrder, EngineStatus]) schema.safeParse(message);
        feed?.(event, message);
      }),
      { numRuns: 10_000 },
    ),
  );
  expect(left).toBeLessThan(LITTLE_LEFT_BEHIND);
});
