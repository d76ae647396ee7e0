// What the stand-in runtime does when it is given an app: `electron [-r module] [switches] <folder or file> [app's flags]`.
const { app } = require("electron");
const process = require("node:process");
const { existsSync, readFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const args = process.argv.slice(1);
let target = null;
for (let i = 0; i < args.length && target === null; i++) {
  if (args[i] === "-v" || args[i] === "--version") {
    process.stdout.write(`v${process.versions.electron}\n`);
    process.exit(0);
  } else if (args[i] === "-r" || args[i] === "--require") {
    Module._load(path.resolve(args[++i]), Module, false);
  } else if (!args[i].startsWith("-")) {
    target = path.resolve(args[i]);
  }
}
if (target === null) {
  process.stderr.write("electron: no app was named\n");
  process.exit(2);
}

Object.defineProperty(process, "defaultApp", { value: true, enumerable: true });
const manifest = path.join(target, "package.json");
if (existsSync(manifest)) {
  const { name, productName, version } = JSON.parse(readFileSync(manifest, "utf8"));
  app.name = productName ?? name;
  if (version !== undefined) app.setVersion(version);
  app.setAppPath(target);
} else {
  app.setAppPath(path.dirname(target));
}
app.setPath("userData", path.join(app.getPath("appData"), app.name));
Module._load(target, Module, true);
