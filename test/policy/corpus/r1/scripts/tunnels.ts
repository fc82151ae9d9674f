import { gzipSync } from "node:zlib";
import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const resource = (type: string, props: Props): Declared => ({ type, name: "shop", props });
const breaks = (reason: string, type: string, props: Props): ViolationCase => ({
    reason,
    policy: type.startsWith("kubernetes:") ? "r1-private-kubernetes" : "r1-private-aws",
    resources: [resource(type, props)],
});
const holds = (reason: string, type: string, props: Props): CleanCase => ({
    reason,
    resources: [resource(type, props)],
});

const task = "aws:ecs/taskDefinition:TaskDefinition";
const daemon = "aws:ecs/daemonTaskDefinition:DaemonTaskDefinition";
const job = "aws:batch/jobDefinition:JobDefinition";
const pod = "kubernetes:core/v1:Pod";
const machine = "aws:ec2/instance:Instance";
const template = "aws:ec2/launchTemplate:LaunchTemplate";

const containers = (...list: Json[]): Props => ({ family: "shop", containerDefinitions: JSON.stringify(list) });
const tailscale = "ghcr.io/tailscale/tailscale:v1.80";
const sidecar = (more: Props): Props => ({ spec: { containers: [{ image: "shop" }, { image: tailscale, ...more }] } });
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const gzip = (text: string): string => gzipSync(text).toString("base64");
const started = (reason: string, userData: string): ViolationCase =>
    breaks(reason, machine, { subnetId: "subnet-1", userData });
const boots = (reason: string, userData: string): CleanCase =>
    holds(reason, machine, { subnetId: "subnet-1", userData });

const inTemplate = (type: string, properties: Json): Props => ({
    templateBody: JSON.stringify({ Resources: { A: { Type: type, Properties: properties } } }),
});
const stack = "aws:cloudformation/stack:Stack";

// One image for each agent that no other case names.
const images = [
    "jpillora/chisel:1.10",
    "inlets/inlets-pro",
    "snowdreamtech/frpc:0.61",
    "localtunnel",
    "localtonet/localtonet",
    "openziti/zrok",
    "ekzhang/bore",
    "rapiz1/rathole:v0.5",
    "pagekite/pagekite",
    "pinggy/pinggy",
    "ghcr.io/playit-cloud/playit-agent",
    "holesail/holesail",
    "telebit",
];

