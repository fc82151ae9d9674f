import { gzipSync } from "node:zlib";
import { type Json, unknown } from "../../engine";
import type { CleanCase, ViolationCase } from "../case";

type Props = { readonly [key: string]: Json };

const runs = (reason: string, type: string, props: Props = {}): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [{ type, name: "shop", props }],
});
const holds = (reason: string, type: string, props: Props): CleanCase => ({
    reason,
    resources: [{ type, name: "shop", props }],
});

const local = "command:local:Command";
const remote = "command:remote:Command";
const job = "kubernetes:batch/v1:Job";
const machine = "aws:ec2/instance:Instance";
const podOf = (container: Props): Props => ({ spec: { template: { spec: { containers: [container] } } } });
const shell = (script: string): Props => podOf({ image: "alpine", command: ["sh", "-c", script] });

/** Resources that run code: what it creates is not decided, whatever its words say. */
export const violations: readonly ViolationCase[] = [
    runs("a command that applies manifests", local, { create: "kubectl apply -f service.yaml" }),
    runs("a command that builds", local, { create: "npm run build" }),
    runs("a command that is unknown", local, { create: unknown }),
    runs("a command that reads its script", local, { create: "sh", stdin: "helm upgrade shop ./chart" }),
    runs("a command in another language", local, { create: "import boto3", interpreter: ["python3", "-c"] }),
    runs("a command that runs when it is deleted", local, { delete: "terraform apply", environment: { A: unknown } }),
    runs("a command on another machine", remote, { create: "true", update: "aws elbv2 create-load-balancer" }),
    runs("a command that only runs", "command:local:run", { command: "ngrok http 80" }),
    runs("a dynamic provider", "pulumi-nodejs:dynamic:Resource", { name: "x" }),
    runs("a dynamic provider of a module", "pulumi-nodejs:dynamic/shop:Opener"),
    runs("a dynamic provider in Python", "pulumi-python:dynamic:Resource"),
    runs("a dynamic provider in Python, of a module", "pulumi-python:dynamic/shop:Opener"),
];

/** The limit of what R1 reads: what runs inside a container or a machine, and text that is stored for it. */
export const clean: readonly CleanCase[] = [
    holds("a container that opens a reverse tunnel", job, shell("ssh -fNR 80:localhost:80 serveo.net")),
    holds("a container that applies manifests", job, shell("kubectl apply -f /shop")),
    holds("a container whose image is a tool", job, podOf({ image: "amazon/aws-cli", args: ["elbv2", unknown] })),
    holds("a hook that starts a tunnel", job, {
        ...podOf({ image: "shop", lifecycle: { postStart: { exec: { command: ["ngrok", "http", "80"] } } } }),
    }),
    holds("a stored script that starts a tunnel", "kubernetes:core/v1:ConfigMap", {
        data: { "run.sh": "#!/bin/sh\ncloudflared tunnel --url http://shop" },
    }),
    holds("a machine that starts a tunnel", machine, { subnetId: "subnet-1", userData: "#!/bin/sh\nngrok http 80" }),
    holds("a launch template whose script is compressed", "aws:ec2/launchTemplate:LaunchTemplate", {
        userData: gzipSync("ngrok http 80").toString("base64"),
    }),
    holds("a Tekton task that installs a chart", "kubernetes:tekton.dev/v1:Task", {
        spec: { steps: [{ image: "alpine/helm", script: "helm install a b/c" }] },
    }),
];
