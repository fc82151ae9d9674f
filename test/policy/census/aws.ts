import { awsCompute } from "./aws-compute";
import { awsData } from "./aws-data";
import { awsGateway } from "./aws-gateway";
import { awsModules } from "./aws-modules";
import { awsNetwork } from "./aws-network";
import type { Census } from "./entry";

/** Types of AWS. */
export const awsCensus: Census = {
    modules: awsModules,
    types: [...awsNetwork, ...awsCompute, ...awsGateway, ...awsData],
    pending: [
        { module: "cloudfront", because: "code that may choose another origin", types: "Function" },
        { module: "batch", because: "its machines stand in subnets that it names", types: "ComputeEnvironment" },
        { module: "emr", because: "its machines stand in subnets that it names", types: "Cluster" },
        { module: "ecs", because: "its machines stand in subnets that it names", types: "CapacityProvider" },
        { module: "ecs", because: "its images may be tunnels", types: "TaskDefinition" },
        { module: "cloudwatch", because: "may run tasks with public addresses", types: "EventTarget" },
        { module: "gamelift", because: "opens ports of machines with public addresses", types: "Fleet" },
        { module: "lambda", because: "says who may invoke a function", types: "ResourcePolicy" },
        { module: "scheduler", because: "may run tasks with public addresses", types: "Schedule" },
        { module: "pipes", because: "may run tasks with public addresses", types: "Pipe" },
    ],
};
