import type { ResourceValidationArgs, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import type { StackPolicy } from "../contract/policy";
import { readSettings } from "../contract/settings";
import { stackWith } from "../reading/resource";
import type { Waivers } from "../waivers/waivers-file";
import { DeclaredResource } from "./engine-resource";
import type { KeptPreview } from "./kept-preview";
import type { Run } from "./run";
import { guarded, verdictOn } from "./verdict";

/** A stack policy, which may also be asked about single resources. */
export type AskedPolicy = StackValidationPolicy & Partial<ResourceValidationPolicy>;

/**
 * In an update, checks the stack of the preview again as soon as the value is known that would have decided it, before the
 * engine creates the resource. The SDK asks a policy about single resources only while it has the function, so that
 * nothing is spent on a run in which nothing is undecided.
 */
export function askAgain(
    built: AskedPolicy,
    policy: StackPolicy,
    { stack, causes }: KeptPreview,
    run: Run,
    { waivers }: Waivers,
): void {
    const urns = causes.get(policy.name);
    delete built.validateResource;
    if (urns === undefined) return;
    built.validateResource = (args: ResourceValidationArgs, report: (violation: string) => void) => {
        if (!urns.has(args.urn)) return;
        const { settings } = readSettings(args.getConfig());
        const known = stackWith(stack, (urn) =>
            urn === args.urn ? new DeclaredResource(args, run.inputsOf) : run.inputsOf(urn),
        );
        const again = guarded(policy, args.urn, "the stack", () => policy.check(known, settings));
        for (const { message, undecided } of verdictOn(policy, again, settings, waivers).result.findings)
            if (undecided === undefined) report(message);
    };
}
