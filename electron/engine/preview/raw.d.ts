/** Vite's import of a file as text. */
declare module "*.js?raw" {
  const text: string;
  export default text;
}
