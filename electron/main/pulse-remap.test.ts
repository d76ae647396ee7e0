import { expect, it } from "vitest";
import { DESKTOP_LABEL, remapArguments, staleModules } from "./pulse-remap";

it("names the source after its run and describes it to people", () => {
  const args = remapArguments("alsa_output.pci", 42);
  expect(args).toContain("master=alsa_output.pci.monitor");
  expect(args).toContain("source_name=tallylight_desktop_42");
  expect(args.at(-1)).toContain(DESKTOP_LABEL);
});

it("finds what dead runs left behind, and nothing else", () => {
  const list = [
    "0\tmodule-device-restore\t",
    "21\tmodule-remap-source\tmaster=a.monitor source_name=tallylight_desktop_100 source_properties=…",
    "22\tmodule-remap-source\tmaster=a.monitor source_name=tallylight_desktop_200",
    "23\tmodule-remap-source\tmaster=a.monitor source_name=someone_elses_100",
    "24\tmodule-null-sink\tsource_name=tallylight_desktop_100",
    "",
  ].join("\n");
  expect(staleModules(list, (pid) => pid === 200)).toEqual(["21"]);
});
