import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const apps = resolve(__dirname, "../../app");
const text = (app: string, file: string) => readFileSync(join(apps, app, file), "utf8");

describe("The server of the apps", () => {
    // Each app is a build context of its own, so that each has a copy: what is mended in one is mended in the other.
    for (const file of ["http-error.ts", "http-server.ts", "json-body.ts", "request-contract.ts", "routes.ts"]) {
        it(`is the same in each: ${file}`, () => assert.equal(text("books", file), text("pictures", file)));
    }
});
