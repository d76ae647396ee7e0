import { expect, it } from "vitest";
import { featuresToDisable } from "./chromium-switches";

it("keeps the features a person disabled", () => {
  expect(featuresToDisable("One,Two", "linux")).toBe("One,Two,AudioServiceOutOfProcess");
  expect(featuresToDisable("", "linux")).toBe("AudioServiceOutOfProcess");
  expect(featuresToDisable("One", "win32")).toBe("One");
  expect(featuresToDisable("", "darwin")).toBe("");
});
