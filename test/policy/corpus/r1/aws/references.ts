import { type Declared, type Json, unknown } from "../../../engine";
import type { CleanCase, ViolationCase } from "../../case";

type Props = { readonly [key: string]: Json };

const resource = (type: string, name: string, props: Props, from: Declared["from"] = {}): Declared => ({
    type,
    name,
    props,
    from,
});
const record = (props: Props, from: Declared["from"] = {}): Declared =>
    resource(
        "aws:route53/record:Record",
        "shop",
        { zoneId: "Z1", name: "shop", type: "CNAME", ttl: 60, ...props },
        from,
    );
const alias = (name: Json): Props => ({ type: "A", aliases: [{ name, zoneId: "Z2", evaluateTargetHealth: true }] });

const leads = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-paths",
    resources,
});
const past = (reason: string, ...resources: Declared[]): ViolationCase => ({
    reason,
    policy: "r1-private-aws",
    resources,
});
const holds = (reason: string, ...resources: Declared[]): CleanCase => ({ reason, resources });

const balancer = "shop-123.eu-west-1.elb.amazonaws.com";
const instances = (type: string, props: Props, from: Declared["from"] = {}): Declared =>
    resource(`aws:cloudformation/${type}`, "stacks", props, from);
const set = resource("aws:cloudformation/stackSet:StackSet", "set", {
    name: "baseline",
    templateBody: JSON.stringify({ Resources: { Queue: { Type: "AWS::SQS::Queue" } } }),
});

const machine = (definition: Json): Declared => resource("aws:sfn/stateMachine:StateMachine", "steps", { definition });
const steps = (parameters: Props): Props => ({
    States: { Run: { Type: "Task", Resource: "arn:aws:states:::ecs:runTask", Parameters: parameters } },
});
const network = (assigned: Props): Props =>
    steps({ NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ["subnet-1"], ...assigned } } });
const inTemplate = (type: string, properties: Props): Declared =>
    resource("aws:cloudformation/stack:Stack", "shop", {
        templateBody: JSON.stringify({ Resources: { A: { Type: type, Properties: properties } } }),
    });
const permission = (props: Props): Declared => resource("aws:lambda/permission:Permission", "shop", props);
const ofBalancer = "elasticloadbalancing.amazonaws.com";
const inOrganization = { principal: "*", principalOrgId: "o-1", action: "lambda:InvokeFunction" };
const policy = (Condition: Props): Declared =>
    resource("aws:lambda/resourcePolicy:ResourcePolicy", "shop", {
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Condition }] }),
    });

