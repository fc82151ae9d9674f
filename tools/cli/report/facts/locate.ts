import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { isMap, isScalar, LineCounter, parseDocument } from "yaml";
import { parseMethodPath } from "../../../../openapi/method-path";
import { parseUrn } from "../../../cloud-simulator/state/urn";
import type { EngineRun } from "./engine-run";
import { textAt } from "./inputs";
import { operationIn, operationLocator } from "./operation-lines";
import type { SourceLocation } from "./report-schema";

/** Finds the place in the sources to change for a finding. */
export type Locate = (urn: string, message: string) => SourceLocation;

/** The setting behind each type of component or resource; `*` is the name of the resource. */
const origins: readonly (readonly [type: string, path: readonly string[]])[] = [
    ["gatehouse:workloads:BuiltImage", ["gatehouse:apis", "*"]],
    ["gatehouse:gateway:BackendLink", ["gatehouse:apis", "*"]],
    ["gatehouse:gateway:ServiceTargets", ["gatehouse:apis", "*"]],
    ["gatehouse:gateway:WebSocketApi", ["gatehouse:apis", "*"]],
    ["gatehouse:pipelines:PhotoPipeline", ["gatehouse:apis", "*"]],
    ["gatehouse:gateway:ApiStage", ["gatehouse:stages", "*"]],
    ["aws:apigateway/usagePlan:UsagePlan", ["gatehouse:plans", "*"]],
    ["aws:apigateway/apiKey:ApiKey", ["gatehouse:clients", "*"]],
    ["aws:apigateway/usagePlanKey:UsagePlanKey", ["gatehouse:clients", "*"]],
    ["gatehouse:gateway:Gateway", ["gatehouse:gateway"]],
    ["gatehouse:edge:ApiDomain", ["gatehouse:domain"]],
    ["gatehouse:edge:DomainMappings", ["gatehouse:domain"]],
    ["gatehouse:cluster:Cluster", ["gatehouse:cluster"]],
    ["gatehouse:network:Network", ["gatehouse:network"]],
];

/**
 * Makes a finder for a stack. If the finding names an operation, its place is in the API's document or overlay;
 * otherwise it is the setting behind the resource or its nearest ancestor in the stack file. A resource without a
 * setting comes from the program, so its place is `Pulumi.yaml`.
 * @param stackFile path of the stack file. Default: that of the stack's name.
 * @param folder folder with the stack file and `app`; missing files and invalid documents are skipped.
 */
export function locator(
    { stack, resources, backends, inputs }: Pick<EngineRun, "stack" | "resources" | "backends" | "inputs">,
    folder: string,
    stackFile = `Pulumi.${stack}.yaml`,
): Locate {
    const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
    const settings = lineFinder(resolve(folder, stackFile));
    const locateOperation = operationLocator(folder);
    // Only the cache settings of a method are due to its operation; the others are those of its stage.
    const uncachedOperation = (urn: string, message: string) =>
        message.includes("settings.cachingEnabled")
            ? parseMethodPath(textAt(inputs.get(urn), ["methodPath"]) ?? "")
            : undefined;
    return (urn, message) => {
        const operation = uncachedOperation(urn, message) ?? operationIn(message);
        const found = operation && locateOperation(operation);
        if (found) return found;
        for (let at: string | undefined = urn; at; at = parents.get(at)) {
            const api = backends.get(at)?.backend.api;
            const line = settings(api === undefined ? settingOf(at) : ["config", "gatehouse:apis", api]);
            if (line !== undefined) return { file: stackFile, line };
        }
        return { file: "Pulumi.yaml" };
    };
}

function settingOf(urn: string): readonly string[] {
    const { type, name } = parseUrn(urn);
    const path = origins.find(([of]) => of === type)?.[1];
    return path ? ["config", ...path.map((key) => (key === "*" ? name : key))] : [];
}

type LineFinder = (path: readonly string[]) => number | undefined;

// Finds the line of a key in a YAML file.
function lineFinder(file: string): LineFinder {
    if (!existsSync(file)) return () => undefined;
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines });
    return (path) => {
        if (path.length === 0) return undefined;
        const map = document.getIn(path.slice(0, -1), true);
        if (!isMap(map)) return undefined;
        const key = map.items.map((item) => item.key).find((key) => isScalar(key) && key.value === path.at(-1));
        return isScalar(key) && key.range ? lines.linePos(key.range[0]).line : undefined;
    };
}
