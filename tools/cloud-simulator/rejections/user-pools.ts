import type { Rejection } from "../resources/rejection";
import { listOf, text } from "../state/property-values";

const clientType = "aws:cognito/userPoolClient:UserPoolClient";
const serverType = "aws:cognito/resourceServer:ResourceServer";
const domainType = "aws:cognito/userPoolDomain:UserPoolDomain";

const reference = "docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference";
/** Scopes that each pool has (docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html). */
const poolScopes = ["openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"];
const domainForm = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Calls that Amazon Cognito rejects. */
export const userPools: readonly Rejection[] = [
    {
        what: "deleting a user pool whose deletion protection is on",
        type: "aws:cognito/userPool:UserPool",
        on: ["delete"],
        source: "localstack/localstack#11947",
        verbatim: true,
        reject: ({ properties }) =>
            properties.deletionProtection === "ACTIVE"
                ? "InvalidParameterException: The user pool cannot be deleted because deletion protection is activated. Deletion protection must be inactivated first."
                : undefined,
    },
    {
        what: "a user pool's host name that another pool has",
        type: domainType,
        on: ["create"],
        source: "aws-samples/dcv-web-portal#16",
        verbatim: true,
        reject: ({ properties }, { store }) =>
            store.ofType(domainType).some(({ inputs }) => text(inputs.domain) === text(properties.domain))
                ? "InvalidParameterException: Domain already associated with another user pool."
                : undefined,
    },
    {
        what: "a user pool's host name with other characters than a–z, 0–9 and -",
        type: domainType,
        on: ["create"],
        source: "mineiros-io/terraform-aws-cognito-user-pool#69",
        verbatim: true,
        atPreview: true,
        reject: ({ properties: { domain, certificateArn } }) =>
            typeof domain !== "string" || certificateArn !== undefined || domainForm.test(domain)
                ? undefined
                : "InvalidParameterException: The domain name contains an invalid character. Domain names can only contain lower-case letters, numbers, and hyphens. Please enter a different name that follows this format: ^[a-z0-9](?:[a-z0-9\\-]{0,61}[a-z0-9])?$",
    },
    {
        what: "an application with a scope that no resource server of its pool has",
        type: clientType,
        on: ["create", "update"],
        source: "awsdocs/aws-cloudformation-user-guide#564",
        verbatim: true,
        reject: ({ properties }, { store }) => {
            const own = store
                .ofType(serverType)
                .filter(({ inputs }) => text(inputs.userPoolId) === text(properties.userPoolId));
            const known = own.flatMap(({ inputs }) =>
                listOf(inputs.scopes).map(({ scopeName }) => `${text(inputs.identifier)}/${text(scopeName)}`),
            );
            const { allowedOauthScopes: given } = properties;
            const scopes = Array.isArray(given) ? given.map(text) : [];
            const missing = scopes.find((scope) => !poolScopes.includes(scope) && !known.includes(scope));
            return missing === undefined
                ? undefined
                : `ScopeDoesNotExistException: Invalid scope requested: ${missing}`;
        },
    },
    {
        what: "a scope with a slash, a quote or a space in its name",
        type: serverType,
        on: ["create", "update"],
        source: `${reference}/API_ResourceServerScopeType.html`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties }) => {
            const names = listOf(properties.scopes).map(({ scopeName }) => text(scopeName));
            const wrong = names.find((name) => !/^[\x21\x23-\x2E\x30-\x5B\x5D-\x7E]{1,256}$/.test(name));
            return wrong === undefined
                ? undefined
                : `InvalidParameterException: Value '${wrong}' at 'scopes.member.scopeName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+`;
        },
    },
    {
        what: "an application that gets tokens with a secret, and has none",
        type: clientType,
        on: ["create"],
        source: `${reference}/API_CreateUserPoolClient.html (AllowedOAuthFlows)`,
        verbatim: false,
        atPreview: true,
        reject: ({ properties: { allowedOauthFlows, generateSecret } }) =>
            Array.isArray(allowedOauthFlows) &&
            allowedOauthFlows.map(text).includes("client_credentials") &&
            generateSecret !== true
                ? "InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret."
                : undefined,
    },
];
