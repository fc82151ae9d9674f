import { named, type ResourceTypes } from "../../resources/resource-type";
import { mapOf, type PropertyMap, text } from "../../state/property-values";

/** Delivery of a service's logs by CloudWatch Logs, such as CloudFront's standard logs of version 2. */
export const logDelivery: ResourceTypes = {
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": {
        id: "{name}",
        autoName: { ...named, maxLength: 60 },
        outputs: { arn: "arn:aws:logs:{region}:{account}:delivery-source:{name}", service: "" },
        computed: ({ resourceArn }) => ({ service: serviceOf(resourceArn) }),
        required: ["logType", "resourceArn"],
        replaceOn: ["logType", "name", "resourceArn"],
        source: "logs/delivery_source.go",
        serves: false,
        price: "free",
    },
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": {
        id: "{name}",
        autoName: { ...named, maxLength: 60 },
        outputs: {
            arn: "arn:aws:logs:{region}:{account}:delivery-destination:{name}",
            deliveryDestinationType: "CWL",
        },
        computed: ({ deliveryDestinationType, deliveryDestinationConfiguration }) => {
            const service = serviceOf(mapOf(deliveryDestinationConfiguration).destinationResourceArn);
            return { deliveryDestinationType: deliveryDestinationType ?? destinationTypes[service] ?? "CWL" };
        },
        // Another destination replaces it only if it is of another service, which no stack does.
        replaceOn: ["name", "outputFormat"],
        source: "logs/delivery_destination.go",
        serves: false,
        price: "free",
    },
    "aws:cloudwatch/logDelivery:LogDelivery": {
        id: "{alnum:16}",
        outputs: {
            arn: "arn:aws:logs:{region}:{account}:delivery:{id}",
            fieldDelimiter: "",
            recordFields: [],
            s3DeliveryConfigurations: [],
        },
        required: ["deliveryDestinationArn", "deliverySourceName"],
        replaceOn: ["deliveryDestinationArn", "deliverySourceName"],
        source: "logs/delivery.go",
        serves: false,
        price: "free",
    },
};

const destinationTypes: Readonly<Record<string, string>> = { firehose: "FH", logs: "CWL", s3: "S3" };

function serviceOf(arn: PropertyMap[string] | undefined): string {
    return text(arn).split(":")[2] ?? "";
}
