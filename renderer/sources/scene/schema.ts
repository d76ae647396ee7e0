import { z } from "zod";

export const SceneSettings = z.object({
  /** Its id; "" while none is chosen. */
  scene: z.string().default(""),
});
export type SceneSettings = z.infer<typeof SceneSettings>;
