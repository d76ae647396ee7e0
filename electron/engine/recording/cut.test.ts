import { expect, it } from "vitest";
import type { Unit } from "../bus/unit";
import { RecordingCut } from "./cut";

const unit = (kind: Unit["kind"], pts: number, track = 0): Unit => {
  return { kind, track, pts, dts: pts, keyframe: kind === "video", disposable: false, takenAt: 0, packets: Buffer.alloc(188) };
};

it("keeps a part open until the sound of every track is past its end", () => {
  const cut = new RecordingCut({ seconds: null, bytes: null }, 3);
  const place = (...units: Unit[]): string[] => units.map((each) => cut.place(each));
  expect(place(unit("video", 0), unit("audio", 0), unit("audio", 0, 1), unit("audio", 0, 2))).toEqual(Array(4).fill("current"));
  cut.ask();
  expect(place(unit("video", 3000), unit("audio", 1920), unit("audio", 3840))).toEqual(["next", "former", "current"]);
  expect(cut.formerOver).toBe(false);
  expect(place(unit("audio", 1920, 1), unit("audio", 1920, 2), unit("audio", 3840, 1))).toEqual(["former", "former", "current"]);
  expect(cut.formerOver).toBe(false);
  expect(place(unit("audio", 3840, 2))).toEqual(["current"]);
  expect(cut.formerOver).toBe(true);
});
