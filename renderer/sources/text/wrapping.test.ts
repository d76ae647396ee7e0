import { expect, it } from "vitest";
import { wrapLines } from "./wrapping";

/** Letters of one width, those of East Asia twice as wide. */
const measure = (line: string): number => [...line].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x1100 ? 2 : 1), 0);
const wrap = (text: string, width: number): string[] => wrapLines(text, width, measure);

it("breaks at spaces, which hang over the end, and keeps the lines that were typed", () => {
  expect(wrap("the quick brown fox", 9)).toEqual(["the quick", "brown fox"]);
  expect(wrap("the quick   brown", 9)).toEqual(["the quick", "brown"]);
  expect(wrap("one\n\ntwo three", 5)).toEqual(["one", "", "two", "three"]);
  expect(wrap("  indented", 20)).toEqual(["  indented"]);
  expect(wrap("12\u00a0km away", 6)).toEqual(["12\u00a0km", "away"]);
});

it("breaks a word that is too wide alone within it, never within a character", () => {
  expect(wrap("a incomprehensible b", 6)).toEqual(["a inco", "mprehe", "nsible", "b"]);
  expect(wrap("👩‍👩‍👧👩‍👩‍👧", 2)).toEqual(["👩‍👩‍👧", "👩‍👩‍👧"]);
  expect(wrap("wide", 0)).toEqual(["w", "i", "d", "e"]);
});

it("breaks Korean, Chinese and Japanese at characters", () => {
  expect(wrap("잠시 후에 돌아옵니다", 8)).toEqual(["잠시 후", "에 돌아", "옵니다"]);
  expect(wrap("遊戲即將開始", 6)).toEqual(["遊戲即", "將開始"]);
  expect(wrap("OBS에서 왔어요", 5)).toEqual(["OBS에", "서 왔", "어요"]);
});

it("begins no line with what closes and ends none with what opens", () => {
  expect(wrap("안녕하세요! 반가워요", 10)).toEqual(["안녕하세", "요! 반가워", "요"]);
  expect(wrap("待って、「今」", 8)).toEqual(["待って、", "「今」"]);
  expect(wrap("ゲーム「試合」", 8)).toEqual(["ゲーム", "「試合」"]);
});
