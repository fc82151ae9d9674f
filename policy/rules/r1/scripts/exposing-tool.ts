import { isSafeCall } from "./safe-call";

const tools =
    "kubectl|kubecolor|microk8s|oc|k9s|kustomize|helm|helmfile|helmsman|skaffold|tilt|argocd|flux|eksctl|istioctl|linkerd|cloudflared|ngrok|inlets|frpc|zrok|localtunnel|tailscale|telepresence|devspace|werf|kapp|kluctl|timoni|okteto|terraform|terragrunt|tofu|pulumi|cdk|aws-cdk|cdktf|sam|serverless|sls|sst|copilot|ecs-cli|eb|chalice|zappa|ansible|ansible-playbook|kops|kubeadm|boto3|botocore|awscurl|awslocal|@aws-sdk|@kubernetes/client-node|samcli|claudia|nitric|defang|waypoint|faas-cli|kubecfg|rosa|ampx|ansible-pull|salt-call|nixops|crossplane|gcloud|az|doctl|flyctl|heroku|vercel|wrangler";
const services =
    "amplify|apigateway|apigatewayv2|apprunner|appsync|autoscaling|cloudcontrol|cloudformation|cloudfront|ec2|ecs|eks|elasticbeanstalk|batch|elb|elbv2|emr|events|gamelift|globalaccelerator|iot|lambda|lightsail|pipes|ram|scheduler|serverlessrepo|servicecatalog|ssm|transfer|vpc-lattice";

// Options may precede the service: `aws --region x elbv2 …`. The image amazon/aws-cli contains the same tool.
const exposer = new RegExp(
    `(?<![\\w.:/-])(?:[\\w./-]*/)?(?:(?:${tools})(?:\\.exe)?(?![\\w/-])|aws2?(?:\\.exe|-cli(?::[\\w.-]+)?)?(?:\\s+(?:-\\S+(?:\\s+(?!(?:${services})\\b)[^\\s-]\\S*)?))*\\s+(?:${services})\\b)`,
    "g",
);

// A folder may have the name of a tool, but the owner of an image may not: ansible/ansible-runner is the tool.
const image =
    /\b(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\s+([^;&|\n]*)|\bimage["']?\s*:\s*["']?([\w./:@-]+)/g;
const ofOwner = new RegExp(`(?:^|/)(?:${tools})/`);
// Options of `docker run` with an argument, and without one.
const valued =
    /^(?:-[vwepul]|--(?:volume|workdir|env|env-file|publish|user|label|name|network|mount|platform|entrypoint|pull))$/;
const single = /^(?:-[itdqP]+|--(?:rm|interactive|tty|detach|init|privileged|read-only|quiet)|--[\w-]+=.*)$/;

/** Finds the first tool in a script that can open a path to a backend and is not called in a safe way. */
export const exposingTool = (script: string): string | undefined => calledTool(script) ?? imageOfTool(script);

function calledTool(script: string): string | undefined {
    const text = withoutFolders(withoutLoopNames(script));
    const exposure = [...text.matchAll(exposer)].find(
        ({ 0: tool, index }) => !isSafeCall(tool, text.slice(index + tool.length)),
    );
    return exposure?.[0];
}

function imageOfTool(script: string): string | undefined {
    const operands = [...script.matchAll(image)].flatMap(([, run, stated]) =>
        run === undefined ? [stated ?? ""] : imagesOf(run),
    );
    return operands.find((operand) => ofOwner.test(operand));
}

// The word after the options; after an unknown option, also the next one.
function imagesOf(run: string): readonly string[] {
    const words = run.replace(/["']/g, "").split(/\s+/);
    const first = words.findIndex((word, index) => !word.startsWith("-") && !valued.test(words[index - 1] ?? ""));
    const before = words[first - 1] ?? "";
    const isUnsure = before.startsWith("-") && !single.test(before);
    return words.slice(first, first + (isUnsure ? 2 : 1));
}

// A folder in a package or a container is not a tool: npm ci --prefix cdk, -v $PWD/helm:/work.
const withoutFolders = (text: string): string =>
    text
        .replace(/(\b(?:npm|pnpm|yarn)\b[^;&|\n]*?)\s(?:--prefix|--cwd|--dir)(?:=|\s+)[\w./-]+/g, "$1")
        .replace(/\s(?:-v|--volume)(?:=|\s+)(?:\$\w+|\$\{\w+\}|[\w./~-])+:[\w./:-]+/g, " ");

// The variable of a loop is not a tool, nor is its value within a path or after the "=" of an option.
function withoutLoopNames(text: string): string {
    const names = [...text.matchAll(/\bfor\s+(\w+)\s+in\b/g)].map(([, name]) => name);
    return [...new Set(names)].reduce<string>(
        (rest, name) =>
            rest
                .replace(new RegExp(`\\bfor\\s+${name}\\s+in\\b`, "g"), "for _ in")
                .replace(new RegExp(`(?<=[\\w.-][/=]"?)\\$(?:${name}\\b|\\{${name}\\})`, "g"), "$$_"),
        text,
    );
}
