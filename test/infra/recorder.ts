import * as pulumi from "@pulumi/pulumi";

/** A resource that a component registered. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

// Outputs that a component reads of its children, and that mocks do not make by themselves.
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
    "eks:index:Cluster": { kubeconfigJson: "{}", eksCluster: { name: "gatehouse-test" } },
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
    "aws:lb/getLoadBalancer:getLoadBalancer": {
        arn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/x/1",
    },
};

/** Registers what `build` makes under Pulumi's mocks and lists it in the order of registration. */
export async function record(build: () => unknown): Promise<Registered[]> {
    const registered: Registered[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                registered.push({ type, name, inputs });
                return { id: `${name}_id`, state: { arn: `arn:${name}`, name, ...inputs, ...outputs[type] } };
            },
            call: ({ token }) => {
                const answer = invokes[token];
                if (!answer) throw new Error(`no answer for ${token}`);
                return answer;
            },
        },
        "gatehouse",
        "test",
        false,
    );
    takeHooks();
    await pulumi.runtime.runInPulumiStack(async () => build());
    await pulumi.runtime.disconnect();
    return registered;
}

// The mocks say that they have resource hooks, but not where to register one: the SDK would wait for ever
// (@pulumi/pulumi 3.248, runtime/mocks.js). No hook runs here, because nothing is made.
function takeHooks(): void {
    const registerResourceHook = (_: unknown, done: (error: null, answer: object) => void) => done(null, {});
    Object.assign(pulumi.runtime.getMonitor() ?? {}, { registerResourceHook });
}

/** The inputs of the one resource of a type, or of the one with a name too. */
export function inputsOf(registered: readonly Registered[], type: string, name?: string): Registered["inputs"] {
    const found = registered.filter(
        (resource) => resource.type === type && (name === undefined || resource.name === name),
    );
    const [only] = found;
    if (!only || found.length > 1) throw new Error(`${found.length} resources of type ${type}`);
    return only.inputs;
}

/** What was registered, as "type name", the stack and the component itself left out. */
export function listed(registered: readonly Registered[]): string[] {
    return registered
        .filter(({ type }) => !/^(pulumi|gatehouse):/.test(type))
        .map(({ type, name }) => `${type} ${name}`);
}
