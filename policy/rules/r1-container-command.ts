import type { Plain } from "../resource";
import { isList, isObject, knownValue, read, readString } from "../value";
import { openingTool } from "./r1-container-openings";
import { tunnelIn } from "./r1-tunnel-command";

// In the order in which a container runs them: Kubernetes, ECS and the aws provider, then Argo's and Tekton's scripts.
const run = ["entryPoint", "entryPoints", "command", "commands", "args", "script", "source"];
const hooks = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];
const variables = ["env", "environment", "environments"];

/** Names the tunnel, or the tool that opens a way, that a container's own words run; what is not known runs none. */
export function openingCommand(container: Plain): string | undefined {
    const hooked = hooks.flatMap((key) => executed(knownValue(read(container, key)) ?? null));
    for (const script of [mainScript(container), ...hooked, ...variables.flatMap((key) => scriptsIn(container, key))]) {
        const name = tunnelIn(script) ?? openingTool(script);
        if (name !== undefined) return name;
    }
    return undefined;
}

// Without a command the image runs what bears its name: bitnami/kubectl, amazon/aws-cli.
function mainScript(container: Plain): string {
    const own = run.map((key) => textOf(knownValue(read(container, key)) ?? null)).filter((text) => text !== "");
    const isNamed = ["command", "entryPoint", "entryPoints"].some((key) => read(container, key).state !== "absent");
    return [...(isNamed ? [] : [knownValue(readString(container, "image")) ?? ""]), ...own].join(" ");
}

function executed(value: Plain): readonly string[] {
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, own]) =>
        key === "exec" ? textOf(knownValue(read(own, "command")) ?? null) : executed(own),
    );
}

// One word is a name of something; a command that a shell may run has several.
const scriptsIn = (container: Plain, key: string): readonly string[] => {
    const list = knownValue(read(container, key)) ?? null;
    return (isList(list) ? list : [])
        .map((variable) => knownValue(readString(variable, "value")) ?? "")
        .filter((value) => /\S\s+\S/.test(value));
};

function textOf(value: Plain): string {
    if (isList(value)) return value.map(textOf).join(" ");
    return typeof value === "string" ? value : "";
}
