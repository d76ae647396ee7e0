import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { leftBehindBy, LITTLE_LEFT_BEHIND } from "../../e2e/peers/heap";
import { mutants } from "../../e2e/peers/mutants";
import { isAddress, parseAddress, serverProblem } from "./address";
import { Destination, DestinationSecrets } from "./destination";
import { Problem } from "./problem";

// Ten thousand of anything take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const KEY = "live_4711_sEcReTkEy";
const urls = [
  `rtmp://a.rtmp.youtube.com/live2/${KEY}`,
  `rtmps://live-api-s.facebook.com:443/rtmp/${KEY}?s=1`,
  `rtmp://[::1]:1935/app/instance/${KEY}`,
  `srt://host.example:9000?mode=caller&latency=200&streamid=${KEY}&passphrase=${KEY}&pbkeylen=32`,
  `srt://:9000?passphrase=${KEY}`,
];

it("reads 10,000 addresses that went wrong: an address that can be saved, or a problem without the key", async () => {
  const left = await leftBehindBy(() =>
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: mutants(urls) }, fc.string({ unit: "binary" }), fc.webUrl()), (text) => {
        const answer = parseAddress(text);
        if (isAddress(answer)) {
          expect(Destination.shape.target.safeParse(answer.target).success).toBe(true);
          expect(DestinationSecrets.safeParse(answer.secrets).success).toBe(true);
        } else expect(Problem.safeParse(answer).success).toBe(true);
        if (!isAddress(answer)) expect(JSON.stringify(answer)).not.toContain(KEY);
        const problem = serverProblem(text);
        if (problem !== null) expect(Problem.safeParse(problem).success).toBe(true);
      }),
      { numRuns: 10_000 },
    ),
  );
  expect(left).toBeLessThan(LITTLE_LEFT_BEHIND);
});
