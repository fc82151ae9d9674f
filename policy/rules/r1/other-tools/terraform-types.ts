import { type Plain, type Props, type Resource, UNKNOWN } from "../../../reading/resource";
import { isList, isObject, knownValue, readString } from "../../../reading/value";
import { serviceTypes } from "../aws/public-services";

/** Terraform types with an equivalent in the aws provider whose properties differ only in their spelling. */
export const equivalentTypes: ReadonlyMap<string, string> = new Map([
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
    ["aws_sqs_queue", "aws:sqs/queue:Queue"],
    ["aws_sqs_queue_policy", "aws:sqs/queuePolicy:QueuePolicy"],
    ["aws_sns_topic", "aws:sns/topic:Topic"],
    ["aws_sns_topic_policy", "aws:sns/topicPolicy:TopicPolicy"],
    ["aws_cloudwatch_event_bus_policy", "aws:cloudwatch/eventBusPolicy:EventBusPolicy"],
    ["aws_cloudwatch_event_permission", "aws:cloudwatch/eventPermission:EventPermission"],
    ["aws_ecs_task_definition", "aws:ecs/taskDefinition:TaskDefinition"],
    ["aws_batch_job_definition", "aws:batch/jobDefinition:JobDefinition"],
    ["aws_sfn_state_machine", "aws:sfn/stateMachine:StateMachine"],
    ["aws_network_interface", "aws:ec2/networkInterface:NetworkInterface"],
]);

/** Terraform types that open a path to a backend, or may, and that the rules cannot check. */
export const opaqueNames = new RegExp(
    `^(?:${[
        "aws_amplify_app|aws_apprunner_service|aws_appsync_(?:api|domain_name|graphql_api)",
        "aws_api_gateway_(?:api_key|base_path_mapping|deployment|integration|method|method_settings|resource|rest_api\\w*|stage|usage_plan\\w*)",
        "aws_apigatewayv2_(?!vpc_link$)\\w+",
        "aws_bedrockagentcore_gateway|aws_cloudcontrolapi_resource|aws_cloudformation_stack\\w*",
        "aws_cloudfront_(?:\\w*distribution\\w*|vpc_origin)",
        "aws_ec2_fleet|aws_launch_(?:configuration|template)|aws_spot_(?:fleet|instance)_request|aws_vpc_endpoint_service\\w*",
        "aws_ecs_(?:express_gateway_service|service|task_set)|aws_eks_(?:addon|capability|cluster|node_group)",
        "aws_elastic_beanstalk_(?:configuration_template|environment)|aws_gamelift_fleet",
        "aws_globalaccelerator_(?:cross_account_attachment|(?:custom_routing_)?(?:accelerator|endpoint_group|listener))",
        "aws_iot_domain_configuration|aws_lambda_(?:function_url|resource_policy)",
        "aws_lightsail_(?:container_service\\w*|distribution|instance|instance_public_ports|lb|static_ip_attachment)",
        "aws_serverlessapplicationrepository_cloudformation_stack|aws_servicecatalog_provisioned_product",
        "aws_transfer_(?:server|web_app)|aws_verifiedaccess_endpoint|aws_vpclattice_service",
        // Annotations make a Service public; the class of an Ingress is resolved only for Pulumi's own provider.
        "kubernetes_(?:annotations|env|ingress_class|ingress|manifest|service)(?:_v\\d\\w*)?",
        "kubernetes_(?:cron_job|daemonset|daemon_set|deployment|job|pod|replication_controller|stateful_set)(?:_v\\d\\w*)?",
        "(?:argocd_application(?:_set)?|flux_bootstrap_git|helm_release|rancher2_app(?:_v2)?)",
        "(?:kubectl_\\w*manifest\\w*|kubectl_(?:path_)?documents?|kustomization_resource)",
        "(?:cloudflare_\\w*tunnel\\w*|ngrok_\\w+)",
    ].join("|")})$`,
);

/**
 * Terraform's name of a type in a bridged provider (`awscc:index/lambdaUrl:LambdaUrl`) or in a Terraform module
 * (`vpc:tf:aws_eip`) (github.com/pulumi/pulumi-terraform-module, docs of `pulumi package add`).
 */
export const terraformName = (type: string): string =>
    type
        .replace(/^[^:]+:tf:/, "")
        .replace(/^(\w+):index\/(\w+):.*$/, "$1_$2")
        .replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

/** CloudFormation's name of an awscc type: `awscc_ec2_eip` is `AWS::ec2::eip`, with case ignored. */
export function cloudFormationName(name: string): string | undefined {
    const [, service, words] = /^awscc_([a-z0-9]+)_(\w+)$/.exec(name) ?? [];
    return words && `AWS::${service}::${words.replaceAll("_", "")}`;
}

