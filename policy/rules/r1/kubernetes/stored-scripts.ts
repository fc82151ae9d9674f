import { type Finding, finding } from "../../../reading/finding";
import type { Plain } from "../../../reading/resource";
import { isObject, knownValue, pathText } from "../../../reading/value";
import { exposingCall } from "../scripts/exposing-command";
import { shellCode } from "../scripts/shell-code";
import { tunnelIn } from "../scripts/tunnel-command";
import { type Manifest, readManifest } from "./manifest";

const kinds: ReadonlySet<string> = new Set(["ConfigMap", "Secret"]);
const scriptName = /\.(?:ba|z)?sh$/;

/**
 * Reports a script in a ConfigMap or a Secret, recognised by its name or its first line, that runs a tunnel or an
 * exposing tool; unknown values pass. Other strings are documents, which may mention anything.
 */
export function checkStoredScripts(manifest: Manifest): Finding[] {
    if (manifest.group !== "core" || !kinds.has(manifest.kind)) return [];
    return ["data", "stringData"].flatMap((property) => scriptsIn(manifest, property)).slice(0, 1);
}

function scriptsIn(manifest: Manifest, property: string): Finding[] {
    const contents = knownValue(readManifest(manifest, property)) ?? null;
    if (!isObject(contents)) return [];
    return Object.entries(contents).flatMap(([name, text]) => {
        const called = isScript(name, text) ? calledIn(text) : undefined;
        if (called === undefined) return [];
        const at = pathText([...manifest.at, property, name]);
        return [
            finding(manifest.resource, {
                actual: `${at} is a script that runs "${called}", which bypasses the API gateway or creates resources that no preview shows`,
                expected: "the API gateway as the only public entry point",
                change: `remove "${called}" from ${at}, and declare the resources that it creates in the program`,
            }),
        ];
    });
}

const isScript = (name: string, text: Plain): text is string =>
    typeof text === "string" && (scriptName.test(name) || text.startsWith("#!"));

// A script whose first line names another interpreter is not a shell script, whatever its name.
const otherLanguage = /^#!(?!.*\b(?:ba|z|da|k)?sh\b)/;

const calledIn = (text: string): string | undefined =>
    tunnelIn(text) ?? exposingCall(otherLanguage.test(text) ? text : shellCode(text, false));
