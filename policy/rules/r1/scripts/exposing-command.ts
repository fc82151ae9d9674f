import { commandsIn } from "./remote-forward";

const writes =
    "expose|apply|replace|create\\s+(?:-f|--filename|service|svc|ingress|route)|(?:patch|edit|annotate|set)\\s+(?:svc|services?|ing|ingress(?:es)?|gateways?|httproutes?)";
// Verbs by which a tool exposes something; restarting, scaling, deleting and reading do not. A verb is searched for
// only after the first occurrence of its tool, so that the time is linear.
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

// Write requests to the cluster's API; curl and wget write if they are given data.
const request = /\b(?:curl|wget)\b/;
const requested: readonly RegExp[] = [
    /\s(?:(?:-X|--request|--method)[ =]*(?:POST|PUT|PATCH)|(?:-d|-T|--data|--data-\w+|--json|--upload-file|--post-\w+|--body-\w+)(?=[\s=@{]))/,
    /\bkubernetes\.default\b|\$\{?KUBERNETES_SERVICE_HOST\b/,
    /\/(?:services|ingresses|gateways|httproutes)\b(?!\/[^\s/]+\/proxy)/,
];

// Renews registry credentials: kubectl create secret … --dry-run=client -o yaml | kubectl apply -f -
const renewing = /\bcreate\s+(?:secret|configmap|cm|namespace|ns|serviceaccount|sa)\b/;

/** Names the tool and the verb by which a script exposes something, or creates resources that no preview shows. */
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

// Copies a complete secret to another namespace: kubectl get secret … -o yaml | sed s/a/b/ | kubectl apply -n b -f -
const copying = /\bget\s+secrets?\s[^|]*-o[\s=]*(?:yaml|json)(?=\s|$)/;
// Filters that remove lines or replace words; selecting lines, or changing the kind, may produce another object.
const filter = /^\s*(?:sed(?!.*(?:\s-\w*[nf]|kind))|grep\s+-v|kubectl(?=\s))/;

// Another file that is applied in addition to, or instead of, the output of the pipeline.
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
