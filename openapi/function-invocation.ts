import type { AwsPlace } from "./aws-place";

/** A function as an integration names it. */
export interface InvokedFunction {
    readonly functionName: string;
    /** Name of an alias; absent for the newest code. */
    readonly qualifier?: string;
}

/** The `uri` of an integration that invokes a function (API Gateway developer guide, "x-amazon-apigateway-integration object"). */
export function functionUri(place: AwsPlace, functionName: string, qualifier: string): string {
    return invocationUri(`${functionArn(place, functionName)}:${qualifier}`);
}

/** ARN of a function of the account and region. */
export function functionArn({ partition, region, accountId }: AwsPlace, functionName: string): string {
    return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`;
}

/**
 * The `uri` by which API Gateway invokes the function that an ARN names. Its region is that of the function, not of the REST API
 * (API reference of CreateAuthorizer, authorizerUri; aws/aws-cdk#18443).
 */
export function invocationUri(arn: string): string {
    const [, partition, , region] = arn.split(":");
    return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

const uriForm =
    /^arn:[^:]+:apigateway:[^:]+:lambda:path\/2015-03-31\/functions\/arn:[^:]+:lambda:[^:]+:\d{12}:function:(?<name>[\w-]+)(:(?<qualifier>[\w$-]+))?\/invocations$/;

/** Reads the function that a `uri` names, with its stage variables filled in; undefined if it names none. */
export function invokedFunction(uri: string): InvokedFunction | undefined {
    const { name, qualifier } = uriForm.exec(uri)?.groups ?? {};
    return name === undefined ? undefined : { functionName: name, ...(qualifier !== undefined && { qualifier }) };
}

/**
 * Whether a permission's source covers a call of a method.
 * @param pattern the permission's `sourceArn`, in which `*` matches any characters and `?` one.
 * @param source ARN of the method: that of the API with the stage, the method and the path.
 */
export function coversSource(pattern: string, source: string): boolean {
    const escaped = pattern.replaceAll(/[\\^$.*+?()[\]{}|]/g, (character) =>
        character === "*" ? ".*" : character === "?" ? "." : `\\${character}`,
    );
    return new RegExp(`^${escaped}$`).test(source);
}
