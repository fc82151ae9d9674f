import { byVersion } from "../../../infra/edge/firewall/address-versions";
import { capacityOf, includedCapacity, maxCapacity } from "../../../infra/edge/firewall/capacity";
import { type FirewallRole, firewallRules } from "../../../infra/edge/firewall/rules";
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
    // Placeholders: only their number counts.
    const setsOf = (ranges: readonly string[]) => byVersion(ranges).map(([version]) => version);
    const addressSets = { allow: setsOf(allow), block: setsOf(block) };
    const lock = { header: "", accepted: ["", "", ""] };
    // There is a web ACL for each role.
    const roles: readonly FirewallRole[] = edge === undefined ? ["stages"] : ["stages-behind-edge", "edge"];
    const uploadPaths = uploadPathsOf(settings);
    return roles.map((role) => ({
        title: role === "edge" ? "the distribution" : "the stages",
        capacity: capacityOf(firewallRules({ role, options: firewall, lock, addressSets, uploadPaths })),
    }));
}
