import { capacityOf, includedCapacity, maxCapacity } from "../../../infra/edge/firewall/capacity";
import { type FirewallRole, firewallRules } from "../../../infra/edge/firewall/rules";
import { rangeVersions } from "./addresses";
import { type UploadSettings, uploadPathsOf } from "./upload-paths";

/** Checks that AWS accepts the rules that the settings ask for: their capacity per web ACL. */
export function capacityProblems(settings: UploadSettings): string[] {
    return capacities(settings)
        .filter(({ capacity }) => capacity > maxCapacity)
        .map(
            ({ title, capacity }) =>
                `gatehouse:firewall: got rules of ${capacity} capacity units on ${title}, want at most ${maxCapacity}: name fewer APIs in uploads`,
        );
}

/** Warns of rules that AWS bills extra. */
export function capacityWarnings(settings: UploadSettings): string[] {
    return capacities(settings)
        .filter(({ capacity }) => capacity > includedCapacity && capacity <= maxCapacity)
        .map(
            ({ title, capacity }) =>
                `gatehouse:firewall: got rules of ${capacity} capacity units on ${title}; AWS bills more than ${includedCapacity} per request`,
        );
}

function capacities(settings: UploadSettings): { readonly title: string; readonly capacity: number }[] {
    const { firewall, edge } = settings;
    if (firewall === undefined) return [];
    const { allow, block } = firewall;
    // Only the number of values counts, and each role of a stack has its own web ACL.
    const addressSets = { allow: rangeVersions(allow), block: rangeVersions(block) };
    const lock = { header: "", accepted: ["", "", ""] };
    const roles: readonly FirewallRole[] = edge === undefined ? ["stages"] : ["stages-behind-edge", "edge"];
    const uploadPaths = uploadPathsOf(settings);
    return roles.map((role) => ({
        title: role === "edge" ? "the distribution" : "the stages",
        capacity: capacityOf(firewallRules({ role, options: firewall, lock, addressSets, uploadPaths })),
    }));
}
