import { expect, test } from "vitest";
import { changed, detailFields, hasDetails } from "./transitionForm";

test("a transition of another kind has that kind's defaults, and nothing of the others", () => {
  expect(changed({ kind: "cut" }, { kind: "fade" })).toEqual({ kind: "fade", duration: 300 });
  expect(changed({ kind: "fade", duration: 700 }, { kind: "fade-colour" })).toEqual({ kind: "fade-colour", duration: 700, colour: "#000000" });
  expect(changed({ kind: "fade", duration: 700 }, { kind: "slide" })).toEqual({ kind: "slide", duration: 700, direction: "left" });
  expect(changed({ kind: "swipe", duration: 700, direction: "up" }, { kind: "cut" })).toEqual({ kind: "cut" });
  expect(changed({ kind: "cut" }, { kind: "stinger", file: "/a.webm" })).toEqual({ kind: "stinger", file: "/a.webm", cutAt: 500 });
});

test("what is no transition changes nothing", () => {
  expect(changed({ kind: "fade", duration: 700 }, { duration: 10 })).toBeNull();
  expect(changed({ kind: "fade", duration: 700 }, { kind: "explode" })).toBeNull();
});

test("details are offered for the kinds that have them", () => {
  expect((["cut", "fade", "fade-colour", "swipe", "slide", "stinger"] as const).filter(hasDetails)).toEqual(["fade-colour", "swipe", "slide", "stinger"]);
  expect(detailFields.length).toBe(4);
});
