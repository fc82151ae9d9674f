import { type Finding, finding } from "../finding";
import { type Plain, type Resource, UNKNOWN } from "../resource";
import { isList, type Path, pathText, type Reading, read } from "../value";

interface PublicService {
    readonly because: string;
    readonly change: string;
    /** What would make it private; absent if nothing would. */
    readonly privateIf?: { readonly path: Path; readonly value: Plain };
    /** A property whose presence makes it public; absent if it is public by itself. */
    readonly publicIf?: { readonly path: Path; readonly value: Plain };
}

const past = "publish through the API gateway instead";

/** AWS services that put an endpoint on the internet, by type token. */
const table: ReadonlyMap<string, PublicService> = new Map(
    Object.entries({
        "aws:lambda/functionUrl:FunctionUrl": {
            because: "it is an address of its own on the internet",
            change: `remove it, and ${past}`,
        },
        "aws:lambda/permission:Permission": {
            because: 'principal "*" lets anybody invoke the function',
            change: 'set principal to "apigateway.amazonaws.com" and sourceArn to the API',
            publicIf: { path: ["principal"], value: "*" },
        },
        "aws:apprunner/service:Service": {
            because: "networkConfiguration.ingressConfiguration.isPubliclyAccessible is not false",
            change: "set networkConfiguration.ingressConfiguration.isPubliclyAccessible to false",
            privateIf: { path: ["networkConfiguration", "ingressConfiguration", "isPubliclyAccessible"], value: false },
        },
        "aws:ecs/service:Service": {
            because: "networkConfiguration.assignPublicIp gives its tasks public addresses",
            change: "set networkConfiguration.assignPublicIp to false",
            publicIf: { path: ["networkConfiguration", "assignPublicIp"], value: true },
        },
        "aws:ecs/taskSet:TaskSet": {
            because: "networkConfiguration.assignPublicIp gives its tasks public addresses",
            change: "set networkConfiguration.assignPublicIp to false",
            publicIf: { path: ["networkConfiguration", "assignPublicIp"], value: true },
        },
        "aws:ecs/expressGatewayService:ExpressGatewayService": {
            because: "it creates a public load balancer",
            change: `use an ECS service, and ${past}`,
        },
        "aws:lightsail/containerService:ContainerService": {
            because: "it is an endpoint on the internet",
            change: past,
        },
        "aws:lightsail/instance:Instance": { because: "it has a public address", change: past },
        "aws:lightsail/lb:Lb": { because: "it is a public load balancer", change: past },
        "aws:lightsail/distribution:Distribution": { because: "it is an endpoint on the internet", change: past },
        "aws:appsync/graphQLApi:GraphQLApi": {
            because: 'visibility is not "PRIVATE"',
            change: 'set visibility to "PRIVATE"',
            privateIf: { path: ["visibility"], value: "PRIVATE" },
        },
        "aws:globalaccelerator/accelerator:Accelerator": {
            because: "it publishes load balancers, internal ones too",
            change: `remove it, and ${past}`,
        },
        "aws:globalaccelerator/customRoutingAccelerator:CustomRoutingAccelerator": {
            because: "it publishes subnets",
            change: `remove it, and ${past}`,
        },
        "aws:globalaccelerator/endpointGroup:EndpointGroup": {
            because: "it publishes load balancers, internal ones too",
            change: `remove it, and ${past}`,
        },
        "aws:cloudfront/vpcOrigin:VpcOrigin": {
            because: "it makes an internal load balancer public",
            change: "use the API gateway as CloudFront's origin",
        },
        "aws:elasticbeanstalk/environment:Environment": {
            because: "it creates a load balancer or machine that this preview cannot show",
            change: past,
        },
        "aws:serverlessrepository/cloudFormationStack:CloudFormationStack": {
            because: "its resources are not shown to any policy",
            change: "declare its resources in the program",
        },
        "aws:servicecatalog/provisionedProduct:ProvisionedProduct": {
            because: "its resources are not shown to any policy",
            change: "declare its resources in the program",
        },
        "aws:ec2/vpcEndpointService:VpcEndpointService": {
            because: 'allowedPrincipals holds "*", so any AWS account may connect past the gateway',
            change: "name the accounts in allowedPrincipals",
            publicIf: { path: ["allowedPrincipals"], value: "*" },
        },
    } satisfies Record<string, PublicService>),
);

/** Whether the table knows a type. */
export const isPublicService = (type: string): boolean => table.has(type);

/** Reports a service of AWS that is an endpoint of its own. */
export function judgePublicService(resource: Resource): Finding[] {
    const entry: PublicService | undefined = table.get(resource.type);
    if (!entry) return [];
    const { privateIf, publicIf } = entry;
    if (privateIf && isValue(read(resource.props, ...privateIf.path), privateIf.value)) return [];
    const reading = publicIf && read(resource.props, ...publicIf.path);
    const open =
        reading?.state === "unknown" ||
        (reading?.state === "known" && isList(reading.value) && reading.value.includes(UNKNOWN));
    if (reading && !open && !isValue(reading, publicIf.value)) return [];
    const decided = open
        ? `${pathText(publicIf?.path ?? [])} is not known at preview, so it may be public`
        : entry.because;
    return [finding(resource, { found: decided, wanted: "the API gateway as the only way in", change: entry.change })];
}

const isValue = (reading: Reading<Plain>, value: Plain): boolean =>
    reading.state === "known" &&
    (isList(reading.value) ? reading.value.some((item) => same(item, value)) : same(reading.value, value));

// Providers coerce the word "true".
const same = (actual: Plain, value: Plain): boolean =>
    actual === value || (typeof value === "boolean" && actual === String(value));
