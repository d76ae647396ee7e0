import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["electron/**/*.test.ts", "renderer/**/*.test.{ts,tsx}", "native-bin/**/*.test.ts", "scripts/**/*.test.mjs"],
    environment: "node",
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Integration tests run real encoders: more workers than this only make them wait for each other.
    maxWorkers: 2,
  },
});
