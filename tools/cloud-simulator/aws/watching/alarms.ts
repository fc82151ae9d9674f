import { named, type ResourceTypes } from "../../resources/resource-type";

/** Amazon CloudWatch: alarms, and the metrics that are counted in logs. */
export const alarms: ResourceTypes = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": {
        id: "{name}",
        autoName: named,
        defaults: { actionsEnabled: true, treatMissingData: "missing" },
        outputs: { arn: "arn:aws:cloudwatch:{region}:{account}:alarm:{name}", evaluateLowSampleCountPercentiles: "" },
        replaceOn: ["name"],
        source: "cloudwatch/metric_alarm.go",
        serves: false,
        price: "estimated",
    },
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": {
        id: "{alarmName}",
        defaults: { actionsEnabled: true },
        outputs: { arn: "arn:aws:cloudwatch:{region}:{account}:alarm:{alarmName}" },
        required: ["alarmName", "alarmRule"],
        replaceOn: ["actionsEnabled", "alarmName"],
        source: "cloudwatch/composite_alarm.go",
        serves: false,
        price: "estimated",
    },
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
        id: "{name}",
        autoName: named,
        defaults: { applyOnTransformedLogs: false },
        required: ["logGroupName", "metricTransformation", "pattern"],
        replaceOn: ["logGroupName", "name"],
        source: "logs/metric_filter.go",
        serves: false,
        price: "estimated",
    },
};
