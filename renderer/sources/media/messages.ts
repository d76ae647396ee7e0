/** From the feed to the picture: the port of contract/media.ts; another one replaces it. */
export interface MediaFed {
  readonly port: MessagePort;
}
