import { distributions, edgeRegion } from "../../resources/edge/distributions";
import type { Rejection } from "../../resources/rejection";
import { regionOf } from "../../state/cloud";
import { read, text } from "../../state/property-values";

const [sourceType, destinationType, deliveryType] = [
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    "aws:cloudwatch/logDelivery:LogDelivery",
];
const reference = "docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";

/** Deliveries of CloudFront's logs that CloudWatch Logs rejects, and what it keeps because of one. */
export const logDeliveries: readonly Rejection[] = [
    {
        what: "a source of a distribution's logs in another region than us-east-1",
        type: sourceType,
        on: ["create"],
        source: "terraform-aws-modules/terraform-aws-cloudfront#197, #203",
        verbatim: true,
        atPreview: true,
        reject: ({ properties }, cloud) => {
            const region = regionOf(properties, cloud);
            return isDistribution(text(properties.resourceArn)) && region !== edgeRegion
                ? `ValidationException: PutDeliverySource action is not supported for this LogType in region ${region}`
                : undefined;
        },
    },
    {
        what: "a source of the logs of a distribution that does not exist, or of others than ACCESS_LOGS",
        type: sourceType,
        on: ["create"],
        source: `${reference}/API_PutDeliverySource.html; KensioSoftware/yulin#993`,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const arn = text(properties.resourceArn);
            if (!isDistribution(arn)) return undefined;
            if (text(properties.logType) !== "ACCESS_LOGS")
                return `ValidationException: a distribution has no logs of type ${text(properties.logType)}`;
            return distributions(cloud).some(({ outputs }) => text(outputs.arn) === arn)
                ? undefined
                : `ResourceNotFoundException: there is no distribution ${arn}`;
        },
    },
    {
        what: "a second source of a distribution's logs",
        type: sourceType,
        on: ["create"],
        source: "hashicorp/terraform-provider-aws#40885, aws-cloudformation/cloudformation-coverage-roadmap#2513",
        verbatim: true,
        reject: ({ properties }, { store }) =>
            store.ofType(sourceType).some(({ inputs }) => text(inputs.resourceArn) === text(properties.resourceArn))
                ? "ConflictException: This ResourceId has already been used in another Delivery Source in this account."
                : undefined,
    },
    {
        what: "a destination in a log group that does not exist, or of another region",
        type: destinationType,
        on: ["create", "update"],
        source: `${reference}/API_PutDeliveryDestination.html`,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const arn = text(read(properties.deliveryDestinationConfiguration, "destinationResourceArn"));
            const bare = arn.replace(/:\*$/, "");
            const groups = cloud.store.ofType("aws:cloudwatch/logGroup:LogGroup");
            const isUsable =
                groups.some(({ outputs }) => text(outputs.arn) === bare) &&
                bare.split(":")[3] === regionOf(properties, cloud);
            return !arn.startsWith("arn:aws:logs:") || isUsable
                ? undefined
                : `ResourceNotFoundException: there is no log group ${bare} in the region of the delivery destination`;
        },
    },
    {
        what: "a delivery of a source or to a destination that does not exist in its region",
        type: deliveryType,
        on: ["create"],
        source: `${reference}/API_CreateDelivery.html`,
        verbatim: false,
        reject: ({ properties }, cloud) => {
            const region = regionOf(properties, cloud);
            const source = cloud.store.find(sourceType, text(properties.deliverySourceName));
            const destination = text(properties.deliveryDestinationArn);
            const hasDestination = cloud.store
                .ofType(destinationType)
                .some(({ outputs }) => text(outputs.arn) === destination);
            if (source === undefined || regionOf(source.outputs, cloud) !== region)
                return `ResourceNotFoundException: there is no delivery source ${text(properties.deliverySourceName)}`;
            return hasDestination
                ? undefined
                : `ResourceNotFoundException: there is no delivery destination ${destination}`;
        },
    },
    {
        what: "deleting a source of logs that a delivery uses",
        type: sourceType,
        on: ["delete"],
        source: `${reference}/API_DeleteDeliverySource.html`,
        verbatim: false,
        reject: ({ id }, { store }) =>
            store.ofType(deliveryType).some(({ inputs }) => text(inputs.deliverySourceName) === id)
                ? "ConflictException: a delivery uses the delivery source"
                : undefined,
    },
    {
        what: "deleting a destination of logs that a delivery uses",
        type: destinationType,
        on: ["delete"],
        source: `${reference}/API_DeleteDeliveryDestination.html`,
        verbatim: false,
        reject: ({ properties }, { store }) =>
            store
                .ofType(deliveryType)
                .some(({ inputs }) => text(inputs.deliveryDestinationArn) === text(properties.arn))
                ? "ConflictException: a delivery uses the delivery destination"
                : undefined,
    },
];

function isDistribution(arn: string): boolean {
    return arn.startsWith("arn:aws:cloudfront:");
}
