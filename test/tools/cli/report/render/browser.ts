import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** Returns the path of Chromium from the variable `CHROMIUM` or the PATH; undefined if it is not installed. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
    if (environment.CHROMIUM) return environment.CHROMIUM;
    const folders = (environment.PATH ?? "").split(delimiter);
    return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** Starts Chromium with an empty profile. */
export function openChromium(executablePath: string): Promise<Browser> {
    // Chromium's sandbox needs rights that a container lacks; without it, the page must be trusted, as this one is.
    return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}
