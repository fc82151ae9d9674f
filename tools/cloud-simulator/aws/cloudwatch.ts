import { named, type ResourceTypes } from "../resources/resource-type";

/** Amazon CloudWatch: log groups. */
export const cloudwatch: ResourceTypes = {
    "aws:cloudwatch/logGroup:LogGroup": {
        id: "{name}",
        autoName: named,
        defaults: { retentionInDays: 0, skipDestroy: false },
        outputs: {
            arn: "arn:aws:logs:{region}:{account}:log-group:{name}",
            deletionProtectionEnabled: false,
            logGroupClass: "STANDARD",
            namePrefix: "",
        },
        replaceOn: ["name", "namePrefix", "logGroupClass"],
        source: "logs/group.go",
        serves: false,
        price: "estimated",
    },
};
