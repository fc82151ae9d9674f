import { type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const podOf = (container: Props): Props => ({ spec: { template: { spec: { containers: [container] } } } });
const breaks = (reason: string, container: Props, type = "apps/v1:Deployment"): ViolationCase => ({
    reason,
    policy: "r1-private-kubernetes",
    resources: [{ type: `kubernetes:${type}`, name: "shop", props: podOf(container) }],
});
const holds = (reason: string, container: Props, type = "apps/v1:Deployment"): CleanCase => ({
    reason,
    resources: [{ type: `kubernetes:${type}`, name: "shop", props: podOf(container) }],
});

const job = "batch/v1:Job";
const shell = (script: string, image = "alpine"): Props => ({ image, command: ["sh", "-c", script] });
const kubectl = (...args: string[]): Props => ({ image: "bitnami/kubectl:1.31", args });
const aws = (...args: string[]): Props => ({ image: "amazon/aws-cli", args });

/** Containers whose command exposes an API, whatever their image. */
export const violations: readonly ViolationCase[] = [
    breaks("a container that opens a reverse tunnel", {
        image: "alpine",
        command: ["ssh", "-N"],
        args: ["-R", "80:localhost:8080", "serveo.net"],
    }),
    breaks("a container that installs a tunnel", shell("curl -sLo /c https://x/cloudflared-linux-amd64 && /c tunnel")),
    breaks("a container that runs a tunnel from its image", { image: "tools", args: ["ngrok", "http", "shop:80"] }),
    breaks("a container that runs Pangolin's tunnel", shell("newt --id x --endpoint https://x")),
    breaks("a container with a Tailscale funnel, in an image with another name", shell("tailscale funnel 80")),
    breaks("a tunnel that a hook starts", {
        image: "shop",
        lifecycle: { postStart: { exec: { command: ["sh", "-c", "ssh -fNR 80:localhost:80 serveo.net"] } } },
    }),
    breaks("a tunnel that a probe starts", { image: "shop", livenessProbe: { exec: { command: ["ngrok", "http"] } } }),
    breaks("a tunnel in a variable", {
        ...shell('eval "$RUN"'),
        env: [
            { name: "LEVEL", value: "debug" },
            { name: "RUN", value: "cloudflared tunnel run shop" },
        ],
    }),
    breaks("a job that exposes a Deployment", kubectl("expose", "deployment", "shop", "--type=LoadBalancer"), job),
    breaks("a job that changes a Service", shell('kubectl -n shop patch svc shop -p "$PATCH"'), job),
    breaks("a job that applies what it prints", shell("cat <<EOF | kubectl apply -f -\nkind: Service\nEOF"), job),
    breaks("a job that creates an Ingress", shell('kubectl "create" ingress shop --rule=a/*=shop:80'), job),
    breaks(
        "a job that installs a chart",
        { image: "alpine/helm:3", args: ["upgrade", "--install", "edge", "x/y"] },
        job,
    ),
    breaks("a job that applies a plan", { image: "hashicorp/terraform", command: ["terraform", "apply"] }, job),
    breaks("a job that runs Pulumi", shell("pulumi up --yes", "pulumi/pulumi"), job),
    breaks("a job that creates a load balancer", aws("elbv2", "create-load-balancer", "--name", "edge"), job),
    breaks("a job that creates a function URL", shell("aws --region x lambda create-function-url-config"), job),
    breaks(
        "a job that calls the cluster's API",
        shell("curl -k -X PATCH https://kubernetes.default.svc/api/v1/namespaces/a/services/shop -d @/p"),
        job,
    ),
];

/** Ordinary containers: restarting, reading, copying and relaying within the network exposes nothing. */
export const clean: readonly CleanCase[] = [
    holds("a container that migrates and serves", shell("npm run migrate && exec node server.js", "shop")),
    holds("a container whose command is unknown", { image: "shop", command: unknown, args: ["--db", unknown] }),
    holds("a container with a tunnel's host in a variable", {
        image: "shop",
        args: ["--block", "ngrok.io"],
        env: [
            { name: "HOOK", value: "https://shop.ngrok.app" },
            { name: "KIND", value: "ngrok" },
        ],
    }),
    holds("probes of a database", {
        image: "postgres:17",
        livenessProbe: { exec: { command: ["pg_isready", "-U", "postgres"] } },
        readinessProbe: { httpGet: { path: "/ngrok", port: 80 } },
        startupProbe: unknown,
    }),
    holds("a container that connects over ssh", {
        image: "alpine",
        command: ["ssh", "-N", "-L", "5432:db.internal:5432", "bastion.internal"],
    }),
    holds("a container that copies over ssh", shell("rsync -e 'ssh -i /key' -aR /data backup@10.0.0.5:/srv")),
    holds("a relay within the network", { image: "alpine/socat", args: ["tcp-listen:5432", "tcp-connect:db:5432"] }),
    holds("a job that restarts a Deployment", kubectl("rollout", "restart", "deployment/shop"), job),
    holds("a job that scales a Deployment", kubectl("scale", "deployment/shop", "--replicas=0"), job),
    holds(
        "a job that waits, and changes an account",
        shell("kubectl wait pod -l a=b; kubectl patch serviceaccount x"),
        job,
    ),
    holds(
        "a job that renews a registry's credentials",
        shell(
            "kubectl create secret docker-registry r --docker-password=$(aws ecr get-login-password) --dry-run=client -o yaml | kubectl apply -f -",
        ),
        job,
    ),
    holds("a job that prints a plan", { image: "hashicorp/terraform", command: ["terraform", "plan"] }, job),
    holds("a job that reads a parameter", aws("ssm", "get-parameter", "--name", "/shop/key"), job),
    holds("a job that calls a function", aws("lambda", "invoke", "--function-name", "report", "/dev/null"), job),
    holds("a job that empties a cache", aws("cloudfront", "create-invalidation", "--paths", "/*"), job),
    holds("a job that renders a chart", { image: "alpine/helm:3", args: ["template", "x/y"] }, job),
    holds("a job that reads Services from the cluster's API", {
        ...shell("curl -k https://kubernetes.default.svc/api/v1/services"),
    }),
];

/** Images, commands and scripts are usually unknown, and only their content counts. */
export const usuallyUnknown =
    /^spec\.template\.spec\.containers\.0\.(image|command|args|env|lifecycle|livenessProbe)(\..*)?$/;
