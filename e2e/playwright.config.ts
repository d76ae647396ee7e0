import { defineConfig } from "@playwright/test";

/** One app at a time: each runs an encoder, and figures measured side by side would say nothing. */
export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  workers: 1,
  retries: 0,
  // When to give up: far more than a busy machine needs.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: "list",
});