/** Tunnels in containers, in tasks and in the first script of a machine. */
export const violations: readonly ViolationCase[] = [
    ...images.map((image) => breaks(`a pod with the tunnel ${image}`, pod, { spec: { containers: [{ image }] } })),
    breaks("a tunnel in a task", task, containers({ name: "app", image: "shop" }, { image: "cloudflare/cloudflared" })),
    breaks("two tunnels in a task", task, containers({ image: "ngrok/ngrok" }, { image: "cloudflare/cloudflared" })),
    breaks("a task whose definitions are not JSON", task, { containerDefinitions: "[{" }),
    breaks("a task whose definitions are a string", task, { containerDefinitions: "shop" }),
    breaks("a task whose definitions are a number", task, { containerDefinitions: 7 }),
    breaks("a tunnel in a job", job, { containerProperties: JSON.stringify({ image: "ngrok/ngrok" }) }),
    breaks("a tunnel in a job of several containers", job, {
        ecsProperties: JSON.stringify({ taskProperties: [{ containers: [{ image: "shop" }, { image: "ngrok" }] }] }),
    }),
    breaks("a tunnel in a job of several nodes", job, {
        nodeProperties: JSON.stringify({ nodeRangeProperties: [{ container: { image: "ngrok" } }] }),
    }),
    breaks("a tunnel in a job on EKS", job, {
        eksProperties: { podProperties: { containers: [{ image: "ngrok" }] } },
    }),
    breaks("a job with a public address", job, {
        containerProperties: JSON.stringify({ image: "shop", networkConfiguration: { assignPublicIp: "ENABLED" } }),
    }),
    breaks("a tunnel in a task of a template", stack, {
        ...inTemplate("AWS::ECS::TaskDefinition", { ContainerDefinitions: [{ Image: "ngrok/ngrok" }] }),
    }),
    breaks("a tunnel in an aws-native task", "aws-native:ecs:TaskDefinition", {
        containerDefinitions: [{ name: "app", image: unknown }, { image: "ngrok/ngrok" }],
    }),
    breaks("a tunnel in a job of a template", stack, {
        ...inTemplate("AWS::Batch::JobDefinition", { ContainerProperties: { Image: "ngrok/ngrok" } }),
    }),
    breaks("several containers of a job in a template", stack, {
        ...inTemplate("AWS::Batch::JobDefinition", {
            EcsProperties: { TaskProperties: [{ Containers: [{ Image: "ngrok" }] }] },
        }),
    }),
    breaks("a job on EKS in a template", stack, {
        ...inTemplate("AWS::Batch::JobDefinition", {
            EksProperties: { PodProperties: { Containers: [{ Image: "ngrok" }] } },
        }),
    }),
    breaks("nodes of a job in a template", stack, {
        ...inTemplate("AWS::Batch::JobDefinition", {
            NodeProperties: { NodeRangeProperties: [{ Container: { Image: "ngrok" } }] },
        }),
    }),
    breaks("a tunnel in a task in a Terraform module", "app:tf:aws_ecs_task_definition", {
        container_definitions: JSON.stringify([{ image: "ngrok/ngrok" }]),
    }),
    breaks("a tunnel in a daemon's tasks", daemon, { containerDefinitions: [{ image: "ngrok/ngrok" }] }),
    breaks("a Tailscale funnel in a daemon's tasks", daemon, {
        containerDefinitions: [{ image: tailscale, commands: ["tailscale", "funnel", "80"] }],
    }),
    breaks("a Tailscale funnel in the entry point of a daemon's tasks", daemon, {
        containerDefinitions: [{ image: tailscale, entryPoints: ["tailscale", "funnel", "80"] }],
    }),
    breaks("Tailscale services in a daemon's tasks", daemon, {
        containerDefinitions: [{ image: tailscale, environments: [{ name: "TS_SERVE_CONFIG", value: "/s.json" }] }],
    }),
    breaks("a Tailscale funnel", pod, sidecar({ command: ["tailscale", "funnel", "80"] })),
    breaks("a Tailscale funnel in a script", pod, sidecar({ args: ["sh", "-c", "tailscale FUNNEL 80"] })),
    breaks("Tailscale services in a file", pod, sidecar({ env: [{ name: "TS_SERVE_CONFIG", value: "/serve.json" }] })),
    breaks("a Tailscale funnel in a variable", pod, sidecar({ env: [{ name: "RUN", value: "tailscale funnel 80" }] })),
    breaks("Tailscale with an unknown command", pod, sidecar({ command: unknown })),
    breaks("Tailscale with an unknown word", pod, sidecar({ args: ["--hostname", unknown] })),
    breaks("Tailscale with unknown variables", pod, sidecar({ env: unknown })),
    breaks("Tailscale with an unknown variable", pod, sidecar({ env: [unknown] })),
    breaks("Tailscale with an unknown name", pod, sidecar({ env: [{ name: unknown, value: "x" }] })),
    breaks(
        "Tailscale with variables from outside the stack",
        pod,
        sidecar({ envFrom: [{ configMapRef: { name: "edge" } }] }),
    ),
    breaks(
        "Tailscale services in a task",
        task,
        containers({ image: "tailscale/tailscale", environment: [{ name: "TS_SERVE_CONFIG", value: "/serve.json" }] }),
    ),
    breaks(
        "a Tailscale funnel in a task",
        task,
        containers({ image: tailscale, entryPoint: ["sh", "-c", "tailscale up && tailscale funnel 80"] }),
    ),
    breaks(
        "Tailscale in a task with variables from a file",
        task,
        containers({ image: tailscale, environmentFiles: [{ type: "s3", value: "arn:aws:s3:::shop/x.env" }] }),
    ),
    started("a machine that runs a tunnel", "#!/bin/sh\nyum -y install nginx\n/usr/local/bin/ngrok http 80"),
    started("a machine that runs a tunnel after an apparent comment", "curl https://x/#a -o x && ngrok http 80"),
    started("a machine that starts a tunnel's service", "systemctl enable --now cloudflared.service"),
    started(
        "a machine that fetches a tunnel",
        "curl -sLo /tmp/t https://example.com/x/ngrok-v3-stable-linux-amd64.tgz",
    ),
    started(
        "a machine that runs a tunnel's image",
        "docker run -d jpillora/chisel:1.10 client https://x.example.com R:80",
    ),
    started("a machine that runs a tunnel with several names", "bore local 80 --to bore.example.com"),
    started("a machine with a reverse tunnel", "#!/bin/sh\nssh -fNR 80:localhost:80 serveo.example.com &"),
    started("a machine that maintains a reverse tunnel", "autossh -M 0 -N -R 80:localhost:80 edge@example.com"),
    started(
        "a machine with a tunnel in cloud-init's list",
        '#cloud-config\nruncmd:\n - [ssh, -R, "80:localhost:80", x]',
    ),
    started("a machine with a keyword of cloud-init's list", "#cloud-config\nruncmd: [[ngrok,http,'80']]"),
    started("a machine with a Tailscale funnel", "tailscale up --authkey=$KEY\ntailscale --socket=/s funnel --bg 80"),
    started("a machine whose script is in base64", base64("#!/bin/sh\nngrok http 80")),
    breaks("a machine whose script, under its other property name, exposes it", machine, {
        subnetId: "subnet-1",
        userDataBase64: base64("ngrok http 80"),
    }),
    breaks("a machine whose script is compressed", machine, {
        subnetId: "subnet-1",
        userDataBase64: gzip("ngrok http 80"),
    }),
    breaks("a machine whose script is corrupt", machine, {
        subnetId: "subnet-1",
        userDataBase64: base64("x").replace(/^/, "H4sIAAAA"),
    }),
    breaks("a machine whose script is too large", machine, {
        subnetId: "subnet-1",
        userDataBase64: gzip("a".repeat(65537)),
    }),
    breaks("a launch template that runs a tunnel", template, { userData: base64("ngrok http 80") }),
    breaks("a launch configuration that runs a tunnel", "aws:ec2/launchConfiguration:LaunchConfiguration", {
        userData: "ngrok http 80",
    }),
    {
        ...breaks("a spot machine that runs a tunnel", "aws:ec2/spotInstanceRequest:SpotInstanceRequest", {
            userData: "ngrok http 80",
        }),
        also: [{ policy: "r1-private-paths", at: "shop" }],
    },
    {
        ...breaks("a fleet that runs a tunnel", "aws:ec2/spotFleetRequest:SpotFleetRequest", {
            launchSpecifications: [{}, { userData: "ngrok http 80" }],
        }),
        also: [{ policy: "r1-private-paths", at: "shop" }],
    },
    breaks("a machine in a Terraform module that runs a tunnel", "app:tf:aws_instance", { user_data: "ngrok http 80" }),
    breaks("a command that maintains a tunnel", "command:local:Command", { create: "autossh -N -R 80:localhost:80 x" }),
];

