import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { PolicyName } from "../../../policy/contract/policy";
import { catalogue } from "../../../policy/pack/catalogue";
import type { Place } from "./case";

const file = join(__dirname, "other-tiers.yaml");
const isUpdate = process.env.GATEHOUSE_UPDATE_TIERS === "1";

/**
 * The findings of the corpus that a policy of the tier `network` or `strict` reports. A case names a policy of its rule; the
 * file says where another one reports it. `GATEHOUSE_UPDATE_TIERS=1` writes the file.
 */
export class OtherTiers {
    private readonly listed: Readonly<Record<string, PolicyName>> = isUpdate
        ? {}
        : (parse(readFileSync(file, "utf8")) ?? {});
    private readonly used: Record<string, PolicyName> = {};

    /** The place where a case is reported. */
    placed(name: string, place: Place, reported: readonly { readonly policy: string; readonly at: string }[]): Place {
        const key = `${name} @ ${place.at}`;
        const policy = isUpdate ? otherPolicy(place, reported) : this.listed[key];
        if (policy === undefined || ruleOf(policy) !== ruleOf(place.policy)) return place;
        this.used[key] = policy;
        return { ...place, policy };
    }

    /** Checks that every entry of the file is used, or writes the file. */
    conclude(): void {
        const sorted = Object.fromEntries(Object.entries(this.used).sort(([left], [right]) => (left < right ? -1 : 1)));
        if (isUpdate) writeFileSync(file, stringify(sorted, { lineWidth: 0 }));
        else assert.deepEqual(Object.keys(this.listed).sort(), Object.keys(sorted));
    }
}

function otherPolicy({ policy, at }: Place, reported: readonly { readonly policy: string; readonly at: string }[]) {
    const here = reported.filter((one) => one.at === at && ruleOf(one.policy) === ruleOf(policy));
    if (here.some((one) => one.policy === policy)) return undefined;
    return catalogue().find(({ name }) => here.some((one) => one.policy === name))?.name;
}

const ruleOf = (policy: string): string => policy.slice(0, 2);
