import { capacityOf } from "../../resources/edge/web-acl-capacity";
import { named, type ResourceTypes } from "../../resources/resource-type";
import { listOf } from "../../state/property-values";

/** AWS WAF. The ARN of what CloudFront uses says `global`, although it is in us-east-1. */
export const webAcls: ResourceTypes = {
    "aws:wafv2/webAcl:WebAcl": {
        id: "{uuid}",
        autoName: { ...named, maxLength: 128 },
        outputs: {
            applicationIntegrationUrl: "",
            arn: "arn:aws:wafv2:{region}:{account}:{wafScope}/webacl/{name}/{id}",
            capacity: 0,
            lockToken: "{uuid}",
            namePrefix: "",
        },
        computed: ({ rules }) => ({ capacity: capacityOf(listOf(rules)) }),
        renewed: ["capacity"],
        required: ["defaultAction", "scope", "visibilityConfig"],
        replaceOn: ["name", "namePrefix", "scope"],
        source: "wafv2/web_acl.go",
        serves: false,
        price: "estimated",
    },
    "aws:wafv2/ipSet:IpSet": {
        id: "{uuid}",
        autoName: { ...named, maxLength: 128 },
        outputs: {
            arn: "arn:aws:wafv2:{region}:{account}:{wafScope}/ipset/{name}/{id}",
            lockToken: "{uuid}",
            namePrefix: "",
        },
        required: ["ipAddressVersion", "scope"],
        replaceOn: ["ipAddressVersion", "name", "namePrefix", "scope"],
        source: "wafv2/ip_set.go",
        serves: false,
        price: "free",
    },
    "aws:wafv2/webAclAssociation:WebAclAssociation": {
        id: "{webAclArn},{resourceArn}",
        required: ["resourceArn", "webAclArn"],
        replaceOn: ["resourceArn", "webAclArn"],
        source: "wafv2/web_acl_association.go",
        // Without it, a stage behind CloudFront accepts calls that bypass the distribution, but it still responds.
        serves: false,
        price: "free",
    },
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": {
        id: "{resourceArn}",
        required: ["logDestinationConfigs", "resourceArn"],
        replaceOn: ["logDestinationConfigs", "resourceArn"],
        source: "wafv2/web_acl_logging_configuration.go",
        serves: false,
        price: "free",
    },
};
