import type { SourceKind } from "../kind";
import { TestPicture } from "./picture";
import { TestSettings } from "./schema";

export const test: SourceKind<TestSettings> = {
  kind: "test",
  name: "Test pattern",
  icon: "test",
  settings: TestSettings,
  fields: [],
  placed: "fill",
  picture: (_settings, tools) => new TestPicture(tools),
};
