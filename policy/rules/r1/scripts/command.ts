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

// A server that is asked to do what its tool would be asked, by hand or by a library.
const directCalls: readonly RegExp[] = [
    /--aws-sigv4|\bkubernetes\.default\b|\/api\/v1\/namespaces\/|\/apis\/(?:apps|batch|extensions|[\w-]+\.[\w.-]+)\/v\d/,
    /\bamazonaws\.com[^\s"']*[?&]Action=/,
    /--publicly-accessible\b|\bAllowFromPublic\b/,
    /\b(?:import|from)\s+kubernetes\b|\b(?:require|import|from)\b\s*\(?\s*["'](?:aws-sdk|@kubernetes\/|@aws-sdk\/client-(?:amplify|api-?gateway|app|cloudcontrol|cloudf|ec2|ecs|eks|elastic-(?:b|l)|global-a|lambda|lightsail|transfer|vpc-l))/,
    /\bpython3?\s+-m\s+(?:awscli|samcli|zappa)\b/,
    // AWS Tools for PowerShell name a service by the beginning of the noun.
    /\b(?!(?:Get|Test|Find|Wait)-)[a-z]+-(?:ELB2?|EC2|ECS|EKS|CFN)[a-z]\w*/i,
    /\b(?!(?:Get|Test|Find|Wait|Invoke)-)[A-Z]\w+-(?:LM|AG2?|CF(?!Invalidation)|EB|GACL|AAR|ASYN|LS|CCA)[A-Z]\w*/,
];

// A shell takes kube""ctl and kube\ctl for kubectl, so do PowerShell kube`ctl, Windows kube^ctl and Python "kube" + "ctl".
const pieces = /["']\s*\+\s*["']|["'\\`^]/g;

// A line that ends in a backslash goes on in the next one.
const continued = /\\\r?\n/g;

// What looks for a download or a loop in a text takes time in the square of its length.
const maxText = 32 * 1024;

const scripts: ReadonlySet<string> = new Set(["create", "update", "delete", "command"]);
const texts = ["create", "update", "delete", "stdin", "interpreter", "environment", "command", "dir"];

/** Resources whose effects are whatever their code does. */
export const isCommand = (type: string): boolean => commandTypes.has(type) || dynamicType.test(type);

/** A command may build, but not run a tool that opens a way to a backend; a dynamic provider may do anything. */
export function checkCommand(command: Resource): Finding[] {
    if (dynamicType.test(command.type))
        return [hidden(command, "a dynamic provider runs code, and what it creates no preview shows")];
    for (const key of texts) {
        const reading = readWhole(command.props, key);
        if (reading.state === "unknown" && key !== "environment")
            return [unknownValueFinding(command, reading, asConstant(key))];
        if (reading.state !== "known") continue;
        const whole = textOf(reading.value);
        if (whole.length > maxText)
            return [hidden(command, `${key} is longer than ${maxText / 1024} KB, which is not read`)];
        const text = whole.replace(continued, "").replace(renewal, "");
        // What is only said runs nothing, but only a shell says it so.
        const code = scripts.has(key) && isForShell(command.props) ? shellCode(text, true) : text;
        const tool = exposingTool(code) ?? exposingTool(code.replace(pieces, "")) ?? tunnelIn(code);
        if (tool !== undefined) return [hidden(command, `${key} runs "${tool}", whose effects no preview shows`)];
        if (hidesScript(text)) return [hidden(command, `${key} runs a script that is not in its text`)];
        if (directCalls.some((call) => call.test(text)))
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

const hidden = (command: Resource, actual: string): Finding =>
    finding(command, {
        actual,
        expected: "resources that the rules can judge",
        change: "declare what it creates in the program",
    });
