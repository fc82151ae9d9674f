import { type Plain, type Props, UNKNOWN } from "../../../../reading/resource";
import { isList, isObject } from "../../../../reading/value";
import { serviceTypes } from "../../aws/public-services";

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
