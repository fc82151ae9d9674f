import * as aws from "@pulumi/aws";
import type { AwsPlace } from "../openapi/aws-place";
import { functionApis } from "./settings/lambda/function-names";
import type { Settings } from "./settings/schema";

/**
 * Asks the provider where the stack's functions are: their ARNs are in the REST API's body, which has to be known at preview, and
 * the outputs of resources are not. Undefined for a stack without functions.
 */
export async function functionPlace(settings: Settings): Promise<AwsPlace | undefined> {
    if (functionApis(settings).length === 0) return undefined;
    const [{ partition }, { region }, { accountId }] = await Promise.all([
        aws.getPartition(),
        aws.getRegion(),
        aws.getCallerIdentity(),
    ]);
    return { partition, region, accountId };
}
