import { beforeEach, expect, it } from "vitest";
import { PictureAccount } from "./picture-account";

let account: PictureAccount;
beforeEach(() => {
  account = new PictureAccount();
});

function offer(from: number, to: number): void {
  for (let dts = from; dts < to; dts += 1) account.offered(dts);
}

it("loses nothing before the first connection, nor while connected", () => {
  offer(0, 10);
  account.begins(5);
  offer(10, 20);
  account.delivered(17);
  expect(account.lost).toBe(0);
});

it("counts what came while it was away, from the last that had left to where it goes on", () => {
  offer(0, 10);
  account.begins(0);
  account.delivered(6);
  offer(10, 40);
  account.begins(30);
  expect(account.lost).toBe(23); // 7 to 29
  account.delivered(39);
  account.begins(40);
  expect(account.lost).toBe(23);
});

it("counts while it is away, and not what was left out for a slow network", () => {
  account.begins(0);
  offer(0, 30);
  account.leftOut(8);
  account.leftOut(9);
  account.delivered(3);
  account.forgotten(20);
  expect(account.lost).toBe(14); // 4 to 19 without 8 and 9
  account.forgotten(20);
  expect(account.lost).toBe(14);
});
