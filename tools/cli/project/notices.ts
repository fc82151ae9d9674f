import { type FileMessage, renderMessage } from "../../../openapi/problem";
import type { PublisherName } from "../../../stacks/settings/http-api/publishers";
import type { Settings } from "../../../stacks/settings/schema";
import { settingsWarnings } from "../../../stacks/settings/warnings";
import { zonesOf } from "../../../stacks/settings/zones";

/**
 * Names settings that an offline run accepts and AWS may not, or not for long, or that limit later changes.
 * @param values the values of the stack's file that `settings` were parsed from.
 * @param day the current day, such as `2026-11-28`.
 */
export function settingsNotices(settings: Settings, values: unknown, region: string, day: string): string[] {
    return [...zoneNotices(region), ...settingsWarnings(values, settings, day, region)];
}

/**
 * Names the credentials that the preflight does not allow, so that browsers cannot call the operations that need them.
 * @param key that of the settings of CORS, such as `gatehouse:gateway.cors`.
 */
export function credentialNotices(
    key: string,
    cors: { readonly allowHeaders: readonly string[] } | undefined,
    credentialHeaders: Readonly<Record<string, readonly string[]>> = {},
): string[] {
    if (cors === undefined) return [];
    const allowed = cors.allowHeaders.map((name) => name.toLowerCase());
    return Object.entries(credentialHeaders).flatMap(([file, headers]) =>
        headers
            // Browsers send cookies themselves.
            .filter((name) => !allowed.includes(name.toLowerCase()) && name.toLowerCase() !== "cookie")
            .map(
                (name) =>
                    `${key}.allowHeaders: no "${name}", which a security scheme of "${file}" needs: browsers cannot call these operations`,
            ),
    );
}

/**
 * Says that a stack will replace the region's CloudWatch role of API Gateway, unless its file decides on it. A preview cannot
 * tell whether one is set: the provider has no data source for it.
 * @param written the section `gateway` as the stack's file has it.
 */
export function accountRoleNotices(namespace: string, written: unknown): string[] {
    if (typeof written === "object" && written !== null && "accountRole" in written) return [];
    return [
        `${namespace}:gateway.accountRole: not set, so this stack sets the CloudWatch role of all REST APIs of its account and region: say true to accept that, or false if another program sets it ("aws apigateway get-account")`,
    ];
}

const maxDecisions = 10;

/**
 * Lists the adjustments about which the author of a document has to decide, and counts the others of each document;
 * `npm run openapi` lists all of them.
 */
export function adjustmentNotices(adjustments: readonly FileMessage[], publisher: PublisherName = "rest"): string[] {
    const flag = publisher === "rest" ? "" : `--publisher ${publisher} `;
    const decisions = adjustments.filter(({ needsDecision }) => needsDecision).map(renderMessage);
    const counts = new Map<string, number>();
    for (const { fileName } of adjustments) counts.set(fileName, (counts.get(fileName) ?? 0) + 1);
    const more = decisions.length - maxDecisions;
    return [
        ...decisions.slice(0, maxDecisions),
        ...(more > 0 ? [`… and ${more} more that want a decision`] : []),
        ...[...counts].map(([file, count]) => {
            const amount = count === 1 ? "1 adjustment" : `${count} adjustments`;
            return `"${file}": ${amount} for API Gateway: "npm run openapi -- ${flag}${file}" lists them`;
        }),
    ];
}

function zoneNotices(region: string): string[] {
    return zonesOf(region)
        ? []
        : [`aws:region: the zones of "${region}" are not known here: the simulated cloud has three`];
}
