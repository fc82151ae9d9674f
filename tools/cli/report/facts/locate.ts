import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { parseUrn } from "../../../cloud-simulator/state/urn";
import type { SourceLocation } from "./report-schema";

/** Finds where a person changes what a finding is about. */
export type Locate = (urn: string, message: string) => SourceLocation;

/** The component or resource type that a setting makes, with that setting: `*` stands for the name of the resource. */
const origins: readonly (readonly [type: string, path: readonly string[]])[] = [
    ["gatehouse:workloads:Workload", ["gatehouse:apis", "*"]],
    ["gatehouse:workloads:BuiltImage", ["gatehouse:apis", "*"]],
    ["gatehouse:gateway:BackendLink", ["gatehouse:apis", "*"]],
    ["gatehouse:gateway:ApiStage", ["gatehouse:stages", "*"]],
    ["aws:apigateway/usagePlan:UsagePlan", ["gatehouse:plans", "*"]],
    ["aws:apigateway/apiKey:ApiKey", ["gatehouse:clients", "*"]],
    ["aws:apigateway/usagePlanKey:UsagePlanKey", ["gatehouse:clients", "*"]],
    ["gatehouse:gateway:Gateway", ["gatehouse:gateway"]],
    ["gatehouse:cluster:Cluster", ["gatehouse:cluster"]],
    ["gatehouse:network:Network", ["gatehouse:network"]],
];

/**
 * Makes a finder for a stack: an operation that a finding names is looked up in the API's document, else the setting
 * that makes the resource in the stack's file. What neither holds was written in the program,
 * which `Pulumi.yaml` names.
 * @param parents parent URN of each resource.
 * @param folder folder that holds the stack's file and `app`; a file that is not there is not looked into.
 */
export function locator(stack: string, parents: ReadonlyMap<string, string | undefined>, folder: string): Locate {
    const stackFile = `Pulumi.${stack}.yaml`;
    const settings = lineFinder(join(folder, stackFile));
    const documents = new Map<string, LineFinder>();
    const inDocument = (message: string): SourceLocation | undefined => {
        const [, method = "", api = "", path = ""] =
            /\b(GET|PUT|POST|DELETE|PATCH|HEAD|OPTIONS) \/([a-z][a-z0-9-]*)(\/[^\s,:]*)?/.exec(message) ?? [];
        if (api === "") return undefined;
        const file = `app/${api}/openapi.yaml`;
        const find = documents.get(api) ?? lineFinder(join(folder, file));
        documents.set(api, find);
        const line = find(["paths", path || "/", method.toLowerCase()]) ?? find(["paths", path]);
        return line === undefined ? undefined : { file, line };
    };
    return (urn, message) => {
        const found = inDocument(message);
        if (found) return found;
        for (let at: string | undefined = urn; at; at = parents.get(at)) {
            const line = settingOf(at, settings);
            if (line !== undefined) return { file: stackFile, line };
        }
        return { file: "Pulumi.yaml" };
    };
}

function settingOf(urn: string, settings: LineFinder): number | undefined {
    const { type, name } = parseUrn(urn);
    const path = origins.find(([of]) => of === type)?.[1];
    return path && settings(["config", ...path.map((key) => (key === "*" ? name : key))]);
}

type LineFinder = (path: readonly string[]) => number | undefined;

// Gives the line of a key in a YAML file.
function lineFinder(file: string): LineFinder {
    if (!existsSync(file)) return () => undefined;
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
    return (path) => {
        const map = document.getIn(path.slice(0, -1), true);
        if (!isMap(map)) return undefined;
        const key = map.items.map((item) => item.key).find((key) => isScalar(key) && key.value === path.at(-1));
        return isScalar(key) && key.range ? lines.linePos(key.range[0]).line : undefined;
    };
}