// The bridge uses the plural for a list (pulumi-terraform-bridge, pkg/tfbridge/names.go); the aws provider does not
// always.
const ownNames: ReadonlyMap<string, string> = new Map([
    ["subnet_mapping", "subnetMappings"],
    ["subnetMapping", "subnetMappings"],
    ["ingresses", "ingress"],
    ["securityGroupIngresses", "securityGroupIngress"],
]);

/** Spells a property name as the aws provider and aws-native do. */
export const camelCased = (key: string): string =>
    ownNames.get(key) ?? key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Spells all property names, at every depth, as the aws provider and aws-native do. */
export const camelCasedProps = (props: Props): Props =>
    Object.fromEntries(Object.entries(props).map(([key, own]) => [camelCased(key), camelCasedValue(own)]));

function camelCasedValue(value: Plain): Plain {
    if (isList(value)) return value.map(camelCasedValue);
    return isObject(value) ? camelCasedProps(value) : value;
}

// Terraform names that do not follow from the module and the name in the type token.
const others: ReadonlyMap<string, string> = new Map([
    ["aws_db_instance", "aws:rds/instance:Instance"],
    ["aws_rds_cluster_instance", "aws:rds/clusterInstance:ClusterInstance"],
    ["aws_opensearchserverless_security_policy", "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy"],
    ["aws_bedrockagentcore_agent_runtime", "aws:bedrock/agentcoreAgentRuntime:AgentcoreAgentRuntime"],
    ["aws_bedrockagentcore_harness", "aws:bedrock/agentcoreHarness:AgentcoreHarness"],
    ["aws_osis_pipeline", "aws:opensearchingest/pipeline:Pipeline"],
]);

const terraformNameOf = (token: string): string => {
    const [, module, name = ""] = /^aws:(\w+)\/(\w+):/.exec(token) ?? [];
    return `aws_${module}_${name.replace(/EC2$/, "Ec2").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
};

// Services whose omitted properties Terraform reports as unknown before creation, and whose default is private.
const computedDefaults: ReadonlySet<string> = new Set([
    "aws:dms/replicationInstance:ReplicationInstance",
    "aws:msk/cluster:Cluster",
    "aws:mwaa/environment:Environment",
    "aws:rds/clusterInstance:ClusterInstance",
]);

/** Services of the aws provider by Terraform's type name: `aws_mq_broker` is `aws:mq/broker:Broker`. */
export const terraformServices: ReadonlyMap<string, string> = new Map([
    ...serviceTypes.map((token): [string, string] => [terraformNameOf(token), token]),
    ...others,
]);

/** Converts the properties of a service to the aws provider's format. Terraform writes a single block as a list. */
export function servicePropsOf(service: string, props: Props): Props {
    const unwrapped = unwrappedProps(props);
    return computedDefaults.has(service) ? withoutUnknowns(unwrapped) : unwrapped;
}

const withoutUnknowns = (props: Props): Props =>
    Object.fromEntries(
        Object.entries(props)
            .filter(([, value]) => value !== UNKNOWN)
            .map(([key, value]) => [key, isObject(value) ? withoutUnknowns(value) : value]),
    );

const unwrappedProps = (props: Props): Props =>
    Object.fromEntries(Object.entries(props).map(([key, value]) => [key, unwrapped(value)]));

function unwrapped(value: Plain): Plain {
    if (isList(value)) {
        const [only] = value;
        return value.length === 1 && (isObject(only) || only === UNKNOWN) ? unwrapped(only) : value.map(unwrapped);
    }
    return isObject(value) ? unwrappedProps(value) : value;
}

const typeProperties: ReadonlyMap<string, string> = new Map([
    ["aws:cloudcontrol/resource:Resource", "typeName"],
    ["aws-native:index:ExtensionResource", "type"],
]);

/**
 * CloudFormation's type name of a resource of Cloud Control, `aws-native` or `awscc`, otherwise Terraform's; for other
 * providers, a name that is in no table.
 */
export function declaredName(resource: Resource): string {
    const property = typeProperties.get(resource.type);
    if (property !== undefined) return knownValue(readString(resource.props, property)) ?? "";
    const [, service, kind] = /^aws-native:(?!index:)(\w+):(\w+)$/.exec(resource.type) ?? [];
    if (service !== undefined) return `AWS::${service}::${kind}`;
    const name = terraformName(resource.type);
    return cloudFormationName(name) ?? name;
}
