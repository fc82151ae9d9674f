import { type Finding, finding, undecidable } from "../finding";
import { type Plain, type Resource, UNKNOWN } from "../resource";
import { isList, isObject, read, unknownAt } from "../value";

const commandTypes: ReadonlySet<string> = new Set([
    "command:local:Command",
    "command:remote:Command",
    "command:local:run",
]);

// pulumi-nodejs:dynamic:Resource, pulumi-nodejs:dynamic/module:Type, pulumi-python:dynamic:Resource
const dynamicType = /^pulumi-(nodejs|python):dynamic[:/]/;

const tools =
    "kubectl|oc|k9s|kustomize|helm|helmfile|helmsman|skaffold|tilt|argocd|flux|eksctl|istioctl|linkerd|cloudflared|ngrok|inlets|frpc|tailscale|terraform|terragrunt|tofu|pulumi|cdk|cdktf|sam|serverless|sls|copilot|chalice|zappa|ansible|ansible-playbook|kops|boto3|awslocal|@aws-sdk|gcloud|az|doctl|flyctl|heroku|vercel";
const services =
    "amplify|apigateway|apigatewayv2|apprunner|appsync|autoscaling|cloudcontrol|cloudformation|cloudfront|ec2|ecs|eks|elasticbeanstalk|elb|elbv2|globalaccelerator|iot|lambda|lightsail|servicecatalog|ssm|transfer|vpc-lattice";

// `aws --region x elbv2 …` too: options may stand before the service.
const opener = new RegExp(
    `(?<![\\w./-])(?:[\\w./-]*/)?(?:(?:${tools})(?![\\w-])|aws(?:\\s+(?:-\\S+(?:\\s+(?!(?:${services})\\b)[^\\s-]\\S*)?))*\\s+(?:${services})\\b)`,
    "g",
);

// What only reads, or writes a file on this machine.
const reads =
    /^\s+(get|describe|list|wait|update-kubeconfig|version|logs|explain|template|lint|show|plan|validate|fmt|output|package|pull|repo|dependency|stack output|rollout status)\b/;

// What is decoded or downloaded and then run is not in the text.
const hiddenScript =
    /\|\s*(?:sudo\s+)?(?:ba|z|da|k)?sh\b|\beval\b|\b(?:ba|z|da|k)?sh\s+-c\s+["']?\$\(|\bbase64\s+(?:-d|-D|--decode)\b/;

const texts = ["create", "update", "delete", "stdin", "interpreter", "environment", "command", "dir"];

/** Resources whose effects are whatever their code does. */
export const isCommand = (type: string): boolean => commandTypes.has(type) || dynamicType.test(type);

/** A command may build, but not run a tool that opens a way to a backend; a dynamic provider may do anything. */
export function judgeCommand(command: Resource): Finding[] {
    if (dynamicType.test(command.type))
        return [hidden(command, "a dynamic provider runs code, and what it creates no preview shows")];
    for (const key of texts) {
        const reading = read(command.props, key);
        if (reading.state === "unknown" && key !== "environment") return [undecidable(command, reading)];
        if (reading.state !== "known") continue;
        if (key !== "environment" && isList(reading.value) && reading.value.includes(UNKNOWN))
            return [undecidable(command, unknownAt(key))];
        const text = textOf(reading.value);
        const tool = openerIn(text);
        if (tool !== undefined) return [hidden(command, `${key} runs "${tool}", whose effects no preview shows`)];
        if (hiddenScript.test(text)) return [hidden(command, `${key} runs a script that is not in its text`)];
    }
    return [];
}

function openerIn(text: string): string | undefined {
    const opening = [...text.matchAll(opener)].find(([tool], index, all) => {
        const start = (all[index]?.index ?? 0) + tool.length;
        return !reads.test(text.slice(start, start + 40));
    });
    return opening?.[0].trim();
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
