declare module "*.module.css" {
  const names: Readonly<Record<string, string>>;
  export default names;
}

declare module "*.css";

declare module "*.svg" {
  const address: string;
  export default address;
}

/** The styles as text, their addresses as they are in the bundle. */
declare module "*.css?inline" {
  const styles: string;
  export default styles;
}
