import { expect, it } from "vitest";
import { redact } from "./redact";

it("takes a secret out of a line, whole, in parts and encoded", () => {
  const secrets = ["live_key?auth=to ken&x=12345"];
  expect(redact("publish 'live_key?auth=to ken&x=12345' failed", secrets)).toBe("publish '•••' failed");
  expect(redact("name=live_key args=auth=to ken", secrets)).toBe("name=••• args=•••");
  expect(redact(`GET /${encodeURIComponent(secrets[0] ?? "")}`, secrets)).toBe("GET /•••");
});

it("leaves lines alone that hold none", () => {
  expect(redact("Connection refused", ["s3cr3t"])).toBe("Connection refused");
  expect(redact("a line", ["", "a"])).toBe("a line");
});
