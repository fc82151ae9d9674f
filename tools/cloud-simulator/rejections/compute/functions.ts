import type { Rejection, RejectionRequest } from "../../resources/rejection";
import { type Cloud, regionOf } from "../../state/cloud";
import { hasUnknowns, mapOf, type PropertyMap, plain, text, unknown } from "../../state/property-values";

const functionType = "aws:lambda/function:Function";
const aliasType = "aws:lambda/alias:Alias";
const provisionedType = "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig";

/** Concurrent executions of an account in a region, and those of them that no function may reserve (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const [accountConcurrency, unreserved] = [1_000, 100];

// docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
const reservedKey = /^(AWS_(REGION|DEFAULT_REGION|ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_\w+)|_HANDLER)$/;

/** Calls that AWS Lambda rejects. */
export const functions: readonly Rejection[] = [
    {
        what: "a function whose role Lambda may not assume; a role that does not exist in the stack is accepted",
        type: functionType,
        on: ["create", "update"],
        source: "hashicorp/terraform-provider-aws#854",
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const role = store
                .ofType("aws:iam/role:Role")
                .find(({ outputs }) => text(outputs.arn) === text(properties.role));
            // The provider takes the document as JSON or as an object.
            const trust = JSON.stringify(plain(role?.outputs.assumeRolePolicy ?? null));
            return role === undefined || /\blambda\.amazonaws\.com\b/.test(trust)
                ? undefined
                : "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.";
        },
    },
    {
        what: "a function with an image outside the private ECR repositories of its region",
        type: functionType,
        on: ["create", "update"],
        source: "grafana/loki#7218, binxio/cfn-ses-provider#27",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }, cloud) => {
            const { imageUri, packageType } = properties;
            if (packageType !== "Image" || imageUri === unknown) return undefined;
            const form = new RegExp(`^\\d{12}\\.dkr\\.ecr\\.${regionOf(properties, cloud)}\\.amazonaws\\.com(\\.cn)?/`);
            return form.test(text(imageUri))
                ? undefined
                : `InvalidParameterValueException: Source image ${text(imageUri)} is not valid. Provide a valid source image.`;
        },
    },
    {
        what: "a function with an environment variable that Lambda reserves",
        type: functionType,
        on: ["create", "update"],
        source: "mattermost/mattermost-cloud-monitoring#264",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const keys = Object.keys(mapOf(mapOf(properties.environment).variables)).filter((key) =>
                reservedKey.test(key),
            );
            return keys.length === 0
                ? undefined
                : "InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have " +
                      `provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${keys.join(", ")}`;
        },
    },
    {
        what: "a function with more than 4 KB of environment variables",
        type: functionType,
        on: ["create", "update"],
        source: "github-aws-runners/terraform-aws-github-runner#3594",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }) => {
            const { variables = {} } = mapOf(properties.environment);
            const measured = JSON.stringify(plain(variables));
            return Buffer.byteLength(measured) > 4_096 && !hasUnknowns(variables)
                ? `InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${measured}`
                : undefined;
        },
    },
    {
        what: `a function that would leave fewer than ${unreserved} of the account's ${accountConcurrency} concurrent executions unreserved`,
        type: functionType,
        on: ["create", "update"],
        source: "aws-samples/siem-on-amazon-opensearch-service#175",
        verbatim: true,
        reject: (request, cloud) => {
            const own = Number(request.properties.reservedConcurrentExecutions ?? -1);
            const isTooMuch =
                own > 0 && reservedBeside(functionType, request, cloud) + own > accountConcurrency - unreserved;
            return isTooMuch
                ? `InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreserved}].`
                : undefined;
        },
    },
    {
        what: "an alias whose name is a number",
        type: aliasType,
        on: ["create"],
        source: "docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html",
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) =>
            /^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/.test(text(properties.name))
                ? undefined
                : `ValidationException: 1 validation error detected: Value '${text(properties.name)}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)`,
    },
    {
        what: "an alias of a function or a version that does not exist",
        type: aliasType,
        on: ["create", "update"],
        source: "aws-cloudformation/rain#175, hashicorp/terraform-provider-aws#5049",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const { functionName, functionVersion } = properties;
            const found = cloud.store.find(functionType, text(functionName));
            const version = text(functionVersion);
            const exists = version === "$LATEST" || Number(version) <= Number(found?.outputs.version);
            return found !== undefined && exists
                ? undefined
                : `ResourceNotFoundException: Function not found: ${functionArn(properties, cloud, text(functionName))}:${version}`;
        },
    },
    {
        what: "a permission for a function or an alias that does not exist",
        type: "aws:lambda/permission:Permission",
        on: ["create"],
        source: "hashicorp/terraform#5664",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const name = text(properties.function).split(":").at(-1) ?? "";
            const arn = functionArn(properties, cloud, name);
            // A function outside the stack, such as one of another program, may exist.
            const isOwn = cloud.store.ofType(functionType).length > 0;
            if (isOwn && !cloud.store.find(functionType, name))
                return `ResourceNotFoundException: Function not found: ${arn}`;
            const { qualifier } = properties;
            return qualifier === undefined || cloud.store.find(aliasType, `${arn}:${text(qualifier)}`)
                ? undefined
                : `ResourceNotFoundException: Cannot find alias arn: ${arn}:${text(qualifier)}`;
        },
    },
    {
        what: "provisioned concurrency of an alias that names no published version",
        type: provisionedType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#12120",
        verbatim: true,
        reject: ({ properties }, cloud) => {
            const arn = functionArn(properties, cloud, text(properties.functionName));
            const alias = cloud.store.find(aliasType, `${arn}:${text(properties.qualifier)}`);
            return alias?.outputs.functionVersion === "$LATEST"
                ? "InvalidParameterValueException: Provisioned Concurrency Configs cannot be applied to unpublished function versions."
                : undefined;
        },
    },
    {
        what: `provisioned concurrency that would leave fewer than ${unreserved} of the account's ${accountConcurrency} concurrent executions unreserved`,
        type: provisionedType,
        on: ["create", "update"],
        source: "anomalyco/sst#5829",
        verbatim: true,
        reject: (request, cloud) => {
            const own = Number(request.properties.provisionedConcurrentExecutions);
            return reservedBeside(provisionedType, request, cloud) + own > accountConcurrency - unreserved
                ? `InvalidParameterValueException: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreserved}].`
                : undefined;
        },
    },
];

// Executions that others have reserved. Provisioned ones of a function with a reservation are part of it, which is not simulated.
function reservedBeside(type: string, { id }: RejectionRequest, { store }: Cloud): number {
    const others = store.ofType(functionType, provisionedType).filter((own) => own.type !== type || own.id !== id);
    const reserved = ({ inputs }: { readonly inputs: PropertyMap }) =>
        Number(inputs.provisionedConcurrentExecutions ?? inputs.reservedConcurrentExecutions ?? 0);
    return others.reduce((sum, own) => sum + Math.max(0, reserved(own)), 0);
}

function functionArn(properties: PropertyMap, cloud: Cloud, name: string): string {
    return `arn:aws:lambda:${regionOf(properties, cloud)}:${cloud.accountId}:function:${name}`;
}
