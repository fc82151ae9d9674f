import { type Finding, finding, undecidable } from "../finding";
import { type Plain, type Props, type Resource, UNKNOWN } from "../resource";
import { isList, isObject, type Reading, read } from "../value";
import { reverseTunnel } from "./r1-tunnel-command";

const commandTypes: ReadonlySet<string> = new Set([
    "command:local:Command",
    "command:remote:Command",
    "command:local:run",
]);

// pulumi-nodejs:dynamic:Resource, pulumi-nodejs:dynamic/module:Type, pulumi-python:dynamic:Resource
const dynamicType = /^pulumi-(nodejs|python):dynamic[:/]/;

const tools =
    "kubectl|oc|k9s|kustomize|helm|helmfile|helmsman|skaffold|tilt|argocd|flux|eksctl|istioctl|linkerd|cloudflared|ngrok|inlets|frpc|zrok|localtunnel|tailscale|telepresence|devspace|werf|kapp|kluctl|timoni|okteto|terraform|terragrunt|tofu|pulumi|cdk|cdktf|sam|serverless|sls|sst|copilot|ecs-cli|eb|chalice|zappa|ansible|ansible-playbook|kops|kubeadm|boto3|awslocal|@aws-sdk|gcloud|az|doctl|flyctl|heroku|vercel|wrangler";
const services =
    "amplify|apigateway|apigatewayv2|apprunner|appsync|autoscaling|cloudcontrol|cloudformation|cloudfront|ec2|ecs|eks|elasticbeanstalk|elb|elbv2|globalaccelerator|iot|lambda|lightsail|servicecatalog|ssm|transfer|vpc-lattice";

// `aws --region x elbv2 …` too: options may stand before the service. The image amazon/aws-cli is the same tool.
const opener = new RegExp(
    `(?<![\\w./-])(?:[\\w./-]*/)?(?:(?:${tools})(?![\\w/-])|aws(?:-cli(?::[\\w.-]+)?)?(?:\\s+(?:-\\S+(?:\\s+(?!(?:${services})\\b)[^\\s-]\\S*)?))*\\s+(?:${services})\\b)`,
    "g",
);

// Options that take the next word. Others before the verb are not read past, since "-x get apply" has two meanings.
const options =
    "(?:\\s+(?:-n|--namespace|--context|--kube-context|--kubeconfig|--cluster|--user|-s|--server|--region|--profile|-chdir)(?:=\\S+|\\s+[^\\s-]\\S*))*";
const verbs =
    "get|describe|list|wait|update-kubeconfig|version|logs|explain|template|lint|show|plan|validate|fmt|output|package|pull|repo|dependency|stack output|rollout status|cluster-info|diff|top|history|status|build|synth|config|api-resources|auth can-i";

// What only reads, or writes a file on this machine.
const reads = new RegExp(`^${options}\\s+(?:${verbs})\\b`);
const longestOptions = 300;

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

const texts = ["create", "update", "delete", "stdin", "interpreter", "environment", "command", "dir"];

/** Resources whose effects are whatever their code does. */
export const isCommand = (type: string): boolean => commandTypes.has(type) || dynamicType.test(type);

/** A command may build, but not run a tool that opens a way to a backend; a dynamic provider may do anything. */
export function judgeCommand(command: Resource): Finding[] {
    if (dynamicType.test(command.type))
        return [hidden(command, "a dynamic provider runs code, and what it creates no preview shows")];
    for (const key of texts) {
        const reading = readWhole(command.props, key);
        if (reading.state === "unknown" && key !== "environment") return [undecidable(command, reading)];
        if (reading.state !== "known") continue;
        // A shell takes kube""ctl and kube\ctl for kubectl.
        const text = textOf(reading.value);
        const tool = openerIn(text) ?? openerIn(text.replace(/["'\\]/g, ""));
        if (tool !== undefined) return [hidden(command, `${key} runs "${tool}", whose effects no preview shows`)];
        if (hiddenScripts.some((script) => script.test(text)))
            return [hidden(command, `${key} runs a script that is not in its text`)];
        if (directCalls.test(text) || reverseTunnel.test(text))
            return [hidden(command, `${key} calls or joins a server in a way whose effects no preview shows`)];
    }
    return [];
}

// A list is read only if each of its elements is.
function readWhole(props: Props, key: string): Reading<Plain> {
    const reading = read(props, key);
    const hole = reading.state === "known" && isList(reading.value) ? reading.value.indexOf(UNKNOWN) : -1;
    return hole < 0 ? reading : read(props, key, hole);
}

// The variable of a loop is no tool, nor is its value within a path or after an option's "=".
function withoutLoopNames(text: string): string {
    const names = [...text.matchAll(/\bfor\s+(\w+)\s+in\b/g)].map(([, name]) => name);
    return names.reduce<string>(
        (rest, name) =>
            rest
                .replace(new RegExp(`\\bfor\\s+${name}\\s+in\\b`, "g"), "for _ in")
                .replace(new RegExp(`(?<=[\\w.-][/=]"?)\\$(?:${name}\\b|\\{${name}\\})`, "g"), "$$_"),
        text,
    );
}

function openerIn(text: string): string | undefined {
    const plain = withoutLoopNames(text);
    const opening = [...plain.matchAll(opener)].find(({ 0: tool, index }) => {
        const start = index + tool.length;
        return !reads.test(plain.slice(start, start + longestOptions));
    });
    return opening?.[0];
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
