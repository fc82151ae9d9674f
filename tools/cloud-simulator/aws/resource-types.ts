import type { ResourceTypes } from "../resources/resource-type";
import { apiGateway } from "./api-gateway";
import { apiGatewayMethods } from "./api-gateway-methods";
import { apiGatewayV2 } from "./api-gateway-v2";
import { autoscalingTypes } from "./autoscaling";
import { cloudwatch } from "./cloudwatch";
import { cognito } from "./cognito";
import { rdsTypes } from "./database/rds";
import { dns } from "./dns/resource-types";
import { ec2Compute } from "./ec2-compute";
import { ec2Gateways } from "./ec2-gateways";
import { ec2Network } from "./ec2-network";
import { ec2Security } from "./ec2-security";
import { ecr } from "./ecr";
import { ecsTypes } from "./ecs";
import { edge } from "./edge/resource-types";
import { eks } from "./eks";
import { events } from "./events";
import { iam } from "./iam";
import { integrationTargets } from "./integration-targets";
import { kms } from "./kms";
import { lambda } from "./lambda";
import { loadBalancing } from "./load-balancing";
import { s3 } from "./s3";
import { storage } from "./storage";
import { alarms } from "./watching/alarms";
import { budgets } from "./watching/budgets";
import { dashboards } from "./watching/dashboards";
import { synthetics } from "./watching/synthetics";
import { topics } from "./watching/topics";

/** Every simulated type of package aws. */
export const awsTypes: ResourceTypes = {
    ...apiGateway,
    ...apiGatewayMethods,
    ...apiGatewayV2,
    ...autoscalingTypes,
    ...cloudwatch,
    ...cognito,
    ...dns,
    ...ec2Compute,
    ...ec2Gateways,
    ...ec2Network,
    ...ec2Security,
    ...ecr,
    ...ecsTypes,
    ...edge,
    ...eks,
    ...events,
    ...iam,
    ...integrationTargets,
    ...kms,
    ...lambda,
    ...loadBalancing,
    ...rdsTypes,
    ...s3,
    ...storage,
    ...alarms,
    ...topics,
    ...budgets,
    ...dashboards,
    ...synthetics,
};
