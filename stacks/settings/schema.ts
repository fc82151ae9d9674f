import type { z } from "zod";
import { api } from "./api-schema";
import { cluster } from "./cluster-schema";
import { boolean, object, record, string } from "./form";
import { gateway, plan, stage } from "./gateway-schema";
import { logRetention } from "./log-retention";
import { network } from "./network-schema";
import { page, sharedGateway } from "./shared-gateway/schema";

const nameForm = "words of a–z and 0–9 joined by -, beginning with a letter, at most 40 long";
const name = /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** The settings of a stack, `gatehouse:*` in its `Pulumi.<stack>.yaml`. Breaking a rule is not an error here: the policy pack checks the rules. */
export const schema = object({
    namespace: string(
        "a Kubernetes name: a–z, 0–9 and -, beginning with a letter; not default or kube-…",
        /^(?!default$|kube-)[a-z][a-z0-9-]{0,61}[a-z0-9]$/,
    )
        .default("apis")
        .describe("Kubernetes namespace of the workloads. Changing it replaces every load balancer."),
    logRetentionDays: logRetention.default(30).describe("Days for which logs are kept."),
    deletionProtection: boolean()
        .default(false)
        .describe(
            "Reject the deletion or replacement of the network, the cluster, the tables, the databases, the image repositories, the REST API and its keys until this is turned off.",
        ),
    network: network.optional().describe("The VPC; needed by every API that does not run on Lambda, or has a database."),
    cluster: cluster.optional().describe("The EKS cluster; needed by APIs that run on Kubernetes."),
    apis: record("an API", nameForm, name, api).describe(
        "The APIs to publish; each needs an OpenAPI document, such as `app/<name>/openapi.yaml`.",
    ),
    sharedGateway: sharedGateway.prefault({}).describe("The nginx gateway of the APIs with `exposure: shared`."),
    pages: record("a page", nameForm, name, page)
        .optional()
        .describe(
            "A page inside the VPC, at each path of the shared gateway that belongs to no API; the REST API does not publish it. One at most. Default: none.",
        ),
    gateway: gateway.prefault({}).describe("The REST API."),
    stages: record("a stage", "letters, digits, - and _, at most 128 long", /^[A-Za-z0-9_-]{1,128}$/, stage).describe(
        "The stages of the REST API, by name.",
    ),
    plans: record("a usage plan", "letters, digits, - and _", /^[A-Za-z0-9_-]{1,128}$/, plan).describe(
        "Usage plans, by name. Every stage needs one.",
    ),
    clients: record(
        "the name of its plan",
        "letters, digits, - and _",
        /^[A-Za-z0-9_-]{1,128}$/,
        string("the name of a plan", /./),
    ).describe("Client applications, each with its plan. Each gets its own API key."),
});

/** The parsed settings of a stack, with every default filled in. */
export type Settings = z.output<typeof schema>;
