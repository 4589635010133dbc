/** Migrations are imported as text: wrangler's and the test runner's `[[rules]]` load them so. */
declare module "*.sql" {
  const text: string;
  export default text;
}
