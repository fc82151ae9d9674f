import { type Declared, type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";

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

const containers = (...list: Json[]): Props => ({ family: "shop", containerDefinitions: JSON.stringify(list) });
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

/** Tunnels in containers and tasks, by their images. */
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
];

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
    holds("Tailscale, which publishes on request only, its operator and a funnel command", pod, {
        spec: {
            containers: [
                { image: "ghcr.io/tailscale/tailscale:v1.80", command: ["tailscale", "funnel", "80"] },
                { image: "tailscale/k8s-operator", env: unknown },
                { image: "shop/funnel", command: ["funnel"] },
            ],
        },
    }),
];

/** Images are usually unknown, and only their names count. */
export const usuallyUnknown = /^(spec\.containers\.\d\.image|container_?[dD]efinitions.*|\w+Properties.*)$/;
