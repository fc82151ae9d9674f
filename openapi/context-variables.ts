// The two tables of the developer guide: "Variables for access logging for API Gateway"
// (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html) and "Variables for data
// transformations for API Gateway" (…/api-gateway-mapping-template-reference.html). `*` is any name, such as that of
// a claim or a header.
const everywhere = `
    accountId apiId awsEndpointRequestId deploymentId domainName domainPrefix extendedRequestId httpMethod isCanaryRequest
    path protocol requestId requestTime requestTimeEpoch resourceId resourcePath stage wafResponseCode webaclArn
    authorizer.principalId authorizer.claims.* authorizer.*
    error.message error.messageString error.responseType error.validationErrorString
    identity.accountId identity.apiKey identity.apiKeyId identity.caller identity.cognitoAuthenticationProvider
    identity.cognitoAuthenticationType identity.cognitoIdentityId identity.cognitoIdentityPoolId identity.principalOrgId
    identity.sourceIp identity.user identity.userAgent identity.userArn identity.vpcId identity.vpceId
    identity.clientCert.clientCertPem identity.clientCert.subjectDN identity.clientCert.issuerDN
    identity.clientCert.serialNumber identity.clientCert.validity.notBefore identity.clientCert.validity.notAfter
    requestOverride.header.* requestOverride.path.* requestOverride.querystring.* responseOverride.header.*
    responseOverride.status`;
const logsOnly = `
    authenticate.error authenticate.latency authenticate.status authorize.error authorize.latency authorize.status
    authorizer.error authorizer.integrationLatency authorizer.integrationStatus authorizer.latency authorizer.requestId
    authorizer.status customDomain.basePathMatched integration.error integration.integrationStatus integration.latency
    integration.requestId integration.status integrationErrorMessage integrationLatency integrationStatus responseLatency
    responseLength status waf.error waf.latency waf.status xrayTraceId`;

const names = (list: string) => list.trim().split(/\s+/);
const ofErrors: readonly string[] = names(everywhere);

/** The variables of `$context` that a REST API's access log may have, without the prefix. */
export const logVariables: readonly string[] = [...ofErrors, ...names(logsOnly)];

/** The variables of `$context` that a gateway response's template may have, without the prefix. */
export const templateVariables: readonly string[] = ofErrors;

/** Those that a gateway response's header may have: `error.…` is for templates and access logs only (the same tables). */
export const headerVariables: readonly string[] = ofErrors.filter((name) => !name.startsWith("error."));

/** The variables whose value is a number, and so JSON without quotes. */
export const numericVariables: ReadonlySet<string> = new Set(["requestTimeEpoch"]);

/** Whether a list of variables has a name, such as `identity.sourceIp` or `authorizer.claims.sub`. */
export function hasVariable(list: readonly string[], name: string): boolean {
    if (list.includes(name)) return !name.endsWith("*");
    return list.some((each) => {
        const prefix = each.endsWith(".*") ? each.slice(0, -1) : undefined;
        return prefix !== undefined && name.startsWith(prefix) && /^[\w:-]+$/.test(name.slice(prefix.length));
    });
}

/** Why a variable must not be logged or sent, such as the value of an API key; undefined for any other. */
export function secretVariable(name: string): string | undefined {
    if (name === "identity.apiKey")
        return 'the key\'s id, "$context.identity.apiKeyId", as this is the value of the key';
    const header = /^requestOverride\.header\.(.+)$/.exec(name)?.[1];
    return header === undefined ? undefined : secretHeader(header);
}

/** Why the value of a request header must not be logged or sent; undefined for any other. */
export function secretHeader(name: string): string | undefined {
    return /^(x-api-key|authorization|cookie|x-amz-security-token)$/i.test(name)
        ? `another header, as "${name}" has a client's credentials`
        : undefined;
}

/** A reference of a gateway response's template, such as `$context.stage`, but not the price `$5`. */
export const templateReference = /\$(?:context|stageVariables|method\.request|input|util)\b(?:\.[\w-]+)*/g;
