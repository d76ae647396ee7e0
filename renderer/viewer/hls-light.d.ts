/** The same player without what our stream never has: subtitles, other languages, encryption. */
declare module "hls.js/light" {
  export * from "hls.js";
  export { default } from "hls.js";
}

declare module "hls.js/dist/hls.worker.js?url" {
  const address: string;
  export default address;
}
