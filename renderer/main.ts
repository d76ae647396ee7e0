import { problemOf } from "../electron/contract/problem";
import { watchDevices } from "./capture/devices";
import { createMixer } from "./mixer/mixer";
import { createStage } from "./stage/stage";
import { useStudio } from "./store/studio";
import { wire } from "./store/wiring";

const place = document.getElementById("studio");
if (place === null) throw new Error("The page has no place for the studio");

const stage = createStage();
const mixer = createMixer();
wire({ stage, mixer, watchDevices }).catch((thrown: unknown) => {
  useStudio.setState({ shown: true });
  useStudio.getState().notify(problemOf(thrown));
});

// Drawn when somebody is first there to see it: a hidden start needs neither its code nor its memory.
const leave = useStudio.subscribe(
  (state) => state.shown,
  (shown) => {
    if (shown !== true) return;
    leave();
    void import("./studio/mount").then(({ mount }) => mount(place, stage));
  },
);
