import type { Plain } from "../../../reading/resource";
import { isList, isObject, knownValue, read, readString } from "../../../reading/value";
import { exposingCall } from "./exposing-command";
import { shellCode } from "./shell-code";
import { tunnelIn } from "./tunnel-command";

// In the order in which a container runs them: Kubernetes, ECS and the aws provider, then scripts of Argo and Tekton.
const run = ["entryPoint", "entryPoints", "command", "commands", "args", "script", "source"];
const hooks = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];
const variables = ["env", "environment", "environments"];

/** Names the tunnel or exposing tool that a container's command runs; unknown commands pass. */
export function exposingCommand(container: Plain): string | undefined {
    const hooked = hooks.flatMap((key) => executed(knownValue(read(container, key)) ?? null));
    const scripts = variables.flatMap((key) => scriptsIn(container, key));
    for (const words of [mainWords(container), ...hooked, ...scripts]) {
        // Even if this container only copies a tunnel's agent, another container may run it.
        const name = tunnelIn(words.join(" ")) ?? exposingCall(codeOf(words));
        if (name !== undefined) return name;
    }
    return undefined;
}

// Without a command, the image runs the tool that it is named after: bitnami/kubectl, amazon/aws-cli.
function mainWords(container: Plain): readonly string[] {
    const own = run.flatMap((key) => wordsOf(knownValue(read(container, key)) ?? null));
    const isNamed = ["command", "entryPoint", "entryPoints"].some((key) => read(container, key).state !== "absent");
    return [...(isNamed ? [] : [knownValue(readString(container, "image")) ?? ""]), ...own];
}

// For a shell script, only the code counts. Arguments after the script may be run by it, so they are left as they are.
function codeOf(words: readonly string[]): string {
    const [shell = "", ...rest] = words;
    const isScript = /^(?:[\w./-]*\/)?(?:ba|z|da|k|a)?sh$/.test(shell) && rest.slice(0, -1).every(isFlag);
    return isScript ? shellCode(rest.at(-1) ?? "", false) : words.join(" ");
}

// -c, -ec, -euxc; "-o pipefail" takes an argument.
const isFlag = (word: string): boolean => /^(?:-[a-z]+|--|pipefail)$/.test(word);

function executed(value: Plain): readonly (readonly string[])[] {
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, own]) =>
        key === "exec" ? [wordsOf(knownValue(read(own, "command")) ?? null)] : executed(own),
    );
}

// A single word is a name; a command that a shell may run has several words.
const scriptsIn = (container: Plain, key: string): readonly (readonly string[])[] => {
    const list = knownValue(read(container, key)) ?? null;
    return (isList(list) ? list : [])
        .map((variable) => knownValue(readString(variable, "value")) ?? "")
        .filter((value) => /\S\s+\S/.test(value))
        .map((value) => [value]);
};

function wordsOf(value: Plain): readonly string[] {
    if (isList(value)) return value.flatMap(wordsOf);
    return typeof value === "string" && value !== "" ? [value] : [];
}
