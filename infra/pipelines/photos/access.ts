import * as pulumi from "@pulumi/pulumi";
import type { AccessStatement } from "../../access-policy";
import { receiveMessages } from "../../gateway/services/queue-consumer";
import { tableActions } from "../../storage/table";
import { imagesPrefix, uploadsPrefix } from "./bucket";
import type { PhotoNames } from "./names";

/** The resources that the roles of a pipeline get access to. */
export interface PhotoAccessArgs {
    readonly names: PhotoNames;
    readonly tableArn: pulumi.Input<string>;
    /** Access to the pipeline's key; none if it has no key. */
    readonly key: readonly AccessStatement[];
}

/** The permissions of each role of a pipeline: what it does, on these resources. */
export interface PhotoAccess {
    /** Of the functions of the API. */
    readonly api: readonly AccessStatement[];
    readonly thumbnail: readonly AccessStatement[];
    readonly filter: readonly AccessStatement[];
    readonly finish: readonly AccessStatement[];
    /** Of the state machine of filters. */
    readonly filterMachine: readonly AccessStatement[];
}

const allow = (actions: readonly string[], ...resources: readonly pulumi.Input<string>[]): AccessStatement => ({
    actions,
    resources,
});

/** Lists the permissions of each role of a pipeline. */
export function photoAccess({ names, tableArn, key }: PhotoAccessArgs): PhotoAccess {
    const { bucket, queue, deadLetters, topic, filterMachine } = names;
    const originals = `${bucket.arn}/${uploadsPrefix}*`;
    const images = `${bucket.arn}/${imagesPrefix}*`;
    // A photo is deleted with all of its versions. Without the permission to list, S3 denies access to an object that does not
    // exist (docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html).
    const list = allow(["s3:ListBucket", "s3:ListBucketVersions"], bucket.arn);
    const remove = allow(["s3:DeleteObject", "s3:DeleteObjectVersion"], originals, images);
    const readOriginals = allow(["s3:GetObject", "s3:GetObjectVersion"], originals);
    const writeImages = allow(["s3:PutObject"], images);
    const readRow = allow(["dynamodb:GetItem"], tableArn);
    const changeRow = allow(["dynamodb:GetItem", "dynamodb:UpdateItem"], tableArn);
    const announce = allow(["sns:Publish"], topic.arn);
    const giveUp = allow(["sqs:SendMessage"], deadLetters.arn);
    return {
        api: [
            // A signed form may do what the role that signs it may.
            allow(["s3:PutObject"], originals),
            allow(["s3:GetObject"], images),
            ...[list, remove, announce],
            allow(tableActions, tableArn, pulumi.interpolate`${tableArn}/index/*`),
            allow(["states:StartExecution"], filterMachine.arn),
            allow(["states:DescribeExecution"], executionsOf(filterMachine.arn)),
            ...key,
        ],
        thumbnail: [
            receiveMessages(queue.arn),
            ...[readOriginals, writeImages, list, remove, changeRow, announce, giveUp],
            ...key,
        ],
        filter: [readOriginals, writeImages, list, remove, readRow, ...key],
        finish: [list, remove, changeRow, announce, ...key],
        filterMachine: [allow(["lambda:InvokeFunction"], names.filter.arn, names.finish.arn), giveUp, ...key],
    };
}

// docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html
function executionsOf(machineArn: string): string {
    return `${machineArn.replace(":stateMachine:", ":execution:")}:*`;
}