const eks = '#!/bin/bash\nset -ex\n/etc/eks/bootstrap.sh shop --kubelet-extra-args "--node-labels=a=b"';

/** Harmless containers that look like tunnels. */
export const clean: readonly CleanCase[] = [
    holds("a task whose definitions are unknown", task, { containerDefinitions: unknown }),
    holds("a task of two containers", task, {
        ...containers({ name: "app", image: "shop" }, { image: "registry:5000/ngrok/shop:1", essential: true }),
    }),
    holds("a job without a public address", job, {
        containerProperties: JSON.stringify({ image: "shop", networkConfiguration: { assignPublicIp: "DISABLED" } }),
    }),
    holds("a task in a template, whose image is a parameter", stack, {
        ...inTemplate("AWS::ECS::TaskDefinition", { ContainerDefinitions: [{ Image: { Ref: "Image" } }] }),
    }),
    holds("a task in a Terraform module", "app:tf:aws_ecs_task_definition", { container_definitions: unknown }),
    holds("Tailscale as a subnet router", pod, {
        ...sidecar({
            env: [
                { name: "TS_ROUTES", value: "10.0.0.0/16" },
                { name: "TS_AUTHKEY", valueFrom: { secretKeyRef: { name: unknown, key: "funnel" } } },
                { name: "TS_HOSTNAME", value: unknown },
                { name: "OLD_TS_SERVE_CONFIG", value: "7" },
            ],
            args: ["--state=/var/lib/tailscale", 7],
        }),
    }),
    holds("the operator in Tailscale's image, and a funnel command in another image", pod, {
        spec: { containers: [{ image: "tailscale/k8s-operator" }, { image: "shop/funnel", command: ["funnel"] }] },
    }),
    holds("Tailscale in a task", task, {
        ...containers({ image: tailscale, environment: [{ name: "TS_USERSPACE", value: "true" }], command: [] }),
    }),
    boots("an EKS machine", eks),
    holds("a launch template of EKS machines", template, { userData: base64(eks) }),
    holds("a launch template whose script is compressed", template, { userData: gzip(eks) }),
    holds("a machine whose script is unknown", machine, {
        subnetId: "subnet-1",
        userData: unknown,
        userDataBase64: null,
    }),
    boots("a machine with nginx", "#cloud-config\npackages: [nginx]\nruncmd:\n - systemctl enable --now nginx"),
    boots(
        "a machine whose script mentions tunnels",
        "#!/bin/sh\n# no ngrok here, nor ssh -R 80:localhost:80\n  # bore local\ntrue",
    ),
    boots(
        "a machine whose script cuts packages with another chisel",
        "chisel cut --release ubuntu-24.04 --root /r base-files_base # bore",
    ),
    boots("a machine that joins Tailscale", "curl -o t.tgz https://x/tailscale.tgz; tailscale up --ssh; echo funnel"),
    boots("a machine that copies over ssh", "ssh -o BatchMode=yes build@10.0.0.5 'ls -R /srv'; my-ngrok; ngroks"),
    holds("a fleet whose scripts are unknown", "aws:ec2/spotFleetRequest:SpotFleetRequest", {
        launchSpecifications: [{ subnetId: "subnet-1", userData: unknown }],
    }),
];

/** Images, commands and scripts are usually unknown, and only their content counts. */
export const usuallyUnknown =
    /^(spec\.containers\.\d\.(image|env\.\d\.value)|container_?[dD]efinitions.*|\w+Properties.*|(.*\.)?user_?[dD]ata(Base64)?)$/;
