import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { watchDevices } from "./capture/devices";
import { createMixer } from "./mixer/mixer";
import { createStage } from "./stage/stage";
import { problemOf } from "../electron/contract/problem";
import { useStudio } from "./store/studio";
import { wire } from "./store/wiring";
import { StageContext } from "./studio/backstage";
import { Studio } from "./studio/Studio";
import "./theme.css";

const place = document.getElementById("studio");
if (place === null) throw new Error("The page has no place for the studio");

const stage = createStage();
const mixer = createMixer();
wire({ stage, mixer, watchDevices }).catch((thrown: unknown) => {
  useStudio.getState().notify(problemOf(thrown));
});

createRoot(place).render(
  <StrictMode>
    <StageContext value={stage}>
      <Studio />
    </StageContext>
  </StrictMode>,
);
