import { always, type EndpointService } from "./endpoint-table";

// By default callers sign requests as for any AWS API, but a token's bearer need not be a principal of the account
// (Amazon Bedrock AgentCore Developer Guide, "Inbound Auth and Outbound Auth"). `networkMode` concerns only outgoing
// traffic.
const takesTokens: EndpointService = {
    because: "authorizerConfiguration admits anyone with a token, bypassing the gateway",
    change: "remove authorizerConfiguration, so that IAM decides who may call",
    publicIf: [{ path: ["authorizerConfiguration"], values: "set" }],
};

/** Services that run programs on managed instances and may put them on the internet, by type token. */
export const runtimeServices: ReadonlyMap<string, EndpointService> = new Map(
    Object.entries({
        // @pulumi/aws, gamelift/gameServerGroup.d.ts: by default it uses the zones' default subnets, which are public.
        "gamelift/gameServerGroup:GameServerGroup": {
            because: "vpcSubnets is not given, so its instances are in public subnets of the default VPC",
            change: "set vpcSubnets to private subnets",
            privateIf: [{ path: ["vpcSubnets"], values: "given" }],
        },
        // AWS Lambda Developer Guide, "Networking" of MicroVMs: each has its own HTTPS endpoint.
        "lambdamicrovms/microvm:Microvm": always("it is a public HTTPS endpoint"),
        "bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime": takesTokens,
        "bedrock/agentcoreHarness:AgentcoreHarness": takesTokens,
        "drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate": {
            because: "createPublicIp assigns public addresses to its instances",
            change: "set createPublicIp to false",
            publicIf: [{ path: ["createPublicIp"], values: [true] }],
        },
        // @pulumi/aws, glue/devEndpoint.d.ts: it has a public address if it is created outside a VPC.
        "glue/devEndpoint:DevEndpoint": {
            because: "subnetId is not given, so it has a public address",
            change: "set subnetId to a private subnet",
            privateIf: [{ path: ["subnetId"], values: "given" }],
        },
        // AWS Cloud9 User Guide, "Accessing no-ingress EC2 instances": SSH, the default, requires a public address.
        "cloud9/environmentEC2:EnvironmentEC2": {
            because: 'connectionType is not "CONNECT_SSM", so its instance has a public address and accepts SSH',
            change: 'set connectionType to "CONNECT_SSM"',
            privateIf: [{ path: ["connectionType"], values: ["CONNECT_SSM"] }],
        },
        // @pulumi/aws, transfer/webApp.d.ts: without a VPC block its endpoint is public.
        "transfer/webApp:WebApp": {
            because: "endpointDetails.vpc is not given, so its endpoint is public",
            change: "set endpointDetails.vpc to private subnets",
            privateIf: [{ path: ["endpointDetails", "vpc"], values: "set" }],
        },
    } satisfies Record<string, EndpointService>).map(([token, entry]) => [`aws:${token}`, entry]),
);
