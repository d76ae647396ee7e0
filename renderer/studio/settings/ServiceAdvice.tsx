import { useWatch } from "react-hook-form";
import { advice, services } from "../../../electron/contract/services";
import { useStudio } from "../../store/studio";
import { Callout } from "../controls/Callout";
import type { SettingsForm } from "./settingsForm";

/** What of the form goes beyond what the chosen services take. */
export function ServiceAdvice() {
  const destinations = useStudio((state) => state.settings?.destinations);
  const [video, encoder] = useWatch<SettingsForm, ["video", "encoder"]>({ name: ["video", "encoder"] });
  const used = new Set(destinations?.flatMap((d) => (d.enabled && d.target.protocol === "rtmp" ? [d.target.service] : [])));
  const said = [...used].flatMap((service) => advice({ video, encoder }, services[service]));
  if (said.length === 0) return null;
  return (
    <Callout>
      {said.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Callout>
  );
}
