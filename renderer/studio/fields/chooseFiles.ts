import { problemOf } from "../../../electron/contract/problem";
import { call } from "../../store/bridge";
import { useStudio } from "../../store/studio";

/** Asks the person for files of this computer; none when they think better of it. */
export async function chooseFiles(extensions: readonly string[], several: boolean): Promise<string[]> {
  try {
    return await call("file.choose", { extensions: [...extensions], several });
  } catch (thrown) {
    useStudio.getState().notify(problemOf(thrown));
    return [];
  }
}

/** The last part of a path, of any system. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
