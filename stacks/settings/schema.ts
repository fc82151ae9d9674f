import type { z } from "zod";
import { alarms } from "./alarms/schema";
import { api } from "./api-schema";
import { authorizer } from "./authorizers/schema";
import { userPool } from "./authorizers/user-pool";
import type { AdoptedClusterSettings } from "./cluster/adopted-cluster";
import { cluster } from "./cluster/schema";
import { domain } from "./domain/schema";
import { edge } from "./edge/schema";
import { firewall } from "./firewall/schema";
import { boolean, object, record, string } from "./form";
import { plan } from "./gateway/plan";
import { gateway } from "./gateway/schema";
import { stage } from "./gateway/stage";
import { httpApi } from "./http-api/schema";
import { logRetention } from "./log-retention";
import type { AdoptedNetworkSettings } from "./network/adopted-network";
import { network } from "./network/schema";
import { page, sharedGateway } from "./shared-gateway/schema";
import { site } from "./site/schema";

const nameForm = "words of a–z and 0–9 joined by -, beginning with a letter, at most 40 long";
const name = /^(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

const fargate = object({
    // docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateCluster.html
    clusterName: string("the name of an ECS cluster", /^[A-Za-z0-9_-]{1,255}$/)
        .optional()
        .describe(
            "An existing ECS cluster in the stack's region that runs the tasks, in place of one that the stack creates. Nothing of it is changed or deleted.",
        ),
    executeCommand: boolean()
        .default(false)
        .describe(
            "Let operators run commands in tasks by ECS Exec, which needs files that are not read-only. Their own permissions decide who may.",
        ),
});

const bastion = object({});

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
            "Reject the deletion or replacement of the network, the cluster, the tables, the databases, the queues, streams and buckets of integrations, the image repositories, the REST API and its keys until this is turned off.",
        ),
    network: network
        .optional()
        .describe(
            "The VPC to create, or an existing one; needed by every API that does not run on Lambda, or has a database.",
        ),
    cluster: cluster
        .optional()
        .describe("The EKS cluster to create, or an existing one; needed by APIs that run on Kubernetes."),
    fargate: fargate
        .optional()
        .describe("Where the tasks of APIs on Fargate run. Default: in a cluster that the stack creates."),
    bastion: bastion
        .optional()
        .describe(
            "A machine without an open port, `{}`, through which operators reach the load balancer of the HTTP API by Session Manager. Their calls bypass its keys and its limits. Default: none.",
        ),
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
    httpApi: httpApi.optional().describe("The HTTP API; needed by APIs with `publishedBy: http`. Default: none."),
    authorizers: record("an authorizer", "letters, digits, - and _", /^[A-Za-z0-9_-]{1,40}$/, authorizer)
        .optional()
        .describe(
            "What the gateway checks beside the API key, by the name of the security scheme in the APIs' documents. Default: the backends check all schemes.",
        ),
    userPool: userPool
        .optional()
        .describe(
            "The Cognito user pool that the stack creates for authorizers with `own`. Default: one with the defaults.",
        ),
    domain: domain
        .optional()
        .describe("A name of your own for the REST API. Default: clients call the API's host name at AWS."),
    edge: edge
        .optional()
        .describe(
            "A CloudFront distribution in front of the REST API and the site. Default: clients call the REST API.",
        ),
    site: site
        .optional()
        .describe(
            "A site in a private bucket behind the distribution, under the same name as the APIs. Default: none.",
        ),
    firewall: firewall
        .optional()
        .describe(
            "Web application firewall (AWS WAF) on each stage; in a stack with a distribution on that, with the lock and `requestsPerKey` on the stages. Default: none.",
        ),
    alarms: alarms
        .optional()
        .describe("Alarms of CloudWatch on everything in the stack, with a dashboard. Default: none."),
    stages: record("a stage", "letters, digits, - and _, at most 128 long", /^[A-Za-z0-9_-]{1,128}$/, stage).describe(
        "The stages of the REST API, by name; needed if it publishes an API.",
    ),
    plans: record("a usage plan", "letters, digits, - and _", /^[A-Za-z0-9_-]{1,128}$/, plan).describe(
        "Usage plans, by name. Every stage needs one, and each client.",
    ),
    clients: record(
        "the name of its plan",
        "letters, digits, - and _",
        /^[A-Za-z0-9_-]{1,128}$/,
        string("the name of a plan", /./),
    ).describe("Client applications, each with its plan. Each gets its own API key."),
});

type CreatedSettings = z.output<typeof schema>;

/** The settings of a VPC that the stack creates. */
export type NetworkSettings = NonNullable<CreatedSettings["network"]>;

/** The settings of an EKS cluster that the stack creates. */
export type ClusterSettings = NonNullable<CreatedSettings["cluster"]>;

/** The parsed settings of a stack, with every default filled in. */
export type Settings = Omit<CreatedSettings, "network" | "cluster"> & {
    network?: NetworkSettings | AdoptedNetworkSettings | undefined;
    cluster?: ClusterSettings | AdoptedClusterSettings | undefined;
};
