import { isIP } from "node:net";
import { maxPolicyLength, resourcePolicyText } from "../../../openapi/resource-policy";
import { checkedString, list, object, string } from "../form";
import { settingProblem } from "../problems";
import type { Settings } from "../schema";

const blockForm = "a block of IP addresses such as 198.51.100.0/24 or 2001:db8::/32";

const callers = object({
    cidrBlocks: list(
        `a list of ${blockForm}`,
        checkedString(blockForm, (value) => (isBlock(value) ? undefined : blockForm)),
    )
        .min(1, { error: "at least one block" })
        .optional()
        .describe("Blocks of IP addresses that calls come from."),
    vpcEndpoints: list(
        "a list of ids of VPC endpoints",
        string("the id of a VPC endpoint such as vpce-0123456789abcdef0", /^vpce-[0-9a-f]{8,17}$/),
    )
        .min(1, { error: "at least one id" })
        .optional()
        .describe("Ids of VPC endpoints that calls come through; only those of a private REST API do."),
    accounts: list("a list of account numbers", string("twelve digits, in quotes", /^\d{12}$/))
        .min(1, { error: "at least one account" })
        .optional()
        .describe("Numbers of AWS accounts whose identities sign calls."),
});

/** Whom the REST API admits: `gatehouse:gateway.resourcePolicy`. */
export const resourcePolicy = object({
    allow: callers
        .optional()
        .describe(
            "Who may call: a caller has to be in the list of blocks and in that of endpoints, where they are given. The accounts are those whose identities may sign calls beside the stack's own. Default: anyone, and no other account.",
        ),
    deny: callers.optional().describe("Who may not call: a caller in any list. Default: no one."),
});

/** Checks the resource policy: its length, that calls are signed where it names accounts, and have endpoints where it names those. */
export function checkResourcePolicy(settings: Partial<Settings>): string[] {
    const { gateway, authorizers = {} } = settings;
    const policy = gateway?.resourcePolicy;
    if (policy === undefined) return [];
    const isPrivate = gateway?.endpoint.type === "private";
    const { length } = resourcePolicyText(policy, isPrivate);
    const isSigned = Object.values(authorizers).some(({ type }) => type === "iam");
    const isKnown = Object.hasOwn(settings, "authorizers");
    const problem = (effect: string, key: string, value: unknown, want: string) =>
        value === undefined ? [] : [settingProblem(["gateway", "resourcePolicy", effect, key], value, want)];
    const unsigned = "no such key without an authorizer of type iam, as only signed calls have an account";
    const open =
        "no such key without `endpoint: { type: private }`, as only calls of a private REST API have an endpoint";
    const surplus = (["allow", "deny"] as const).flatMap((effect) => [
        ...(isSigned || !isKnown ? [] : problem(effect, "accounts", policy[effect]?.accounts, unsigned)),
        ...(isPrivate ? [] : problem(effect, "vpcEndpoints", policy[effect]?.vpcEndpoints, open)),
    ]);
    if (length <= maxPolicyLength) return surplus;
    const tooLong = `gatehouse:gateway.resourcePolicy: got a policy of ${length} characters, want at most ${maxPolicyLength}: join blocks`;
    return [...surplus, tooLong];
}

function isBlock(value: string): boolean {
    const [, address = "", length = ""] = /^([0-9a-fA-F.:]+)\/(\d{1,3})$/.exec(value) ?? [];
    const version = isIP(address);
    return version !== 0 && Number(length) <= (version === 4 ? 32 : 128);
}
