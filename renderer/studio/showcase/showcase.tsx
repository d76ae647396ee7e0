import { createRoot } from "react-dom/client";
import { useStudio } from "../../store/studio";
import { wire } from "../../store/wiring";
import { StageContext } from "../backstage";
import { Studio } from "../Studio";
import "../../theme.css";
import { pretendBackstage, pretendMain } from "./pretended";
import { scenes, type Scene } from "./scenes";

/*
 * The studio window without an application around it: ?scene=onAir shows that scene. Never part of the product's
 * bundle; for looking at the window and for its tests.
 */
const wanted = new URLSearchParams(location.search).get("scene") ?? "first";
const scene = new Map<string, Scene>(Object.entries(scenes)).get(wanted);
const place = document.getElementById("studio");
if (scene === undefined || place === null) throw new Error(`There is no scene ${wanted}`);

const { bridge, heard } = pretendMain(scene);
const backstage = pretendBackstage(scene);
Object.assign(window, { tallylight: bridge, heard, studio: useStudio, ordered: backstage.ordered });
await wire(backstage);
createRoot(place).render(
  <StageContext value={backstage.stage}>
    <Studio />
  </StageContext>,
);
