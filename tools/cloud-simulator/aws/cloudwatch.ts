import { documentation, named, type ResourceTypes } from "../resources/resource-type";

/** Amazon CloudWatch: logs, alarms, dashboards and event rules. */
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
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        id: "{name}",
        autoName: named,
        defaults: { actionsEnabled: true, treatMissingData: "missing" },
        outputs: { arn: "arn:aws:cloudwatch:{region}:{account}:alarm:{name}", evaluateLowSampleCountPercentiles: "" },
        replaceOn: ["name"],
        source: documentation,
        serves: false,
        price: "unknown",
    },
    "aws:cloudwatch/dashboard:Dashboard": {
        id: "{dashboardName}",
        outputs: { dashboardArn: "arn:aws:cloudwatch::{account}:dashboard/{dashboardName}" },
        required: ["dashboardBody", "dashboardName"],
        replaceOn: ["dashboardName"],
        source: documentation,
        serves: false,
        price: "unknown",
    },
};
