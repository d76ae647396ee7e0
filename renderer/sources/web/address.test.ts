import { expect, it } from "vitest";
import { pageAddress } from "./address";

it.each([
  ["https://example.com/overlay?key=1", "https://example.com/overlay?key=1"],
  ["  example.com/overlay ", "https://example.com/overlay"],
  ["example.com:8443", "https://example.com:8443"],
  ["localhost:8080/a", "http://localhost:8080/a"],
  ["127.0.0.1", "http://127.0.0.1"],
  ["localhost.example.com", "https://localhost.example.com"],
  ["file:///etc/passwd", "file:///etc/passwd"],
  ["", ""],
])("makes %j %j", (typed, address) => {
  expect(pageAddress(typed)).toBe(address);
});
