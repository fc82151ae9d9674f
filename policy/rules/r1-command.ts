import { type Finding, finding, undecidable } from "../finding";
import { type Plain, type Props, type Resource, UNKNOWN } from "../resource";
import { isList, isObject, knownValue, type Reading, read, readString } from "../value";
import { openingTool } from "./r1-opening-tool";
import { reverseTunnel } from "./r1-tunnel-command";
import { withoutData } from "./shell-data";

const commandTypes: ReadonlySet<string> = new Set([
    "command:local:Command",
    "command:remote:Command",
    "command:local:run",
]);

// pulumi-nodejs:dynamic:Resource, pulumi-nodejs:dynamic/module:Type, pulumi-python:dynamic:Resource
const dynamicType = /^pulumi-(nodejs|python):dynamic[:/]/;

// What is decoded or downloaded and then run is not in the text; nor is what a server is asked to do past its tool.
const hiddenScripts: readonly RegExp[] = [
    /\|&?\s*(?:sudo\s+(?:-\S+\s+)*)?(?:[\w./-]*\/)?(?:env\s+)?(?:ba|z|da|k)?sh\b/,
    /\|&?\s*(?:sudo\s+(?:-\S+\s+)*)?(?:[\w./-]*\/)?(?:env\s+)?(?:python3?|node|perl|ruby)(?:\s+-)?\s*(?:$|[;&|\n])/,
    /\beval\b|\b(?:ba|z|da|k)?sh\s+-c\s+["']?\$[({\w]/,
    /(?:\b(?:ba|z|da|k)?sh|\bsource|(?:^|[\s;&])\.)\s+(?:<\(|<<<\s*"?\$\()/,
    /\b(?:base64|openssl\s+(?:base64|enc))\b[^|;&\n]*\s(?:-[a-z0-9]*[dD]|--decode)\b/,
];
const directCalls =
    /--aws-sigv4|\bkubernetes\.default\b|\/api\/v1\/namespaces\/|\/apis\/(?:apps|batch|extensions|[\w-]+\.[\w.-]+)\/v\d/;

const scripts: ReadonlySet<string> = new Set(["create", "update", "delete", "command"]);
const texts = ["create", "update", "delete", "stdin", "interpreter", "environment", "command", "dir"];

/** Resources whose effects are whatever their code does. */
export const isCommand = (type: string): boolean => commandTypes.has(type) || dynamicType.test(type);

/** A command may build, but not run a tool that opens a way to a backend; a dynamic provider may do anything. */
export function judgeCommand(command: Resource): Finding[] {
    if (dynamicType.test(command.type))
        return [hidden(command, "a dynamic provider runs code, and what it creates no preview shows")];
    for (const key of texts) {
        const reading = readWhole(command.props, key);
        if (reading.state === "unknown" && key !== "environment")
            return [undecidable(command, reading, asConstant(key))];
        if (reading.state !== "known") continue;
        const text = textOf(reading.value);
        // What is only said runs nothing, but only a shell says it so.
        const code = scripts.has(key) && isForShell(command.props) ? withoutData(text) : text;
        // A shell takes kube""ctl and kube\ctl for kubectl.
        const tool = openingTool(code) ?? openingTool(code.replace(/["'\\]/g, ""));
        if (tool !== undefined) return [hidden(command, `${key} runs "${tool}", whose effects no preview shows`)];
        if (hiddenScripts.some((script) => script.test(text)))
            return [hidden(command, `${key} runs a script that is not in its text`)];
        if (directCalls.test(text) || reverseTunnel.test(text))
            return [hidden(command, `${key} calls or joins a server in a way whose effects no preview shows`)];
    }
    return [];
}

const asConstant = (key: string): string =>
    `keep ${key} a constant, and hand it what other resources put out in environment, as "$BUCKET" of { BUCKET: bucket.id }`;

// A list is read only if each of its elements is.
function readWhole(props: Props, key: string): Reading<Plain> {
    const reading = read(props, key);
    const hole = reading.state === "known" && isList(reading.value) ? reading.value.indexOf(UNKNOWN) : -1;
    return hole < 0 ? reading : read(props, key, hole);
}

function isForShell(props: Props): boolean {
    const interpreter = read(props, "interpreter");
    if (interpreter.state === "absent") return true;
    const program = knownValue(readString(props, "interpreter", 0)) ?? "";
    return /^(?:[\w./-]*\/)?(?:ba|z|da|k)?sh$/.test(program);
}

function textOf(value: Plain): string {
    if (isList(value)) return value.map(textOf).join(" ");
    if (isObject(value)) return Object.values(value).map(textOf).join("\n");
    return typeof value === "string" ? value : "";
}

const hidden = (command: Resource, found: string): Finding =>
    finding(command, {
        found,
        wanted: "resources that the rules can judge",
        change: "declare what it creates in the program",
    });
