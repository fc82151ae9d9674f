import type { Resource } from "./resource";

/** A component that made a resource. */
export interface Component {
    readonly type: string;
    readonly name: string;
}

// Packages whose components are made elsewhere, so that a program can change only their arguments.
const packages = /^(awsx|eks|aws-apigateway|kubernetes-[\w-]+|aws-[\w-]+|aws(?:-quickstart-[\w-]+)?-components?):/;

/**
 * The component that a program has to change in order to change a resource: the outermost one of a package. Undefined for
 * a resource that the program declares itself, also inside a component that is part of the program.
 */
export function componentOf(
    resource: Resource,
    resourceOf: (urn: string) => Resource | undefined,
): Component | undefined {
    let outermost: Component | undefined;
    const visited = new Set<string>();
    for (let urn = resource.parent; urn !== undefined && !visited.has(urn); ) {
        visited.add(urn);
        const parent = resourceOf(urn);
        if (parent?.isComponent && packages.test(parent.type)) outermost = { type: parent.type, name: parent.name };
        urn = parent?.parent;
    }
    return outermost;
}

interface Advice {
    readonly component: RegExp;
    readonly child: RegExp;
    /** Text of the change that the advice replaces. Default: any. */
    readonly about?: RegExp;
    /** Arguments of the component, as `key: value`. */
    readonly change: string;
}

// @pulumi/awsx 3.9: lb/*.d.ts, ecs/*.d.ts; @pulumi/eks 4.3: cluster.d.ts, nodeGroup.d.ts, managedNodeGroup.d.ts;
// pulumi/pulumi-aws-apigateway, schema.yaml.
const table: readonly Advice[] = [
    { component: /^awsx:lb:/, child: /loadBalancer:LoadBalancer$/, change: "set internal: true" },
    {
        component: /^awsx:lb:/,
        child: /SecurityGroup/,
        change: "set defaultSecurityGroup, or securityGroups, to groups that are not open",
    },
    {
        component: /^awsx:ecs:FargateService$/,
        child: /ecs\/service:Service$/,
        change: "set assignPublicIp: false, or networkConfiguration with private subnets",
    },
    {
        component: /^awsx:ecs:/,
        child: /ecs\/service:Service$/,
        change: "set networkConfiguration: { subnets, securityGroups } to private ones",
    },
    {
        component: /^eks:index:Cluster$/,
        child: /eks\/cluster:Cluster$/,
        change: "set endpointPrivateAccess: true and endpointPublicAccess: false, or narrow publicAccessCidrs",
    },
    { component: /^eks:index:ManagedNodeGroup$/, child: /./, change: "set subnetIds to private subnets" },
    {
        component: /^eks:index:/,
        child: /(launchTemplate|launchConfiguration|autoscaling|nodeGroup|cloudformation)/i,
        change: "set nodeAssociatePublicIpAddress: false and nodeSubnetIds to private subnets",
    },
    {
        component: /^aws-apigateway:index:RestAPI$/,
        child: /restApi:RestApi$/,
        about: /security/,
        change: "set apiKeyRequired: true on each route",
    },
    {
        component: /^aws-apigateway:index:RestAPI$/,
        child: /restApi:RestApi$/,
        about: /VPC_LINK/,
        change: "set connectionType and connectionId in the target of each route",
    },
];

/** The change of a component that changes a resource inside it. */
export function adviceOf({ type, name }: Component, child: Resource, change: string): string {
    const own = table.find(
        (entry) => entry.component.test(type) && entry.child.test(child.type) && (entry.about?.test(change) ?? true),
    )?.change;
    return `${own ?? `${change}, through the arguments`} of ${type} ${JSON.stringify(name)}`;
}
