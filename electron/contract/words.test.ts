import { describe, expect, it } from "vitest";
import { ProblemCode } from "./problem";
import { explain } from "./words";

describe.each(ProblemCode.options)("%s", (code) => {
  it("is said in whole sentences, with and without a subject", () => {
    for (const problem of [{ code }, { code, subject: "Twitch" }]) {
      const { what, todo } = explain(problem);
      for (const sentence of [what, todo]) {
        expect(sentence).toMatch(/^[“\p{Lu}].*\.$/u);
        expect(sentence).not.toMatch(/undefined|Error \d|invalid|illegal| {2}/i);
      }
    }
  });
});

it("never shows the technical detail", () => {
  expect(JSON.stringify(explain({ code: "internal", detail: "ENOENT /x" }))).not.toContain("ENOENT");
});

it("names the subject", () => {
  expect(explain({ code: "key-refused", subject: "Twitch" }).what).toBe("Twitch refused the stream key.");
});