/** References that bypass the gateway: to resources of another program, or to ones that start later. */
export const violations: readonly ViolationCase[] = [
    leads("a name of a public load balancer outside the stack", record(alias(balancer))),
    leads("a name of a public load balancer outside the stack, with IPv6", record(alias(`dualstack.${balancer}.`))),
    leads("a name of a load balancer in China", record({ records: ["shop-1.cn-north-1.elb.amazonaws.com.cn"] })),
    leads("a name of a machine", record({ records: ["EC2-3-8-1-1.eu-west-1.compute.amazonaws.com"] })),
    leads("a name of a function URL", record({ records: ["abc.lambda-url.eu-west-1.on.aws"] })),
    leads("a name of an accelerator", record({ records: [unknown, "a1.awsglobalaccelerator.com"] })),
    leads("a name of a tunnel", record({ records: ["1234-abcd.cfargotunnel.com"] })),
    leads("a name of another tunnel", record({ records: ["shop.ngrok.app"] })),
    leads(
        "a name of a load balancer in a whole list of names",
        resource("aws:route53/recordsExclusive:RecordsExclusive", "shop", {
            resourceRecordSets: [{ name: "a", resourceRecords: [{ value: balancer }] }],
        }),
    ),
    leads(
        "a name of a load balancer through aws-native",
        resource("aws-native:route53:RecordSet", "shop", { aliasTarget: { dnsName: balancer } }),
    ),
    leads(
        "names of load balancers through aws-native",
        resource("aws-native:route53:RecordSetGroup", "shop", { recordSets: [{ resourceRecords: [balancer] }] }),
    ),
    leads(
        "a name of a load balancer in a Terraform module",
        resource("zone:tf:aws_route53_record", "shop", { alias: [{ name: balancer }] }),
    ),
    leads(
        "a name of a load balancer from another stack's output",
        resource("pulumi:pulumi:StackReference", "network", { name: "acme/network/prod" }),
        record(alias(balancer), { aliases: ["network"] }),
    ),
    leads("a name that is not known and comes from nowhere", record(alias(unknown))),
    leads("a list of names that is not known", record({ records: unknown })),
    leads("a name that is not known, of a type that is not known", record({ type: unknown, records: [unknown] })),
    leads(
        "a name that is not known from another stack's output",
        resource("pulumi:pulumi:StackReference", "network", { name: "acme/network/prod" }),
        record({ records: [unknown] }, { records: ["network"] }),
    ),
    {
        ...leads("a name that is not known from a command", resource("command:local:Command", "host", {}), {
            ...record({ records: [unknown] }),
            dependsOn: ["host"],
        }),
        at: "shop",
        also: [{ policy: "r1-opaque-resources", at: "host" }],
    },
    {
        ...past(
            "a public load balancer of the program with its name, once",
            resource("aws:lb/loadBalancer:LoadBalancer", "edge", {}),
            record(alias(balancer), { aliases: ["edge"] }),
        ),
        at: "edge",
    },
    leads(
        "stacks of a stack set outside the stack",
        instances("stackInstances:StackInstances", { stackSetName: "baseline" }),
    ),
    leads(
        "a stack of a stack set outside the stack",
        instances("stackSetInstance:StackSetInstance", { stackSetName: "baseline" }),
    ),
    leads("stacks of an unknown stack set", set, instances("stackInstances:StackInstances", { stackSetName: unknown })),
    leads("stacks of a stack set without a name", set, instances("stackInstances:StackInstances", {})),
    past(
        "a step that starts a task with a public address",
        machine(JSON.stringify(network({ AssignPublicIp: "ENABLED" }))),
    ),
    past("a step that looks up its public address", machine(JSON.stringify(network({ "AssignPublicIp.$": "$.open" })))),
    leads("a machine's address that is only looked up", {
        ...resource("aws:ec2/eip:Eip", "address", { instance: "i-1", networkInterface: "eni-1" }),
        onlyInState: true,
    }),
    past("steps that cannot be read", machine("States:\n  - [")),
    past(
        "a step with a public address in a template",
        inTemplate("AWS::StepFunctions::StateMachine", { Definition: network({ AssignPublicIp: "ENABLED" }) }),
    ),
    past(
        "a step with a public address in a template's string",
        inTemplate("AWS::StepFunctions::StateMachine", {
            DefinitionString: JSON.stringify(network({ AssignPublicIp: "ENABLED" })),
        }),
    ),
    past(
        "a step with a public address in a Terraform module",
        resource("jobs:tf:aws_sfn_state_machine", "steps", {
            definition: JSON.stringify(network({ AssignPublicIp: "ENABLED" })),
        }),
    ),
    past(
        "a job with a public address in a Terraform module",
        resource("jobs:tf:aws_batch_job_definition", "job", {
            container_properties: JSON.stringify({ networkConfiguration: { assignPublicIp: "ENABLED" } }),
        }),
    ),
    past(
        "a set of tasks with public addresses in a template",
        inTemplate("AWS::ECS::TaskSet", {
            NetworkConfiguration: { AwsVpcConfiguration: { AssignPublicIp: "ENABLED" } },
        }),
    ),
    past(
        "a public cluster of databases in a template",
        inTemplate("AWS::RDS::DBCluster", { PubliclyAccessible: true }),
    ),
    past(
        "a public database in another case",
        resource("aws:rds/instance:Instance", "data", { publiclyAccessible: "True" }),
    ),
    past(
        "public brokers in a Terraform module",
        resource("data:tf:aws_msk_cluster", "data", {
            arn: unknown,
            broker_node_group_info: [
                { storage_info: unknown, connectivity_info: [{ public_access: [{ type: "SERVICE_PROVIDED_EIPS" }] }] },
            ],
        }),
    ),
    past(
        "a public Airflow in a Terraform module",
        resource("data:tf:aws_mwaa_environment", "data", { arn: unknown, webserver_access_mode: "PUBLIC_ONLY" }),
    ),
    past(
        "any load balancer of the account may invoke the function",
        permission({ principal: ofBalancer, sourceAccount: "111122223333" }),
    ),
    past(
        "any load balancer of the account may invoke the function, in another case",
        permission({ principal: "ElasticLoadBalancing.amazonaws.com", sourceAccount: unknown, sourceArn: "" }),
    ),
    past(
        "an organization that may call a function URL",
        permission({ ...inOrganization, functionUrlAuthType: "NONE" }),
    ),
    past("everyone in an organization without a name", permission({ ...inOrganization, principalOrgId: "" })),
    past("a whole policy for any organization", policy({ StringLike: { "aws:PrincipalOrgID": "*" } })),
];

