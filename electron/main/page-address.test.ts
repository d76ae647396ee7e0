import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { pageAddress } from "./page-address";

const page = resolve("/overlays/goal #1.html");

it("loads web pages, known by their host alone", () => {
  const { load, name } = pageAddress("https://example.com:8443/alerts/secret?key=secret", () => false);
  expect(load).toBe("https://example.com:8443/alerts/secret?key=secret");
  expect(name).toBe("example.com:8443");
});

it("loads files that are allowed, and no others", () => {
  expect(pageAddress(page, (path) => path === page)).toEqual({ load: pathToFileURL(page).href, name: "goal #1.html" });
  expect(pageAddress(page, () => false)).toEqual({ load: { code: "file-refused" }, name: "goal #1.html" });
});

it.each(["file:///etc/passwd", "app://tallylight/", "javascript:alert(1)", "chrome://gpu", "data:text/html,x", "no address", ""])("refuses %j", (address) => {
  expect(pageAddress(address, () => true).load).toEqual({ code: "address-invalid" });
});
