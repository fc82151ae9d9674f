import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as k8s from "@pulumi/kubernetes";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { stringify } from "yaml";
import { program } from "../../../../../stacks/program";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { readStackFile } from "../../../../../tools/cli/project/stack-file";

/** A stack with a sample report. */
export interface SampleStack {
    readonly stack: string;
    /** Folder of its file and documents. */
    readonly folder: string;
    readonly program: PulumiFn;
}

/** The sample stacks by name; their files are written into a folder, except for those of the project. */
export const sampleStacks: Readonly<Record<string, (folder: string) => SampleStack>> = {
    dev: () => ({ stack: "dev", folder: projectFolder, program: async () => program() }),
    prod: () => ({ stack: "prod", folder: projectFolder, program: async () => program() }),
    broken: brokenStack,
    fifty: fiftyApis,
};

/** A stack that breaks each rule: a public Service, no cache, a plan of 150,000 requests a second, an open operation. */
export function brokenStack(folder: string): SampleStack {
    cpSync(join(projectFolder, "app"), join(folder, "app"), { recursive: true });
    change(join(folder, "app/pictures/openapi.yaml"), /( *)operationId: listPictures\n/, "$&$1security: []\n");
    cpSync(join(projectFolder, "Pulumi.dev.yaml"), join(folder, "Pulumi.dev.yaml"));
    change(join(folder, "Pulumi.dev.yaml"), "{ sizeGb: 0.5, ttlSeconds: 300 }", "{ enabled: false }");
    change(join(folder, "Pulumi.dev.yaml"), "{ requestsPerSecond: 1000,", "{ requestsPerSecond: 150000,");
    return {
        stack: "dev",
        folder,
        program: async () => {
            await program(folder);
            new k8s.core.v1.Service("shortcut", { spec: { type: "LoadBalancer", ports: [{ port: 80 }] } });
        },
    };
}

/** The dev stack with 50 other APIs. */
export function fiftyApis(folder: string): SampleStack {
    const image = `registry.example/pictures@sha256:${"0".repeat(64)}`;
    const names = Array.from({ length: 50 }, (_, index) => `pictures-${index + 1}`);
    for (const name of names)
        cpSync(join(projectFolder, "app/pictures"), join(folder, "app", name), { recursive: true });
    const apis = Object.fromEntries(names.map((name) => [name, { image, port: 5075, replicas: 2 }]));
    const config = { ...readStackFile(projectFolder, { name: "dev" }).config, "gatehouse:apis": apis };
    writeFileSync(join(folder, "Pulumi.dev.yaml"), stringify({ config }));
    return { stack: "dev", folder, program: async () => program(folder) };
}

function change(file: string, from: string | RegExp, to: string): void {
    const text = readFileSync(file, "utf8");
    const changed = text.replace(from, to);
    if (changed === text) throw new Error(`"${file}" does not contain ${from}.`);
    writeFileSync(file, changed);
}
