/** `npm run check:openapi`: fails where redocly finds an error in an API document, and names each of them. */
import { documentFolders, fileIn } from "./openapi-documents.ts";
import { lint } from "./openapi-lint.ts";

for (const folder of documentFolders()) {
  for (const fault of lint(fileIn(folder, "openapi.json"))) {
    console.error(`${folder}/openapi.json ${fault}`);
    process.exitCode = 1;
  }
}
