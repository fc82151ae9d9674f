import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApiTargets, TargetRole } from "../../../openapi/service-targets";
import { policyDocument } from "../../access-policy";
import { NodeFunction } from "../../node-function";
import { type CreatedTargetArgs, createTarget } from "./created-target";
import type { TargetResource } from "./target-resource";

/** Arguments of the targets of an API's integrations. */
export interface ServiceTargetsArgs extends CreatedTargetArgs {
    readonly targets: ApiTargets;
    /** Code of each function, by its file. */
    readonly codes: Readonly<Record<string, pulumi.asset.Archive>>;
    /** Environment variables of each function. */
    readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
    /** ARN of the table of the API. Default: none. */
    readonly tableArn?: pulumi.Output<string> | undefined;
}

/** The queues, topics, functions, … that the gateway itself calls for an API, and a role for each action on each of them. */
export class ServiceTargets extends pulumi.ComponentResource {
    /** Name of each function, by its key. */
    readonly functionNames: Readonly<Record<string, pulumi.Output<string>>>;
    /** The URL, the name or the ARN of each resource, by its service and its name in `integrations.yaml`, such as `sqs:orders`. */
    readonly outputs: Readonly<Record<string, pulumi.Output<string>>>;

    /** Creates the resources, the functions and the roles; an underscore, which no API's name has, ends that in their logical names. */
    constructor(name: string, args: ServiceTargetsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("gatehouse:gateway:ServiceTargets", name, {}, opts);

        const resources = this.createResources(name, args);
        this.functionNames = this.createFunctions(name, args);
        for (const role of args.targets.roles) this.createRole(name, role, resources, args);
        this.outputs = Object.fromEntries([...resources].map(([key, { output }]) => [key, output]));

        this.registerOutputs({ outputs: this.outputs });
    }

    private createResources(name: string, args: ServiceTargetsArgs): ReadonlyMap<string, TargetResource> {
        return new Map(
            args.targets.resources.map((resource) => [
                keyOf(resource),
                createTarget(`${name}_${resource.name}`, resource, args, { parent: this }),
            ]),
        );
    }

    private createFunctions(name: string, args: ServiceTargetsArgs) {
        const { targets, codes, environment, access, logRetentionDays } = args;
        const entries = targets.functions.map(({ file, key, functionName }) => {
            const code = codes[file];
            if (code === undefined) throw new Error(`the function "${file}" has no code`);
            const created = new NodeFunction(
                `${name}_${key}`,
                // The gateway waits no longer for a response.
                { functionName, code, environment, access, timeoutSeconds: 29, logRetentionDays },
                { parent: this },
            );
            return [key, created.functionName] as const;
        });
        return Object.fromEntries(entries);
    }

    private createRole(
        name: string,
        { roleName, key, action, on }: TargetRole,
        resources: ReadonlyMap<string, TargetResource>,
        { tableArn }: ServiceTargetsArgs,
    ): void {
        const arn = "table" in on ? tableArn : "arn" in on ? on.arn : resources.get(keyOf(on))?.arn;
        if (arn === undefined) throw new Error(`the role "${roleName}" has no resource`);
        const isBucket = "kind" in on && on.kind === "s3";
        const role = new aws.iam.Role(
            `${name}_${key}`,
            {
                name: roleName,
                assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "apigateway.amazonaws.com" }),
            },
            { parent: this },
        );
        new aws.iam.RolePolicy(
            `${name}_${key}`,
            {
                role: role.id,
                policy: policyDocument([
                    { actions: [action], resources: [isBucket ? pulumi.interpolate`${arn}/*` : arn] },
                ]),
            },
            { parent: this },
        );
    }
}

function keyOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
    return `${kind}:${name}`;
}
