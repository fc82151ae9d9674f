import { readFileSync } from "node:fs";

/** The installed version of a package's Node SDK. Throws if it is not installed. */
export function sdkVersion(packageName: string): string {
    const file = require.resolve(`@pulumi/${packageName}/package.json`);
    return String(JSON.parse(readFileSync(file, "utf8")).version);
}
