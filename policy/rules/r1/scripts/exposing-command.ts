import { commandsIn } from "./remote-forward";

const writes =
    "expose|apply|replace|create\\s+(?:-f|--filename|service|svc|ingress|route)|(?:patch|edit|annotate|set)\\s+(?:svc|services?|ing|ingress(?:es)?|gateways?|httproutes?)";
// The verbs by which a tool opens a way; what restarts, scales, deletes or only reads opens none. A verb is looked for once
// behind the first word that names its tool, so that the time is in proportion to the text.
const exposures: readonly (readonly [string, RegExp, RegExp])[] = [
    ["kubectl", /\b(?:kubectl|oc)\b/, new RegExp(`\\s(?:${writes})(?=[\\s/]|$)`)],
    ["helm", /\bhelm(?::[\w.-]+)?(?=\s)/, /\s(?:install|upgrade)(?=\s|$)/],
    ["terraform", /\b(?:terraform|tofu|terragrunt)\b/, /\sapply(?=\s|$)/],
    ["pulumi", /\bpulumi\b/, /\sup(?=\s|$)/],
    ["cdk", /(?<![\w-])(?:cdk|sam|sls|serverless|copilot)(?![\w.-])/, /\sdeploy(?=\s|$)/],
    ["istioctl", /\bistioctl\b/, /\sinstall(?=\s|$)/],
    ["argocd", /\bargocd\b/, /\sapp\s+create(?=\s|$)/],
    ["flux", /(?<![\w-])flux(?![\w-])/, /\s(?:bootstrap|create|install)(?=\s|$)/],
    [
        "aws",
        /\baws\b/,
        /\s(?:(?:elbv2|elb|apigateway|apigatewayv2|apprunner|globalaccelerator|lightsail)\s+create-[\w-]*|lambda\s+(?:create-function-url-config|update-function-url-config|add-permission)|ec2\s+(?:authorize-security-group-ingress|associate-address|run-instances)|cloudfront\s+create-(?:distribution|vpc-origin)[\w-]*|cloudformation\s+(?:deploy|create-[\w-]*|update-[\w-]*))/,
    ],
];

// The cluster's own API, asked to write what opens a way; curl and wget write whatever they are given data for.
const request = /\b(?:curl|wget)\b/;
const requested: readonly RegExp[] = [
    /\s(?:(?:-X|--request|--method)[ =]*(?:POST|PUT|PATCH)|(?:-d|-T|--data|--data-\w+|--json|--upload-file|--post-\w+|--body-\w+)(?=[\s=@{]))/,
    /\bkubernetes\.default\b|\$\{?KUBERNETES_SERVICE_HOST\b/,
    /\/(?:services|ingresses|gateways|httproutes)\b(?!\/[^\s/]+\/proxy)/,
];

// Renews what a registry asks for: kubectl create secret … --dry-run=client -o yaml | kubectl apply -f -
const renewing = /\bcreate\s+(?:secret|configmap|cm|namespace|ns|serviceaccount|sa)\b/;

/** Names the tool, and its verb, that a script calls to open a way, or to make what no preview shows. */
export function exposingCall(script: string): string | undefined {
    const text = script.replace(/\\\r?\n/g, " ").replace(/["'`]/g, "");
    if (text.split("\n").some(asksCluster)) return "curl";
    const commands = text.split(/[;&\n]/).flatMap(withoutRenewal);
    for (const [name, tool, verb] of exposures) {
        const called = commands.flatMap((command) => verbOf(command, tool, verb) ?? [])[0];
        if (called !== undefined) return `${name} ${called.trim().replace(/\s+/g, " ")}`;
    }
    return undefined;
}

const asksCluster = (line: string): boolean => requested.every((part) => calls(line, request, part));

const calls = (command: string, tool: RegExp, verb: RegExp): boolean => verbOf(command, tool, verb) !== undefined;

function verbOf(command: string, tool: RegExp, verb: RegExp): string | undefined {
    const called = tool.exec(command);
    return called ? verb.exec(command.slice(called.index + called[0].length))?.[0] : undefined;
}

// Copies a secret, whole, to another namespace: kubectl get secret … -o yaml | sed s/a/b/ | kubectl apply -n b -f -
const copying = /\bget\s+secrets?\s[^|]*-o[\s=]*(?:yaml|json)(?=\s|$)/;
// What takes lines away or changes words; what picks lines, or names a kind, may make another object of it.
const filter = /^\s*(?:sed(?!.*(?:\s-\w*[nf]|kind))|grep\s+-v|kubectl(?=\s))/;

// What is applied besides, or in place of, what the pipeline hands on.
const otherFile = /\s(?:-[fk]|--filename|--kustomize)[=\s]*[^-=\s]/;
const appliesInput = (command: string): boolean => calls(command, /^\s*kubectl(?=\s)/, /\bapply\b/);

function withoutRenewal(pipeline: string): readonly string[] {
    const commands = commandsIn(pipeline);
    const isCopy = commands.slice(1).every((command) => filter.test(command));
    const renewal = commands.findIndex(
        (command) =>
            calls(command, /\bkubectl(?=\s)/, renewing) || (isCopy && calls(command, /^\s*kubectl(?=\s)/, copying)),
    );
    return commands.filter(
        (command, index) => renewal < 0 || index <= renewal || otherFile.test(command) || !appliesInput(command),
    );
}
