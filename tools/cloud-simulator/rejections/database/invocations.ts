import { mayCall, policyText } from "../../resources/access/role-permissions";
import { databaseType } from "../../resources/databases";
import { clientOf, databaseProblem, serviceProblem } from "../../resources/network/private-paths";
import type { Rejection } from "../../resources/rejection";
import type { Cloud } from "../../state/cloud";
import { listOf, type PropertyMap, text } from "../../state/property-values";
import type { LiveResource } from "../../state/resource-store";

const type = "aws:lambda/invocation:Invocation";
const functionType = "aws:lambda/function:Function";

/**
 * Invocations that fail. The code of a function is not simulated: one whose environment, whose role's policies or whose input
 * name the master secret of a database reads this secret and connects to the database; any other one succeeds.
 */
export const invocations: readonly Rejection[] = [
    {
        what: "invoking a function that does not exist",
        type,
        on: ["create", "update"],
        source: "hashicorp/terraform#5664",
        verbatim: true,
        reject: ({ properties }, cloud) =>
            invokedFunction(properties, cloud) === undefined && cloud.store.ofType(functionType).length > 0
                ? `ResourceNotFoundException: Function not found: arn:aws:lambda:${cloud.region}:${cloud.accountId}:function:${text(properties.functionName)}`
                : undefined,
    },
    {
        what: "invoking a function that reads the master secret of a database, and whose role may not",
        type,
        on: ["create", "update"],
        source: "docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html; hashicorp/terraform-provider-aws, internal/service/lambda/invocation.go",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const invoked = invokedFunction(properties, cloud);
            const secret = databasesOf(properties, cloud)
                .map(secretOf)
                .find((arn) => !mayCall(text(invoked?.inputs.role), "secretsmanager:GetSecretValue", cloud, arn));
            return (
                secret &&
                failed(
                    properties,
                    "AccessDeniedException",
                    `no policy allows secretsmanager:GetSecretValue on ${secret}`,
                )
            );
        },
    },
    {
        what: "invoking a function that reads the master secret of a database, and reaches Secrets Manager or the database by no route, security group or network ACL, or from no VPC",
        type,
        on: ["create", "update"],
        source: "binxio/cfn-mysql-user-provider#11, brefphp/bref#873; docs.aws.amazon.com/lambda/latest/dg/configuration-vpc-internet.html",
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const invoked = invokedFunction(properties, cloud);
            const reason = databasesOf(properties, cloud)
                .map((database) => pathProblem(invoked?.inputs ?? {}, database, cloud))
                .find((problem) => problem !== undefined);
            const seconds = Number(text(invoked?.inputs.timeout) || 3).toFixed(2);
            return (
                reason && failed(properties, "Sandbox.Timedout", `Task timed out after ${seconds} seconds: ${reason}`)
            );
        },
    },
];

function invokedFunction({ functionName }: PropertyMap, { store }: Cloud): LiveResource | undefined {
    const name = text(functionName).split(":").at(-1) ?? "";
    return store.find(functionType, name);
}

function databasesOf(invocation: PropertyMap, cloud: Cloud): LiveResource[] {
    const invoked = invokedFunction(invocation, cloud);
    const { environment = null, role = null } = invoked?.inputs ?? {};
    const known = `${JSON.stringify(environment)} ${policyText(text(role), cloud)} ${text(invocation.input)}`;
    return cloud.store
        .ofType(databaseType)
        .filter((database) => secretOf(database) !== "" && known.includes(secretOf(database)));
}

function secretOf({ outputs }: LiveResource): string {
    return text(listOf(outputs.masterUserSecrets)[0]?.secretArn);
}

function pathProblem(invoked: PropertyMap, database: LiveResource, cloud: Cloud): string | undefined {
    if (invoked.vpcConfig === undefined) return "the function is in no VPC";
    const client = clientOf(invoked, cloud);
    return client && (serviceProblem(client, "secretsmanager", cloud) ?? databaseProblem(client, database, cloud));
}

// The provider shows the answer of a function that failed.
function failed({ functionName }: PropertyMap, errorType: string, errorMessage: string): string {
    return `invoking Lambda Function (${text(functionName)}): ${JSON.stringify({ errorType, errorMessage })}`;
}
