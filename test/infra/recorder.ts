import * as pulumi from "@pulumi/pulumi";

/** A resource that a component registered. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** Outputs that a component registered; absent for other resources. */
    outputs?: Readonly<Record<string, unknown>>;
    /** The resources that it depends on, as "type name"; absent for a resource without dependencies. */
    dependencies?: readonly string[];
    /** Outputs that become secrets although the provider does not mark them; absent if there are no such outputs. */
    secretOutputs?: readonly string[];
    /** Properties whose changes the engine ignores; absent without any. */
    ignoredChanges?: readonly string[];
}

// Outputs of children that components read and mocks do not generate.
const outputs: Readonly<Record<string, Record<string, unknown>>> = {
    "awsx:ec2:Vpc": {
        vpcId: "vpc-1",
        privateSubnetIds: ["subnet-1", "subnet-2"],
        routeTables: [{ id: "rtb-1" }],
        routeTableAssociations: [
            { subnetId: "subnet-0", routeTableId: "rtb-0" },
            { subnetId: "subnet-2", routeTableId: "rtb-2" },
            { subnetId: "subnet-1", routeTableId: "rtb-1" },
        ],
    },
    "eks:index:Cluster": {
        kubeconfigJson: "{}",
        eksCluster: { name: "gatehouse-test" },
        clusterSecurityGroupId: "sg-cluster",
    },
    "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 3 },
    "aws:apigatewayv2/api:Api": { apiEndpoint: "wss://photos_id.aws", executionArn: "arn:photos" },
    "aws:apigateway/restApi:RestApi": { executionArn: "arn:execute-api" },
    "aws:apigateway/stage:Stage": { invokeUrl: "https://gateway_id.execute-api.eu-central-1.amazonaws.com/Test" },
    "aws:acm/certificate:Certificate": {
        domainValidationOptions: ["api.shop.dev", "www.shop.dev"].map((domainName) => ({
            ...{ domainName, resourceRecordName: `_proof.${domainName}.`, resourceRecordType: "CNAME" },
            resourceRecordValue: `_${domainName}.acm-validations.aws.`,
        })),
    },
    "aws:sqs/queue:Queue": { url: "https://sqs.eu-central-1.amazonaws.com/123456789012/queue" },
    "random:index/randomPassword:RandomPassword": { result: "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5dE7f" },
    "aws:synthetics/canary:Canary": { engineArn: "arn:aws:lambda:eu-central-1:1:function:cwsyn-shop_prod-0123:1" },
    "aws:route53/record:Record": { fqdn: "_proof.api.shop.dev" },
    "aws:secretsmanager/secretVersion:SecretVersion": { versionId: "version-1" },
    "aws:rds/instance:Instance": {
        address: "orders.rds",
        resourceId: "db-0123",
        masterUserSecrets: [{ secretArn: "arn:secret" }],
    },
    "awsx:ecr:Repository": { url: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/gatehouse-test/pictures" },
    "awsx:ecr:Image": { imageUri: "registry/pictures@sha256:0123" },
    "kubernetes:core/v1:Service": {
        status: {
            loadBalancer: {
                ingress: [{ hostname: "k8s-apis-pictures-0123456789-0123456789abcdef.elb.eu-central-1.amazonaws.com" }],
            },
        },
    },
};

const invokes: Readonly<Record<string, Record<string, unknown>>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": { accountId: "123456789012" },
    "aws:index/getRegion:getRegion": { region: "eu-central-1" },
    "aws:index/getPartition:getPartition": { partition: "aws" },
    "aws:eks/getAddonVersion:getAddonVersion": { version: "v1.2.3-eksbuild.4" },
    "aws:ssm/getParameter:getParameter": { insecureValue: "ami-0123456789abcdef0" },
    "aws:lb/getLoadBalancer:getLoadBalancer": {
        arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/x/1",
    },
};

/** ARNs of secrets that exist in Secrets Manager under mocks, by their form. */
export const mockSecrets = {
    text: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:text-AbCdEf",
    json: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:json-AbCdEf",
    binary: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:binary-AbCdEf",
} as const;

const secretStrings: Readonly<Record<string, string>> = {
    [mockSecrets.text]: "hunter2",
    [mockSecrets.json]: JSON.stringify({ password: "swordfish", port: 5432 }),
    [mockSecrets.binary]: "",
};

/**
 * Runs `build` under Pulumi's mocks and lists the resources that it registers, in that order.
 * @throws the error of `build`.
 */
