import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const resource = (type: string, props: Props, more: Partial<Declared>): Declared => ({
    type: `aws:${type}`,
    name: "shop",
    props,
    ...more,
});
const breaks = (reason: string, type: string, props: Props = {}, more: Partial<Declared> = {}): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources: [resource(type, props, more)],
});
const holds = (reason: string, type: string, props: Props = {}): CleanCase => ({
    reason,
    resources: [resource(type, props, {})],
});

const games = "gamelift/gameServerGroup:GameServerGroup";
const agent = "bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime";
const harness = "bedrock/agentcoreHarness:AgentcoreHarness";
const recovery = "drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate";
const spark = "glue/devEndpoint:DevEndpoint";
const workbench = "cloud9/environmentEC2:EnvironmentEC2";

const issuer: Json = [
    { customJwtAuthorizers: [{ discoveryUrl: "https://example.com/.well-known/openid-configuration" }] },
];
const mode = (networkMode: Json, more: Props = {}): Props => ({ networkConfiguration: { networkMode }, ...more });

/** Managed runtimes that are reachable from the internet. */
export const violations: readonly ViolationCase[] = [
    breaks("game servers in the default network", games),
    breaks("a small machine with its own address", "lambdamicrovms/microvm:Microvm", { imageArn: unknown }),
    breaks("an agent for everyone with a token of an issuer", agent, mode("VPC", { authorizerConfiguration: issuer })),
    breaks("an agent whose callers are unknown", agent, mode("VPC", { authorizerConfiguration: unknown })),
    breaks("an agent harness for everyone with a token of an issuer", harness, { authorizerConfiguration: issuer }),
    breaks("recovery machines with public addresses", recovery, { createPublicIp: true }),
    breaks("recovery machines in an unknown subnet", recovery, { createPublicIp: unknown }),
    breaks("a Spark development endpoint outside the network", spark),
    breaks("a workbench that accepts SSH from outside", workbench),
    breaks("an explicitly public workbench", workbench, { connectionType: "CONNECT_SSH" }),
    breaks("files in a browser, from anywhere", "transfer/webApp:WebApp"),
    breaks("a file browser with an unknown network", "transfer/webApp:WebApp", { endpointDetails: unknown }),
    breaks("ignored changes of an agent's callers", agent, mode("VPC"), { ignoreChanges: ["authorizerConfiguration"] }),
];

/** The same runtimes for callers inside the network, or with the account's signature. */
export const clean: readonly CleanCase[] = [
    holds("game servers in subnets that are not yet known", games, { vpcSubnets: unknown }),
    holds("an agent with egress through the VPC", agent, mode("VPC")),
    holds("an agent with egress to the internet", agent, mode("PUBLIC")),
    holds("an agent harness with IAM authorization", harness, { harnessName: "shop" }),
    holds("recovery machines without public addresses", recovery, { createPublicIp: false }),
    holds("a Spark development endpoint in the network", spark, { subnetId: unknown }),
    holds("a workbench that uses Systems Manager", workbench, { connectionType: "CONNECT_SSM", subnetId: unknown }),
    holds("files in a browser, from the network", "transfer/webApp:WebApp", {
        endpointDetails: { vpc: { vpcId: unknown, subnetIds: unknown } },
    }),
    holds("the image of a small machine", "lambdamicrovms/image:Image", { codeArtifact: { uri: unknown } }),
    holds("a browser for agents, with egress only", "bedrock/agentcoreBrowser:AgentcoreBrowser", mode("PUBLIC")),
];
