import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { StackPolicy } from "../contract/policy";
import { readSettings } from "../contract/settings";
import { stageTypes } from "../gateway/types";
import type { Finding } from "../reading/finding";
import type { Stack } from "../reading/resource";
import type { Waivers } from "../waivers/waivers-file";
import { DeclaredResource } from "./engine-resource";
import type { KeptPreview } from "./kept-preview";
import { lateComponents } from "./late-parts";
import type { Run } from "./run";
import { guarded, verdictOn } from "./verdict";

/** A stack policy, which may also be asked about single resources. */
export type AskedPolicy = StackValidationPolicy & Partial<ResourceValidationPolicy>;

/**
 * In an update, checks the stack of the preview again as soon as the value is known that would have decided it, before the
 * engine creates the resource. Only what the values of the update break counts: most properties of the preview are not kept,
 * and what a check makes of an unknown one is no news. The SDK asks a policy about single resources only while it has the
 * function, so that nothing is spent on a run in which nothing is undecided.
 */
export function askAgain(
    built: AskedPolicy,
    policy: StackPolicy,
    { stack, causes }: KeptPreview,
    run: Run,
    position: number,
    { waivers }: Waivers,
): void {
    const urns = causes.get(policy.name);
    delete built.validateResource;
    if (urns === undefined) return;
    const open = lateComponents(stack, urns);
    const isLate = ({ urn, type, opts }: ResourceValidationArgs): boolean =>
        lastTypes.has(type) && !stack.byUrn.has(urn) && open.some((component) => component.urn === opts.parent);
    let before: ReadonlySet<string> | undefined;
    built.validateResource = (args: ResourceValidationArgs, report: (violation: string) => void) => {
        // Also what decides nothing by itself: the next check sees it.
        run.resource(args.urn, position, () => new DeclaredResource(args, run.inputsOf));
        if (!urns.has(args.urn) && !isLate(args)) return;
        const { settings } = readSettings(args.getConfig());
        const findingsIn = (known: Stack): readonly Finding[] => {
            const result = guarded(policy, args.urn, "the stack", () => policy.check(known, settings));
            return verdictOn(policy, result, settings, waivers).result.findings;
        };
        before ??= new Set(findingsIn(stack).map(keyOf));
        for (const finding of findingsIn(run.known(stack).including(open)))
            if (finding.undecided === undefined && !before.has(keyOf(finding))) report(finding.message);
    };
}

// A component registers its stage last, and before that nothing of its API is served. An earlier part would seem to lack
// those that follow it.
const lastTypes = stageTypes;

const keyOf = ({ urn, message }: Finding): string => `${urn}\n${message}`;
