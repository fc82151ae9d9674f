import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../cli/project/project";

/** A copy of the project whose files may be edited; the packages are those of the original. */
export interface ProjectCopy {
    readonly folder: string;
    remove(): void;
}

/** Copies the project, without what neither the commands nor the engine read, into a temporary folder. */
export function copyProject(): ProjectCopy {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-project-"));
    const others = ["node_modules", "test", "docs"];
    for (const name of readdirSync(projectFolder).filter((name) => !name.startsWith(".") && !others.includes(name))) {
        const isOurs = (path: string) => !path.includes("node_modules");
        cpSync(join(projectFolder, name), join(folder, name), { recursive: true, filter: isOurs });
    }
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
