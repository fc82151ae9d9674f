import { type Plain, type Props, UNKNOWN } from "../../../../reading/resource";
import { isList, isObject } from "../../../../reading/value";
import { serviceTypes } from "../../aws/public-services";

// Names of Terraform that are not made of the token's module and name.
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

// What they leave out Terraform does not know before it is created, and AWS keeps private.
const computedDefaults: ReadonlySet<string> = new Set([
    "aws:dms/replicationInstance:ReplicationInstance",
    "aws:msk/cluster:Cluster",
    "aws:mwaa/environment:Environment",
    "aws:rds/clusterInstance:ClusterInstance",
]);

/** Services of the aws provider, by Terraform's names: `aws_mq_broker` is `aws:mq/broker:Broker`. */
export const terraformServices: ReadonlyMap<string, string> = new Map([
    ...serviceTypes.map((token): [string, string] => [terraformNameOf(token), token]),
    ...others,
]);

/**
 * Properties of a service in the aws provider's form. Terraform writes a block that may be there once as a list of one.
 */
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
