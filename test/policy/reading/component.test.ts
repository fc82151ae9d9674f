import assert from "node:assert/strict";
import { type Declared, type Json, Pack, unknown } from "../engine";
import { inPreset } from "../in-preset";

const load = (more: Partial<Declared> = {}): Declared => ({
    type: "kubernetes:core/v1:Service",
    name: "web",
    props: { spec: { type: "NodePort" } },
    ...more,
});

async function messageOf(resources: readonly Declared[]): Promise<string> {
    const [first, ...others] = await new Pack(inPreset("standard")).preview(resources);
    assert.ok(first);
    assert.deepEqual(others, []);
    return first.message;
}

describe("A finding at a child of a component", () => {
    it("names the outermost component of a package", async () => {
        const message = await messageOf([
            { type: "eks:index:Cluster", name: "main" },
            { type: "awsx:ecs:Inner", name: "main-inner", parent: "main" },
            load({ parent: "main-inner" }),
        ]);
        assert.match(message, /^Service "web" in eks:index:Cluster "main": /);
        assert.match(message, /\nChange: .*, through the arguments of eks:index:Cluster "main"\.$/);
    });

    it("names no component that the program declares itself, nor a parent that is not a component", async () => {
        for (const parent of [
            { type: "acme:index:Shop", name: "shop" },
            { type: "kubernetes:core/v1:Namespace", name: "shop" },
        ]) {
            const message = await messageOf([parent, load({ parent: "shop" })]);
            assert.match(message, /^Service "web": /, parent.type);
            assert.doesNotMatch(message, /arguments/);
        }
    });

    it("says which argument to change", async () => {
        const message = await messageOf([
            { type: "aws-apigateway:index:RestAPI", name: "pets" },
            {
                type: "aws:apigateway/restApi:RestApi",
                name: "pets",
                parent: "aws-apigateway:index:RestAPI pets",
                props: {
                    body: '{"swagger":"2.0","paths":{"/pets":{"post":{"x-amazon-apigateway-integration":{"type":"mock"}}}}}',
                },
            },
        ]);
        assert.match(
            message,
            /\nChange: set apiKeyRequired: true in each route on aws-apigateway:index:RestAPI "pets"\.$/,
        );
    });

    const rows: readonly Row[] = [
        {
            component: "awsx:lb:NetworkLoadBalancer",
            child: "aws:lb/loadBalancer:LoadBalancer",
            advice: "set internal: true",
            yes: { loadBalancerType: "network" },
            no: [
                { loadBalancerType: "network", internal: true, subnetMappings: [{ allocationId: "eipalloc-1" }] },
                { ignoring: "internal", internal: true },
            ],
        },
        {
            component: "awsx:lb:ApplicationLoadBalancer",
            child: "aws:ec2/securityGroup:SecurityGroup",
            advice: "set defaultSecurityGroup, or securityGroups, to groups that are not open",
            yes: { ingress: [{ cidrBlocks: ["0.0.0.0/0"] }] },
            no: [{ ignoring: "ingress", ingress: [] }],
        },
        {
            component: "awsx:ecs:FargateService",
            child: "aws:ecs/service:Service",
            advice: "set assignPublicIp: false, also in networkConfiguration,",
            yes: { networkConfiguration: { assignPublicIp: true } },
            no: [{ ignoring: "networkConfiguration", networkConfiguration: { assignPublicIp: false } }],
        },
        {
            component: "eks:index:Cluster",
            child: "aws:eks/cluster:Cluster",
            advice: "set endpointPrivateAccess: true and endpointPublicAccess: false, or narrow publicAccessCidrs,",
            yes: { vpcConfig: { endpointPublicAccess: true } },
            no: [{ ignoring: "vpcConfig", vpcConfig: { endpointPublicAccess: false } }],
        },
        {
            component: "eks:index:ManagedNodeGroup",
            child: "aws:eks/nodeGroup:NodeGroup",
            advice: "set subnetIds to private subnets",
            yes: { subnetIds: unknown },
            no: [
                { remoteAccess: { ec2SshKey: "key" }, subnetIds: ["subnet-1"] },
                { ignoring: "subnetIds", subnetIds: ["subnet-1"] },
            ],
        },
        {
            component: "eks:index:NodeGroup",
            child: "aws:autoscaling/group:Group",
            advice: "set nodeSubnetIds to private subnets",
            yes: { vpcZoneIdentifiers: unknown },
            no: [{ ignoring: "vpcZoneIdentifiers", vpcZoneIdentifiers: ["subnet-1"] }],
        },
        {
            component: "eks:index:NodeGroupV2",
            child: "aws:ec2/launchTemplate:LaunchTemplate",
            advice: "set nodeAssociatePublicIpAddress: false",
            yes: { networkInterfaces: [{ associatePublicIpAddress: "true" }] },
            no: [
                { networkInterfaces: [{ ipv6AddressCount: 1 }] },
                { ignoring: "networkInterfaces", networkInterfaces: [] },
            ],
        },
        {
            component: "aws-apigateway:index:RestAPI",
            child: "aws:apigateway/restApi:RestApi",
            advice: "set connectionType and connectionId in the target of each route",
            yes: { body: body("http_proxy", "https://shop.example", true) },
            no: [{ ignoring: "body", body: body("mock", "", true) }],
        },
        {
            component: "aws-apigateway:index:RestAPI",
            child: "aws:apigateway/restApi:RestApi",
            advice: "set apiKeyRequired: true in each route",
            yes: { body: body("mock", "", false) },
            no: [{ body: body("mock", "", true), apiKeySource: "AUTHORIZER" }],
        },
    ];
    for (const { component, child, advice, yes, no } of rows) {
        const changes = async ({ ignoring, ...props }: Props): Promise<string[]> => {
            const resource = { type: child, name: "child", props, parent: `${component} web` };
            const found = await new Pack().preview([
                { type: component, name: "web", isComponent: true },
                { ...resource, ...(typeof ignoring === "string" && { ignoreChanges: [ignoring] }) },
            ]);
            const own = found.filter(({ urn }) => urn.endsWith("::child"));
            return own.map(({ message }) => message.split("\nChange: ")[1] ?? "");
        };

        it(`says of a child of ${component} to ${advice}`, async () => {
            const found = await changes(yes);
            assert.ok(found.includes(`${advice} on ${component} "web".`), found.join("\n"));
        });

        it(`does not say of a child of ${component} to ${advice} if that changes nothing`, async () => {
            for (const props of no) {
                const found = await changes(props);
                assert.ok(found.length > 0, JSON.stringify(props));
                for (const change of found)
                    assert.match(change, new RegExp(`, through the arguments of ${component} "web"\\.$`));
            }
        });
    }
});

type Props = { readonly [key: string]: Json };

interface Row {
    readonly component: string;
    readonly child: string;
    /** Its change for the properties `yes`. */
    readonly advice: string;
    readonly yes: Props;
    /** Properties for which it would be wrong, or is already followed; `ignoring` is a property whose changes are ignored. */
    readonly no: readonly Props[];
}

function body(type: string, uri: string, isKeyed: boolean): string {
    return JSON.stringify({
        swagger: "2.0",
        paths: {
            "/pets": {
                post: {
                    "x-amazon-apigateway-integration": { type, uri },
                    ...(isKeyed && { security: [{ api_key: [] }] }),
                },
            },
        },
        securityDefinitions: { api_key: { type: "apiKey", in: "header", name: "x-api-key" } },
    });
}
