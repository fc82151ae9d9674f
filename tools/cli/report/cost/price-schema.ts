import { z } from "zod";

const source = z.string().min(1).describe("Source of the price, and when it was read.");
const usd = z.number().min(0);
const region = z.string().min(1).optional().describe("Region of the price, if it is not that of the table.");
const price = z.strictObject({ usd, source, region });
const tiers = z
    .array(z.strictObject({ above: z.number().min(0), usd }))
    .optional()
    .describe("Prices of the units above a threshold, in ascending order.");
const usagePrice = z.strictObject({ usd, source, region, tiers });
const usage = usagePrice.extend({ assumed: z.number().min(0).describe("Units in a month.") });

/** Items charged by usage: the name of each assumption, and its unit. */
export const uses = {
    requestsMillion: "million requests to the gateway",
    httpRequestsMillion: "million calls of HTTP APIs",
    loadBalancerCapacityHours: "capacity unit hours of load balancers",
    applicationCapacityHours: "capacity unit hours of application load balancers",
    autoModeNodeHours: "hours of further nodes that EKS Auto Mode starts under load",
    natGb: "GB through NAT gateways",
    flowLogGb: "GB of flow logs",
    controlPlaneLogGb: "GB of control plane logs",
    accessLogGb: "GB of access logs",
    containerLogGb: "GB of container logs",
    dataOutGb: "GB to the internet",
    tableWritesMillion: "million writes to DynamoDB tables",
    tableReadsMillion: "million reads of DynamoDB tables",
    tableGb: "GB in DynamoDB tables",
    filteredRequestsMillion: "million requests through web ACLs",
    firewallLogGb: "GB of logs of web ACLs",
    edgeRequestsMillion: "million HTTPS requests to distributions",
    edgeFunctionRequestsMillion: "million invocations of functions at the edge",
    edgeOutGb: "GB from distributions to the internet",
    edgeLogGb: "GB of access logs of distributions",
    functionRequestsMillion: "million invocations of functions",
    functionThousandGbSeconds: "thousand GB-seconds of functions",
    queueRequestsMillion: "million requests to the queues of pipelines",
    topicMessagesMillion: "million messages to the topics of pipelines",
    stateTransitionsMillion: "million transitions between states of pipelines",
    storageGb: "GB in the buckets of pipelines",
    storageWritesMillion: "million writes and lists of the buckets of pipelines",
    storageReadsMillion: "million reads of the buckets of pipelines",
    socketMessagesMillion: "million messages of WebSocket APIs",
    socketMinutesMillion: "million minutes of connections to WebSocket APIs",
} as const;

/** Name of an assumption about usage. */
export type Use = keyof typeof uses;

const currency = z.literal("USD");
const asOf = z
    .string()
    .regex(/^\d{4}-\d{2}/)
    .describe("When the newest price was read.");