/** References to the gateway, to this program's resources or to private ones. */
export const clean: readonly CleanCase[] = [
    holds("a name of an internal load balancer", record({ records: [`internal-${balancer}`] })),
    holds("a name of an internal load balancer with IPv6", record(alias(`dualstack.internal-${balancer}`))),
    holds("a name of a network load balancer", record({ records: ["shop-1a2b.elb.eu-west-1.amazonaws.com"] })),
    holds("a name of the gateway", record(alias("d-a1b2.execute-api.eu-west-1.amazonaws.com"))),
    holds("a name of a site", record({ records: ["shop.github.io"] })),
    holds("a name of a distribution", record(alias("d111.cloudfront.net"))),
    holds("an SPF record", record({ type: "TXT", records: [`v=spf1 a:${balancer} -all`] })),
    holds(
        "a validation record of a certificate",
        resource("aws:acm/certificate:Certificate", "certificate", { domainName: "shop.example.com" }),
        record(
            { name: unknown, type: unknown, records: [unknown] },
            { name: ["certificate"], type: ["certificate"], records: ["certificate"] },
        ),
    ),
    holds(
        "an unknown name of a distribution",
        resource("aws:cloudfront/distribution:Distribution", "cdn", {
            origins: [{ originId: "api", domainName: "a1b2.execute-api.eu-central-1.amazonaws.com" }],
        }),
        record(
            { type: "A", aliases: [{ name: unknown, zoneId: unknown, evaluateTargetHealth: false }] },
            { aliases: ["cdn"] },
        ),
    ),
    holds(
        "unknown addresses and texts",
        record({ type: "A", records: unknown }),
        record({ type: "TXT", records: unknown }),
    ),
    holds(
        "an unknown zone of a known name",
        record({ type: "A", aliases: [{ name: "d111.cloudfront.net", zoneId: unknown }] }),
    ),
    holds("a name without a host", record({ aliases: null, records: [null, 1] })),
    holds("a name in a Terraform module", resource("zone:tf:aws_route53_record", "shop", { records: ["10.0.0.1"] })),
    holds(
        "names at another DNS provider",
        resource("zone:tf:aws_route53_zone", "zone", { alias: balancer }),
        resource("cloudflare:index/record:Record", "shop", { records: [balancer] }),
    ),
    holds(
        "stacks of a stack set",
        set,
        instances("stackInstances:StackInstances", { stackSetName: unknown }, { stackSetName: ["set"] }),
    ),
    holds(
        "stacks of a stack set by its name",
        set,
        instances("stackSetInstance:StackSetInstance", { stackSetName: "baseline" }),
    ),
    holds("a step that starts a private task", machine(JSON.stringify(network({ AssignPublicIp: "DISABLED" })))),
    holds("an address of a NAT gateway that is only looked up", {
        ...resource("aws:ec2/eip:Eip", "address", { instance: "", networkInterface: "eni-1" }),
        onlyInState: true,
    }),
    holds("unknown steps", machine(unknown)),
    holds("steps that cannot be followed", { ...machine(JSON.stringify(steps({}))), ignoreChanges: ["definition"] }),
    holds(
        "steps in a template",
        inTemplate("AWS::StepFunctions::StateMachine", { DefinitionString: { "Fn::Sub": "{}" } }),
    ),
    holds(
        "a private set of tasks in a template",
        inTemplate("AWS::ECS::TaskSet", {
            NetworkConfiguration: { AwsVpcConfiguration: { AssignPublicIp: "DISABLED" } },
        }),
    ),
    holds("a cluster of databases in a template", inTemplate("AWS::RDS::DBCluster", { Engine: "aurora-mysql" })),
    holds(
        "brokers in a Terraform module without access settings",
        resource("data:tf:aws_msk_cluster", "data", {
            broker_node_group_info: [{ connectivity_info: unknown }],
        }),
    ),
    holds(
        "an Airflow in a Terraform module without access settings",
        resource("data:tf:aws_mwaa_environment", "data", {
            webserver_access_mode: unknown,
        }),
    ),
    holds("everyone in one organization", permission(inOrganization)),
    holds("everyone in an unknown organization", permission({ ...inOrganization, principalOrgId: unknown })),
    holds("a whole policy for one organization", policy({ StringEquals: { "aws:PrincipalOrgID": "o-1" } })),
];

/** References are usually unknown until their target exists. */
export const usuallyUnknown =
    /^((aliases|records|resourceRecordSets|aliasTarget|recordSets|alias)(\..*)?|definition|container_properties|broker_node_group_info(\..*)?|webserver_access_mode|sourceArn|principalOrgId)$/;
