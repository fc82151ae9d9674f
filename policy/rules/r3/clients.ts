import { combineResults, emptyResult, type RuleResult, uncountedResult } from "../../contract/result";
import type { Settings } from "../../contract/settings";
import type { Gateway, PlanKey } from "../../gateway/graph";
import { type Finding, finding, quietly, unknownValueFinding } from "../../reading/finding";
import { ignoredChanges } from "../../reading/ignored-changes";
import type { Resource } from "../../reading/resource";
import { knownValue, read, readBoolean, readList, readNumber, readObject, readString } from "../../reading/value";

interface Client {
    readonly name: string;
    /** The key that a finding is about. */
    readonly key: Resource;
    readonly perSecond: number;
    readonly parts: readonly string[];
    /** Whether a rate of the last of its plans exceeds the limit, which is reported on that plan. */
    readonly reported: boolean;
}

/**
 * Adds up the rates of each client: a plan grants its rate to each of its keys (docs.aws.amazon.com/apigateway, usage
 * plans), so a client with several keys, or with a key in several plans, may use the sum of them.
 */
export function checkClients(gateway: Gateway, { requestsPerSecond }: Settings): RuleResult {
    const clients = new Map<string, Client>();
    const findings: Finding[] = [];
    for (const planKey of gateway.planKeys.filter(({ keys }) => !keys.some(isSwitchedOff))) {
        const [plan] = planKey.plans;
        if (!plan || planKey.plans.length > 1 || planKey.keys.length > 1) {
            findings.push(ambiguous(planKey));
            continue;
        }
        const id = readString(planKey.resource.props, "keyId");
        // r4-usage-plans warns of it.
        if (planKey.keys.length === 0 && id.state === "unknown")
            findings.push(...quietly([unknownValueFinding(planKey.resource, id)]));
        const name = clientOf(planKey);
        if (typeof name !== "string") {
            findings.push(name);
            continue;
        }
        const before = clients.get(name);
        // A method's throttle adds to the plan's rate, which then applies to the other methods.
        const rate = rates(plan).reduce((sum, own) => sum + own, 0);
        clients.set(name, {
            name,
            key: before?.key ?? planKey.keys[0] ?? planKey.resource,
            perSecond: (before?.perSecond ?? 0) + rate,
            reported: rates(plan).some((own) => own > requestsPerSecond),
            parts: [...(before?.parts ?? []), `"${plan.name}" ${rate.toLocaleString("en-US")}`],
        });
    }
    const results = [...clients.values()].map((client) => checkClient(client, requestsPerSecond));
    return combineResults([uncountedResult(findings), ...results]);
}

function checkClient(client: Client, limit: number): RuleResult {
    if (client.perSecond <= limit) return { counts: { client: 1 }, findings: ignored(client) };
    if (client.parts.length === 1 && client.reported) return emptyResult;
    return {
        counts: {},
        findings: [
            finding(client.key, {
                actual: `client "${client.name}" may call ${client.perSecond.toLocaleString("en-US")} times a second: ${client.parts.join(" + ")}`,
                expected: `at most ${limit.toLocaleString("en-US")} requests per second over all keys and plans of a client`,
                change: "lower rateLimit of these plans, or remove one of the client's keys from a plan",
            }),
        ],
    };
}

const ignored = ({ key }: Client): Finding[] =>
    ignoredChanges(key, [`tags.${tagOf(key)}`, "customerId", "keyId", "usagePlanId"]);

function ambiguous({ resource, keys }: PlanKey): Finding {
    const [property, kind] = keys.length > 1 ? ["keyId", "ApiKey"] : ["usagePlanId", "UsagePlan"];
    const hint = `set ${property} to the id of one ${kind} of this program`;
    return unknownValueFinding(resource, readString(resource.props, property), hint);
}

// Changes of it are checked by r4-usage-plans.
const isSwitchedOff = (key: Resource): boolean => knownValue(readBoolean(key.props, "enabled")) === false;

// Owner of a key: its tag "client" or a similar tag, otherwise its customer, otherwise the key itself.
function clientOf({ resource, keys }: PlanKey): string | Finding {
    const [key] = keys;
    if (!key) return knownValue(readString(resource.props, "keyId")) ?? resource.urn;
    for (const path of [["tags", tagOf(key)], ["customerId"]]) {
        const reading = read(key.props, ...path);
        if (reading.state === "unknown") return unknownValueFinding(key, reading);
        const name = reading.state === "known" ? plainName(String(reading.value)) : "";
        if (name !== "") return name;
    }
    return key.urn;
}

// Spellings that differ only in case are the same client, so that a typo does not grant a client its limit twice.
const plainName = (text: string): string => text.trim().toLowerCase();

// The most specific word first. Tags for an application or a service often name the owner of the key rather than its
// user.
const clientTags =
    "client clientid clientname clientapp clientapplication apiclient consumer customer customerid".split(" ");

const tagWord = (tag: string): string => plainName(tag).replaceAll(/[-_ :]/g, "");

/** Whether a tag of a key may name its client. */
export const isClientTag = (tag: string): boolean => clientTags.includes(tagWord(tag));

function tagOf(key: Resource): string {
    const tags = Object.keys(knownValue(readObject(key.props, "tags")) ?? {});
    const [first = "client"] = clientTags.flatMap((word) => {
        const own = tags.filter((tag) => tagWord(tag) === word);
        return own.includes(word) ? [word] : own;
    });
    return first;
}

function rates(plan: Resource): number[] {
    const stages = knownValue(readList(plan.props, "apiStages")) ?? [];
    const throttles = stages.flatMap((stage) => knownValue(readList(stage, "throttles")) ?? []);
    const perMethod = throttles.map((throttle) => numberAt(throttle, "rateLimit"));
    return [numberAt(plan.props, "throttleSettings", "rateLimit"), ...perMethod];
}

// Invalid values are reported on their resource and add nothing here.
function numberAt(root: Parameters<typeof readNumber>[0], ...path: string[]): number {
    return Math.max(knownValue(readNumber(root, ...path)) ?? 0, 0);
}
