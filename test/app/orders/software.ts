import { type DatabaseEngine, isDatabaseEngine } from "../../../stacks/settings/database/engines";
import { databaseKinds } from "../../../tools/cli/serve/database/local-database";
import { findExecutables } from "../../../tools/cli/serve/executables";

const allEngines = Object.keys(databaseKinds).filter(isDatabaseEngine);

/** The engines whose servers are installed. */
export const engines = allEngines.filter((engine) => isInstalled(engine));

/** Whether a JDK and Maven are installed. */
export const hasJava = findExecutables(["javac", "mvn"], []) !== undefined;

function isInstalled(engine: DatabaseEngine): boolean {
    const kind = databaseKinds[engine];
    return findExecutables(kind.programs, kind.folders()) !== undefined;
}

// Tests without their software are not defined, because pending tests are forbidden: they are easily overlooked.
const missing = [
    ...(hasJava ? [] : ["Maven and a Java development kit"]),
    ...allEngines.filter((engine) => !engines.includes(engine)).map((engine) => databaseKinds[engine].product),
];
if (missing.length > 0) {
    const line = `\nNOT TESTED: app/orders and the databases of npm run serve, as far as they need ${missing.join(" and ")}\n`;
    process.once("exit", () => process.stderr.write(line));
}
