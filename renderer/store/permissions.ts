import { problemOf } from "../../electron/contract/problem";
import { call } from "./bridge";
import { useStudio } from "./studio";

/** Lets the system ask for the camera or microphone where it has not yet; what was answered shows in the source's state. */
export async function askPermission(device: "camera" | "microphone"): Promise<void> {
  if (useStudio.getState().permissions[device] !== "ask") return;
  try {
    useStudio.setState({ permissions: await call("permissions.ask", device) });
  } catch (thrown) {
    useStudio.getState().notify(problemOf(thrown));
  }
}
