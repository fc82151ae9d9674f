import { recordType, zoneName } from "../../resources/dns/hosted-zones";
import { distributions, distributionType } from "../../resources/edge/distributions";
import { loggingType } from "../../resources/edge/web-acls";
import type { Rejection } from "../../resources/rejection";
import { elementsOf, listOf, read, text } from "../../state/property-values";

const guide = "docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide";

/** Deletions that AWS accepts although a name, an origin or a log still refers to the deleted resource. */
export const leftovers: readonly Rejection[] = [
    {
        what: "deleting a distribution that a record leads to (AWS deletes it, and viewers get an error; the simulation rejects it)",
        type: distributionType,
        on: ["delete"],
        source: `${guide}/CNAMEs.html; docs.aws.amazon.com/Route53/latest/DeveloperGuide/protection-from-dangling-dns.html`,
        verbatim: false,
        retried: true,
        reject: ({ properties }, { store }) => {
            const domainName = text(properties.domainName);
            const record = store.ofType(recordType).find(({ inputs }) => {
                const targets = [...listOf(inputs.aliases).map(({ name }) => name), ...elementsOf(inputs.records)];
                return targets.some((target) => zoneName(text(target)) === domainName);
            });
            return record && `the record ${text(record.inputs.name)} leads to the distribution`;
        },
    },
    {
        what: "deleting a bucket that is an origin of a distribution (AWS deletes it, and another account can create it and serve from it; the simulation rejects it)",
        type: "aws:s3/bucket:Bucket",
        on: ["delete"],
        source: `${guide}/DownloadDistS3AndCustomOrigins.html; docs.aws.amazon.com/AmazonS3/latest/userguide/delete-bucket.html`,
        verbatim: false,
        retried: true,
        reject: ({ properties }, cloud) => {
            const names = [properties.bucketDomainName, properties.bucketRegionalDomainName].map(text);
            const user = distributions(cloud).find(({ inputs }) =>
                listOf(inputs.origins).some(({ domainName }) => names.includes(text(domainName))),
            );
            return user && `the distribution ${user.id} has the bucket as an origin`;
        },
    },
    {
        what: "deleting a log group that a web ACL or the delivery of a distribution's logs writes to (AWS deletes it, and the logs are lost; the simulation rejects it)",
        type: "aws:cloudwatch/logGroup:LogGroup",
        on: ["delete"],
        source: "docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html, docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html",
        verbatim: false,
        retried: true,
        reject: ({ properties }, { store }) => {
            const writers = [
                ...store.ofType(loggingType).flatMap(({ inputs }) => elementsOf(inputs.logDestinationConfigs)),
                ...store
                    .ofType("aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination")
                    .map(({ inputs }) => read(inputs.deliveryDestinationConfiguration, "destinationResourceArn")),
            ];
            const isUsed = writers.some((arn) => text(arn).replace(/:\*$/, "") === text(properties.arn));
            return isUsed ? `logs are written to ${text(properties.arn)}` : undefined;
        },
    },
];
