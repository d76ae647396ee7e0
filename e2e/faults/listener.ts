import { join } from "node:path";
import type { ArmedDestination } from "../../electron/contract/engine";
import { freeUdpPort } from "../peers/free-port";
import { startSrtPeer } from "../peers/srt";
import { withEngine } from "./engine-process";
import type { Row, SoloFault } from "./fault";
import { codedIn, lossOf } from "./loss";

/** Seconds within which a receiver that calls has the picture. */
const THERE = 2;

/** Nobody calls, then somebody does and goes away again. */
async function nobodyCalls(root: string): Promise<Row[]> {
  return withEngine({ root }, async (engine, folder) => {
    const port = await freeUdpPort();
    const reference = join(folder, "reference.mkv");
    const file = join(folder, "received.ts");
    const target = { protocol: "srt", mode: "listener", host: "127.0.0.1", port, latency: 200, keyLength: 0 } as const;
    const armed: ArmedDestination = { destination: { id: "listener", name: "listener", enabled: true, target }, secrets: {} };
    await engine.command({ type: "startRecording", recording: { id: "reference", file: reference, container: "mkv" } });
    await engine.command({ type: "startStream", destinations: [armed] });
    const reaches = (phase: string): Promise<unknown> => engine.reaches(`the listener to be ${phase}`, ({ destinations }) => destinations[0]?.phase === phase);
    await reaches("waiting");
    const from = engine.statuses.length;
    await engine.goesOn(10);
    const told = new Set(engine.statuses.slice(from).flatMap(({ destinations }) => destinations.map(({ phase }) => phase)));

    const receiver = await startSrtPeer({ mode: "caller", port, file });
    const called = performance.now();
    try {
      await receiver.receives();
      const recovery = (performance.now() - called) / 1000;
      await reaches("live");
      await engine.goesOn(4);
      await receiver.stop();
      await reaches("waiting");
      await engine.stop();
      const loss = lossOf(await codedIn(reference), [await codedIn(file)]);
      const breaches = [
        ...(told.size === 1 && told.has("waiting") ? [] : [`was ${[...told].join(", ")} while nobody was there`]),
        ...(recovery > THERE ? [`back after ${recovery.toFixed(2)} s, ${THERE} at most`] : []),
        ...(loss.pictures > 0 ? [`${loss.pictures} pictures lost while somebody was there`] : []),
      ];
      return [{ fault: "listener with nobody connected for 10 s", on: "SRT", loss, recovery, told: "waiting for a receiver", breaches }];
    } finally {
      await receiver.kill();
    }
  });
}

export const listenerFaults: readonly SoloFault[] = [{ name: "listener with nobody connected", try: nobodyCalls }];
