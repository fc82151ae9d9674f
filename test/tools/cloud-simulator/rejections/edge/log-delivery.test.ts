import assert from "node:assert/strict";
import type { Described } from "../../../../../tools/cloud-simulator/state/cloud";
import type { PropertyMap } from "../../../../../tools/cloud-simulator/state/property-values";
import { EdgeAws } from "./sample-edge";

const [source, destination, delivery, logGroup] = [
    "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination",
    "aws:cloudwatch/logDelivery:LogDelivery",
    "aws:cloudwatch/logGroup:LogGroup",
];
const region = "us-east-1";

describe("simulated CloudWatch Logs rejects", () => {
    let aws: EdgeAws;
    beforeEach(() => {
        aws = new EdgeAws();
    });
    const from = ({ outputs }: Described, change: PropertyMap = {}, name = "main") =>
        aws.make(source, { logType: "ACCESS_LOGS", resourceArn: outputs.arn ?? "", region, ...change }, name);
    const into = (destinationResourceArn: string, change: PropertyMap = {}) =>
        aws.make(destination, { deliveryDestinationConfiguration: { destinationResourceArn }, region, ...change });
    const group = (given: PropertyMap = { region }) =>
        String(aws.make(logGroup, { name: "/gatehouse/shop/edge", ...given }, JSON.stringify(given)).outputs.arn);

    it("a distribution's logs outside of us-east-1, of another type, twice, or of no distribution", () => {
        const made = aws.distribute();
        const elsewhere = /PutDeliverySource action is not supported for this LogType in region eu-central-1$/;
        assert.throws(() => from(made, { region: "eu-central-1" }), elsewhere);
        const resourceArn = made.outputs.arn ?? "";
        assert.throws(() => aws.preview(source, { logType: "ACCESS_LOGS", resourceArn }), elsewhere);
        assert.throws(() => from(made, { logType: "EVENT_LOGS" }), /has no logs of type EVENT_LOGS$/);
        const gone = { id: "", outputs: { arn: "arn:aws:cloudfront::123456789012:distribution/E0" } };
        assert.throws(() => from(gone), /ResourceNotFoundException: there is no distribution arn:/);
        assert.equal(from(made).outputs.service, "cloudfront");
        assert.throws(() => from(made, {}, "again"), /ConflictException: This ResourceId has already been used/);
    });

    it("a log group that is not there, or in another region", () => {
        assert.throws(() => into("arn:aws:logs:us-east-1:123456789012:log-group:none"), /there is no log group/);
        assert.throws(() => into(group({ region: "eu-central-1" })), /in the region of the delivery destination$/);
        assert.equal(into(`${group()}:*`).outputs.deliveryDestinationType, "CWL");
        const bucket = aws.make(destination, {
            deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::logs" },
        });
        assert.equal(bucket.outputs.deliveryDestinationType, "S3");
    });

    it("a delivery without its ends, and the deletion of its ends", () => {
        const [start, end] = [from(aws.distribute()), into(group())];
        const deliver = (change: PropertyMap = {}) =>
            aws.make(delivery, {
                deliverySourceName: start.id,
                deliveryDestinationArn: end.outputs.arn ?? "",
                region,
                ...change,
            });
        assert.throws(() => deliver({ deliverySourceName: "none" }), /there is no delivery source none$/);
        assert.throws(() => deliver({ region: "eu-central-1" }), /there is no delivery source/);
        assert.throws(() => deliver({ deliveryDestinationArn: "arn:none" }), /no delivery destination arn:none$/);
        const ends = () => [aws.rejectionOf(source ?? "", start), aws.rejectionOf(destination ?? "", end)];
        assert.deepEqual(ends(), [undefined, undefined]);
        deliver();
        for (const rejection of ends()) assert.match(rejection ?? "", /^ConflictException: a delivery uses/);
    });
});
