declare module "virtual:stage-kernels" {
  /** The compiled kernels (kernels-plugin.ts). */
  const code: Uint8Array<ArrayBuffer>;
  export default code;
}
