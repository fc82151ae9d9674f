import { type Finding, finding, unknownValueFinding } from "../../../reading/finding";
import { type Plain, type Props, type Resource, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, type Reading, read, readString } from "../../../reading/value";
import { exposingTool } from "./exposing-tool";
import { hidesScript } from "./hidden-script";
import { renewal } from "./safe-call";
import { shellCode } from "./shell-code";
import { tunnelIn } from "./tunnel-command";

const commandTypes: ReadonlySet<string> = new Set([
    "command:local:Command",
    "command:remote:Command",
    "command:local:run",
]);

// pulumi-nodejs:dynamic:Resource, pulumi-nodejs:dynamic/module:Type, pulumi-python:dynamic:Resource
const dynamicType = /^pulumi-(nodejs|python):dynamic[:/]/;

// Requests to a server that do what a tool would do, written by hand or with a library.
const directCalls: readonly RegExp[] = [
    /--aws-sigv4|\bkubernetes\.default\b|\/api\/v1\/namespaces\/|\/apis\/(?:apps|batch|extensions|[\w-]+\.[\w.-]+)\/v\d/,
    /\bamazonaws\.com[^\s"']*[?&]Action=/,
    /--publicly-accessible\b|\bAllowFromPublic\b/,
    /\b(?:import|from)\s+kubernetes\b|\b(?:require|import|from)\b\s*\(?\s*["'](?:aws-sdk|@kubernetes\/|@aws-sdk\/client-(?:amplify|api-?gateway|app|cloudcontrol|cloudf|ec2|ecs|eks|elastic-(?:b|l)|global-a|lambda|lightsail|transfer|vpc-l))/,
    /\bpython3?\s+-m\s+(?:awscli|samcli|zappa)\b/,
    // In AWS Tools for PowerShell, the noun begins with the service.
    /\b(?!(?:Get|Test|Find|Wait)-)[a-z]+-(?:ELB2?|EC2|ECS|EKS|CFN)[a-z]\w*/i,
    /\b(?!(?:Get|Test|Find|Wait|Invoke)-)[A-Z]\w+-(?:LM|AG2?|CF(?!Invalidation)|EB|GACL|AAR|ASYN|LS|CCA)[A-Z]\w*/,
];

// A shell reads kube""ctl and kube\ctl as kubectl; so do PowerShell with kube`ctl, Windows with kube^ctl and Python
// with "kube" + "ctl".
const pieces = /["']\s*\+\s*["']|["'\\`^]/g;

// A backslash at the end of a line continues the line.
const continued = /\\\r?\n/g;

// The patterns for downloads and loops take quadratic time.
const maxText = 32 * 1024;

const scripts: ReadonlySet<string> = new Set(["create", "update", "delete", "command"]);
const keys = ["create", "update", "delete", "stdin", "interpreter", "environment", "command", "dir"];

/** Whether a type is a resource whose effects depend on its code. */
export const isCommand = (type: string): boolean => commandTypes.has(type) || dynamicType.test(type);

/**
 * Checks that a command runs no tool that may open a path to a backend; building is fine. A dynamic provider may do
 * anything.
 */
export function checkCommand(command: Resource): Finding[] {
    if (dynamicType.test(command.type))
        return [hidden(command, "a dynamic provider runs code, and its resources are not visible in a preview")];
    for (const key of keys) {
        const reading = readWhole(command.props, key);
        if (reading.state === "unknown" && key !== "environment")
            return [unknownValueFinding(command, reading, asConstant(key))];
        if (reading.state !== "known") continue;
        const whole = textOf(reading.value);
        if (whole.length > maxText)
            return [hidden(command, `${key} is longer than ${maxText / 1024} KB, which is not read`)];
        const text = whole.replace(continued, "").replace(renewal, "");
        // Printed text runs nothing, which can only be told in a shell script.
        const code = scripts.has(key) && isForShell(command.props) ? shellCode(text, true) : text;
        const tool = exposingTool(code) ?? exposingTool(code.replace(pieces, "")) ?? tunnelIn(code);
        if (tool !== undefined)
            return [hidden(command, `${key} runs "${tool}", whose effects are not visible in a preview`)];
        if (hidesScript(text)) return [hidden(command, `${key} runs a script that is not part of its text`)];
        if (directCalls.some((call) => call.test(text)))
            return [hidden(command, `${key} calls or joins a server, with effects that are not visible in a preview`)];
    }
    return [];
}

const asConstant = (key: string): string =>
    `keep ${key} constant, and pass outputs of other resources in environment, e.g. "$BUCKET" of { BUCKET: bucket.id }`;

// A list is known only if each of its elements is.
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

const hidden = (command: Resource, actual: string): Finding =>
    finding(command, {
        actual,
        expected: "resources that the rules can check",
        change: "declare what it creates in the program",
    });