const fixed = z.strictObject({
    eksClusterHour: price,
    eksExtendedSupportHour: price.describe("On top of a cluster's hour, once its version has left standard support."),
    natGatewayHour: price,
    loadBalancerHour: price.describe("Of a network load balancer."),
    applicationBalancerHour: price.describe("Of an application load balancer."),
    publicAddressHour: price,
    interfaceEndpointHour: price.describe("In each subnet."),
    kmsKeyMonth: price,
    metricMonth: price.describe("Of a custom metric, such as a detailed metric of a method."),
    fargateCpuHour: price.describe("Of a vCPU."),
    fargateGbHour: price.describe("Of a GB of memory."),
    fargateArmCpuHour: price.describe("Of a vCPU of AWS Graviton."),
    fargateArmGbHour: price.describe("Of a GB of memory beside AWS Graviton."),
    volumeGbMonth: price.describe("Of a GB of a gp3 volume."),
    databaseGbMonth: price.describe("Of a GB of a database's gp3 storage in one zone."),
    alarmMonth: price,
    compositeAlarmMonth: price,
    dashboardMonth: price,
    canaryRun: price,
    hostedZoneMonth: price,
    secretMonth: price,
    webAclMonth: price,
    webAclRuleMonth: price,
    streamHour: price.describe("Of a Kinesis stream on demand."),
    provisionedGbHour: price.describe("Of the memory of a function's instance that is kept ready."),
});
const cacheHour = z.record(z.string(), price).describe("Of a stage's cache, by its size in GB.");
const instanceHour = z.record(z.string(), price);
const databaseHour = z.record(z.string(), price).describe("Of a database in one zone, by its engine and class.");
const usages = z.strictObject({
    requestsMillion: usage,
    httpRequestsMillion: usage.describe("By 512 KB."),
    loadBalancerCapacityHours: usage.describe("Of each network load balancer."),
    applicationCapacityHours: usage.describe("Of each application load balancer."),
    natGb: usage.describe("Of each NAT gateway."),
    flowLogGb: usage.describe("Of each flow log into CloudWatch Logs."),
    controlPlaneLogGb: usage.describe("Of each cluster that logs."),
    accessLogGb: usage.describe("Of each stack with access logs."),
    containerLogGb: usage.describe(
        "Of each cluster, of EKS or ECS, that sends the logs of its containers to CloudWatch, and of all machines of a stack together.",
    ),
    dataOutGb: usage,
    tableWritesMillion: usage.describe("Of each on-demand table."),
    tableReadsMillion: usage.describe("Of each on-demand table."),
    tableGb: usage.describe("Of each table."),
    filteredRequestsMillion: usage.describe("Of each web ACL."),
    firewallLogGb: usage.describe("Of each web ACL that logs to CloudWatch Logs."),
    edgeRequestsMillion: usage.describe("Of each distribution, from the United States."),
    edgeFunctionRequestsMillion: usage.describe("Of each distribution with CloudFront Functions."),
    edgeOutGb: usage.describe(
        "Of each distribution, to the United States or Europe. It replaces the traffic of the gateway.",
    ),
    edgeLogGb: usage.describe("Of each distribution that logs to CloudWatch Logs."),
    functionRequestsMillion: usage.describe("Of each function."),
    functionThousandGbSeconds: usage.describe(
        "Of each GB of a function's memory: its busy time in thousands of seconds.",
    ),
    queueRequestsMillion: usage.describe(
        "Of each queue of a pipeline, and of each that brings its announcements to a WebSocket API.",
    ),
    topicMessagesMillion: usage.describe("Of each topic of a pipeline; deliveries to queues are free."),
    stateTransitionsMillion: usage.describe("Of each Standard state machine of a pipeline."),
    storageGb: usage.describe("Of each bucket of a pipeline, with former versions."),
    storageWritesMillion: usage.describe("Of each bucket of a pipeline."),
    storageReadsMillion: usage.describe("Of each bucket of a pipeline."),
    socketMessagesMillion: usage.describe("Of each WebSocket API, in both directions, by 32 KB."),
    socketMinutesMillion: usage.describe("Of each WebSocket API."),
});
const autoModeNode = z.strictObject({
    instanceTypes: z
        .strictObject({ amd64: z.string(), arm64: z.string() })
        .describe("Types of the nodes that EKS Auto Mode is assumed to start; all have the same size."),
    cpu: z.number().positive().describe("CPUs of a node that the pods of APIs can use."),
    memoryMib: z.number().positive().describe("Memory of a node that the pods of APIs can use."),
    feePart: z.number().min(0).describe("Fee of EKS Auto Mode as a part of the instance's price."),
    assumedHours: z.number().min(0).describe("Hours in a month of nodes beyond those that the pods need without load."),
    source,
});

/** The form of a complete price table. */
export const priceTable = z.strictObject({
    region: z.string().min(1),
    currency,
    asOf,
    fixed,
    cacheHour,
    instanceHour,
    databaseHour,
    autoModeNode,
    usage: usages,
});

/** The form of the table of another region, which lacks the prices that are not known there. */
export const regionalTable = z.strictObject({
    region: z.string().min(1),
    currency,
    asOf,
    fixed: fixed.partial(),
    cacheHour,
    instanceHour,
    databaseHour,
    usage: z.partialRecord(usages.keyof(), usagePrice),
});

/** A price and its source. */
export type Price = z.output<typeof price>;

/** Prices of a region, and the assumed usage of items that are charged by usage. */
export type PriceTable = z.output<typeof priceTable>;
