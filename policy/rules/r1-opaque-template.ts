import { type Finding, finding, undecidable } from "../finding";
import type { Resource } from "../resource";
import { readString } from "../value";

const cloudControl = "aws:cloudcontrol/resource:Resource";
const templates: ReadonlySet<string> = new Set([
    "aws:cloudformation/stack:Stack",
    "aws:cloudformation/stackSet:StackSet",
]);

// Resource types, as CloudFormation names them, that can open a way to a backend. IAM, S3, logs and the like cannot.
const kinds = [
    "(ApiGateway|ApiGatewayV2|AppRunner|AppSync|CloudFront|EKS|ElasticBeanstalk|GlobalAccelerator|Lightsail|VpcLattice)(::|:)\\w+",
    "(ElasticLoadBalancing|ElasticLoadBalancingV2)(::|:)LoadBalancer",
    "EC2(::|:)(Instance|LaunchTemplate|NetworkInterface|SecurityGroup|SecurityGroupIngress|EIP|EIPAssociation|SpotFleet|EC2Fleet|VPCEndpointService\\w*)",
    "ECS(::|:)(Service|TaskSet|ExpressGatewayService)",
    "Lambda(::|:)(Url|Permission)",
    "AutoScaling(::|:)LaunchConfiguration",
    "Serverless(::|:)\\w+",
].join("|");
const network = new RegExp(`AWS::(${kinds})\\b`);
const native = new RegExp(`^aws-native:(${kinds})$`, "i");

const commands: ReadonlySet<string> = new Set(["command:local:Command", "command:remote:Command"]);
const opener =
    /\b(kubectl|helm|eksctl|istioctl|cloudflared|ngrok)\b|\baws\s+(apigateway|apigatewayv2|cloudfront|ec2|ecs|eks|elb|elbv2|globalaccelerator|lambda)\b/;

/** Resources that are described in a text of another service, or under tokens whose properties the rules do not read. */
export const isOpaque = (type: string): boolean =>
    type === cloudControl || templates.has(type) || commands.has(type) || native.test(type);

/** Reports what another service would create out of the rules' sight. */
export function judgeOpaque(resource: Resource): Finding[] {
    if (native.test(resource.type))
        return [
            hidden(
                resource,
                `the rules read the aws provider's resources, not "${resource.type}"`,
                "use the same resource of the aws provider",
            ),
        ];
    if (resource.type === cloudControl) {
        const typeName = readString(resource.props, "typeName");
        if (typeName.state !== "known") return [undecidable(resource, ["typeName"], typeName)];
        return network.test(typeName.value)
            ? [
                  hidden(
                      resource,
                      `typeName is "${typeName.value}", whose desired state the rules do not read`,
                      "use the aws provider's own resource",
                  ),
              ]
            : [];
    }
    return commands.has(resource.type) ? judgeCommand(resource) : judgeTemplate(resource);
}

function judgeCommand(command: Resource): Finding[] {
    for (const key of ["create", "update"]) {
        const text = readString(command.props, key);
        if (text.state === "unknown") return [undecidable(command, [key], text)];
        const tool = text.state === "known" ? opener.exec(text.value)?.[0] : undefined;
        if (tool === undefined) continue;
        return [
            hidden(
                command,
                `${key} runs "${tool}", whose effects no preview shows`,
                "declare the resources in the program",
            ),
        ];
    }
    return [];
}

function judgeTemplate(resource: Resource): Finding[] {
    const body = readString(resource.props, "templateBody");
    if (body.state !== "known")
        return [hidden(resource, "its template cannot be read here", "declare its resources in the program")];
    const match = network.exec(body.value);
    // A macro may turn a harmless template into anything.
    if (!match && !/Transform|AWS::Include|AWS::CloudFormation::Stack/.test(body.value)) return [];
    return [
        hidden(
            resource,
            `its template holds ${match ? `a resource of type ${match[0]}` : "a transform or a nested stack"}`,
            "declare its resources in the program",
        ),
    ];
}

const hidden = (resource: Resource, what: string, change: string): Finding =>
    finding(resource, { found: what, wanted: "resources that the rules can judge", change });
