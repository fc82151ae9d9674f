import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import { revealed } from "./state-values";

/** A permission to invoke a Lambda function that API Gateway has. */
export interface InvokePermission {
    readonly functionName: string;
    /** Alias or version that it is for; empty for the function itself. */
    readonly qualifier: string;
    /** Pattern of the ARNs of methods and authorizers that may invoke it. */
    readonly sourceArn: string;
}

const permissionSchema = z.object({
    function: z.string(),
    qualifier: z.string().nullish(),
    principal: z.string(),
    sourceArn: z.string().default("*"),
});

/** Reads the permissions to invoke functions that a stack gives API Gateway. */
export function readPermissions(resources: readonly StateResource[]): InvokePermission[] {
    return resources
        .filter(({ type }) => type === "aws:lambda/permission:Permission")
        .map(({ outputs }) => permissionSchema.parse(revealed(outputs)))
        .filter(({ principal }) => principal === "apigateway.amazonaws.com")
        .map(({ function: name, qualifier, sourceArn }) => ({
            // A name or an ARN.
            functionName: name.split(":function:").at(-1)?.split(":")[0] ?? name,
            qualifier: qualifier ?? "",
            sourceArn,
        }));
}
