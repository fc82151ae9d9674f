import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Chromium of this machine: the variable `CHROMIUM`, or what the PATH has; undefined where there is none. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
    if (environment.CHROMIUM) return environment.CHROMIUM;
    const folders = (environment.PATH ?? "").split(delimiter);
    return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** Starts Chromium with nothing of its user in it. */
export function openChromium(executablePath: string): Promise<Browser> {
    // Debian's own sandbox needs rights that a container does not give; the page is ours.
    return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}
