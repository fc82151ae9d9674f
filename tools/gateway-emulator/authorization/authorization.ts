import type { BodyAuthorization } from "../../../openapi/authorizers-in-body";
import type { UnverifiedBehavior } from "../http/unverified-behavior";
import type { InvokeNodeFunction } from "../integration/lambda/node-function";
import type { Call } from "../request/call-context";
import type { DeployedApi } from "../state/deployed-api";
import { checkToken, type PoolKeys } from "./cognito-authorizer";
import { deniedByAuthorizer, deniedByPolicy, misconfigured } from "./denials";
import { type LambdaAuthorizer, LambdaAuthorizers } from "./lambda-authorizer";
import type { CredentialStore } from "./local-credentials";
import { evaluate, type Policy, type PolicyCall, type Verdict } from "./policy";
import { joined, policyCall, readResourcePolicy, resourceVerdict } from "./resource-policy";
import { verifySignature } from "./signature";

/** The parts of this machine that authorizers use. */
export interface AuthorizationDependencies {
    /** Invokes the functions of Lambda authorizers. Default: they cannot be called. */
    readonly invokeFunction?: InvokeNodeFunction;
    /** Keys of the local user pools. Default: no token is valid. */
    readonly poolKeys?: PoolKeys;
    /** Credentials that calls may be signed with. Default: no signature is valid. */
    readonly credentials?: CredentialStore;
}

/** A call that may go on. */
export interface Authorized {
    /** Values of `$context` about the caller, without its prefix. */
    readonly context: Readonly<Record<string, string>>;
    /** Value of the API key that a Lambda authorizer chose. */
    readonly usageIdentifierKey?: string;
}

/** Checks callers: resource policy, Lambda authorizers, user pools and signatures. */
export class Authorization {
    private readonly policy: Policy | undefined;
    private readonly lambda: LambdaAuthorizers;

    /** @throws {Error} for a resource policy or an authorizer that the emulator cannot evaluate. */
    constructor(
        private readonly api: DeployedApi,
        private readonly dependencies: AuthorizationDependencies,
        private readonly clock: () => number,
        unverified: UnverifiedBehavior,
    ) {
        for (const { authorization } of api.operations)
            if (authorization?.authorizer.type === "unknown")
                throw new Error(
                    `authorizer "${authorization.name}" of the REST API: ${authorization.authorizer.reason}`,
                );
        this.policy = readResourcePolicy(api);
        const invoke: InvokeNodeFunction =
            dependencies.invokeFunction ?? (() => Promise.reject(misconfigured("functions do not run here")));
        this.lambda = new LambdaAuthorizers({ api, invoke, clock, unverified });
    }

    /**
     * Checks the caller of a call. Without a resource policy and an authorizer there is nothing to wait for, and the result is undefined.
     * @throws {GatewayError} a rejection with one of the types for callers.
     */
    check(call: Call): Promise<Authorized> | undefined {
        const { authorization } = call.operation;
        if (authorization === undefined && this.policy === undefined) return undefined;
        return this.authorize(call, authorization);
    }

    // Order: developer guide, "How API Gateway resource policies affect authorization workflow".
    private async authorize(call: Call, authorization: BodyAuthorization | undefined): Promise<Authorized> {
        const found = policyCall(this.api, call, this.clock());
        const { authorizer } = authorization ?? {};
        switch (authorizer?.type) {
            case "token":
            case "request":
                return this.byFunction(call, authorization?.name ?? "", authorizer, found);
            case "cognito_user_pools": {
                const keys = this.dependencies.poolKeys;
                if (keys === undefined || authorization === undefined)
                    throw misconfigured("there is no local user pool");
                const context = await checkToken(authorization, authorizer, call, { keys, now: this.clock() });
                this.requireAllow(found);
                return { context };
            }
            case "iam":
                return this.bySignature(call);
            case "unknown":
                throw misconfigured(authorizer.reason);
            case undefined:
                this.requireAllow(found);
                return { context: {} };
        }
    }

    private requireAllow(call: PolicyCall): void {
        const verdict = resourceVerdict(this.policy, call) ?? "allow";
        if (verdict !== "allow") throw deniedByPolicy(verdict, call.resource, "resource");
    }

    private async byFunction(
        call: Call,
        name: string,
        authorizer: LambdaAuthorizer,
        found: PolicyCall,
    ): Promise<Authorized> {
        const resource = resourceVerdict(this.policy, found);
        if (resource === "deny") throw deniedByPolicy("deny", found.resource, "resource");
        const result = await this.lambda.resultOf(name, authorizer, call, found.resource);
        const verdict = withResource(evaluate(result.policy, found), resource, true);
        if (verdict !== "allow") throw deniedByAuthorizer(verdict, found.resource);
        return result;
    }

    private async bySignature(call: Call): Promise<Authorized> {
        const { credentials: store } = this.dependencies;
        if (store === undefined) throw misconfigured("there are no local credentials");
        const [, , , region = "", account] = this.api.executionArn.split(":");
        const now = this.clock();
        const { caller, policy, accessKeyId } = verifySignature(asSigned(call), { store, region, now });
        const found = policyCall(this.api, call, now, caller);
        const identity = evaluate(policy, found);
        const resource = resourceVerdict(this.policy, found);
        const verdict = withResource(identity, resource, caller.accountId === account);
        if (verdict !== "allow") {
            const isResources = resource === "deny" || (verdict === "neither" && identity === "allow");
            throw deniedByPolicy(verdict, found.resource, isResources ? "resource" : "identity", caller.arn);
        }
        return {
            context: {
                "identity.accountId": caller.accountId,
                "identity.accessKey": accessKeyId,
                "identity.caller": caller.userId,
                "identity.user": caller.userId,
                "identity.userArn": caller.arn,
            },
        };
    }
}

// A caller of another account needs an allow of both, so that an API without a policy is closed to it.
function withResource(identity: Verdict, resource: Verdict | undefined, isSameAccount: boolean): Verdict {
    if (resource === undefined && isSameAccount) return identity;
    return joined(identity, resource ?? "neither", isSameAccount);
}

// The client signed the path below the domain name.
function asSigned({ request, stage }: Call): Call["request"] {
    const { basePath, url } = request;
    return basePath === undefined ? request : { ...request, url: `${basePath}${url.slice(stage.name.length + 1)}` };
}
