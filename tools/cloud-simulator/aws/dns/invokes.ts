import { hostedZones, nameServers, zoneName } from "../../resources/dns/hosted-zones";
import type { Invokes } from "../../resources/invoke";
import type { Cloud, HostedZone } from "../../state/cloud";
import { type PropertyMap, text } from "../../state/property-values";

/** Looks up hosted zones. */
export const route53Invokes: Invokes = {
    "aws:route53/getZone:getZone": {
        args: ["name", "privateZone", "zoneId"],
        answer: (args, cloud) => {
            const { id, name, isPrivate, records } = find(args, cloud);
            return {
                arn: `arn:aws:route53:::hostedzone/${id}`,
                callerReference: "offline",
                comment: "",
                id,
                linkedServiceDescription: "",
                linkedServicePrincipal: "",
                name,
                nameServers: [...nameServers],
                primaryNameServer: nameServers[0] ?? "",
                privateZone: isPrivate,
                resourceRecordSetCount: records.length + 2,
                tags: {},
                zoneId: id,
            };
        },
    },
};

// The errors are the provider's (hashicorp/terraform-provider-aws, internal/service/route53/zone_data_source.go). It ignores
// `privateZone` for an id.
function find({ zoneId, name, privateZone }: PropertyMap, cloud: Cloud): HostedZone {
    const isFound = ({ id, name: own, isPrivate }: HostedZone) =>
        zoneId ? id === zoneId : own === zoneName(text(name)) && isPrivate === (privateZone === true);
    const found = hostedZones(cloud).filter(isFound);
    const [only] = found;
    if (only && found.length === 1) return only;
    if (zoneId) throw new Error("couldn't find resource");
    throw new Error(
        found.length === 0
            ? "no matching Route 53 Hosted Zone found"
            : "multiple Route 53 Hosted Zones matched; use additional constraints to reduce matches to a single Route 53 Hosted Zone",
    );
}
