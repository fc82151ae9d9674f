import { z } from "zod";
import { headerValues } from "../http/message";
import type { Call } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import type { IamCaller } from "./local-credentials";
import { evaluate, type Policy, type PolicyCall, readPolicy, type Verdict } from "./policy";

/** The action that a call of a method needs. */
export const invokeAction = "execute-api:Invoke";

/**
 * Reads the resource policy of a REST API. Its resources may be abbreviated to `execute-api:/…` (developer guide, "API Gateway
 * resource policy examples").
 * @throws {Error} for one that the emulator cannot evaluate.
 */
export function readResourcePolicy({ resourcePolicy, executionArn }: DeployedApi): Policy | undefined {
    if (resourcePolicy === undefined) return undefined;
    const full = (resource: string) => resource.replace(/^execute-api:\//, `${executionArn}/`);
    return readable(resourcePolicy).map((statement) => ({
        ...statement,
        ...(statement.Resource && { Resource: statement.Resource.map(full) }),
        ...(statement.NotResource && { NotResource: statement.NotResource.map(full) }),
    }));
}

function readable(document: unknown): Policy {
    try {
        return readPolicy(document);
    } catch (error) {
        if (!(error instanceof z.ZodError)) throw error;
        throw new Error(`resource policy of the REST API: ${z.prettifyError(error)}`);
    }
}

/** ARN of the method that a call reaches, with the path that the client sent. */
export function methodArn({ executionArn }: DeployedApi, { stage, context, request }: Call): string {
    const [path = ""] = request.url.slice(stage.name.length + 1).split("?", 1);
    return `${executionArn}/${stage.name}/${context.httpMethod}${path || "/"}`;
}

/** A call as the policies of the API and of its caller see it. */
export function policyCall(api: DeployedApi, call: Call, now: number, caller?: IamCaller): PolicyCall {
    const { request } = call;
    const values: Record<string, readonly string[]> = {
        // A dual-stack socket writes an IPv4 address so.
        "aws:sourceip": [request.sourceIp.replace(/^::ffff:/, "")],
        // On AWS every call is encrypted.
        "aws:securetransport": ["true"],
        "aws:currenttime": [new Date(now).toISOString()],
        "aws:epochtime": [String(Math.floor(now / 1000))],
    };
    if (request.sourceVpce !== undefined) values["aws:sourcevpce"] = [request.sourceVpce];
    for (const [key, header] of [
        ["aws:useragent", "user-agent"],
        ["aws:referer", "referer"],
    ] as const) {
        const [value] = headerValues(request.headers, header);
        if (value !== undefined) values[key] = [value];
    }
    if (caller !== undefined) {
        values["aws:principalarn"] = [caller.principalArn];
        values["aws:principalaccount"] = [caller.accountId];
        values["aws:principaltype"] = [caller.type];
        values["aws:userid"] = [caller.userId];
        if (caller.userName !== undefined) values["aws:username"] = [caller.userName];
    }
    return {
        action: invokeAction,
        resource: methodArn(api, call),
        values,
        ...(caller && {
            principals: [caller.arn, caller.principalArn, `arn:aws:iam::${caller.accountId}:root`, caller.accountId],
        }),
    };
}

/**
 * Joins the policy of the API with that of a caller, or of an authorizer (developer guide, "How API Gateway resource policies affect
 * authorization workflow", tables A and B).
 * @param isSameAccount whether the caller is in the account of the API.
 */
export function joined(identity: Verdict, resource: Verdict, isSameAccount: boolean): Verdict {
    if (identity === "deny" || resource === "deny") return "deny";
    const verdicts = [identity, resource];
    const isAllowed = isSameAccount ? verdicts.includes("allow") : verdicts.every((verdict) => verdict === "allow");
    return isAllowed ? "allow" : "neither";
}

/** The verdict of an API's policy about a call; undefined if it has none. */
export function resourceVerdict(policy: Policy | undefined, call: PolicyCall): Verdict | undefined {
    return policy && evaluate(policy, call);
}
