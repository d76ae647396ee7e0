import js from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import importX from "eslint-plugin-import-x";
import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import hooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

/** The rooms of ARCHITECTURE.md and what each may import; anything not allowed here is an error. */
const rooms = [
  { type: "contract", pattern: "electron/contract/**" },
  { type: "engine", pattern: "electron/engine/**" },
  { type: "main", pattern: "electron/main/**" },
  { type: "preload", pattern: "electron/preload/**" },
  { type: "renderer", pattern: "renderer/**" },
  { type: "native-bin", pattern: "native-bin/**" },
  { type: "assets", pattern: "assets/**" },
  { type: "e2e", pattern: "e2e/**" },
  { type: "bench", pattern: "bench/**" },
];

/** Tests stand beside what they test and use the real servers and measures of e2e/peers, and each other's rooms. */
const tests = ["**/*.test.{ts,tsx}", "**/*.fixture.ts", "**/test-bus.ts"];

const mayImport = {
  contract: [],
  engine: ["contract", "native-bin", "assets"],
  main: ["contract", "native-bin"],
  preload: ["contract"],
  renderer: ["contract", "assets"],
  "native-bin": [],
  e2e: ["contract", "native-bin"],
  bench: ["contract", "native-bin", "e2e", "renderer"],
};

export default tseslint.config(
  { ignores: ["out/", "dist/", "node_modules/", "renderer/*/wasm/", "test-results/", "playwright-report/"] },
  js.configs.recommended,
  { files: ["**/*.mjs"], languageOptions: { globals: globals.node } },
  ...[...tseslint.configs.strict].map((c) => ({ ...c, files: ["**/*.{ts,tsx}"] })),
  {
    files: ["**/*.{ts,tsx}"],
    plugins: { boundaries, "import-x": importX, "react-hooks": hooks },
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    settings: {
      "boundaries/elements": rooms.map((room) => ({ ...room, partialMatch: false })),
      "import/resolver": { typescript: true },
      "import-x/resolver-next": [createTypeScriptImportResolver()],
    },
    rules: {
      ...hooks.configs.recommended.rules,
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: Object.entries(mayImport).map(([from, to]) => ({
            from: { element: { type: from } },
            allow: [from, ...to].map((type) => ({ to: { element: { type } } })),
          })),
        },
      ],
      "import-x/no-cycle": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-console": "error",
      eqeqeq: "error",
    },
  },
  {
    // The engine and the native-bin room run in plain Node: nothing of Electron may reach them.
    files: ["electron/engine/**", "electron/contract/**", "native-bin/**"],
    rules: { "no-restricted-imports": ["error", { paths: ["electron"] }] },
  },
  { files: tests, rules: { "boundaries/dependencies": "off" } },
  { files: ["e2e/**", "bench/**"], rules: { "no-console": "off" } },
);
