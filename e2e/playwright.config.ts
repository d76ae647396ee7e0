import { defineConfig } from "@playwright/test";

/** One app at a time: each runs an encoder, and figures measured side by side would say nothing. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: "list",
});
