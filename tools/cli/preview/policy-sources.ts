import { readdirSync } from "node:fs";
import { join } from "node:path";
import { policyPack } from "./run-preview";

/** The files of the policy pack, which a running engine does not read again. */
export function policySources(folder = policyPack): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return entry.name === "node_modules" ? [] : policySources(path);
        return entry.name.endsWith(".ts") ? [path] : [];
    });
}
