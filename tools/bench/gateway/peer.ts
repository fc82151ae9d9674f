import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../cli/project/project";
import { type ExternalServer, startExternalServer } from "./external-server";

/** The peer: Prism's proxy, which validates by an OpenAPI document; 5.14.2 is its last release for Node 20. */
export const peerName = "Prism 5.14.2, its proxy";

const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "gatehouse", "bench-prism-5.14.2");
const entry = join(folder, "node_modules/@stoplight/prism-cli/dist/index.js");

/** Whether the peer was installed by `--install-peer`. */
export function hasPeer(): boolean {
    return existsSync(entry);
}

/** Installs the peer into the user's cache folder; it is not a dependency of the repository. */
export function installPeer(): void {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
    const flags = ["--save-exact", "--ignore-scripts", "--no-audit", "--no-fund"];
    execFileSync("npm", ["install", ...flags, "@stoplight/prism-cli@5.14.2"], { cwd: folder, stdio: "inherit" });
}

/** Starts the peer in front of the app of the pictures, with its document. */
export function startPeer(upstream: string): Promise<ExternalServer> {
    const document = join(projectFolder, "app/pictures/openapi.yaml");
    return startExternalServer(process.execPath, (port) => [
        ...[entry, "proxy", document, upstream],
        ...["--host", "127.0.0.1", "--port", String(port), "--verboseLevel", "silent"],
    ]);
}
