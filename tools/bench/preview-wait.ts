import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectFolder, projectName, readStack } from "../cli/project/project";
import { withOfflineEnvironment } from "../cloud-simulator/engine/offline-environment";
import { createOfflineStack } from "../cloud-simulator/engine/offline-workspace";
import { WatchProcess } from "./watch-process";

/** Seconds that each way to preview the dev stack takes, one value per round. */
export interface PreviewWaits {
    /** `pulumi preview --policy-pack policy --policy-pack-config policy/strict.json` in the environment of `npm run cloud`. */
    readonly plain: readonly number[];
    /** `npm run preview`. */
    readonly once: readonly number[];
    /** `npm run preview -- --watch`, from an edit to its result. */
    readonly edits: Readonly<Record<EditKind, readonly number[]>>;
}

type EditKind = "program" | "document" | "stack file";

// Each edit changes the content (the dev stack has 300 seconds), and no edit changes the number of resources.
const edits: Readonly<Record<EditKind, readonly [string, (content: string, round: number) => string]>> = {
    program: ["infra/network/network.ts", (content, round) => `${content}\n// ${round}\n`],
    document: ["app/books/openapi.yaml", (content, round) => `${content}\n# ${round}\n`],
    "stack file": [
        "Pulumi.dev.yaml",
        (content, round) => content.replace(/ttlSeconds: \d+/, `ttlSeconds: ${301 + round}`),
    ],
};

/** Previews the dev stack in each way alternately; the first round is not counted. */
export async function measurePreviewWaits(rounds: number): Promise<PreviewWaits> {
    const waits = {
        plain: [] as number[],
        once: [] as number[],
        edits: { program: [], document: [], "stack file": [] } as Record<EditKind, number[]>,
    };
    const project = copyProject();
    const watch = new WatchProcess(project.folder);
    try {
        await withPlainEngine(project.folder, async (previewPlain) => {
            await watch.result();
            for (let round = 0; round <= rounds; round++) {
                const seconds = new Map<EditKind, number>();
                for (const [kind, [file, change]] of Object.entries(edits) as [EditKind, (typeof edits)[EditKind]][]) {
                    await watch.ready();
                    const started = performance.now();
                    watch.edit(file, (content) => change(content, round));
                    await watch.result();
                    seconds.set(kind, (performance.now() - started) / 1000);
                }
                const once = await timed(async () => {
                    execFileSync("npm", ["run", "--silent", "preview"], { cwd: project.folder });
                });
                const plain = await timed(previewPlain);
                if (round === 0) continue;
                waits.once.push(once);
                waits.plain.push(plain);
                for (const [kind, value] of seconds) waits.edits[kind].push(value);
            }
        });
    } finally {
        await watch.stop();
        project.remove();
    }
    return waits;
}

async function withPlainEngine(folder: string, use: (preview: () => Promise<void>) => Promise<void>): Promise<void> {
    const { config, placeholders: secretPaths } = readStack("dev", folder);
    await withOfflineEnvironment({ runsPrograms: true }, async (offline) => {
        const { home, variables } = offline;
        await createOfflineStack(offline, { projectName, stackName: "dev", config, secretPaths, workDir: folder });
        const file = join(home.projectFolder, "Pulumi.dev.yaml");
        const pack = ["--policy-pack", "policy", "--policy-pack-config", "policy/strict.json"];
        const flags = [...pack, "--stack", "dev", "--config-file", file, "--non-interactive"];
        await use(async () => {
            const env = { ...process.env, ...variables };
            await promisify(execFile)("pulumi", ["preview", ...flags], { cwd: folder, env });
        });
    });
}

async function timed(run: () => Promise<void>): Promise<number> {
    const started = performance.now();
    await run();
    return (performance.now() - started) / 1000;
}

/** A copy of the project whose files may be edited; the packages are those of the original. */
export interface ProjectCopy {
    readonly folder: string;
    remove(): void;
}

/** Copies the project, without the files that neither the commands nor the engine read, into a temporary folder. */
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
