import { named, type ResourceTypes } from "../resources/resource-type";

const arn = "arn:aws:events:{region}:{account}:";
/** Names of all of them have at most 64 characters. */
const autoName = { ...named, maxLength: 64 };
const watching = { serves: false, price: "free" } as const;

/** Amazon EventBridge: rules with their targets, and the HTTP endpoints that it calls. */
export const events: ResourceTypes = {
    "aws:cloudwatch/eventConnection:EventConnection": {
        ...watching,
        id: "{name}",
        autoName,
        tagged: false,
        outputs: {
            arn: `${arn}connection/{name}/{uuid}`,
            secretArn: "arn:aws:secretsmanager:{region}:{account}:secret:events!connection/{name}/{uuid}-{alnum:6}",
        },
        required: ["authParameters", "authorizationType"],
        replaceOn: ["name"],
        source: "events/connection.go",
    },
    "aws:cloudwatch/eventApiDestination:EventApiDestination": {
        id: "{name}",
        autoName,
        tagged: false,
        defaults: { invocationRateLimitPerSecond: 300 },
        outputs: { arn: `${arn}api-destination/{name}/{uuid}` },
        required: ["connectionArn", "httpMethod", "invocationEndpoint"],
        replaceOn: ["name"],
        source: "events/api_destination.go",
        serves: false,
        price: "estimated",
    },
    "aws:cloudwatch/eventRule:EventRule": {
        ...watching,
        // That of a rule of another bus begins with the bus.
        id: "{name}",
        autoName,
        defaults: { eventBusName: "default", forceDestroy: false },
        outputs: { arn: `${arn}rule/{name}`, isEnabled: true, namePrefix: "", state: "ENABLED" },
        replaceOn: ["eventBusName", "name", "namePrefix"],
        source: "events/rule.go",
    },
    "aws:cloudwatch/eventTarget:EventTarget": {
        ...watching,
        id: "{rule}-terraform-{digits:26}",
        defaults: { eventBusName: "default", forceDestroy: false },
        outputs: { targetId: "terraform-{digits:26}" },
        required: ["arn", "rule"],
        replaceOn: ["eventBusName", "rule", "targetId"],
        source: "events/target.go",
        tagged: false,
    },
};
