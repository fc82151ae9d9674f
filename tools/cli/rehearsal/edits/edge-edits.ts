import { firstNameIn, hasRestApi, namesIn, type ShownSettings } from "../stack-apis";
import type { SettingsEdit } from "./edit";

type Edit = readonly [title: string, path: readonly string[], value: unknown];

/**
 * Everyday edits of what is before the gateway and of what watches it, in their order: the distribution, the firewall and the alarms. Those
 * of sections that the stack lacks are left out.
 */
export function edgeEdits(rehearsal: ShownSettings): SettingsEdit[] {
    const families = { edge: distributionEdits, firewall: firewallEdits, alarms: alarmEdits };
    return Object.entries(families).flatMap(([section, edits]) => {
        const key = `gatehouse:${section}`;
        if (rehearsal.setting(key) === undefined) return [];
        return edits(rehearsal, (...path) => [key, ...path]).map(([title, path, value]) => ({
            title,
            changes: [{ path, value }],
        }));
    });
}

type Below = (...path: string[]) => readonly string[];

function distributionEdits(rehearsal: ShownSettings, edge: Below): Edit[] {
    const shown = (key: string) => rehearsal.setting("gatehouse:edge", key);
    const [, ...zone] = String(shown("name")).split(".");
    const aliases = (shown("aliases") ?? []) as readonly string[];
    return [
        ["another price class", edge("priceClass"), shown("priceClass") === "200" ? "all" : "200"],
        ["countries that CloudFront serves", edge("countries"), { allow: ["DE", "FR"] }],
        ...cacheEdits(rehearsal, edge),
        ...(rehearsal.setting("gatehouse:site") === undefined ? [] : [ofPages(edge)]),
        ["another limit of frames", edge("securityHeaders", "frames"), "SAMEORIGIN"],
        // Its certificate is replaced: a certificate's names cannot be changed.
        ["a further name", edge("aliases"), [...aliases, `shop.${zone.join(".")}`]],
        ["a name less", edge("aliases"), aliases],
        ...namesIn(rehearsal, "gatehouse:stages")
            .slice(0, 1)
            .map((stage): Edit => ["another path of a stage", edge("basePaths", stage), "api/v1"]),
        ["no access log of the distribution", edge("accessLog"), false],
        ["an access log of the distribution", edge("accessLog"), true],
    ];
}

// Only pages have such a policy.
function ofPages(edge: Below): Edit {
    const policy = "default-src 'self'; img-src *";
    return ["another content security policy", edge("securityHeaders", "contentSecurityPolicy"), policy];
}

// An HTTP API has no cache, so the distribution in front of it always has one.
function cacheEdits(rehearsal: ShownSettings, edge: Below): Edit[] {
    if (!hasRestApi(rehearsal))
        return [
            ["a longer cache by key", edge("httpCacheSeconds"), 300],
            ["a shorter cache by key", edge("httpCacheSeconds"), 30],
        ];
    return [
        ["a cache by key", edge("cacheSeconds"), 60],
        ["a longer cache by key", edge("cacheSeconds"), 300],
        ["no cache by key", edge("cacheSeconds"), 0],
    ];
}

function firewallEdits(rehearsal: ShownSettings, firewall: Below): Edit[] {
    return [
        ["an API that takes uploads", firewall("uploads"), [firstNameIn(rehearsal, "gatehouse:apis")]],
        ["a larger body", firewall("maximumBodyKilobytes"), 32],
        ["another rate by address", firewall("requestsPerAddress"), { limit: 500, seconds: 60 }],
        ["no rate by key", firewall("requestsPerKey"), undefined],
        ["a rate by key", firewall("requestsPerKey"), { limit: 6000, seconds: 60 }],
        ["blocked addresses", firewall("block"), ["198.51.100.0/24", "2001:db8:1::/48"]],
        ["other blocked addresses", firewall("block"), ["198.51.100.0/25"]],
        ["no blocked addresses", firewall("block"), undefined],
        ["countries that the firewall blocks", firewall("countries"), { block: ["KP"] }],
        ["a group that only counts", firewall("managedGroups", "sqlInjection"), "count"],
        ["no log of the firewall", firewall("log"), "off"],
        ["a log of all requests", firewall("log"), "all"],
    ];
}

function alarmEdits(rehearsal: ShownSettings, alarms: Below): Edit[] {
    const email = (rehearsal.setting("gatehouse:alarms", "email") ?? []) as readonly string[];
    return [
        ["other thresholds", alarms("thresholds"), { serverErrorShare: 0.05, latencyMilliseconds: 5000 }],
        ["a share of cache hits", alarms("thresholds", "cacheHitShare"), 0.5],
        ["a further subscription", alarms("email"), [...email, "team@example.com"]],
        ["a subscription less", alarms("email"), email],
        ["one message for the stack", alarms("notify"), "stack"],
        ["another interval of the canary", alarms("canary"), { minutes: 10 }],
        ["no canary", alarms("canary"), undefined],
        ["another budget", alarms("budget"), { monthlyUsd: 500, percent: 80 }],
        ["no dashboard", alarms("dashboard"), false],
        ["no saved queries", alarms("queries"), false],
    ];
}
