import type { Plain } from "../../../reading/resource";
import { isList, isObject, knownValue, read, readString } from "../../../reading/value";
import { exposingCall } from "./exposing-command";
import { shellCode } from "./shell-code";
import { tunnelIn } from "./tunnel-command";

// In the order in which a container runs them: Kubernetes, ECS and the aws provider, then Argo's and Tekton's scripts.
const run = ["entryPoint", "entryPoints", "command", "commands", "args", "script", "source"];
const hooks = ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"];
const variables = ["env", "environment", "environments"];

/** Names the tunnel, or the tool that opens a way, that a container's own words run; what is not known runs none. */
export function exposingCommand(container: Plain): string | undefined {
    const hooked = hooks.flatMap((key) => executed(knownValue(read(container, key)) ?? null));
    const scripts = variables.flatMap((key) => scriptsIn(container, key));
    for (const words of [mainWords(container), ...hooked, ...scripts]) {
        // A tunnel's agent that is only copied may be run by another container.
        const name = tunnelIn(words.join(" ")) ?? exposingCall(codeOf(words));
        if (name !== undefined) return name;
    }
    return undefined;
}

// Without a command the image runs what bears its name: bitnami/kubectl, amazon/aws-cli.
function mainWords(container: Plain): readonly string[] {
    const own = run.flatMap((key) => wordsOf(knownValue(read(container, key)) ?? null));
    const isNamed = ["command", "entryPoint", "entryPoints"].some((key) => read(container, key).state !== "absent");
    return [...(isNamed ? [] : [knownValue(readString(container, "image")) ?? ""]), ...own];
}

// Of a shell's script only what it runs counts. With words after the script, a shell may run these: it is left as it is.
function codeOf(words: readonly string[]): string {
    const [shell = "", ...rest] = words;
    const isScript = /^(?:[\w./-]*\/)?(?:ba|z|da|k|a)?sh$/.test(shell) && rest.slice(0, -1).every(isFlag);
    return isScript ? shellCode(rest.at(-1) ?? "", false) : words.join(" ");
}

// -c, -ec, -euxc; "-o pipefail" takes a word.
const isFlag = (word: string): boolean => /^(?:-[a-z]+|--|pipefail)$/.test(word);

function executed(value: Plain): readonly (readonly string[])[] {
    if (!isObject(value)) return [];
    return Object.entries(value).flatMap(([key, own]) =>
        key === "exec" ? [wordsOf(knownValue(read(own, "command")) ?? null)] : executed(own),
    );
}

// One word is a name of something; a command that a shell may run has several.
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
