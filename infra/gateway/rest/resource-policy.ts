/** Callers of a REST API. */
export interface Callers {
    /** Blocks of IP addresses. */
    readonly cidrBlocks?: readonly string[] | undefined;
    /** Ids of VPC endpoints; only calls of a private REST API have one. */
    readonly vpcEndpoints?: readonly string[] | undefined;
    /** Numbers of accounts whose identities sign calls. */
    readonly accounts?: readonly string[] | undefined;
}

/** Whom a REST API admits. */
export interface ResourcePolicy {
    /**
     * A caller has to be in each list of addresses and of endpoints that is given. The identities of the accounts may sign calls, like
     * those of the API's own account. Default: anyone, and no other account.
     */
    readonly allow?: Callers | undefined;
    /** A caller in any list is rejected. Default: no one. */
    readonly deny?: Callers | undefined;
}

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** Maximum number of characters of a resource policy (developer guide, "Quotas for creating, deploying and managing an API"). */
export const maxPolicyLength = 8_192;

const account = "aws:PrincipalAccount";
/** The account of a call that no one has signed (IAM user guide, "aws:PrincipalAccount"). */
const unsigned = "anonymous";

/**
 * The resource policy of a REST API as JSON.
 *
 * Addresses and endpoints that it does not admit are denied explicitly, because for a call that is signed in the API's own account
 * either this policy or that of the caller suffices otherwise. For the same reason it allows no signed call of that account: the
 * caller's own policy decides. A call of another account needs both (developer guide, "How API Gateway resource policies affect
 * authorization workflow", tables A and B). Only signed calls have an account (developer guide, "AWS condition keys that can be used in
 * API Gateway resource policies").
 * @param isPrivate whether callers come through VPC endpoints, so that their addresses are those in the VPC.
 */
export function resourcePolicyText({ allow = {}, deny = {} }: ResourcePolicy, isPrivate = false): string {
    const address = isPrivate ? "aws:VpcSourceIp" : "aws:SourceIp";
    const denied = [
        conditionOn("NotIpAddress", address, allow.cidrBlocks),
        conditionOn("StringNotEquals", "aws:SourceVpce", allow.vpcEndpoints),
        conditionOn("IpAddress", address, deny.cidrBlocks),
        conditionOn("StringEquals", "aws:SourceVpce", deny.vpcEndpoints),
        conditionOn("StringEquals", account, deny.accounts),
    ];
    const statement = { Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" };
    const admitted = { StringEqualsIfExists: { [account]: [unsigned, ...(allow.accounts ?? [])] } };
    return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", ...statement, Condition: admitted },
            ...denied.flatMap((Condition) => (Condition ? [{ Effect: "Deny", ...statement, Condition }] : [])),
        ],
    });
}

function conditionOn(operator: string, key: string, values: readonly string[] | undefined): Conditions | undefined {
    return values === undefined || values.length === 0 ? undefined : { [operator]: { [key]: values } };
}
