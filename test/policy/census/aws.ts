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
};
