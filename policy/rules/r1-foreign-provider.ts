import { type Finding, finding } from "../finding";
import { type Plain, type Props, type Resource, UNKNOWN } from "../resource";
import type { Settings } from "../settings";
import { isList, isObject } from "../value";
import { prefixListKeys } from "./r1-security-group";

type Judge = (resource: Resource, settings: Settings) => Finding[];

// Types of Terraform that the aws provider has under another token, and whose properties differ in their spelling only.
const same: ReadonlyMap<string, string> = new Map([
    ["aws_lb", "aws:lb/loadBalancer:LoadBalancer"],
    ["aws_alb", "aws:lb/loadBalancer:LoadBalancer"],
    ["aws_elb", "aws:elb/loadBalancer:LoadBalancer"],
    ["aws_security_group", "aws:ec2/securityGroup:SecurityGroup"],
    ["aws_default_security_group", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"],
    ["aws_security_group_rule", "aws:ec2/securityGroupRule:SecurityGroupRule"],
    ["aws_vpc_security_group_ingress_rule", "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
    ["aws_eip", "aws:ec2/eip:Eip"],
    ["aws_eip_association", "aws:ec2/eipAssociation:EipAssociation"],
    ["aws_instance", "aws:ec2/instance:Instance"],
    ["aws_lambda_permission", "aws:lambda/permission:Permission"],
    ["aws_ecs_task_definition", "aws:ecs/taskDefinition:TaskDefinition"],
    ["aws_network_interface", "aws:ec2/networkInterface:NetworkInterface"],
]);

// What opens a way to a backend, or may, and is of a form that no rule reads.
const opaque = new RegExp(
    `^(?:${[
        "aws_(?:amplify|api_gateway|apigatewayv2|apprunner|appsync|globalaccelerator|lightsail|verifiedaccess|vpclattice)_\\w+",
        "aws_(?:cloudcontrolapi_resource|cloudformation_\\w+|cloudfront_(?:\\w*distribution\\w*|vpc_origin))",
        "aws_(?:ecs_(?:service|task_set|express_gateway_service)|eks_(?:addon|capability|cluster|node_group)|elastic_beanstalk_\\w+)",
        "aws_(?:lambda_function_url|launch_configuration|launch_template|transfer_server)",
        "aws_(?:ec2_fleet|spot_\\w+|vpc_endpoint_service\\w*|servicecatalog_provisioned_product)",
        "awscc_(?:elasticloadbalancing\\w*_load_balancer|ec2_(?:eip\\w*|instance|launch_template|security_group\\w*))",
        "awscc_(?:amplify|apigateway|apigatewayv2|apprunner|appsync|cloudfront|ecs|eks|globalaccelerator|lambda|lightsail)_\\w+",
        "awscc_(?:elasticbeanstalk|transfer|verifiedaccess|vpclattice)_\\w+",
        "awscc_(?:ec2_(?:network_interface|verified_access_\\w+|vpc_endpoint_service\\w*)|bedrockagentcore_gateway)",
        "awscc_(?:cloudformation_stack\\w*|autoscaling_launch_configuration)",
        "kubernetes_(?:service|ingress|manifest|deployment|daemonset|daemon_set|stateful_set|replication_controller|pod|job|cron_job)(?:_v\\d\\w*)?",
        "(?:helm_release|kubectl_\\w*manifest\\w*|kubectl_(?:path_)?documents?|kustomization_resource)",
        "(?:cloudflare_\\w*tunnel\\w*|ngrok_\\w+)",
    ].join("|")})$`,
);

/**
 * Terraform's name of a type that a bridged provider (`awscc:index/lambdaUrl:LambdaUrl`) or a Terraform module
 * (`vpc:tf:aws_eip`) gives to the engine (github.com/pulumi/pulumi-terraform-module, docs of `pulumi package add`).
 */
const terraformName = (type: string): string =>
    type
        .replace(/^[^:]+:tf:/, "")
        .replace(/^(\w+):index\/(\w+):.*$/, "$1_$2")
        .replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/** Whether a resource comes from Terraform and may open a way to a backend. */
export function isForeign(type: string): boolean {
    const name = terraformName(type);
    return same.has(name) || opaque.test(name);
}

/** Judges what Terraform calls otherwise as the aws provider's resource; what no rule can read is reported. */
export function judgeForeign(resource: Resource, settings: Settings, judge: Judge): Finding[] {
    const name = terraformName(resource.type);
    const type = same.get(name);
    const props = camelCased(resource.props);
    const { urn, outputs, declared, dependencies, propertyDependencies, ignoreChanges } = resource;
    if (type !== undefined && isObject(props) && ignoreChanges.length === 0 && !holdsPrefixList(props)) {
        const common = { urn, name, outputs, declared, dependencies, propertyDependencies, ignoreChanges };
        if (judge({ ...common, type, props: stated(resource, props) }, settings).length === 0) return [];
    }
    return [
        finding(resource, {
            found: `it is Terraform's "${name}", which may open a way past the gateway, and is not shown to be private`,
            wanted: "resources that the rules can judge",
            change: "declare it with the aws or the kubernetes provider, or remove it",
        }),
    ];
}

// A plan of Terraform shows what a NAT gateway's address is put on as not known; machines have an entry of their own.
const stated = (resource: Resource, props: Props): Props =>
    resource.type.endsWith(":tf:aws_eip")
        ? Object.fromEntries(Object.entries(props).filter(([, value]) => value !== UNKNOWN))
        : props;

// Prefix lists are joined for the aws provider's own resources only.
const holdsPrefixList = (value: Plain): boolean =>
    isList(value)
        ? value.some(holdsPrefixList)
        : isObject(value) &&
          Object.entries(value).some(
              ([key, own]) =>
                  (prefixListKeys.includes(key) && own !== null && !(isList(own) && own.length === 0)) ||
                  holdsPrefixList(own),
          );

// Pulumi calls a list by its plural.
const plurals: ReadonlyMap<string, string> = new Map([
    ["subnet_mapping", "subnetMappings"],
    ["subnetMapping", "subnetMappings"],
]);

function camelCased(value: Plain): Plain {
    if (isList(value)) return value.map(camelCased);
    if (!isObject(value)) return value;
    return Object.fromEntries(
        Object.entries(value).map(([key, own]) => [
            plurals.get(key) ?? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
            camelCased(own),
        ]),
    );
}
