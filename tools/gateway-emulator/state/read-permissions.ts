import { z } from "zod";
import type { StateResource } from "../../cloud-simulator/state/state-resource";
import type { InvokePermission } from "./role";
import { revealed } from "./state-values";

const permissionSchema = z.object({
    function: z.string(),
    qualifier: z.string().optional(),
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
            qualifier,
            sourceArn,
        }));
}
