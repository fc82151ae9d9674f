import { acceptsVpcLinks } from "../../infra/gateway/http/link-zones";
import type { LinkSubnet } from "../../infra/gateway/http/vpc-link";
import type { AdoptedSubnet } from "../../infra/network/adopted-network";
import type { StackNetwork } from "../../infra/network/stack-network";
import { settingProblem } from "../settings/problems";

/** Where the private subnets of a stack are: the zones of the network that it creates, or the subnets of an existing one. */
export interface SubnetPlaces {
    readonly zones: {
        /** Names of the zones of the network. */
        readonly network: readonly string[];
        /** Ids of the account's zones, by name. */
        readonly ids?: Readonly<Record<string, string>> | undefined;
    };
    /** Default: the stack creates the network. */
    readonly existing?:
        | { readonly network?: { readonly privateSubnets: readonly AdoptedSubnet[] } | undefined }
        | undefined;
}

/** The private subnets of a network with the ids of their zones, in the order of the zones. */
export function linkSubnets(network: StackNetwork, { zones, existing }: SubnetPlaces): LinkSubnet[] {
    if (network.isExisting)
        return (existing?.network?.privateSubnets ?? []).map(({ id, zoneId }) => ({ zoneId, subnetId: id }));
    return zones.network.map((zone) => ({
        zoneId: zones.ids?.[zone] ?? "",
        subnetId: network.privateSubnetIdsIn([zone]).apply(([only = ""]) => only),
    }));
}

/**
 * Checks that the subnets of an HTTP API are in two zones, as its load balancer needs, one of which has VPC links.
 * docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html, "Subnets".
 */
export function linkZoneProblems({ zones, existing }: SubnetPlaces): string[] {
    const adopted = existing?.network?.privateSubnets;
    const ids = adopted ? adopted.map(({ zoneId }) => zoneId) : zones.network.map((zone) => zones.ids?.[zone] ?? "");
    const at = adopted ? ["network", "privateSubnetIds"] : ["network", "availabilityZones"];
    const got = ids.join(", ");
    return [
        ...(new Set(ids).size < 2 ? [settingProblem(at, got, "two zones, as the HTTP API's load balancer needs")] : []),
        ...(ids.some(acceptsVpcLinks)
            ? []
            : [
                  settingProblem(
                      at,
                      got,
                      "a zone with VPC links, through which the HTTP API reaches its load balancer; some regions have none",
                  ),
              ]),
    ];
}
