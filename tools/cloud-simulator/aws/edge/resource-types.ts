import { documentation, named, type ResourceTypes } from "../../resources/resource-type";
import { cloudfront } from "./cloudfront";
import { logDelivery } from "./log-delivery";
import { cloudfrontPolicies } from "./policies";
import { webAcls } from "./web-acls";

/** Services at the edge: CloudFront and its logs, web ACLs, and Global Accelerator. */
export const edge: ResourceTypes = {
    ...cloudfront,
    ...cloudfrontPolicies,
    ...logDelivery,
    ...webAcls,
    "aws:globalaccelerator/accelerator:Accelerator": {
        id: "arn:aws:globalaccelerator::{account}:accelerator/{uuid}",
        regional: false,
        autoName: named,
        defaults: { enabled: true, ipAddressType: "IPV4" },
        outputs: {
            arn: "{id}",
            dnsName: "{alnum:16}.awsglobalaccelerator.com",
            dualStackDnsName: "",
            hostedZoneId: "Z2BJ6XQ5FK7U4H",
            ipSets: [],
        },
        source: documentation,
        serves: true,
        price: "unknown",
    },
};
