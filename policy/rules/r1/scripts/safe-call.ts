// Options that take the next word. Others before the verb are not read past, since "-x get apply" has two meanings.
const options =
    "(?:\\s+(?:-n|--namespace|--context|--kube-context|--kubeconfig|--cluster|--user|-s|--server|--region|--profile|-chdir)(?:=\\S+|\\s+[^\\s-]\\S*))*";
const verbs =
    "get|describe|list|wait|update-kubeconfig|version|logs|explain|template|lint|show|plan|validate|fmt|output|package|pull|repo|dependency|stack output|rollout status|cluster-info|diff|top|history|status|build|synth|config|api-resources|auth can-i|destroy|uninstall";

// What changes nothing of a way in: a cache, a function's code, a parameter, who may ask the cluster, a job that is declared elsewhere.
const safeOperations =
    "create-invalidation|update-function-code|put-function-concurrency|publish-version|publish-layer-version|invoke|put-parameter|create-tags|create-snapshot|start-job|start-instance-refresh|complete-lifecycle-action|set-desired-capacity|submit-job|put-events|associate-access-policy|create-access-entry|create-pod-identity-association|modify-instance-metadata-options|flush-stage-cache";

const until = (words: string): RegExp => new RegExp(`^(?::[\\w.-]+)?${options}\\s+(?:${words})`);

// What only reads, or writes a file on this machine; an image's tag may stand before it.
const reads = until(`(?:${verbs})\\b|(?:${safeOperations})(?![\\w-])`);

// Kinds that publish nothing, whatever is written into them, and kinds that are missed by nobody who guards a way in.
const safeKinds = "(?:sc|storageclass(?:es)?|sa|serviceaccounts?|ns|namespaces?|no|nodes?)";
const removed = `(?:${safeKinds}|po|pods?|ds|daemonsets?|deploy|deployments?|sts|statefulsets?|jobs?|cj|cronjobs?|svc|services?|ing|ingress(?:es)?|pvc|pv|secrets?|crds?)`;

// What the words say up to the command's end.
const words = "[^;&|\\n]*";
const plain =
    "(?:\\s+--(?:cluster|service|region|profile|desired-count|force-new-deployment|no-cli-pager|query|output)(?:[=\\s]+(?!-)[^\\s;&|>]+)?)*";

// The verbs by which one tool alone opens nothing; what closes a way does not open one. The gateway's own parts guard it.
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

/** Renews what a registry asks for: `kubectl create secret … --dry-run=client -o yaml | kubectl apply -f -`. */
export const renewal =
    /\bkubectl\s[^|;&\n]*?\bcreate\s+(?:secret|configmap|cm|namespace|ns|serviceaccount|sa)\b[^|;&\n]*\|\s*kubectl\s(?![^|;&\n]*\s(?:-[fk]|--filename|--kustomize)[=\s]*[^-=\s])[^|;&\n]*\bapply\b[^|;&\n]*/g;

// The longest part of a script that is read for one call.
const maxCall = 1000;

/** Whether a tool is asked for what opens no way to a backend; `rest` is the script after its name. */
export function isSafeCall(tool: string, rest: string): boolean {
    // The script's end ends a call; where the call is only cut off, its words are not all known.
    const requested = `${rest}\n`.slice(0, maxCall);
    return reads.test(requested) || calls.some((own) => own.tool.test(tool) && own.call.test(requested));
}
