import { named, type ResourceTypes } from "../resources/resource-type";

const arn = "arn:aws:events:{region}:{account}:";
const watching = { serves: false, price: "free" } as const;

/** Amazon EventBridge: rules with their targets. */
export const events: ResourceTypes = {
    "aws:cloudwatch/eventRule:EventRule": {
        ...watching,
        // That of a rule of another bus begins with the bus.
        id: "{name}",
        autoName: { ...named, maxLength: 64 },
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
