import { documentation, named, type ResourceTypes } from "../../resources/resource-type";
import { creationTime } from "../../resources/template";

/** Services at the edge: web ACLs, CloudFront and Global Accelerator. */
export const edge: ResourceTypes = {
    "aws:wafv2/webAcl:WebAcl": {
        id: "{uuid}",
        autoName: named,
        outputs: {
            applicationIntegrationUrl: "",
            arn: "arn:aws:wafv2:{region}:{account}:regional/webacl/{name}/{id}",
            capacity: 1,
            lockToken: "{uuid}",
            namePrefix: "",
        },
        required: ["defaultAction", "scope", "visibilityConfig"],
        replaceOn: ["name", "scope"],
        source: documentation,
        serves: false,
        price: "estimated",
    },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
        id: "{webAclArn},{resourceArn}",
        required: ["resourceArn", "webAclArn"],
        replaceOn: ["resourceArn", "webAclArn"],
        source: documentation,
        serves: false,
        price: "free",
    },
    "aws:cloudfront/distribution:Distribution": {
        id: "E{upper:13}",
        regional: false,
        defaults: {
            httpVersion: "http2",
            priceClass: "PriceClass_All",
            retainOnDelete: false,
            waitForDeployment: true,
        },
        outputs: {
            arn: "arn:aws:cloudfront::{account}:distribution/{id}",
            callerReference: "{uuid}",
            continuousDeploymentPolicyId: "",
            domainName: "d{alnum:13}.cloudfront.net",
            etag: "E{upper:13}",
            hostedZoneId: "Z2FDTNDATAQYW2",
            inProgressValidationBatches: 0,
            lastModifiedTime: creationTime,
            loggingV1Enabled: false,
            status: "Deployed",
            trustedKeyGroups: [],
            trustedSigners: [],
        },
        required: ["defaultCacheBehavior", "enabled", "origins", "restrictions", "viewerCertificate"],
        source: documentation,
        serves: true,
        price: "unknown",
    },
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