export async function record(build: () => unknown): Promise<Registered[]> {
    const registered: Registered[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                registered.push({ type, name, inputs });
                const dnsName = `${name}.elb.eu-central-1.amazonaws.com`;
                return { id: `${name}_id`, state: { arn: `arn:${name}`, name, dnsName, ...inputs, ...outputs[type] } };
            },
            call: ({ token, inputs }) => {
                const secretString = secretStrings[inputs.secretId];
                const result = secretString === undefined ? invokes[token] : { ...inputs, secretString };
                if (!result) throw new Error(`no result for ${token}`);
                return result;
            },
        },
        "gatehouse",
        "test",
        false,
    );
    completeMonitor(registered);
    const failures: unknown[] = [];
    await pulumi.runtime.runInPulumiStack(async () => {
        try {
            return await build();
        } catch (error) {
            // Thrown here, it would also be an unhandled rejection of the stack's outputs.
            failures.push(error);
            return undefined;
        }
    });
    await pulumi.runtime.disconnect();
    if (failures.length > 0) throw failures[0];
    return registered;
}

/**
 * The value of an output under Pulumi's mocks, and whether it is a secret.
 * @throws the error of a function that was applied to it.
 */
export async function valueUnderMocks<Value>(build: () => pulumi.Output<Value>): Promise<[Value, isSecret: boolean]> {
    let found: [Value, boolean] | undefined;
    let failure: unknown;
    await record(async () => {
        const output = build();
        try {
            const isSecret = await pulumi.isSecret(output);
            found = [await new Promise<Value>((known) => output.apply((value) => known(value as Value))), isSecret];
        } catch (error) {
            failure = error;
        }
    });
    if (found === undefined) throw failure;
    return found;
}

type Done = (error: null, response: object) => void;
type ResourceRequest = Record<"getType" | "getName", () => string> &
    Record<"getAdditionalsecretoutputsList" | "getDependenciesList" | "getIgnorechangesList", () => string[]>;
type RegisterResource = (request: ResourceRequest, done: (...result: unknown[]) => void) => unknown;
type OutputsRequest = { getUrn(): string; getOutputs(): { toJavaScript(): Record<string, unknown> } };

// The mocks claim to support resource hooks but have no method to register one, so the SDK would wait forever
// (@pulumi/pulumi 3.248, runtime/mocks.js). No hook runs here, because nothing is created.
function completeMonitor(registered: readonly Registered[]): void {
    const monitor: object = pulumi.runtime.getMonitor() ?? {};
    const find = (type: string, name: string) => registered.find((each) => each.type === type && each.name === name);
    const register: RegisterResource = Reflect.get(monitor, "registerResource");
    Object.assign(monitor, {
        registerResource: (request: ResourceRequest, done: Done) =>
            register.call(monitor, request, (...result) => {
                const secrets = request.getAdditionalsecretoutputsList();
                const resource = find(request.getType(), request.getName());
                if (resource && secrets.length > 0) resource.secretOutputs = secrets;
                const ignored = request.getIgnorechangesList();
                if (resource && ignored.length > 0) resource.ignoredChanges = ignored;
                const dependencies = request.getDependenciesList().map((urn) => typeAndName(urn).join(" "));
                if (resource && dependencies.length > 0) resource.dependencies = dependencies;
                (done as (...result: unknown[]) => void)(...result);
            }),
        registerResourceHook: (_: unknown, done: Done) => done(null, {}),
        registerResourceOutputs: (request: OutputsRequest, done: Done) => {
            const resource = find(...typeAndName(request.getUrn()));
            if (resource) resource.outputs = request.getOutputs().toJavaScript();
            done(null, {});
        },
    });
}

// urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>
function typeAndName(urn: string): [type: string, name: string] {
    const [types = "", name = ""] = urn.split("::").slice(2);
    return [types.slice(types.lastIndexOf("$") + 1), name];
}

/** The inputs of the only resource of a type, or of the only one with that name too. */
export function inputsOf(registered: readonly Registered[], type: string, name?: string): Registered["inputs"] {
    return only(registered, type, name).inputs;
}

/** The outputs that the only component of a type registered, or the only one with that name too. */
export function outputsOf(registered: readonly Registered[], type: string, name?: string): Registered["outputs"] {
    return only(registered, type, name).outputs;
}

function only(registered: readonly Registered[], type: string, name?: string): Registered {
    const found = registered.filter(
        (resource) => resource.type === type && (name === undefined || resource.name === name),
    );
    const [first] = found;
    if (!first || found.length > 1) throw new Error(`${found.length} resources of type ${type}`);
    return first;
}

/** The registered resources as "type name", without the stack and our components. */
export function listed(registered: readonly Registered[]): string[] {
    return registered
        .filter(({ type }) => !/^(pulumi|gatehouse):/.test(type))
        .map(({ type, name }) => `${type} ${name}`);
}
