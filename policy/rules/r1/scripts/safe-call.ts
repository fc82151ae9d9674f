// Options with an argument. Other options before the verb are not skipped, since "-x get apply" is ambiguous.
const options =
    "(?:\\s+(?:-n|--namespace|--context|--kube-context|--kubeconfig|--cluster|--user|-s|--server|--region|--profile|-chdir)(?:=\\S+|\\s+[^\\s-]\\S*))*";
const verbs =
    "get|describe|list|wait|update-kubeconfig|version|logs|explain|template|lint|show|plan|validate|fmt|output|package|pull|repo|dependency|stack output|rollout status|cluster-info|diff|top|history|status|build|synth|config|api-resources|auth can-i|destroy|uninstall";

// Operations that do not affect exposure: on caches, function code, parameters, cluster access, jobs declared
// elsewhere.
const safeOperations =
    "create-invalidation|update-function-code|put-function-concurrency|publish-version|publish-layer-version|invoke|put-parameter|create-tags|create-snapshot|start-job|start-instance-refresh|complete-lifecycle-action|set-desired-capacity|submit-job|put-events|associate-access-policy|create-access-entry|create-pod-identity-association|modify-instance-metadata-options|flush-stage-cache";

const until = (words: string): RegExp => new RegExp(`^(?::[\\w.-]+)?${options}\\s+(?:${words})`);

// Reads, or writes a local file; the tag of an image may come first.
const reads = until(`(?:${verbs})\\b|(?:${safeOperations})(?![\\w-])`);

// Kinds that publish nothing, whatever they contain, and kinds whose removal cannot expose anything.
const safeKinds = "(?:sc|storageclass(?:es)?|sa|serviceaccounts?|ns|namespaces?|no|nodes?)";
const removed = `(?:${safeKinds}|po|pods?|ds|daemonsets?|deploy|deployments?|sts|statefulsets?|jobs?|cj|cronjobs?|svc|services?|ing|ingress(?:es)?|pvc|pv|secrets?|crds?)`;

// The words up to the end of the command.
const words = "[^;&|\\n]*";
const plain =
    "(?:\\s+--(?:cluster|service|region|profile|desired-count|force-new-deployment|no-cli-pager|query|output)(?:[=\\s]+(?!-)[^\\s;&|>]+)?)*";

// Verbs of individual tools that expose nothing; closing a path does not open one. Parts of the gateway are excluded,
// because they protect it.
const calls: readonly { readonly tool: RegExp; readonly call: RegExp }[] = [
    {
        tool: /\baws\S*\s(?:.*\s)?(?!apigateway|cloudfront)\S+$/s,
        call: until("(?:delete|deregister|detach|disassociate|reboot|remove|revoke|stop|terminate|untag)-"),
    },
    { tool: /\becs$/, call: until(`update-service${plain}\\s*[;&|>\\n]`) },
    {
        tool: /\becs$/,
        call: until(
            `run-task(?=${words}\\bassignPublicIp["']?\\s*[=:]\\s*["']?DISABLED\\b)(?!${words}(?:\\bENABLED\\b|--cli-input))`,
        ),
    },
    {
        tool: /\b(?:kubectl|oc)$/,
        call: until(
            `(?:cordon|uncordon|drain|taint|scale|rollout\\s+restart|create\\s+(?:secret|${safeKinds})|delete\\s+${removed}|(?:annotate|label|patch)\\s+${safeKinds}|set\\s+env\\s+(?:ds|daemonset)[\\s/]aws-node)(?=[\\s/])`,
        ),
    },
    { tool: /\bhelm$/, call: until("(?:push|registry\\s+log(?:in|out))\\s") },
    { tool: /\b(?:terraform|tofu|terragrunt)$/, call: until("init\\s") },
    {
        tool: /\beksctl$/,
        call: until(
            "(?:create\\s+(?:iamserviceaccount|iamidentitymapping|podidentityassociation|accessentry)|delete|utils\\s+(?:associate-iam-oidc-provider|write-kubeconfig))\\s",
        ),
    },
];

/** Renews registry credentials: `kubectl create secret … --dry-run=client -o yaml | kubectl apply -f -`. */
export const renewal =
    /\bkubectl\s[^|;&\n]*?\bcreate\s+(?:secret|configmap|cm|namespace|ns|serviceaccount|sa)\b[^|;&\n]*\|\s*kubectl\s(?![^|;&\n]*\s(?:-[fk]|--filename|--kustomize)[=\s]*[^-=\s])[^|;&\n]*\bapply\b[^|;&\n]*/g;

// Maximum length of a call.
const maxCall = 1000;

/** Whether a call of a tool cannot open a path to a backend; `rest` is the script after the tool's name. */
export function isSafeCall(tool: string, rest: string): boolean {
    // The end of the script ends a call; if a long call is cut off, its remaining words are unknown.
    const requested = `${rest}\n`.slice(0, maxCall);
    return reads.test(requested) || calls.some((own) => own.tool.test(tool) && own.call.test(requested));
}
