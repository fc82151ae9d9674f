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
    /** The change of the child that it replaces, and no other: one that is already made is no advice. */
    readonly about: RegExp;
    /** Arguments of the component, as `key: value`. */
    readonly change: string;
}

const balancers = /^awsx:lb:/;
const restApi = { component: /^aws-apigateway:index:RestAPI$/, child: /restApi:RestApi$/ };
const nodes = {
    component: /^eks:index:(Cluster|NodeGroup|NodeGroupV2)$/,
    child: /launchTemplate|launchConfiguration|autoscaling|nodeGroup/,
};
const privateSubnets = /^(name (a )?private subnets? at|remove .* from) \S*(subnet|vpcZoneIdentifier)/i;

// @pulumi/awsx 3.9: lb/*.d.ts, ecs/*.d.ts; @pulumi/eks 4.3: cluster.d.ts, nodeGroup.d.ts, managedNodeGroup.d.ts;
// pulumi/pulumi-aws-apigateway, schema.yaml.
const table: readonly Advice[] = [
    {
        component: balancers,
        child: /loadBalancer:LoadBalancer$/,
        about: /^set internal to true$/,
        change: "set internal: true",
    },
    {
        component: balancers,
        child: /SecurityGroup/,
        about: /^admit /,
        change: "set defaultSecurityGroup, or securityGroups, to groups that are not open",
    },
    {
        component: /^awsx:ecs:FargateService$/,
        child: /ecs\/service:Service$/,
        about: /^set networkConfiguration\.assignPublicIp to false$/,
        change: "set assignPublicIp: false, also in networkConfiguration,",
    },
    {
        component: /^eks:index:Cluster$/,
        child: /eks\/cluster:Cluster$/,
        about: /^set vpcConfig\.endpointPublicAccess to false/,
        change: "set endpointPrivateAccess: true and endpointPublicAccess: false, or narrow publicAccessCidrs,",
    },
    {
        component: /^eks:index:ManagedNodeGroup$/,
        child: /nodeGroup:NodeGroup$/,
        about: privateSubnets,
        change: "set subnetIds to private subnets",
    },
    { ...nodes, about: privateSubnets, change: "set nodeSubnetIds to private subnets" },
    {
        ...nodes,
        about: /^set \S*associatePublicIpAddress to false$/,
        change: "set nodeAssociatePublicIpAddress: false",
    },
    { ...restApi, about: /^write security: /, change: "set apiKeyRequired: true in each route" },
    {
        ...restApi,
        about: /^set connectionType to "VPC_LINK" /,
        change: "set connectionType and connectionId in the target of each route",
    },
];

/** The change of a component that changes a resource inside it. */
export function adviceOf({ type, name }: Component, child: Resource, change: string): string {
    const own = table.find(
        ({ component, child: kind, about }) => component.test(type) && kind.test(child.type) && about.test(change),
    );
    const component = `${type} ${JSON.stringify(name)}`;
    return own ? `${own.change} on ${component}` : `${change}, through the arguments of ${component}`;
}
